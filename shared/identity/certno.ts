import { type Day, parseDay } from '../calendar/index.ts'
import { Gend, PsnCertType } from '../codes/index.ts'

/** Why a resident identity number is refused. */
export type CertnoFault = 'length' | 'characters' | 'birth-date' | 'check-digit'

/** A resident identity number, checked: what it says of its holder, or why it is none. */
export type CertnoCheck =
  | { readonly ok: true; readonly brdy: Day; readonly gend: Gend }
  | { readonly ok: false; readonly reason: CertnoFault }

/** A birth certificate number, checked. */
export type BirthCertNoCheck = { readonly ok: true } | { readonly ok: false; readonly reason: 'length' | 'characters' }

/** What is wrong with an identity number, for the person who typed it. */
export const certnoFaultText: Readonly<Record<CertnoFault, string>> = {
  length: '身份证号码应为18位（或老的15位）',
  characters: '身份证号码前17位应为数字，最后一位应为数字或大写字母X',
  'birth-date': '身份证号码中的出生日期不存在',
  'check-digit': '身份证号码校验位不对，请核对是否输错',
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECK_DIGITS = '10X98765432'

/** Check digit of the first 17 digits of an identity number (GB 11643, ISO 7064 MOD 11-2). Throws for anything else. */
export function certnoCheckDigit(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new RangeError('not the first 17 digits of an identity number')
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0)
  return CHECK_DIGITS.charAt(sum % 11)
}

/** Checks a resident identity number by GB 11643 (contract.md, Conventions) and reads birth date and sex off it. */
export function checkCertno(certno: string): CertnoCheck {
  if (certno.length !== 18) return { ok: false, reason: 'length' }
  if (!/^\d{17}[\dX]$/.test(certno)) return { ok: false, reason: 'characters' }
  const brdy = parseDay(`${certno.slice(6, 10)}-${certno.slice(10, 12)}-${certno.slice(12, 14)}`)
  if (!brdy) return { ok: false, reason: 'birth-date' }
  if (certnoCheckDigit(certno.slice(0, 17)) !== certno[17]) return { ok: false, reason: 'check-digit' }
  return { ok: true, brdy, gend: Number(certno[16]) % 2 === 1 ? Gend.male : Gend.female }
}

/** A number of an identity document, as the registers hold it; or why a resident identity number is none. */
export type CertnoRead =
  | { readonly ok: true; readonly certno: string }
  | { readonly ok: false; readonly reason: CertnoFault }

/**
 * Reads the number of an identity document: capitals, and of a resident identity card the 18 digits that an older
 * number of 15 stands for (those of the 20th century: a year of two digits and no check digit).
 */
export function readCertno(written: string, psnCertType: string = PsnCertType.residentIdentityCard): CertnoRead {
  const upper = written.toUpperCase()
  if (psnCertType !== PsnCertType.residentIdentityCard) return { ok: true, certno: upper }
  const certno = /^\d{15}$/.test(upper) ? of18(upper) : upper
  const checked = checkCertno(certno)
  return checked.ok ? { ok: true, certno } : checked
}

function of18(of15: string): string {
  const first17 = `${of15.slice(0, 6)}19${of15.slice(6)}`
  return first17 + certnoCheckDigit(first17)
}

/** The sex as reported; where the register does not know it, as the resident identity number says, if it is one. */
export function sexOf(reported: Gend, certno: string): Gend {
  if (reported === Gend.male || reported === Gend.female) return reported
  const checked = checkCertno(certno)
  return checked.ok ? checked.gend : reported
}

/** Whether a text is a valid resident identity number, with a capital X. */
export function isCertno(text: string): boolean {
  return checkCertno(text).ok
}

/** Checks the form of a birth certificate number: one letter and nine digits (newborn/RULES.md 2.1). */
export function checkBirthCertNo(birthCertNo: string): BirthCertNoCheck {
  if (birthCertNo.length !== 10) return { ok: false, reason: 'length' }
  return /^[A-Z]\d{9}$/.test(birthCertNo) ? { ok: true } : { ok: false, reason: 'characters' }
}
