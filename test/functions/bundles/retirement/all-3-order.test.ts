/** bundles/RULES.md 3.1: whatever the order of messages, and what must always hold. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InboundType } from '../../../../events/index.ts'
import { certnoOf, enrolment, pause, person } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { contribution, monthsUpTo, pension, relationsOn, retirementStack, sent, theCase } from './scene.ts'

const brdy = '1963-05-18'
const psn_no = 'P000001'
const start = '2026-06-10T10:00:00+08:00'
const bank_acct = { bank_code: '102', acct_no: '6222', acct_name: '测试1' }

type Fact = [type: InboundType, data: Record<string, unknown>, time: string]

const at = (minute: number) => `2026-06-01T08:${String(minute).padStart(2, '0')}:00+08:00`

/** What may have happened to a man who retires on 2026-05-18; the months may suffice or not. */
const life = fc
  .record({
    paid: fc.integer({ min: 340, max: 380 }),
    elsewhere: fc.integer({ min: 0, max: 24 }),
    deemed: fc.integer({ min: 0, max: 20 }),
    corrected: fc.option(fc.integer({ min: 0, max: 40 })),
    late: fc.integer({ min: 0, max: 2 }),
    paused: fc.option(fc.constantFrom('2026-04-30', '2026-05-31', '2026-06-05')),
    died: fc.option(fc.constantFrom('2026-04-02', '2026-05-25', '2026-05-31'), { freq: 3 }),
  })
  .map(({ paid, elsewhere, deemed, corrected, late, paused, died }): Fact[] => [
    ['person.registered', person(1, { brdy, bank_acct }), at(0)],
    ['enrolment.registered', enrolment(psn_no, '130100', '1990-01-01'), at(1)],
    ['contribution.posted', monthsUpTo(psn_no, '130100', paid, '202605'), at(2)],
    ['contribution.posted', monthsUpTo(psn_no, '130200', 12 + elsewhere, '199706'), at(3)],
    ['contribution.posted', contribution(psn_no, '130100', '202606', '202606', { amt_psn: '130.00' }), at(4)],
    ...(late > 0
      ? [['contribution.posted', contribution(psn_no, '130100', '202607', `20260${6 + late}`), at(5)] as Fact]
      : []),
    ['pension.approved', pension(1, brdy, '2026-05-18', { deemed_months: deemed }), at(6)],
    ...(corrected === null
      ? []
      : [['pension.approved', pension(1, brdy, '2026-05-18', { deemed_months: corrected }), at(7)] as Fact]),
    ...(paused ? [['enrolment.paused', pause(psn_no, '130100', paused), at(8)] as Fact] : []),
    ...(died ? [['death.registered', { certno: certnoOf(1, brdy), dead_date: died }, at(9)] as Fact] : []),
  ])

const shuffled = life.chain((facts) =>
  fc.record({ facts: fc.constant(facts), order: fc.shuffledSubarray(facts, { minLength: facts.length }) }),
)

async function play(facts: readonly Fact[], repeat = false): Promise<Stack> {
  const s = await retirementStack(start)
  for (const [type, data, time] of facts) {
    for (let i = 0; i < (repeat ? 2 : 1); i++) await s.happen(type, data, { time, id: `${type}${time}` })
  }
  return s
}

/** What the registers hold in the end; the shortfall is the one first found, so it is the history's, not theirs. */
async function registers(s: Stack) {
  const file = await s.file(psn_no)
  const { status, waiting_for, outcome } = await theCase(s, psn_no)
  const { shortfall: _first, ...ended } = outcome ?? {}
  const days = ['2026-04-30', '2026-05-31', '2026-06-01', '2026-06-06', '2026-07-01', '2027-01-01']
  return {
    status,
    what: waiting_for?.what,
    outcome: ended,
    months: file.all('months'),
    entitlements: file.all('entitlement'),
    relations: await Promise.all(days.map((day) => relationsOn(s, psn_no, day))),
  }
}

/** Orders to the bank by what they are for: who gets how much. */
const orders = (s: Stack) =>
  sent(s, 'bank')
    .map(({ data }) => `${data.pay_no} ${data.payee.kind} ${data.amt}`)
    .sort()

describe('the same events', () => {
  // A correction of deemed months may come too late for a case that ended, or die out with the person: a case that was
  // decided upon what was known stays decided, so only what can still change anything is compared.
  const comparable = shuffled.filter(({ facts }) => facts.filter(([type]) => type === 'pension.approved').length === 1)

  it('in any order end in the same registers and pay back the same', async () => {
    await fc.assert(
      fc.asyncProperty(comparable, async ({ facts, order }) => {
        const [a, b] = [await play(facts), await play(order)]
        expect(await registers(b)).toEqual(await registers(a))
        expect(orders(b)).toEqual(orders(a))
      }),
      { numRuns: 60 },
    )
  }, 120_000)

  it('repeated change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ order }) => {
        const [once, twice] = [await play(order), await play(order, true)]
        expect(await registers(twice)).toEqual(await registers(once))
        expect(orders(twice)).toEqual(orders(once))
      }),
      { numRuns: 25 },
    )
  }, 120_000)
})

describe('always', () => {
  it('a month is paid back once, and only a month too late', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ order }) => {
        const s = await play(order)
        const { outcome } = await theCase(s, psn_no)
        const refunds = (outcome?.refunds ?? []) as { month: string; amt_psn: string; amt_emp: string }[]
        const { effective_from: from, result } = (outcome ?? {}) as { effective_from?: string; result?: string }
        expect(new Set(refunds.map((r) => r.month)).size).toBe(refunds.length)
        if (result === 'retired')
          expect(refunds.every((r) => r.month >= from!.replaceAll('-', '').slice(0, 6))).toBe(true)
        const fen = (amts: string[]) => amts.reduce((sum, amt) => sum + Math.round(Number(amt) * 100), 0)
        expect(fen(sent(s, 'bank').map((e) => e.data.amt as string))).toBe(
          fen(refunds.flatMap((r) => [r.amt_psn, r.amt_emp])),
        )
      }),
      { numRuns: 40 },
    )
  }, 120_000)

  it('a case is done or waits for somebody with a time', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ order }) => {
        const row = await theCase(await play(order), psn_no)
        if (row.status === 'waiting')
          expect(row).toMatchObject({ waiting_for: { until: expect.any(String) }, wake_at: expect.any(String) })
        else expect(['done', 'withdrawn']).toContain(row.status)
      }),
      { numRuns: 20 },
    )
  }, 120_000)
})
