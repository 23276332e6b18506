/** bundles/RULES.md 3.1: the same events in any order, repeated however often, end in the same registers. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InboundType } from '../../../../events/index.ts'
import { bankAccount, certnoOf, enrolment, pause, person } from '../../../support/people.ts'
import { birth, childOf, makeNursery, mother, motherBirth, paid } from '../newborn/scene.ts'
import { base } from './scene.ts'

type Happening = readonly [type: InboundType, data: Record<string, unknown>, time: string]

const RUNS = Number(process.env.RUNS ?? 40)
const time = (on: string) => `${on}T09:00:00+08:00`
const psn_no = 'P000002'
const certno = certnoOf(2, motherBirth)

const delivered = (area: string) => ({
  setl_id: 'S1',
  fixmedins_code: `H${area.slice(0, 4)}0200001`,
  certno,
  psn_name: '测试2',
  insu_admdvs: area,
  dscg_date: '2026-04-08',
  outcome: 'birth',
  dystocia: false,
  fetus_count: 1,
  child_order: 1,
  gestation_weeks: 39,
})

const posted = (area: string, begin: string, end: string, on: string, more: object = {}): Happening => [
  'contribution.posted',
  {
    psn_no,
    insu_admdvs: area,
    insutype: '310',
    accrym_begn: begin,
    accrym_end: end,
    base: '8000.00',
    amt_psn: '160.00',
    amt_emp: '640.00',
    emp_no: `E${area}`,
    ...more,
  },
  time(on),
]

const storyIn = (area: string): readonly Happening[] => [
  ['person.registered', person(2, { brdy: motherBirth, bank_acct: bankAccount }), time('2020-01-01')],
  ['enrolment.registered', enrolment(psn_no, area, '2020-01-01'), time('2020-01-01')],
  ['enrolment.paused', pause(psn_no, area, '2026-04-08'), time('2026-04-09')],
  posted(area, '202508', '202510', '2025-10-20'),
  posted(area, '202511', '202512', '2025-12-20'),
  posted(area, '202601', '202603', '2026-03-20'),
  [
    'employer.base-declared',
    { emp_no: `E${area}`, emp_name: '测试单位', insu_admdvs: area, year: 2025, avg_base: '7530.00' },
    time('2026-02-01'),
  ],
  ['delivery.settled', { ...delivered(area), dystocia: true }, time('2026-04-08')],
  ['delivery.settled', delivered(area), time('2026-04-09')],
  [
    'birth.certified',
    birth('2026-04-05', { fixmedins_code: `H${area.slice(0, 4)}0200001`, guardians: [mother()] }),
    time('2026-04-06'),
  ],
  ['premium.paid', paid(2026, '2026-04-07'), time('2026-04-07')],
]

/** A mother without an account: nothing is ordered, and whatever comes changes what she is due. */
const withoutAccount: Happening = ['person.registered', person(2, { brdy: motherBirth }), time('2020-01-01')]

/** Months paid on until June; the hospital corrects day of discharge, dystocia and who was born alive. */
const payingOn: readonly Happening[] = [
  withoutAccount,
  ['enrolment.registered', enrolment(psn_no, '330100', '2020-01-01'), time('2020-01-01')],
  posted('330100', '202512', '202603', '2026-03-20'),
  posted('330200', '202604', '202604', '2026-05-10'),
  posted('330100', '202605', '202605', '2026-06-10'),
  ['employer.base-declared', base('330100'), time('2026-02-01')],
  ['employer.base-declared', base('330100', 2025, '8123.45'), time('2026-05-11')],
  ['delivery.settled', { ...delivered('330100'), dscg_date: '2026-05-08' }, time('2026-05-08')],
  ['delivery.settled', { ...delivered('330100'), dystocia: true, alive_count: 0 }, time('2026-05-09')],
]

/** With an employer, as it was told first, then alone; some of her months are corrected. */
const aloneAfterAll = (area: string): readonly Happening[] => {
  const { emp_no: _employer, ...alone } = enrolment(psn_no, area, '2020-01-01') as Record<string, unknown>
  const byHerself = { emp_no: undefined }
  return [
    withoutAccount,
    ['enrolment.registered', enrolment(psn_no, area, '2020-01-01'), time('2020-01-01')],
    ['enrolment.registered', alone, time('2026-04-10')],
    posted(area, '202507', '202512', '2026-01-20', byHerself),
    posted(area, '202512', '202512', '2026-01-21', { ...byHerself, base: '5000.01' }),
    posted(area, '202601', '202603', '2026-03-20', byHerself),
    ['employer.base-declared', base(area), time('2026-02-01')],
    ['delivery.settled', delivered(area), time('2026-04-08')],
  ]
}

