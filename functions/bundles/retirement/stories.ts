/** Retirements of the sample day (retirement/RULES.md), with every choice and every obstacle. */

import { enrolmentIn, pause } from '../../../events/samples/insured.ts'
import { bankOf } from '../../../events/samples/people.ts'
import { hebeiPlaces } from '../../../events/samples/places.ts'
import { type Kinds, type Scenario, type Script, type Stories, theDay } from '../../../events/samples/script.ts'
import { addMonths, type Day, firstDay, type Month } from '../../../shared/calendar/index.ts'
import {
  backFor,
  chooses,
  employerDeclares,
  expectEnd,
  expectRetired,
  figures,
  lastMonth,
  pension,
  posted,
  retired,
  retiree,
  setsFor,
} from './stories/retirees.ts'

/** Months enough: retired without a word, from March or, retiring in March, from April. */
function atOnce(script: Script, which: number): void {
  const r = retiree(script, 'months enough', which % 2 === 0 ? {} : { gend: '2', paid: 180, deemed: 120 })
  const next = which % 3 === 2
  pension(script, r, { retr_date: next ? theDay : retired })
  expectRetired(script, r, next ? '2026-04-01' : '2026-03-01')
}

/** March was paid already, or is paid days later: it goes back to person and employer. */
function paidTooLong(script: Script, which: number): void {
  const known = which % 2 === 0
  const r = retiree(script, 'paid too long', { bank: known })
  employerDeclares(script, r)
  const before = which % 4 < 2
  posted(script, before ? script.between(5, 8) : script.at(1, '09:00'), r, '202603' as Month)
  pension(script, r)
  const given = { action: 'provide-bank-account', ...bankOf(r.person) }
  if (!known) script.act(script.at(1, '10:00'), r.person, 'retirement', given)
  expectRetired(script, r, '2026-03-01', { refunds: backFor('202603') })
}

/** Ten paid months short, though the total suffices: bought at once, the tax office collects the same day. */
function lumpSum(script: Script): void {
  const r = retiree(script, 'lump sum', { gend: '2', paid: 110, deemed: 200 })
  pension(script, r)
  chooses(script, r, 1, 'lump-sum')
  expectRetired(script, r, '2026-04-01', { option: 'lump-sum' })
}

/** Two months short, paid month by month; every other time May is paid too, and goes back. */
function monthByMonth(script: Script, which: number): void {
  const r = retiree(script, 'month by month', { paid: 358, bank: true })
  employerDeclares(script, r)
  pension(script, r)
  chooses(script, r, 1, 'monthly')
  posted(script, script.at(31, '09:00'), r, '202603' as Month)
  posted(script, script.at(61, '09:00'), r, '202604' as Month)
  const more = which % 2 === 1
  if (more) posted(script, script.at(81, '09:00'), r, '202605' as Month)
  const option = { option: 'monthly', refunds: more ? backFor('202605') : [], shortfall: 2 }
  expectRetired(script, { ...r, paid: 360 }, '2026-05-01', option)
}

/** Goes on as a resident. */
function asResident(script: Script): void {
  const r = retiree(script, 'as a resident', { paid: 100, deemed: 20 })
  pension(script, r)
  chooses(script, r, 1, 'resident')
  expectEnd(script, r, 'done', { result: 'resident', admdvs: r.area, option: 'resident', paid: 100, ...figures(r) })
}

/** First month by month, two days later all at once. */
function changesMind(script: Script): void {
  const r = retiree(script, 'changes their mind', { gend: '2', paid: 280 })
  pension(script, r)
  chooses(script, r, 1, 'monthly')
  chooses(script, r, 3, 'lump-sum')
  expectRetired(script, r, '2026-04-01', { option: 'lump-sum' })
}

/** Says nothing for 90 days; then tells a clerk. */
function noChoice(script: Script): void {
  const r = retiree(script, 'no choice', { paid: 200 })
  pension(script, r)
  script.answer(r.person, 'no-choice', { decision: 'approve', option: 'resident' })
  expectEnd(script, r, 'done', { result: 'resident', admdvs: r.area, option: 'resident', ...figures(r) })
}

/** Is retired already. */
function alreadyRetired(script: Script): void {
  const r = retiree(script, 'already retired', { psn_type: '12' })
  pension(script, r)
  expectEnd(script, r, 'rejected', { result: 'rejected', reason: 'already-retired' })
}

/** Is insured in another province than the pension comes from. */
function otherProvince(script: Script): void {
  const r = retiree(script, 'other province', { area: '140100' })
  pension(script, r, { pension_admdvs: '130100' })
  expectEnd(script, r, 'rejected', { result: 'rejected', reason: 'other-province' })
}

/** Was never insured as an employee. */
function noRelation(script: Script): void {
  const person = script.people.someone({ gend: '1', brdy: '1965-05-05' })
  const r = { story: 'no relation', person, area: '130100', emp_no: 'E130100', paid: 0, deemed: 0 }
  script.send(script.between(5, 8), 'person.registered', { ...person })
  pension(script, r)
  expectEnd(script, r, 'rejected', { result: 'rejected', reason: 'no-relation' })
}

