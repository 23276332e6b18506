/** bundles/RULES.md 3.1: the same events in any order, repeated however often, end in the same registers. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InboundType } from '../../../../events/index.ts'
import { bankAccount, certnoOf, enrolment, pause, person } from '../../../support/people.ts'
import { birth, childOf, makeNursery, mother, motherBirth, paid } from '../newborn/scene.ts'

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

const posted = (area: string, begin: string, end: string, on: string): Happening => [
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

describe.each([
  ['Hebei, where the employer verifies', '130100', false],
  ['Zhejiang, where nobody is asked', '330100', true],
])('a delivery’s events, %s', (_name, area, ordered) => {
  // A corrected settlement that comes after the payment was ordered changes it no more: money has moved.
  const events = storyIn(area).filter(
    ([type, data]) => !(ordered && type === 'delivery.settled' && data.dystocia === true),
  )

  const play = async (happenings: readonly Happening[], together: readonly boolean[]) => {
    const stack = await makeNursery(time('2026-04-09'))
    for (const [index, happening] of happenings.entries()) {
      const [type, data, at] = happening
      await stack.send(type, data, { time: at, id: `e${events.indexOf(happening)}` })
      if (!together[index]) await stack.run()
    }
    await stack.run()
    const ofMother = await stack.file(psn_no)
    const cases = [...ofMother.all('case'), ...(await stack.cases(childOf()))]
    return {
      cases: cases.map(({ case_id, status, step, outcome, admdvs, due_at, waiting_for }) => ({
        ...{ case_id, status, step, admdvs, due_at, what: waiting_for?.what },
        outcome,
      })),
      payments: ofMother
        .all('payment')
        .map(({ pay_no, amt, payer_admdvs, payee_kind }) => [pay_no, amt, payer_admdvs, payee_kind]),
      tasks: (await stack.tasks(psn_no)).map(({ kind, facts }) => [kind, facts]),
      deliveries: ofMother.all('delivery').map(({ at: _at, ...delivery }) => delivery),
    }
  }

  test('in any order, one by one or together, lead to the same registers', async () => {
    const expected = await play(events, [])
    expect(expected.payments).toHaveLength(ordered ? 1 : 0)
    expect(expected.tasks).toHaveLength(ordered ? 0 : 1)
    const order = fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })
    await fc.assert(
      fc.asyncProperty(order, fc.array(fc.boolean(), { maxLength: events.length }), async (some, together) => {
        expect(await play(some, together)).toEqual(expected)
      }),
      { numRuns: RUNS },
    )
  })
})
