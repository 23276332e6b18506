/**
 * Births of the sample day in Hebei and Yunnan, some in Shanxi and Fujian (newborn/RULES.md), and what families, tax office
 * and hospitals do.
 */

import { bankOf } from '../../../events/samples/people.ts'
import { type Kinds, type Scenario, type Script, type Stories, theDay } from '../../../events/samples/script.ts'
import { addDays, type Day, daysBetween } from '../../../shared/calendar/index.ts'
import {
  asksWithoutCard,
  birth,
  type Child,
  certified,
  coverOf,
  declares,
  expectChild,
  expectSecond,
  full,
  noticeOf,
} from './stories/children.ts'

/** The tax office collects the bill the same day. */
export function insuredAtOnce(script: Script, which: number): Child {
  const child = birth(script, 'born', which)
  certified(script, child)
  if (which % 4 === 1) script.partner('tax', { match: { psn_name: child.name }, behaviour: 'twice' })
  asksWithoutCard(script, child, { eligible: true, insu_admdvs: child.area, valid_to: addDays(child.born, 180) })
  expectChild(script, child, [full(coverOf(child.born, 2026, theDay))])
  return child
}

/** Two certificates, two cases. */
function twins(script: Script, which: number): void {
  const first = birth(script, 'twins', which)
  const second = {
    ...first,
    certificate: script.certificate(first.certificate.slice(1, 3)),
    name: script.people.childName(),
  }
  for (const child of [first, second]) {
    certified(script, child)
    expectChild(script, child, [full(coverOf(child.born, 2026, theDay))])
  }
}

/** Born at the end of last year: two years are offered, two bills paid. */
function bornLastYear(script: Script, which: number): void {
  const child = birth(script, 'born last year', which, { born: '2025-12-20' as Day })
  certified(script, child)
  expectChild(
    script,
    child,
    [2025, 2026].map((year) => full(coverOf(child.born, year, theDay))),
  )
}

/** Nobody pays the bill until so many days after birth; then the family does. */
function paidLate(script: Script, which: number, days = 97): void {
  const child = birth(script, `paid on day ${days}`, which, { born: '2026-02-25' as Day })
  certified(script, child)
  script.partner('tax', { match: { psn_name: child.name }, behaviour: 'never' })
  const paid = addDays(child.born, days)
  declares(script, child, script.at(daysBetween(theDay, paid), '10:00'), 2026)
  expectChild(script, child, [full(coverOf(child.born, 2026, paid))])
}

/** Paid on the last day that covers from birth. */
const paidOnDay90 = (script: Script, which: number): void => paidLate(script, which, 90)
/** Paid on the first day that does not. */
const paidOnDay91 = (script: Script, which: number): void => paidLate(script, which, 91)

/** The tax office collected another sum, and the clerk lets it count. */
function wrongSumCounts(script: Script, which: number): void {
  const child = birth(script, 'wrong sum counts', which)
  certified(script, child)
  script.partner('tax', { match: { psn_name: child.name }, behaviour: 'wrong-sum' })
  expectChild(script, child, [{ ...coverOf(child.born, 2026, theDay), amt: '399.00' }])
}

/** The clerk sends another sum back to the mother, and the family pays the right one. */
function wrongSumRefunded(script: Script, which: number): void {
  const mother = script.people.someone({ gend: '2' })
  script.send(script.between(5, 8), 'person.registered', { ...mother, bank_acct: bankOf(mother) })
  const child = birth(script, 'wrong sum refunded', which, { mother })
  const place = { ...child, named: true }
  certified(script, place)
  script.partner('tax', { match: { psn_name: child.name }, behaviour: 'wrong-sum' })
  script.answer(mother, 'amount-differs', { decision: 'reject', reason: '金额不符，退回' })
  declares(script, child, script.between(8, 12, 1), 2026)
  expectChild(script, child, [full(coverOf(child.born, 2026, addDays(theDay, 1)))])
}