/** The pension comes hours before the person is registered. */
function personComesLater(script: Script): void {
  const person = script.people.someone({ gend: '1', brdy: '1965-05-05' })
  const r = { story: 'person comes later', person, area: '130300', emp_no: 'E130300', paid: 380, deemed: 0 }
  pension(script, r, { at: script.at(0, '08:00') })
  const at = script.at(0, '15:00')
  script.send(at, 'person.registered', { ...person })
  const since = addMonths(lastMonth, 1 - r.paid)
  posted(script, script.at(0, '08:20'), r, since, lastMonth)
  script.send(script.at(0, '14:00'), 'enrolment.registered', enrolmentIn(person, r.area, firstDay(since)))
  expectRetired(script, r, '2026-03-01')
}

/** Dies before choosing. */
function died(script: Script): void {
  const r = retiree(script, 'died', { paid: 200 })
  pension(script, r)
  script.send(script.at(1, '09:00'), 'death.registered', { certno: r.person.certno, dead_date: theDay })
  expectEnd(script, r, 'withdrawn', { result: 'withdrawn' })
}

/** The pension is told again: the same changes nothing, another date is for a clerk to note. */
function toldAgain(script: Script, which: number): void {
  const r = retiree(script, 'told again')
  pension(script, r)
  pension(script, r, { at: script.between(8, 12, 1), ...(which % 2 === 0 ? {} : { retr_date: '2026-01-18' as Day }) })
  expectRetired(script, r, '2026-03-01')
}

/** Worked in two places, partly at the same time, long ago: each month counts once. */
function twoPlaces(script: Script): void {
  const [area = '', before = ''] = hebeiPlaces(script.random, 2)
  const r = retiree(script, 'two places', { area, paid: 188, deemed: 180 })
  const night = script.between(5, 8)
  const stay = { ...r, area: before }
  script.send(night, 'enrolment.registered', enrolmentIn(r.person, before, '2010-01-01'))
  script.send(night, 'enrolment.paused', pause(r.person.psn_no, before, '2010-12-31' as Day))
  posted(script, night, stay, '201001' as Month, '201012' as Month)
  pension(script, r)
  // 188 months through 202602 begin with 201007: half of 2010 was paid in both places.
  expectRetired(script, { ...r, paid: 194 }, '2026-03-01')
}

/** Long in one place, a hundred months in the fund of the provincial level, where only these count: twenty are bought. */
function paidElsewhere(script: Script): void {
  const [before = ''] = hebeiPlaces(script.random, 1)
  const here = 100
  const elsewhere = 272
  const r = retiree(script, 'paid elsewhere', { area: '139900', paid: here })
  const until = addMonths(lastMonth, -here)
  posted(script, script.between(5, 8), { ...r, area: before }, addMonths(until, 1 - elsewhere), until)
  pension(script, r)
  chooses(script, r, 1, 'lump-sum')
  expectRetired(script, { ...r, paid: here + elsewhere }, '2026-04-01', { option: 'lump-sum', shortfall: 20 })
}

/** In a province whose bureau has said nothing yet: an operator sets the years next day, and for who buys the rate. */
function placeSetsLater(script: Script, which: number): void {
  const isShort = which % 2 === 1
  const like = isShort ? ({ gend: '2', paid: 290 } as const) : {}
  const r = retiree(script, 'place sets later', { area: '420100', ...like })
  pension(script, r)
  if (which === 0) {
    setsFor(script, '420000', 1, [
      ['retire_total_months', { male: 360, female: 300 }],
      ['retire_paid_months', 120],
    ])
    setsFor(script, '420000', 3, [['topup_rate', '0.0900']])
  }
  if (isShort) chooses(script, r, 2, 'lump-sum')
  expectRetired(script, r, isShort ? '2026-04-01' : '2026-03-01', isShort ? { option: 'lump-sum' } : {})
}

const kinds: Kinds = [
  [atOnce, 24],
  [paidTooLong, 8],
  [lumpSum, 4],
  [monthByMonth, 4],
  [asResident, 3],
  [changesMind, 2],
  [noChoice, 2],
  [alreadyRetired, 2],
  [otherProvince, 2],
  [noRelation, 1],
  [personComesLater, 2],
  [died, 2],
  [toldAgain, 4],
  [twoPlaces, 2],
  [paidElsewhere, 2],
  [placeSetsLater, 2],
]

/** Writes the retirements. */
export const stories: Stories = (script, scale) => {
  script.tell(kinds, scale, 4)
}

/** Told by themselves. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'retirement',
    title: {
      zh: '年限够了：核准退休，医保随之转退休',
      en: 'Months enough: the pension is approved, medical insurance follows',
    },
    tell: (script) => atOnce(script, 0),
  },
  {
    name: 'short-of-years',
    title: {
      zh: '年限不够：本人选择一次补足，税务征收后转退休',
      en: 'Short of years: the person buys them at once, and retires',
    },
    tell: lumpSum,
  },
]
