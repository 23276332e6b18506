/** A person's money between areas: whatever happens in between, only clearing makes virtual money real. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Instant } from '../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { fen } from '../../../shared/money/index.ts'
import { fundClaim, isUntouched, moveBack, moveBetween, undoTransfer } from '../../../shared/registers/between.ts'
import { PersonFile } from '../../../shared/registers/file.ts'
import { type Pid, type Ref, refOf } from '../../../shared/registers/ids.ts'
import { accountIn, type Claim, creditFromOutside, fundedPart, virtualPart } from '../../../shared/registers/ledger.ts'
import type { VirtualLot } from '../../../shared/registers/rows.ts'

const areas = ['130100', '130200', '130300'] as Admdvs[]
const at = '2026-03-02T09:00:00+08:00' as Instant
const pid = 'a2345672345672345672' as Pid

interface Books {
  file: PersonFile
  /** Claims that stand, with what of them was virtual before. */
  claims: { claim: Claim; lots: VirtualLot[]; cleared?: true }[]
}

const empty = (): Books => ({ file: PersonFile.of(pid, 0), claims: [] })
const total = (file: PersonFile, part: typeof fundedPart) =>
  areas.reduce((sum, area) => sum + part(accountIn(file, area)), 0)

/** Balances and virtual parts, without those that are spent up. */
const seen = (file: PersonFile) =>
  areas.map((area) => {
    const { balance, lots } = accountIn(file, area)
    return { balance, lots: lots.filter(({ left }) => left > 0) }
  })

function credit(books: Books, area: Admdvs, amt: number, n: number): Books {
  return { ...books, file: books.file.with(creditFromOutside(books.file, area, fen(amt), `c${n}`, '').change) }
}

function transfer({ file, claims }: Books, from: Admdvs, to: Admdvs, n: number): Books {
  const amt = accountIn(file, from).balance
  if (amt === 0 || from === to) return { file, claims }
  const between = { from, to, amt, at, case_id: refOf('TR', pid, 'case'), about: `t${n}`, memo: '' }
  const { lots, change, claims: made } = moveBetween(file, between, ['transfer-out', 'transfer-in'])
  const [write] = made
  if (!write || !('put' in write)) throw new Error('a transfer makes a claim')
  return { file: file.with(change), claims: [...claims, { claim: write.put, lots }] }
}

/** Takes the last transfer back, as a revocation would. */
function undo({ file, claims }: Books): Books {
  const last = claims.at(-1)
  if (!last || !isUntouched(file, last.claim, last.cleared ? 'clearing' : 'open')) return { file, claims }
  if (last.cleared) {
    const back = moveBack(file, last.claim, at, '')
    const made = back.claims.flatMap((write) => ('put' in write ? [{ claim: write.put, lots: [] }] : []))
    return { file: file.with(back.change), claims: [...claims.slice(0, -1), ...made] }
  }
  return { file: file.with(undoTransfer(file, last.claim, last.lots, '').change), claims: claims.slice(0, -1) }
}

function clear({ file, claims }: Books, index: number): Books {
  const open = claims.filter(({ cleared }) => !cleared)
  const one = open[index % Math.max(1, open.length)]
  if (!one) return { file, claims }
  const after = claims.map((held) => (held === one ? { ...held, cleared: true as const } : held))
  return { file: file.with(fundClaim(file, one.claim).change), claims: after }
}

type Deed =
  | { kind: 'credit'; area: Admdvs; amt: number }
  | { kind: 'transfer'; area: Admdvs; to: Admdvs }
  | { kind: 'undo' }
  | { kind: 'clear'; index: number }

const area = fc.constantFrom(...areas)
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant('credit' as const), area, amt: fc.integer({ min: 1, max: 1000 }) }),
  fc.record({ kind: fc.constant('transfer' as const), area, to: area }),
  fc.record({ kind: fc.constant('undo' as const) }),
  fc.record({ kind: fc.constant('clear' as const), index: fc.nat(5) }),
)

function act(books: Books, did: Deed, n: number): Books {
  if (did.kind === 'credit') return credit(books, did.area, did.amt, n)
  if (did.kind === 'transfer') return transfer(books, did.area, did.to, n)
  return did.kind === 'undo' ? undo(books) : clear(books, did.index)
}

describe('money between areas', () => {
  it('a chain of transfers that is taken back before clearing leaves everything as it was', () => {
    const before = fc.array(deed, { maxLength: 8 })
    const chain = fc.array(fc.tuple(area, area), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(before, chain, (deeds, moves) => {
        const start = deeds.reduce(act, empty())
        let books = start
        for (const [index, [from, to]] of moves.entries()) books = transfer(books, from, to, 100 + index)
        const made = books.claims.length - start.claims.length
        for (let times = 0; times < made; times++) books = undo(books)
        expect(seen(books.file)).toEqual(seen(start.file))
      }),
    )
  })

  it('what is funded rises by money from outside, by clearing, and by what was funded coming back, and never else', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 25 }), (deeds) => {
        let books = empty()
        /** Funded money that each standing transfer turned virtual. */
        const turned = new Map<Ref, number>()
        const paid = new Set<Ref>()
        for (const [n, did] of deeds.entries()) {
          const next = act(books, did, n)
          const rise = total(next.file, fundedPart) - total(books.file, fundedPart)
          const gone = books.claims.filter(({ claim }) => !next.claims.some((one) => one.claim === claim))
          const most =
            did.kind === 'credit'
              ? did.amt
              : did.kind === 'clear'
                ? total(books.file, virtualPart)
                : gone.reduce((sum, { claim }) => sum + (turned.get(claim.claim_id) ?? 0), 0)
          for (const { claim } of next.claims) {
            if (!books.claims.some((one) => one.claim === claim)) turned.set(claim.claim_id, -rise)
          }
          for (const { claim, cleared } of books.claims) if (cleared) paid.add(claim.claim_id)
          // What was virtual when it left may have been paid for meanwhile.
          const back = gone.flatMap(({ lots }) => lots).filter(({ claim }) => paid.has(claim))
          const extra = back.reduce((sum, { left }) => sum + left, 0)
          expect(rise).toBeLessThanOrEqual(most + extra)
          expect(seen(next.file).every(({ balance }) => balance >= 0)).toBe(true)
          books = next
        }
        for (let left = books.claims.length; left > 0; left--) books = clear(books, 0)
        expect(total(books.file, virtualPart)).toBe(0)
      }),
      { numRuns: 1000 },
    )
  })
})
