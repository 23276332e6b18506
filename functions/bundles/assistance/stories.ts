/** Assistance on the sample day: settled on the day, paid at the end of the month, reconciled the year after; and a warning. */
import { yuanOf } from '../../../events/samples/book.ts'
import { enrolmentIn } from '../../../events/samples/insured.ts'
import { bankOf, type SamplePerson } from '../../../events/samples/people.ts'
import { hebeiPlaces, institutionIn } from '../../../events/samples/places.ts'
import { type Kinds, type Scenario, type Script, type Stories, theDay } from '../../../events/samples/script.ts'
import { settlementPosted } from '../../../events/subjects/settlement.ts'
import { type Day, daysBetween } from '../../../shared/calendar/index.ts'
import { sampleArea } from './bureau.ts'
import { aidPaid, identityRecognized } from './events.ts'

/** The first of the next month, when the day's assistance is reckoned. */
const monthEnd = daysBetween(theDay, '2026-04-01' as Day)

/** Somebody who was treated, and where. */
interface Patient {
  readonly person: SamplePerson
  readonly area: string
}

/** Somebody insured as a resident in a place, with an account. */
function patient(script: Script, [area = ''] = hebeiPlaces(script.random, 1)): Patient {
  const person = script.people.someone()
  const night = script.between(5, 8)
  script.send(night, 'person.registered', { ...person, bank_acct: bankOf(person) })
  script.send(night, 'enrolment.registered', enrolmentIn(person, area, '2021-01-01'))
  return { person, area }
}

function recognized(script: Script, { person, area }: Patient, psn_idet_type: string): void {
  const data = { psn_no: person.psn_no, psn_idet_type, admdvs: area, begndate: '2026-01-01' }
  script.send(script.between(6, 9), identityRecognized, data)
}

/** Treated in bed, settled in the morning, so much left to bear; answers the settlement's number. */
function settled(script: Script, { person, area }: Patient, burden: number): string {
  const setl_id = script.number('JS')
  const fund = script.random.int(5, 20) * 100_000
  script.send(script.between(9, 12), settlementPosted, {
    setl_id,
    psn_no: person.psn_no,
    insu_admdvs: area,
    insutype: '390',
    fixmedins_code: institutionIn(area),
    med_type: '21',
    begntime: script.at(-8, '09:00'),
    setl_time: script.at(0, '08:30'),
    medfee_sumamt: yuanOf(burden + fund + 100_000),
    inscp_scp_amt: yuanOf(burden + fund),
    fund_pay_sumamt: yuanOf(fund),
    maf_pay: '0.00',
  })
  return setl_id
}

/** The month ends, and the clerks of the place confirm what is to be paid. */
function confirmed(script: Script, { area }: Patient): void {
  script.pass(script.at(monthEnd, '08:00'))
  script.decide(script.at(monthEnd, '12:00'), { role: 'clerk', admdvs: area })
}

/** The year is reconciled in the end, with so much paid. */
function reconciled(script: Script, story: string, { person }: Patient, paid: number): void {
  const outcome = { result: 'reconciled', year: 2026, paid: yuanOf(paid) }
  script.expect({ story, bundle: 'assistance', psn_no: person.psn_no, status: 'done', outcome })
}

/** On minimum allowance, or destitute: seven tenths of what was left, rounded half up. */
const granted = (burden: number) => Math.floor((burden * 7 + 5) / 10)

/** Nobody applies, and it is paid. */
function assisted(script: Script, which: number): void {
  const one = patient(script)
  recognized(script, one, which % 3 === 0 ? 'destitute' : 'low-income')
  const burden = script.random.int(50_000, 900_000)
  settled(script, one, burden)
  confirmed(script, one)
  reconciled(script, 'assisted', one, granted(burden))
}

/** The Red Cross paid a part of its own accord: it is taken off. */
function aided(script: Script): void {
  const one = patient(script)
  recognized(script, one, 'low-income')
  const burden = script.random.int(300_000, 900_000)
  const setl_id = settled(script, one, burden)
  const aid = { aid_no: script.number('HH'), psn_no: one.person.psn_no, setl_id, dept: 'red-cross', amt: '1500.00' }
  script.send(script.between(14, 16), aidPaid, { ...aid, paid_at: script.at(0, '13:00') })
  confirmed(script, one)
  reconciled(script, 'aided by the Red Cross', one, granted(burden - 150_000))
}

/** The union grants half of what is left beyond a thousand, where the bureau says so. */
function byTheUnion(script: Script): void {
  const one = patient(script, [sampleArea])
  for (const kind of ['low-income', 'worker-hardship']) recognized(script, one, kind)
  settled(script, one, 1_000_000)
  confirmed(script, one)
  reconciled(script, 'aided by the union', one, 700_000 + 100_000)
}

/** A clerk lets nothing be paid. */
function refused(script: Script): void {
  const one = patient(script)
  recognized(script, one, 'low-income')
  settled(script, one, 200_000)
  script.answer(one.person, 'confirm-assistance', { decision: 'reject', reason: '结算有疑问，先核实' })
  confirmed(script, one)
  reconciled(script, 'refused', one, 0)
}

/** So much was borne that the person is warned, and wants it passed on; no identity is recognised. */
function warned(script: Script): void {
  const one = patient(script, [sampleArea])
  settled(script, one, 2_500_000)
  script.act(script.between(15, 17), one.person, 'assistance', { action: 'choose', option: 'refer' })
  const outcome = { result: 'no-answer', burden: '25000.00', from_month: '202504', to_month: '202603' }
  script.expect({ story: 'warned', bundle: 'assistance', psn_no: one.person.psn_no, status: 'done', outcome })
}

/** The same, and an identity is recognised: what was borne is assisted. */
function recognizedAfter(script: Script): void {
  const one = patient(script, [sampleArea])
  settled(script, one, 2_200_000)
  script.act(script.between(15, 16), one.person, 'assistance', { action: 'choose', option: 'refer' })
  const { psn_no } = one.person
  const data = { psn_no, psn_idet_type: 'low-income', admdvs: one.area, begndate: '2026-03-01' }
  script.send(script.between(9, 12, 1), identityRecognized, data)
  const outcome = { result: 'recognized', burden: '22000.00' }
  script.expect({ story: 'warned, and recognised', bundle: 'assistance', psn_no, status: 'done', outcome })
  confirmed(script, one)
  reconciled(script, 'warned, and assisted', one, granted(2_200_000))
}

/** Told at each scale; so many at full. */
const kinds: Kinds = [
  [assisted, 30],
  [aided, 6],
  [byTheUnion, 4],
  [refused, 2],
  [warned, 3],
  [recognizedAfter, 3],
]

/** Writes them. */
export const stories: Stories = (script, scale) => script.tell(kinds, scale, 1)

/** Told by themselves. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'assistance',
    title: {
      zh: '医疗救助：结算后自动核算，月底确认、付款',
      en: 'Medical assistance: reckoned from the settlement, confirmed and paid at the end of the month',
    },
    tell(script) {
      const one = patient(script)
      recognized(script, one, 'low-income')
      settled(script, one, 500_000)
    },
  },
]
