/** Somebody of the sample day who is about to retire: what all stories of retirements have in common. */

import { enrolmentIn } from '../../../../events/samples/insured.ts'
import { bankOf, type SamplePerson } from '../../../../events/samples/people.ts'
import { hebeiPlaces } from '../../../../events/samples/places.ts'
import type { Script } from '../../../../events/samples/script.ts'
import { addMonths, type Day, firstDay, type Instant, type Month } from '../../../../shared/calendar/index.ts'

/** Somebody about to retire. */
export interface Retiree {
  readonly story: string
  readonly person: SamplePerson
  readonly area: string
  readonly emp_no: string
  readonly paid: number
  readonly deemed: number
}

/** What is not left to chance. */
export interface Like {
  gend?: '1' | '2'
  area?: string
  paid?: number
  deemed?: number
  /** The bank account is known. */
  bank?: boolean
  psn_type?: string
}

/** The month before the day; contributions are posted through it. */
export const lastMonth = '202602' as Month
/** Retired in February: the effective month is March. */
export const retired = '2026-02-18' as Day
/** Contributions of one month, in yuan. */
const monthly = { base: '6000.00', amt_psn: '120.00', amt_emp: '480.00' }

/** Somebody who has worked in one place for so many months through February. */
export function retiree(script: Script, story: string, like: Like = {}): Retiree {
  const { paid = 372, deemed = 0, gend = '1' } = like
  const [place = ''] = hebeiPlaces(script.random, 1)
  const area = like.area ?? place
  const birthday = gend === '1' ? '1965' : '1970'
  const brdy = `${birthday}-0${script.random.int(1, 9)}-1${script.random.int(0, 9)}`
  const person = script.people.someone({ gend, brdy })
  const r = { story, person, area, emp_no: script.number(`E${area}`), paid, deemed }
  const night = script.between(5, 8)
  script.send(night, 'person.registered', { ...person, ...(like.bank ? { bank_acct: bankOf(person) } : {}) })
  const since = addMonths(lastMonth, 1 - paid)
  const type = like.psn_type === undefined ? {} : { psn_type: like.psn_type }
  script.send(night, 'enrolment.registered', enrolmentIn(person, area, firstDay(since), { emp_no: r.emp_no, ...type }))
  posted(script, night, r, since, lastMonth)
  return r
}

/** `contribution.posted`. */
export function posted(script: Script, at: Instant, r: Retiree, from: Month, to = from): void {
  const { person, area: insu_admdvs, emp_no } = r
  const months = { accrym_begn: from, accrym_end: to }
  script.send(at, 'contribution.posted', {
    psn_no: person.psn_no,
    insu_admdvs,
    insutype: '310',
    ...months,
    ...monthly,
    emp_no,
  })
}

/** `pension.approved`, in the morning unless told otherwise. */
export function pension(
  script: Script,
  r: Retiree,
  more: { at?: Instant; retr_date?: Day; pension_admdvs?: string } = {},
): void {
  const { at = script.between(8, 12), retr_date = retired, pension_admdvs = r.area } = more
  const { certno, psn_name } = r.person
  script.send(at, 'pension.approved', {
    certno,
    psn_name,
    retr_date,
    pension_admdvs,
    deemed_months: r.deemed,
    emp_no: r.emp_no,
  })
}

/** The employer's bank account, for what is paid back to it. */
export function employerDeclares(script: Script, { area: insu_admdvs, emp_no }: Retiree): void {
  const emp_name = `测试单位${emp_no}`
  const bank_acct = { bank_code: '000', acct_no: emp_no, acct_name: emp_name }
  const data = { emp_no, emp_name, insu_admdvs, year: 2025, avg_base: monthly.base, bank_acct }
  script.send(script.between(5, 8), 'employer.base-declared', data)
}

/** The person chooses, so many days after. */
export function chooses(script: Script, r: Retiree, days: number, option: string): void {
  script.act(script.at(days, '10:00'), r.person, 'retirement', { action: 'choose', option })
}

/** An operator sets what the bureau of a place says, so many days after. */
export function setsFor(script: Script, admdvs: string, days: number, rows: readonly [name: string, value: unknown][]) {
  for (const [name, value] of rows) {
    const body = { admdvs, value, source: '样例：当地医疗保障局录入，供演示和测试，不是公布的政策' }
    script.call(script.at(days, '09:30'), {
      as: { role: 'operator' },
      method: 'PUT',
      path: `/v1/policies/${name}`,
      body,
    })
  }
}

/** What is required, and what is short as first found. */
export function figures({ person, paid, deemed }: Retiree) {
  const required_total = person.gend === '1' ? 360 : 300
  const shortfall = Math.max(0, required_total - paid - deemed, 120 - paid)
  return { deemed, required_total, required_paid: 120, shortfall }
}

/** Refunds of months paid too long. */
export const backFor = (...months: string[]) =>
  months.map((month) => ({ month, amt_psn: monthly.amt_psn, amt_emp: monthly.amt_emp }))

/** The case ends with the retirement. */
export function expectRetired(
  script: Script,
  r: Retiree,
  effective_from: string,
  more: Record<string, unknown> = {},
): void {
  const { story, person, area: admdvs, paid } = r
  const outcome = { result: 'retired', admdvs, effective_from, paid, ...figures(r), refunds: [], ...more }
  script.expect({ story, bundle: 'retirement', psn_no: person.psn_no, status: 'done', outcome })
}

/** The case ends otherwise. */
export function expectEnd(
  script: Script,
  r: Retiree,
  status: 'done' | 'rejected' | 'withdrawn',
  outcome: Record<string, unknown>,
) {
  script.expect({ story: r.story, bundle: 'retirement', psn_no: r.person.psn_no, status, outcome })
}