/** Paid two times: once too often goes back to the mother, who may have to name an account first. */
function paidTwice(script: Script, which: number): void {
  const known = which % 3 !== 2
  const mother = script.people.someone({ gend: '2' })
  script.send(script.between(5, 8), 'person.registered', { ...mother, ...(known ? { bank_acct: bankOf(mother) } : {}) })
  const child = { ...birth(script, 'paid twice', which, { mother }), named: true }
  certified(script, child)
  script.partner('tax', { match: { psn_name: child.name }, behaviour: 'paid-twice' })
  const given = { action: 'provide-bank-account', ...bankOf(mother) }
  if (!known) script.act(script.between(13, 17), mother, 'newborn', given)
  expectChild(script, child, [full(coverOf(child.born, 2026, theDay))])
}

/** The hospital sends the same certificate again, under another id. */
function secondCertificate(script: Script, which: number): void {
  const child = insuredAtOnce(script, which)
  certified(script, child, script.between(13, 17))
  expectSecond(script, child, 'already-enrolled')
}

/** It says another birth date and sex: a clerk decides which holds. */
function certificateDiffers(script: Script, which: number): void {
  const child = birth(script, 'certificate differs', which, { born: '2026-02-26' as Day })
  certified(script, child)
  const born = '2026-02-27' as Day
  const differs = { brdy: `${born}T06:30:00+08:00`, gend: child.gend === '1' ? '2' : '1' }
  certified(script, child, script.between(13, 17), differs)
  const refused = which % 2 === 1
  if (refused) script.answer(child.mother, 'certificate-differs', { decision: 'reject', reason: '以首次为准' })
  const holds = refused ? child : { ...child, born }
  expectChild(script, holds, [full(coverOf(holds.born, 2026, theDay))])
  expectSecond(script, child, refused ? 'certificate-differs' : 'already-enrolled')
}

/** The child is entered in the household register, once before and once after the premium is paid. */
function household(script: Script, which: number): void {
  const child = { ...birth(script, 'household registered', which), name: script.people.childName() }
  certified(script, child)
  const at = which % 2 === 0 ? child.at : script.between(8, 12, 1)
  const certno = script.people.certno(child.born, child.gend)
  const data = { birth_cert_no: child.certificate, certno, psn_name: child.name, admdvs: child.area }
  script.send(at, 'household.registered', data)
  expectChild(script, child, [full(coverOf(child.born, 2026, theDay))])
}

/** The mother is registered a day later; only then can she name the account for what was paid twice. */
function motherKnownLater(script: Script, which: number): void {
  const child = birth(script, 'mother known later', which, { stranger: true })
  certified(script, child)
  script.partner('tax', { match: { psn_name: child.name }, behaviour: 'paid-twice' })
  script.send(script.at(1, '09:00'), 'person.registered', { ...child.mother })
  const given = { action: 'provide-bank-account', ...bankOf(child.mother) }
  script.act(script.at(1, '10:00'), child.mother, 'newborn', given)
  expectChild(script, child, [full(coverOf(child.born, 2026, theDay))])
}

/** Nobody ever pays: after the end of the next year the matter is over. */
function neverPaid(script: Script, which: number): void {
  const child = birth(script, 'never paid', which)
  certified(script, child)
  script.partner('tax', { match: { psn_name: child.name }, behaviour: 'never' })
  const pay_by = addDays(child.born, 90)
  asksWithoutCard(script, child, { eligible: false, reason: 'premium-unpaid', pay_by })
  const { story, area } = child
  const outcome = { result: 'not-insured', insu_admdvs: area, years: [] }
  script.expect({ story, bundle: 'newborn', admdvs: area, status: 'withdrawn', outcome })
}

/** The child dies before the premium is paid: costs from birth stay payable, the enrolment can be completed. */
function died(script: Script, which: number): void {
  const child = birth(script, 'died', which)
  certified(script, child)
  script.partner('tax', { match: { psn_name: child.name }, behaviour: 'never' })
  script.send(script.between(13, 17), 'death.registered', { birth_cert_no: child.certificate, dead_date: theDay })
  declares(script, child, script.between(8, 12, 3), 2026)
  expectChild(script, child, [full(coverOf(child.born, 2026, addDays(theDay, 3)))])
}

/**
 * The mother begins herself; every other time the hospital's certificate comes after all, and the matter goes on under
 * it.
 */
