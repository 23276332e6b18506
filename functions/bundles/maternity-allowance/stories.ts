/** Deliveries of the sample day and the maternity allowance that follows (maternity-allowance/RULES.md). */

import { yuanOf } from '../../../events/samples/book.ts'
import { contributed, enrolmentIn } from '../../../events/samples/insured.ts'
import { bankOf, type SamplePerson } from '../../../events/samples/people.ts'
import { hebeiPlaces, institutionIn } from '../../../events/samples/places.ts'
import { type Kinds, type Script, type Stories, theDay } from '../../../events/samples/script.ts'
import { addDays, type Day, daysBetween, type Instant, type Month } from '../../../shared/calendar/index.ts'

/** A mother, her employer, and the delivery she was settled for. */
interface Delivery {
  readonly story: string
  readonly mother: SamplePerson
  readonly area: string
  readonly emp_no: string
  /** The employer's average monthly base of 2025, in fen. */
  readonly base: number
  readonly days: number
  readonly data: Readonly<Record<string, unknown>>
}

/** What is not left to chance. */
interface Like {
  mother?: SamplePerson
  area?: string
  base?: number
  days?: number
  /** When the base is declared; at night if not given, `never` at all. */
  declared?: Instant | 'never'
  employer?: string
  facts?: Record<string, unknown>
}

/** Days of the allowance for a single birth, first child, no dystocia, in Hebei: 98 and 60 more. */
const daysInHebei = 158

const born = { outcome: 'birth', dystocia: false, fetus_count: 1, child_order: 1, gestation_weeks: 39 }

/** A mother with an employer, and the settlement of her delivery. */
export function delivery(script: Script, story: string, like: Like = {}): Delivery {
  const { random, people } = script
  const mother = like.mother ?? people.someone({ gend: '2' })
  const [place = ''] = hebeiPlaces(random, 1)
  const area = like.area ?? place
  const base = like.base ?? random.int(4_000, 9_000) * 100
  // An employer of her own, so that nobody else's base or bank account plays in.
  const emp_no = like.employer ?? script.number(`E${area}`)
  const night = script.between(5, 8)
  script.send(night, 'person.registered', { ...mother, bank_acct: bankOf(mother) })
  script.send(
    night,
    'enrolment.registered',
    enrolmentIn(mother, area, '2020-01-01', { emp_no, emp_name: `测试单位${emp_no}` }),
  )
  contributed(script, night, mother, area, '202001' as Month, '202602' as Month)
  if (like.declared !== 'never') declares(script, like.declared ?? night, { emp_no, area, base })
  const { certno, psn_name } = mother
  const data = {
    setl_id: script.number('D'),
    fixmedins_code: institutionIn(area),
    certno,
    psn_name,
    insu_admdvs: area,
    dscg_date: addDays(theDay, -random.int(0, 3)),
    ...born,
    ...like.facts,
  }
  script.send(script.between(8, 12), 'delivery.settled', data)
  return { story, mother, area, emp_no, base, days: like.days ?? daysInHebei, data }
}

/** `employer.base-declared` for 2025. */
function declares(script: Script, at: Instant, { emp_no, area, base }: { emp_no: string; area: string; base: number }) {
  const bank_acct = { bank_code: '000', acct_no: emp_no, acct_name: `测试单位${emp_no}` }
  const data = {
    emp_no,
    emp_name: `测试单位${emp_no}`,
    insu_admdvs: area,
    year: 2025,
    avg_base: yuanOf(base),
    bank_acct,
  }
  script.send(at, 'employer.base-declared', data)
}

/** The employer goes through its tasks, at noon of the day. */
export function verifies(script: Script, { emp_no }: Delivery): void {
  script.decide(script.at(0, '12:00'), { role: 'employer', emp_no })
}

/** base ÷ 30 × days, rounded half up to the fen. */
const allowanceOf = (base: number, days: number) => Math.floor((base * days * 2 + 30) / 60)
/** base ÷ 30 with four decimals. */
const dailyBaseOf = (base: number) => (Math.floor((base * 100 * 2 + 30) / 60) / 10_000).toFixed(4)

