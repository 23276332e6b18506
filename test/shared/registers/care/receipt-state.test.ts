/** Whose a receipt is follows from what was said of it: by example, and whatever was said in whatever order. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMs, compareInstants, type Instant, instant } from '../../../../shared/calendar/index.ts'
import {
  acted,
  type ReceiptAct,
  type ReceiptState,
  receiptsAfter,
} from '../../../../shared/registers/care/receipt-state.ts'
import type { Pid } from '../../../../shared/registers/ids.ts'

const a = 'A' as Pid
const b = 'B' as Pid
const c = 'C' as Pid
const time = (minutes: number): Instant => addMs(instant('2026-03-09T08:00:00+08:00'), minutes * 60_000)
const uploaded = (minutes: number): ReceiptAct => ({ is: 'uploaded', time: time(minutes) })
const said = (is: Exclude<ReceiptAct['is'], 'uploaded' | 'voided'>): ReceiptAct => ({ is })

type Said = readonly [Pid, ReceiptAct]
const stateAfter = (all: readonly Said[], from?: ReceiptState): ReceiptState =>
  all.reduce<ReceiptState | undefined>((state, [by, act]) => acted(state, by, act), from) ?? {
    claimed: [],
    settled: [],
  }

describe('a receipt', () => {
  it('is whose the later upload says; of one moment it is the same, whichever came first', () => {
    for (const all of [
      [[a, uploaded(1)] as const, [b, uploaded(2)] as const],
      [[a, uploaded(2)] as const, [b, uploaded(2)] as const],
    ]) {
      expect(stateAfter(all)).toMatchObject({ owner: b })
      expect(stateAfter(all.toReversed())).toEqual(stateAfter(all))
    }
  })

  it('is whose claims it until it is uploaded for another, or the claim is let go; who ever claimed is kept', () => {
    expect(stateAfter([[a, said('claimed')]])).toEqual({ owner: a, claimed: [a], settled: [] })
    expect(
      stateAfter([
        [a, said('claimed')],
        [b, uploaded(1)],
      ]),
    ).toMatchObject({ owner: b, claimed: [a] })
    expect(
      stateAfter([
        [a, said('claimed')],
        [a, said('let-go')],
      ]),
    ).toEqual({ claimed: [a], settled: [] })
  })

  it('that was uploaded stays its person’s though a claim is let go, who claimed it all the same', () => {
    const state = stateAfter([
      [a, uploaded(1)],
      [a, said('let-go')],
    ])
    expect(state).toMatchObject({ owner: a, uploaded: time(1), claimed: [a] })
  })

  it('stays whose it was ordered for, until that is recovered: then it is whose it was uploaded for last', () => {
    const ordered = stateAfter([
      [a, uploaded(1)],
      [a, said('ordered')],
      [b, uploaded(2)],
      [c, uploaded(3)],
      [b, uploaded(2)],
    ])
    expect(ordered).toMatchObject({ owner: a, ordered: true, next: { pid: c, uploaded: time(3) } })
    const recovered = acted(ordered, a, said('recovered'))
    expect(recovered).toEqual({ owner: c, uploaded: time(3), claimed: [a], settled: [] })
    expect(acted(recovered, a, said('recovered'))).toBe(recovered)
    expect(
      stateAfter([
        [a, said('ordered')],
        [a, said('recovered')],
      ]),
    ).toEqual({ claimed: [a], settled: [] })
  })

  it('is the first one’s again once it is uploaded for them after it was for another', () => {
    const state = stateAfter([
      [a, said('ordered')],
      [b, uploaded(2)],
      [a, uploaded(3)],
    ])
    expect(state).toMatchObject({ owner: a, uploaded: time(3) })
    expect(state).not.toHaveProperty('next')
  })

  it('is void since it was last said so; settled as long as anybody’s settlement bears it', () => {
    const isVoid = (minutes: number): ReceiptAct => ({ is: 'voided', time: time(minutes) })
    expect(
      stateAfter([
        [a, isVoid(5)],
        [b, isVoid(4)],
      ]).voided,
    ).toBe(time(5))
    const settled = stateAfter([
      [a, said('settled')],
      [b, said('settled')],
      [a, said('settled')],
      [a, said('unsettled')],
    ])
    expect(settled.settled).toEqual([b])
  })
})

const acts: fc.Arbitrary<ReceiptAct> = fc.oneof(
  fc.integer({ min: 0, max: 5 }).map(uploaded),
  fc.integer({ min: 0, max: 5 }).map((minutes): ReceiptAct => ({ is: 'voided', time: time(minutes) })),
  fc.constantFrom(...(['claimed', 'let-go', 'settled', 'unsettled', 'recovered'] as const)).map(said),
)
const lives = fc.array(fc.tuple(fc.constantFrom(a, b, c), acts), { maxLength: 12 })
/** A bundle claims and orders only what is nobody else's. */
const lawful = (all: readonly Said[], from?: ReceiptState): Said[] => {
  let state = from
  return all.filter(([by, act]) => {
    const isTaken = state?.owner !== undefined && state.owner !== by
    if (isTaken && (act.is === 'claimed' || act.is === 'ordered')) return false
    state = acted(state, by, act)
    return true
  })
}