function motherBegins(script: Script, which: number): void {
  const child = { ...birth(script, 'mother begins', which), named: true }
  const { guardians: _known, ...form } = noticeOf(child)
  const as = { role: 'citizen', psn_no: child.mother.psn_no } as const
  const expect = { bundle: 'newborn', areas: [child.area] }
  script.call(child.at, { as, method: 'POST', path: '/v1/cases', body: { bundle: 'newborn', form }, expect })
  expectChild(script, child, [full(coverOf(child.born, 2026, theDay))])
  if (which % 2 === 0) certified(script, child, script.between(13, 17))
}

/** When a child is born in the collection period, and when the premium of the year after is published. */
const november = '2026-11-02' as Day
const published = '2026-11-20' as Day

/** Born in the collection period: no bill, the family declares; the next year's premium is not published yet. */
function collectionPeriod(script: Script, which: number): void {
  const after = daysBetween(theDay, november)
  const child = birth(script, 'collection period', which, { born: november, at: script.at(after, '09:00') })
  certified(script, child)
  declares(script, child, script.at(after + 8, '10:00'), 2026)
  declares(script, child, script.at(daysBetween(theDay, published) + 10, '10:00'), 2027, nextPremium)
  const next = { ...coverOf(child.born, 2027, addDays(published, 10)), amt: nextPremium }
  expectChild(script, child, [full(coverOf(child.born, 2026, addDays(november, 8))), next])
}

const nextPremium = '420.00'

/** The operator sets the premium of 2027, made up for this day. */
function publishPremium(script: Script): void {
  const body = { admdvs: '000000', from: '2027-01-01', value: nextPremium, source: '样例数据，尚未公布' }
  const at = script.at(daysBetween(theDay, published), '09:00')
  script.call(at, { as: { role: 'operator' }, method: 'PUT', path: '/v1/policies/resident_premium', body })
}

/** Taiyuan: the year of birth needs no premium, and the child is insured before anybody could pay. */
function bornFree(script: Script, which: number): void {
  const child = birth(script, 'born where it is free', which, { area: '140100' })
  certified(script, child)
  asksWithoutCard(script, child, { eligible: true, insu_admdvs: child.area, valid_to: addDays(child.born, 180) })
  expectChild(script, child, [{ ...coverOf(child.born, 2026, theDay), amt: '0.00' }])
}

/** Fuzhou: paid after day 90, covered from the day of payment. */
function paidLateInFujian(script: Script, which: number): void {
  const child = birth(script, 'paid late in Fujian', which, { born: '2026-02-25' as Day, area: '350100' })
  certified(script, child)
  script.partner('tax', { match: { psn_name: child.name }, behaviour: 'never' })
  const paid = addDays(child.born, 97)
  declares(script, child, script.at(daysBetween(theDay, paid), '10:00'), 2026)
  expectChild(script, child, [full(coverOf(child.born, 2026, paid, 'payment-day'))])
}

const kinds: Kinds = [
  [insuredAtOnce, 24],
  [twins, 3],
  [bornLastYear, 3],
  [paidOnDay90, 2],
  [paidOnDay91, 2],
  [paidLate, 2],
  [wrongSumCounts, 2],
  [wrongSumRefunded, 2],
  [paidTwice, 6],
  [secondCertificate, 3],
  [certificateDiffers, 4],
  [household, 4],
  [motherKnownLater, 2],
  [neverPaid, 2],
  [died, 2],
  [motherBegins, 4],
  [collectionPeriod, 2],
  [bornFree, 2],
  [paidLateInFujian, 2],
]

/** Writes the births; at a small scale three of each kind, so that both provinces have one. */
export const stories: Stories = (script, scale) => {
  script.tell(kinds, scale, 3)
  publishPremium(script)
  script.pass(script.at(daysBetween(theDay, '2028-01-01' as Day), '08:00'))
}

/** Told by itself. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'newborn',
    title: { zh: '出生即参保：缴费单、缴费、从出生起的待遇', en: 'Insured at birth: bill, payment, cover' },
    tell(script) {
      // From September on bills wait for the collection period: then it is told where the year of birth is free.
      const isLate = script.at(0, '00:00').slice(5, 7) >= '09'
      const child = birth(script, 'born', 0, isLate ? { area: '140100' } : {})
      certified(script, child)
      expectChild(script, child, [])
    },
  },
]
