/** Deliveries of the sample day and the maternity allowance that follows (maternity-allowance/RULES.md). */

import { yuanOf } from '../../../events/samples/book.ts'
import { contributed, enrolmentIn } from '../../../events/samples/insured.ts'
import { bankOf, type SamplePerson } from '../../../events/samples/people.ts'
import { institutionIn } from '../../../events/samples/places.ts'
import { type Kinds, type Scenario, type Script, type Stories, theDay } from '../../../events/samples/script.ts'
import { addDays, type Day, daysBetween, type Month } from '../../../shared/calendar/index.ts'
import { born, daysInHebei, delivery, expectPaid, expectRejected, verifies } from './stories/mothers.ts'

/** What deliveries can be like in Hebei, and the days for it. */
const variety: readonly (readonly [Record<string, unknown>, number])[] = [
  [{}, 158],
  [{ dystocia: true }, 173],
  [{ child_order: 2, dystocia: true }, 173],
  [{ child_order: 3 }, 188],
  [{ fetus_count: 2 }, 173],
  // No child was born alive: the days by its order are left out, and nobody is congratulated.
  [{ alive_count: 0 }, 98],
  [{ fetus_count: 2, alive_count: 1 }, 173],
  [{ fetus_count: 3, child_order: 2, dystocia: true }, 203],
  [{ outcome: 'miscarriage', gestation_weeks: 15, fetus_count: 0, child_order: 0 }, 15],
  [{ outcome: 'miscarriage', gestation_weeks: 16, fetus_count: 0, child_order: 0, dystocia: true }, 42],
]

/** The employer verifies, and the mother is paid. */
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
  expectPaid(script, d, 'person', 700_000)
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

/** The bank returns the payment; the clerk writes down another account. */
function returned(script: Script): void {
  const d = delivery(script, 'payment returned')
  verifies(script, d)
  const own = bankOf(d.mother)
  script.partner('bank', { match: { 'payee.acct_no': own.acct_no }, behaviour: 'return' })
  const bank_acct = { ...own, acct_no: `${own.acct_no}2` }
  script.answer(d.mother, 'payment-returned', { decision: 'approve', bank_acct })
  expectPaid(script, d)
}

/** Discharged while Hebei still paid employers, and settled late. */
function paidToEmployer(script: Script): void {
  const d = delivery(script, 'paid to the employer', { facts: { dscg_date: '2025-08-30' } })
  verifies(script, d)
  expectPaid(script, d, 'employer')
}

/** No account of hers is on record: she gives one in the afternoon. */
function withoutAccount(script: Script): void {
  const d = delivery(script, 'without an account', { noAccount: true })
  verifies(script, d)
  const account = { action: 'provide-bank-account', ...bankOf(d.mother) }
  script.act(script.at(0, '15:00'), d.mother, 'maternity-allowance', account)
  expectPaid(script, d)
}

/** What is settled of a mother in a place, with nobody to verify it. */
function settledIn(script: Script, mother: SamplePerson, area: string, dscg_date: string): void {
  const { certno, psn_name } = mother
  const who = { setl_id: script.number('D'), fixmedins_code: institutionIn(area), certno, psn_name }
  script.send(script.between(8, 12), 'delivery.settled', { ...who, insu_admdvs: area, dscg_date, ...born })
}

/** Zhejiang asks for six months without a break; of five she is told that one is missing, and pays on. */
function monthMissing(script: Script): void {
  const facts = { dscg_date: '2026-02-27' }
  const mother = script.people.someone({ gend: '2', province: '33' })
  const d = delivery(script, 'a month missing', { mother, area: '330100', paid: ['202509', '202601'], facts })
  contributed(script, script.at(2, '09:00'), mother, '330100', '202602' as Month, '202602' as Month)
  expectPaid(script, d)
}

/** When the year after her discharge is over, nothing can be paid on any more. */
function monthsShort(script: Script): void {
  const mother = script.people.someone({ gend: '2', province: '33' })
  const night = script.between(5, 8)
  script.send(night, 'person.registered', { ...mother })
  script.send(night, 'enrolment.registered', enrolmentIn(mother, '330100', '2023-11-01'))
  contributed(script, night, mother, '330100', '202311' as Month, '202401' as Month)
  settledIn(script, mother, '330100', '2024-02-27')
  expectRejected(script, { story: 'months short', mother }, { reason: 'months-short', months: 3 })
}

/** In Fujian who pays alone gets it too, by her own base: what its bureau has not published an operator has set. */
function paysAlone(script: Script): void {
  const area = '350100'
  const mother = script.people.someone({ gend: '2', province: '35' })
  const night = script.between(5, 8)
  for (const [name, value] of [
    ['allowance_min_months', 6],
    ['extended_days', { first: 60, second: 60, third: 60 }],
  ] as const) {
    const body = { admdvs: '350000', value, source: '样例：福建省医疗保障局录入，供演示，不是公布的政策' }
    script.call(night, { as: { role: 'operator' }, method: 'PUT', path: `/v1/policies/${name}`, body })
  }
  script.send(night, 'person.registered', { ...mother, bank_acct: bankOf(mother) })
  const { emp_no: _emp, emp_name: _name, ...enrolled } = enrolmentIn(mother, area, '2024-01-01')
  script.send(night, 'enrolment.registered', enrolled)
  const bases = [script.random.int(38, 90) * 100, script.random.int(38, 90) * 100] as const
  const posts = (accrym_begn: string, accrym_end: string, base: number) => {
    const sums = { base: `${base}.00`, amt_psn: yuanOf(base * 9), amt_emp: '0.00' }
    const data = { psn_no: mother.psn_no, insu_admdvs: area, insutype: '310', accrym_begn, accrym_end, ...sums }
    script.send(night, 'contribution.posted', data)
  }
  posts('202407', '202506', bases[0])
  posts('202507', '202602', bases[1])
  settledIn(script, mother, area, theDay)
  // Six months of each base: their mean, in fen.
  const base = (bases[0] + bases[1]) * 50
  const d = { story: 'pays alone', mother, area, emp_no: '', base, days: daysInHebei, data: {} }
  expectPaid(script, d)
}

/** No case: a resident, and one who is insured somewhere else. */
function noAllowance(script: Script, which: number): void {
  const mother = script.people.someone({ gend: '2' })
  const night = script.between(5, 8)
  script.send(night, 'person.registered', { ...mother })
  const resident = { insutype: '390', psn_type: '15' }
  const area = which % 2 === 0 ? '130100' : '130200'
  script.send(night, 'enrolment.registered', enrolmentIn(mother, area, '2020-01-01', which % 2 === 0 ? resident : {}))
  settledIn(script, mother, '130100', theDay)
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
  [paidToEmployer, 2],
  [withoutAccount, 2],
  [monthMissing, 2],
  [monthsShort, 2],
  [paysAlone, 2],
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

/** Told by itself. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'maternity-allowance',
    title: {
      zh: '生育津贴：单位核实以后付给产妇',
      en: 'Maternity allowance: the employer verifies, the mother is paid',
    },
    tell: (script) => verified(script, 0),
  },
]