describe('whatever is said of a receipt', () => {
  it('said twice is said once, but for what somebody else said between', () => {
    fc.assert(
      fc.property(lives, fc.constantFrom(a, b, c), acts, (all, by, act) => {
        const once = acted(stateAfter(lawful(all)), by, act)
        expect(acted(once, by, act)).toEqual(once)
      }),
    )
  })

  it('of uploads alone, in whatever order, the latest says whose it is', () => {
    const uploads = fc.array(fc.tuple(fc.constantFrom(a, b, c), fc.integer({ min: 0, max: 9 })), { minLength: 1 })
    fc.assert(
      fc.property(uploads, fc.infiniteStream(fc.nat()), (all, draws) => {
        const told = all.map(([by, minutes]): Said => [by, uploaded(minutes)])
        const shuffled = told.map((one) => [draws.next().value as number, one] as const).sort(([x], [y]) => x - y)
        const latest = all.toSorted(([x, m], [y, n]) => n - m || (x > y ? -1 : 1))[0]!
        expect(stateAfter(told)).toMatchObject({ owner: latest[0], uploaded: time(latest[1]) })
        expect(stateAfter(shuffled.map(([, one]) => one))).toEqual(stateAfter(told))
      }),
    )
  })

  it('what was ordered is nobody else’s until it is recovered', () => {
    fc.assert(
      fc.property(lives, lives, (before, later) => {
        const start = stateAfter(lawful(before))
        const by = start.owner ?? a
        const ordered = acted(start, by, said('ordered'))
        const rest = lawful(
          later.filter(([who, { is }]) => is !== 'recovered' || who !== by),
          ordered,
        )
        const state = stateAfter(rest, ordered)
        expect(state).toMatchObject({ owner: by, ordered: true })
        const { next, uploaded: since } = state
        if (next && since) expect(compareInstants(next.uploaded, since)).toBeGreaterThanOrEqual(0)
        expect(next?.pid).not.toBe(by)
      }),
    )
  })

  it('nobody who claimed is forgotten', () => {
    fc.assert(
      fc.property(lives, (all) => {
        const said = lawful(all)
        const claimants = said.filter(([, { is }]) => is === 'claimed' || is === 'let-go').map(([by]) => by)
        expect(stateAfter(said).claimed.toSorted()).toEqual([...new Set(claimants)].sort())
      }),
    )
  })

  it('a commit that says several things writes them over what was read, once a receipt', () => {
    const receipt = { elec_bill_code: '1', elec_billno_code: '2' }
    const other = { elec_bill_code: '1', elec_billno_code: '3' }
    const was = stateAfter([[a, uploaded(1)]])
    const write = (name: typeof receipt, act: ReceiptAct) => ({ receipt: name, was, by: a, act })
    expect(
      receiptsAfter([write(receipt, said('claimed')), write(other, said('settled')), write(receipt, said('ordered'))]),
    ).toEqual([
      { receipt, was, now: { ...was, ordered: true, claimed: [a] } },
      { receipt: other, was, now: { ...was, settled: [a] } },
    ])
  })
})
