/** assistance/RULES.md 2.1 to 2.7: what is due. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueOf } from '../../../../functions/bundles/assistance/rules/due.ts'
import { instant } from '../../../../shared/calendar/index.ts'
import { policyAt } from '../../../../shared/policy/index.ts'
import { PersonFile, put } from '../../../../shared/registers/file.ts'
import type { HeardFact } from '../../../../shared/registers/rows/heard.ts'
import { lookWith } from '../../../support/calendars.ts'
import { pid } from '../../../support/files.ts'
import { identity, leaving, onlyCase, scene, settlement } from './scene.ts'

const row = (dept: string, more: Record<string, unknown> = {}) => ({
  dept,
  psn_idet_types: ['low-income'],
  med_types: ['21'],
  deductible: '0.00',
  ratio: '0.50',
  ...more,
})

describe('a grant', () => {
  it('is rounded half up once (2.5)', async () => {
    const s = await scene()
    await s.settle({ inscp_scp_amt: '0.05', fund_pay_sumamt: '0.00' })
    expect(await s.asked()).toMatchObject({ settlements: [{ burden: '0.05', grants: [{ amt: '0.04' }] }] })
  })

  it('is by the identity that grants most, of equal ones by the upper of the table (2.5)', async () => {
    const s = await scene()
    await s.stack.policy({ name: 'aid_borderline', admdvs: '130100', value: { deductible: '0.00', ratio: '0.80' } })
    await s.recognize({ psn_idet_type: 'destitute' })
    await s.settle()
    expect(await s.asked()).toMatchObject({
      settlements: [{ grants: [{ psn_idet_type: 'destitute', amt: '3500.00' }] }],
    })
    await s.recognize({ psn_idet_type: 'borderline' })
    expect(await s.asked()).toMatchObject({
      settlements: [{ grants: [{ psn_idet_type: 'borderline', amt: '4000.00' }] }],
    })
  })

  it('goes to a med_type of the parameter alone (2.3)', async () => {
    const s = await scene()
    await s.settle({ med_type: '11' })
    expect(await s.cases()).toEqual([])
    await s.settle({ setl_id: 'S2', med_type: '14' })
    expect(await onlyCase(s)).toMatchObject({ status: 'waiting' })
  })

  it('goes to a finer code as to the kind that it lies beneath, of departments too (2.3, 2.6)', async () => {
    const s = await scene()
    await s.stack.policy({ name: 'department_aid', admdvs: '130100', value: [row('union')] })
    await s.settle({ med_type: '2102' })
    expect(await s.asked()).toMatchObject({ payers: [{ due: '3500.00' }, { dept: 'union', due: '750.00' }] })
  })

  it('without terms is none: an operator is asked once, and the rest goes on (2.4)', async () => {
    const s = await scene({ recognized: { psn_idet_type: 'borderline' } })
    await s.settle()
    await s.settle(leaving('100.00', '2026-03-20'))
    expect(await onlyCase(s)).toMatchObject({ waiting_for: { what: 'settlement.posted' } })
    const missing = (await s.stack.tasks(s.psn)).filter(({ kind }) => kind === 'policy-missing')
    expect(missing).toMatchObject([{ facts: { name: 'aid_borderline', admdvs: '130100', on: '2026-03-10' } }])
    const value = { deductible: '0.00', ratio: '0.60' }
    await s.stack.policy({ name: 'aid_borderline', admdvs: '130100', value })
    expect(await onlyCase(s)).toMatchObject({ waiting_for: { what: 'month-end' } })
    expect(await s.task('policy-missing')).toBeUndefined()
  })

  it('of departments is one after the other, each of what is left, by its own sums (2.6)', async () => {
    const s = await scene()
    await s.recognize({ psn_idet_type: 'disabled-person' })
    const rows = [row('union', { deductible: '500.00' }), row('disabled', { psn_idet_types: ['disabled-person'] })]
    await s.stack.policy({ name: 'department_aid', admdvs: '130000', value: rows })
    await s.settle()
    await s.settle({ ...leaving('1000.00', '2026-03-20') })
    expect(await s.asked()).toMatchObject({
      settlements: [
        { grants: [{ amt: '3500.00' }, { dept: 'union', amt: '500.00' }, { dept: 'disabled', amt: '500.00' }] },
        { grants: [{ amt: '700.00' }, { dept: 'union', amt: '150.00' }, { dept: 'disabled', amt: '75.00' }] },
      ],
    })
  })

  it('takes off what departments without a row paid, until it is taken back (2.2)', async () => {
    const s = await scene()
    await s.stack.policy({ name: 'department_aid', admdvs: '130000', value: [row('union')] })
    await s.settle()
    await s.aid()
    await s.aid({ aid_no: 'A2', dept: 'union', amt: '100.00' })
    expect(await s.asked()).toMatchObject({
      settlements: [{ burden: '3500.00' }],
      payers: [{ due: '2450.00' }, { dept: 'union', due: '525.00', given: '100.00', to_pay: '425.00' }],
    })
    await s.stack.happen(
      'aid.paid' as never,
      {
        aid_no: 'A1',
        psn_no: s.psn,
        setl_id: 'S1',
        dept: 'red-cross',
        amt: '0.00',
        paid_at: '2026-03-12T09:00:00+08:00',
      },
      { time: '2026-03-25T09:00:00+08:00' },
    )
    expect(await s.asked()).toMatchObject({ settlements: [{ burden: '5000.00' }] })
  })

  it('on a settlement after the death counts on that day, on a treatment begun after it not at all (2.1)', async () => {
    const s = await scene({ recognized: { enddate: '2026-03-09' } })
    await s.settle()
    expect(await s.cases()).toEqual([])
    await s.dies('2026-03-09')
    expect(await s.asked()).toMatchObject({ settlements: [{ day: '2026-03-09' }] })
    await s.settle({ setl_id: 'S2', begntime: '2026-03-10T08:00:00+08:00' })
    expect((await s.asked()).settlements).toHaveLength(1)
  })
})

/** Facts as they would be told, in any order. */
const told = fc
  .array(
    fc.record({
      day: fc.integer({ min: 1, max: 28 }),
      inscp: fc.integer({ min: 0, max: 900_000 }),
      fund: fc.integer({ min: 0, max: 900_000 }),
      aid: fc.integer({ min: 0, max: 300_000 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.shuffledSubarray(
        all.map((_, n) => n),
        { minLength: all.length },
      ),
    ),
  )

const heard = (fact: string, key: string, type: string, data: Record<string, unknown>): HeardFact => {
  const time = instant('2026-06-01T00:00:00+08:00')
  return { fact, key, type, time, at: time, id: key, private: { data } }
}

function yearOf(all: { day: number; inscp: number; fund: number; aid: number }[], order: number[]) {
  const yuan = (fen: number) => (fen / 100).toFixed(2)
  const rows = order.flatMap((n) => {
    const { day, inscp, fund, aid } = all[n]!
    const on = `2026-03-${String(day).padStart(2, '0')}`
    const sums = { inscp_scp_amt: yuan(inscp), fund_pay_sumamt: yuan(Math.min(inscp, fund)) }
    const posted = settlement('P1', { ...leaving('0.00', on), setl_id: `S${n}`, ...sums })
    const paid = { aid_no: `A${n}`, setl_id: `S${n}`, dept: n % 2 === 0 ? 'union' : 'red-cross', amt: yuan(aid) }
    return [heard('settlement', `S${n}`, 'settlement.posted', posted), heard('aid', `A${n}`, 'aid.paid', paid)]
  })
  const own = heard('identity', 'I1', 'identity.recognized', identity('P1'))
  const value = [row('union', { deductible: '200.00', ratio: '1.00', cap: '900.00' })]
  const set = { name: 'department_aid', admdvs: '130100', value, standing: 'set', source: '测试' } as never
  const rest = { after: { settled: 1e6, quiet: 1e6 }, find: () => {}, findAll: () => {} }
  const look = {
    ...lookWith(),
    rest,
    policy: (p: never, area: never, on: never) => policyAt([set], p, area, on) as never,
  }
  const now = instant('2026-07-01T00:00:00+08:00')
  const file = PersonFile.of(
    pid,
    1,
    [own, ...rows].map((one) => put('heard', one)),
  )
  return dueOf(file, { now, today: '2026-07-01' as never, look: look as never }, 2026)
}

it('grants never exceed a burden, and are the same in whatever order facts came (2.7)', () => {
  fc.assert(
    fc.property(told, ([all, order]) => {
      const due = yearOf(all, order)
      expect(due).toEqual(
        yearOf(
          all,
          all.map((_, n) => n),
        ),
      )
      for (const { burden, grants } of due.settlements) {
        expect(grants.reduce((sum, { amt }) => sum + amt, 0)).toBeLessThanOrEqual(burden)
      }
    }),
    { numRuns: 60 },
  )
})
