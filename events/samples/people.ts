/** People of the sample day. They belong to nobody: the area code of their numbers, 999999, was never issued. */
import { addDays, type Day, type Instant } from '../../shared/calendar/index.ts'
import { certnoCheckDigit } from '../../shared/identity/certno.ts'
import type { Random } from './random.ts'

/** A person; the `data` of their `person.registered`. */
export interface SamplePerson {
  readonly psn_no: string
  readonly psn_cert_type: '01'
  readonly certno: string
  readonly psn_name: string
  readonly gend: '1' | '2'
  readonly brdy: Day
  readonly tel: string
}

/** A bank account. */
export interface SampleBank {
  readonly bank_code: string
  readonly acct_no: string
  readonly acct_name: string
}

const digits = [...'〇一二三四五六七八九']

/** Makes people, no two alike. */
export class People {
  readonly #random: Random
  #made = 0
  readonly #born = new Map<string, number>()

  constructor(random: Random) {
    this.#random = random
  }

  /** Somebody new; in working age unless a birth date is given. */
  someone(like: { gend?: '1' | '2'; brdy?: string; province?: string } = {}): SamplePerson {
    this.#made += 1
    const gend = like.gend ?? this.#random.pick(['1', '2'] as const)
    const brdy = (like.brdy ?? addDays('1970-01-01' as Day, this.#random.int(0, 10_950))) as Day
    const number = String(this.#made).padStart(8, '0')
    return {
      psn_no: `${like.province ?? '13'}9999${number.padStart(14, '0')}`,
      psn_cert_type: '01',
      certno: this.certno(brdy, gend),
      psn_name: nameOf(this.#made),
      gend,
      brdy,
      tel: `000${number}`,
    }
  }

  /** A valid identity number that nobody has. Throws a RangeError after 499 of one sex born on one day. */
  certno(brdy: Day, gend: '1' | '2'): string {
    const key = `${brdy}${gend}`
    const n = (this.#born.get(key) ?? 0) + 1
    if (n > 499) throw new RangeError(`no more identity numbers for ${brdy}: the scale is too large`)
    this.#born.set(key, n)
    // Three digits count who was born that day; an odd number is a man's.
    const sequence = String(n * 2 + (gend === '1' ? 1 : 0)).padStart(3, '0')
    const first17 = `999999${brdy.replaceAll('-', '')}${sequence}`
    return first17 + certnoCheckDigit(first17)
  }

  /** A name for a child, told by nobody else. */
  childName(): string {
    this.#made += 1
    return nameOf(this.#made)
  }
}

/** 测试 and a number in Chinese digits: 12 → 测试一二. */
function nameOf(n: number): string {
  return `测试${[...String(n)].map((digit) => digits[Number(digit)]).join('')}`
}

/** A bank account of a person; `n` tells several apart. Bank 000 does not exist. */
export function bankOf(person: SamplePerson, n = 1): SampleBank {
  return { bank_code: '000', acct_no: `${n}${person.psn_no.slice(2)}`, acct_name: person.psn_name }
}

/** A moment of business time. */
export function momentOf(day: Day, time: string): Instant {
  return `${day}T${time.length === 5 ? `${time}:00` : time}+08:00` as Instant
}