/** The allowance is paid to the employer or another. */
export function expectPaid(script: Script, d: Delivery, payee = 'employer', base = d.base): void {
  const outcome = {
    result: 'paid',
    days: d.days,
    daily_base: dailyBaseOf(base),
    amt: yuanOf(allowanceOf(base, d.days)),
    payee,
  }
  script.expect({ story: d.story, bundle: 'maternity-allowance', psn_no: d.mother.psn_no, status: 'done', outcome })
}

function expectRejected(script: Script, { story, mother }: Delivery, outcome: Record<string, unknown> = {}): void {
  script.expect({ story, bundle: 'maternity-allowance', psn_no: mother.psn_no, status: 'rejected', outcome })
}

/** What deliveries can be like in Hebei, and the days for it. */
const variety: readonly (readonly [Record<string, unknown>, number])[] = [
  [{}, 158],
  [{ dystocia: true }, 173],
  [{ child_order: 2, dystocia: true }, 173],
  [{ child_order: 3 }, 188],
  [{ fetus_count: 2 }, 173],
  [{ fetus_count: 3, child_order: 2, dystocia: true }, 203],
  [{ outcome: 'miscarriage', gestation_weeks: 15, fetus_count: 0, child_order: 0 }, 15],
  [{ outcome: 'miscarriage', gestation_weeks: 16, fetus_count: 0, child_order: 0, dystocia: true }, 42],
]

/** The employer verifies, and is paid. */
function verified(script: Script, which: number): void {
  const [facts, days] = script.random.shuffled(variety)[which % variety.length] ?? [{}, daysInHebei]
  // So that no sum is above what is looked at by a clerk.
  const d = delivery(script, 'verified', { facts, days, base: script.random.int(3_000, 8_500) * 100 })
  verifies(script, d)
  expectPaid(script, d)
}

/** The employer does not answer: after five working days a clerk looks at it. */
function unanswered(script: Script): void {
  expectPaid(script, delivery(script, 'employer does not answer'))
}

/** The employer says no; a clerk goes on, or agrees with the employer. */
function refusedByEmployer(script: Script, which: number): void {
  const d = delivery(script, 'refused by the employer')
  script.answer(d.mother, 'verify-birth', { decision: 'reject', reason: '不是本单位职工' })
  verifies(script, d)
  if (which % 2 === 0) {
    expectPaid(script, d)
    return
  }
  script.answer(d.mother, 'review-allowance', { decision: 'reject', reason: '单位已确认离职' })
  expectRejected(script, d)
}

/** The base is declared two days after. */
function baseComesLater(script: Script): void {
  const d = delivery(script, 'base comes later', { declared: script.at(2, '10:00') })
  verifies(script, d)
  expectPaid(script, d)
}

/** The base is never declared: a clerk gives it. */
function baseByClerk(script: Script): void {
  const d = delivery(script, 'base given by a clerk', { declared: 'never' })
  verifies(script, d)
  script.answer(d.mother, 'review-allowance', { decision: 'approve', avg_base: '7000.00' })
  expectPaid(script, d, 'employer', 700_000)
}

/** The hospital wrote another name. */
function otherName(script: Script): void {
  const d = delivery(script, 'another name', { facts: { psn_name: '测试错名' } })
  verifies(script, d)
  expectPaid(script, d)
}

/** The date of discharge is still to come: a clerk looks at it. */
function futureDischarge(script: Script): void {
  const d = delivery(script, 'discharge in the future', { facts: { dscg_date: addDays(theDay, 4) } })
  verifies(script, d)
  expectPaid(script, d)
}

/** So much that a clerk looks at it. */
function largeSum(script: Script): void {
  const d = delivery(script, 'large sum', { base: 1_200_000 })
  verifies(script, d)
  expectPaid(script, d)
}