/** And an employer is told of after all, by a month that it paid. */
const employedAfterAll: readonly Happening[] = [
  ...aloneAfterAll('350100'),
  posted('350100', '202604', '202604', '2026-05-10'),
]

interface Story {
  name: string
  events: readonly Happening[]
  /** Set before anything happens. */
  set?: readonly { name: string; admdvs: string; value: unknown }[]
  /** What the case waits for in the end, and its sum where that is decided; left out: there is none. */
  ends?: { what: string; amt?: number }
}

const fujian = [
  { name: 'allowance_min_months', admdvs: '350000', value: 6 },
  { name: 'extended_days', admdvs: '350000', value: { first: 60, second: 60, third: 60 } },
]

const stories: readonly Story[] = [
  { name: 'Hebei, where the employer verifies', events: storyIn('130100'), ends: { what: 'verify-birth' } },
  {
    name: 'Zhejiang, where nobody is asked',
    // A corrected settlement that comes after the payment was ordered changes it no more: money has moved.
    events: storyIn('330100').filter(([type, data]) => type !== 'delivery.settled' || data.dystocia !== true),
    ends: { what: 'payment.settled', amt: 3_965_800 },
  },
  {
    name: 'Zhejiang, months paid on',
    events: payingOn,
    ends: { what: 'provide-bank-account', amt: 4_684_523 },
  },
  { name: 'Hebei, alone as it turns out', events: aloneAfterAll('130100') },
  {
    name: 'Fujian, alone as it turns out',
    events: aloneAfterAll('350100'),
    set: fujian,
    ends: { what: 'provide-bank-account', amt: 3_950_001 },
  },
  {
    name: 'Fujian, employed as it turns out',
    events: employedAfterAll,
    set: fujian,
    ends: { what: 'verify-birth' },
  },
]

describe.each(stories)('a delivery’s events, $name', ({ events, set = [], ends }) => {
  const play = async (happenings: readonly Happening[], together: readonly boolean[]) => {
    const stack = await makeNursery(time('2026-06-12'))
    for (const row of set) await stack.policy(row)
    for (const [index, happening] of happenings.entries()) {
      const [type, data, at] = happening
      await stack.send(type, data, { time: at, id: `e${events.indexOf(happening)}` })
      if (!together[index]) await stack.run()
    }
    await stack.run()
    const ofMother = await stack.file(psn_no)
    // One that was opened by mistake and withdrawn leaves the registers as if it had not been.
    const own = ofMother.all('case').filter(({ status }) => status !== 'withdrawn')
    return {
      cases: [...own, ...(await stack.cases(childOf()))].map(
        ({ case_id, status, step, outcome, admdvs, due_at, waiting_for, state }) => ({
          ...{ case_id, status, step, admdvs, due_at, what: waiting_for?.what },
          amt: (state as { payment?: { amt: number } }).payment?.amt,
          outcome,
        }),
      ),
      payments: ofMother
        .all('payment')
        .map(({ pay_no, amt, payer_admdvs, payee_kind }) => [pay_no, amt, payer_admdvs, payee_kind]),
      tasks: (await stack.tasks(psn_no)).map(({ kind, facts }) => [kind, facts]),
      deliveries: ofMother.all('delivery').map(({ at: _at, ...delivery }) => delivery),
    }
  }

  test('in any order, one by one or together, lead to the same registers', async () => {
    const expected = await play(events, [])
    const [first] = expected.cases.filter(({ case_id }) => case_id.startsWith('MA'))
    expect(first && { what: first.what, ...(first.amt === undefined ? {} : { amt: first.amt }) }).toEqual(ends)
    const order = fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })
    await fc.assert(
      fc.asyncProperty(order, fc.array(fc.boolean(), { maxLength: events.length }), async (some, together) => {
        expect(await play(some, together)).toEqual(expected)
      }),
      { numRuns: RUNS },
    )
  })
})
