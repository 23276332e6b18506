/** Persons of tests: their identity numbers have an area code that was never issued, so they belong to nobody. */
import { certnoCheckDigit } from '../../shared/identity/index.ts'
import type { Stack } from './stack.ts'

/** A valid number that belongs to nobody. `n` tells persons apart; an odd `n` is a man's. */
export function certnoOf(n: number, brdy = '1990-01-01'): string {
  const first17 = `999999${brdy.replaceAll('-', '')}${String(n).padStart(3, '0')}`
  return first17 + certnoCheckDigit(first17)
}

/** A bank account. */
export const bankAccount = { bank_code: '102', acct_no: '6222000011112222', acct_name: '测试人' }

/** `person.registered` for person `n`. */
export function person(n: number, more: Record<string, unknown> = {}) {
  const brdy = (more.brdy as string | undefined) ?? '1990-01-01'
  return {
    psn_no: `P${String(n).padStart(6, '0')}`,
    psn_cert_type: '01',
    certno: certnoOf(n, brdy),
    psn_name: `测试${n}`,
    gend: n % 2 === 1 ? '1' : '2',
    brdy,
    tel: '13900000000',
    ...more,
  }
}

/** Registers a person and answers the person number. */
export async function register(stack: Stack, n: number, more: Record<string, unknown> = {}): Promise<string> {
  const data = person(n, more)
  await stack.happen('person.registered', data)
  return data.psn_no
}

/** `enrolment.registered` of an employee. */
export const enrolment = (
  psn_no: string,
  insu_admdvs: string,
  psn_insu_date: string,
  more: Record<string, unknown> = {},
) => ({
  psn_no,
  insu_admdvs,
  insutype: '310',
  psn_type: '11',
  psn_insu_date,
  emp_no: `E${insu_admdvs}`,
  emp_name: '测试单位',
  ...more,
})

/** `enrolment.paused` of an employee. */
export const pause = (psn_no: string, insu_admdvs: string, paus_insu_date: string) => ({
  psn_no,
  insu_admdvs,
  insutype: '310',
  paus_insu_date,
})

/** `account.credited`. */
export const credit = (psn_no: string, insu_admdvs: string, amt: string) => ({ psn_no, insu_admdvs, amt, memo: '划入' })