/** The same delivery is settled two times; a clerk refuses the second. */
function settledTwice(script: Script): void {
  const d = delivery(script, 'settled twice')
  verifies(script, d)
  expectPaid(script, d)
  script.answer(d.mother, 'review-allowance', { decision: 'reject', reason: '重复结算' })
  script.send(script.between(8, 12, 1), 'delivery.settled', { ...d.data, setl_id: script.number('D') })
  script.decide(script.at(1, '17:00'), { role: 'employer', emp_no: d.emp_no })
  expectRejected(script, d)
}

/** The bank returns the payment to the employer; the clerk writes down another account. */
function returned(script: Script): void {
  const d = delivery(script, 'payment returned')
  verifies(script, d)
  script.partner('bank', { match: { 'payee.acct_no': d.emp_no }, behaviour: 'return' })
  const bank_acct = { bank_code: '000', acct_no: `${d.emp_no}2`, acct_name: `测试单位${d.emp_no}` }
  script.answer(d.mother, 'payment-returned', { decision: 'approve', bank_acct })
  expectPaid(script, d)
}

/** Guangdong pays the mother herself. */
function paidToMother(script: Script): void {
  const d = delivery(script, 'paid to the mother', { area: '440100', days: 98 })
  verifies(script, d)
  expectPaid(script, d, 'person')
}

/** Zhejiang asks for six months without a break; three are too few. */
function monthsShort(script: Script): void {
  const mother = script.people.someone({ gend: '2', province: '33' })
  const night = script.between(5, 8)
  script.send(night, 'person.registered', { ...mother })
  script.send(night, 'enrolment.registered', enrolmentIn(mother, '330100', '2025-11-01'))
  contributed(script, night, mother, '330100', '202511' as Month, '202601' as Month)
  const { certno, psn_name } = mother
  const who = { setl_id: script.number('D'), fixmedins_code: institutionIn('330100'), certno, psn_name }
  const data = { ...who, insu_admdvs: '330100', dscg_date: '2026-02-27', ...born }
  script.send(script.between(8, 12), 'delivery.settled', data)
  const outcome = { result: 'rejected', reason: 'months-short', months: 3 }
  script.expect({
    story: 'months short',
    bundle: 'maternity-allowance',
    psn_no: mother.psn_no,
    status: 'rejected',
    outcome,
  })
}

/** No case: a resident, and one who is insured somewhere else. */
function noAllowance(script: Script, which: number): void {
  const mother = script.people.someone({ gend: '2' })
  const night = script.between(5, 8)
  script.send(night, 'person.registered', { ...mother })
  const resident = { insutype: '390', psn_type: '15' }
  const area = which % 2 === 0 ? '130100' : '130200'
  script.send(night, 'enrolment.registered', enrolmentIn(mother, area, '2020-01-01', which % 2 === 0 ? resident : {}))
  const { certno, psn_name } = mother
  const who = { setl_id: script.number('D'), fixmedins_code: institutionIn('130100'), certno, psn_name }
  const data = { ...who, insu_admdvs: '130100', dscg_date: theDay, ...born }
  script.send(script.between(8, 12), 'delivery.settled', data)
}

const kinds: Kinds = [
  [verified, 24],
  [unanswered, 2],
  [refusedByEmployer, 4],
  [baseComesLater, 2],
  [baseByClerk, 2],
  [otherName, 2],
  [largeSum, 2],
  [futureDischarge, 2],
  [settledTwice, 2],
  [returned, 2],
  [paidToMother, 2],
  [monthsShort, 2],
  [noAllowance, 4],
]

/** Days after the day on which employers who were silent for five working days are silent no more. */
const afterFiveWorkingDays = daysBetween(theDay, '2026-03-10' as Day)

/** Writes the deliveries. */
export const stories: Stories = (script, scale) => {
  script.tell(kinds, scale, 2)
  script.clerksDecide(script.at(afterFiveWorkingDays, '12:00'))
  script.pass(script.at(afterFiveWorkingDays, '08:00'))
}
