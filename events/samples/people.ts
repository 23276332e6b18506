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

/** So many of one sex can be born on a day: three digits count them. */
export const bornADay = 499

/**
 * A valid identity number that belongs to nobody. `nth` counts who was born that day, from 1 to 999; an odd one is a
 * man's.
 */
export function certnoOfNobody(brdy: string, nth: number): string {
  const first17 = `999999${brdy.replaceAll('-', '')}${String(nth).padStart(3, '0')}`
  return first17 + certnoCheckDigit(first17)
}

/** Makes people, no two alike. */
export class People {
  readonly #random: Random
  readonly #prefix: string
  readonly #taken: Set<string>
  #made: number

  /**
   * `prefix`: up to two capital letters that open numbers and names of these people and of no others. `taken`: identity
   * numbers that have been given out on this day, to others too; `after`: they are counted from there on.
   */
  constructor(random: Random, prefix: string, { taken, after }: { taken: Set<string>; after: number }) {
    this.#random = random
    this.#prefix = prefix
    this.#taken = taken
    this.#made = after
  }

  /** Somebody new; in working age unless a birth date is given. */
  someone(like: { gend?: '1' | '2'; brdy?: string; province?: string } = {}): SamplePerson {
    this.#made += 1
    const gend = like.gend ?? this.#random.pick(['1', '2'] as const)
    const brdy = (like.brdy ?? addDays('1970-01-01' as Day, this.#random.int(0, 10_950))) as Day
    const own = codeOf(this.#prefix)
    return {
      psn_no: `${like.province ?? '13'}9999${own}${String(this.#made).padStart(10, '0')}`,
      psn_cert_type: '01',
      certno: this.certno(brdy, gend),
      psn_name: this.#name(),
      gend,
      brdy,
      tel: `000${own}${String(this.#made).padStart(4, '0').slice(-4)}`,
    }
  }

  /**
   * A valid identity number that nobody has. By chance, so that whoever else was born that day almost never decides it.
   * Throws a RangeError after all of one sex born on one day.
   */
  certno(brdy: Day, gend: '1' | '2'): string {
    const first = this.#random.int(0, bornADay - 1)
    for (let tried = 0; tried < bornADay; tried++) {
      const nth = ((first + tried) % bornADay) + 1
      const certno = certnoOfNobody(brdy, nth * 2 - (gend === '1' ? 1 : 0))
      if (this.#taken.has(certno)) continue
      this.#taken.add(certno)
      return certno
    }
    throw new RangeError(`no more identity numbers for ${brdy}: the scale is too large`)
  }

  /** A name for a child, told by nobody else. */
  childName(): string {
    this.#made += 1
    return this.#name()
  }

  /** 测试, the letters, and a number in Chinese digits: 12 → 测试TR一二. */
  #name(): string {
    return `测试${this.#prefix}${[...String(this.#made)].map((digit) => digits[Number(digit)]).join('')}`
  }
}

/** Four digits for up to two capital letters: TR → 2018. */
export function codeOf(prefix: string): string {
  const places = [...prefix].map((letter) => String(letter.charCodeAt(0) - 64).padStart(2, '0'))
  return places.join('').padStart(4, '0')
}

/** A bank account of a person; `n` tells several apart. Bank 000 does not exist. */
export function bankOf(person: SamplePerson, n = 1): SampleBank {
  return { bank_code: '000', acct_no: `${n}${person.psn_no.slice(2)}`, acct_name: person.psn_name }
}

/** A moment of business time. */
export function momentOf(day: Day, time: string): Instant {
  return `${day}T${time.length === 5 ? `${time}:00` : time}+08:00` as Instant
}
