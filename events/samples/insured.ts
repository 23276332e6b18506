/** Somebody insured as an employee: what registers tell of the relation, its months and the account. */
import type { Instant, Month } from '../../shared/calendar/index.ts'
import { yuanOf } from './book.ts'
import type { SampleEvent } from './day.ts'
import type { SamplePerson } from './people.ts'
import type { Script } from './script.ts'

/** The data of `enrolment.registered`, of an employee unless `more` says otherwise. */
export const enrolment = (psn_no: string, insu_admdvs: string, psn_insu_date: string, more: object = {}) => ({
  psn_no,
  insu_admdvs,
  insutype: '310',
  psn_type: '11',
  psn_insu_date,
  emp_no: `E${insu_admdvs}`,
  emp_name: '测试单位',
  ...more,
})

/** The data of `enrolment.paused`. */
export const pause = (psn_no: string, insu_admdvs: string, paus_insu_date: string) => ({
  psn_no,
  insu_admdvs,
  insutype: '310',
  paus_insu_date,
})

/** The data of `account.credited`; `amt` in yuan. */
export const credit = (psn_no: string, insu_admdvs: string, amt: string) => ({ psn_no, insu_admdvs, amt, memo: '划入' })

/** The data of an enrolment with one of twenty employers of the place. */
export function enrolmentIn(person: SamplePerson, insu_admdvs: string, psn_insu_date: string, more: object = {}) {
  const n = (Number(person.psn_no.slice(-4)) % 20) + 1
  const emp_no = `E${insu_admdvs}${String(n).padStart(4, '0')}`
  const emp_name = `测试单位${insu_admdvs}第${n}`
  return enrolment(person.psn_no, insu_admdvs, psn_insu_date, { emp_no, emp_name, ...more })
}

/** Contributions from a month through another. */
export function contributed(
  script: Script,
  at: Instant,
  person: SamplePerson,
  insu_admdvs: string,
  accrym_begn: Month,
  accrym_end: Month,
): void {
  const base = script.random.int(38, 120) * 100
  const sums = { base: `${base}.00`, amt_psn: yuanOf(base * 2), amt_emp: yuanOf(base * 7) }
  const data = { psn_no: person.psn_no, insu_admdvs, insutype: '310', accrym_begn, accrym_end, ...sums }
  script.send(at, 'contribution.posted', data)
}

/** Money comes into an account. */
export function credited(script: Script, at: Instant, person: SamplePerson, insu_admdvs: string, amt: number) {
  script.book.add(person.psn_no, insu_admdvs, amt)
  return script.send(at, 'account.credited', credit(person.psn_no, insu_admdvs, yuanOf(amt)))
}

/** Money of an account is spent. What the book says of it is the story's affair. */
export function spent(
  script: Script,
  at: Instant,
  person: SamplePerson,
  insu_admdvs: string,
  amt: number,
): SampleEvent {
  const setl_id = script.number('S')
  return script.send(at, 'account.spent', { psn_no: person.psn_no, insu_admdvs, amt: yuanOf(amt), setl_id })
}
