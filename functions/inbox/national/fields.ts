/** How fields of the national interface become ours: what is written in each, and what is wrong with it. Pure. */
import { type Instant, parseDay, parseInstant } from '../../../shared/calendar/index.ts'
import type { Reading } from './reading.ts'

/** A value as we write it, or what is wrong; undefined if there is none. */
export type Read = { readonly value: unknown } | { readonly fault: string } | undefined

/** A field of ours and where it comes from: a line of the table that partners see. */
export interface Field {
  /** National fields by their paths; the first that is given counts. */
  readonly from: readonly string[]
  /** What the specification calls it. */
  readonly name: string
  /** What is done beside copying it, in words. */
  readonly about?: string
  readonly optional?: true
  read(given: unknown, message: Reading): Read
}

/** What may be said of a field beside where it comes from. */
type More = Pick<Field, 'about' | 'optional'>
type From = string | readonly string[]

const field = (from: From, name: string, read: Field['read'], more: More = {}): Field => ({
  from: typeof from === 'string' ? [from] : from,
  name,
  ...more,
  read,
})

/** The first that is given. */
export const givenIn = (message: Reading, from: readonly string[]): unknown =>
  from.map((path) => message.at(path)).find((given) => given !== undefined)

/** Text as it is written: a program may write a short code as a number, and a long one is not the number it was. */
export function textOf(given: unknown): string | undefined {
  if (typeof given === 'string') return given
  return Number.isSafeInteger(given) ? String(given) : undefined
}

const asText = (given: unknown): Read => {
  if (given === undefined) return undefined
  const text = textOf(given)
  return text === undefined ? { fault: '应写作文本' } : { value: text }
}

/** A number, name or code. */
export const text = (from: From, name: string, more?: More): Field => field(from, name, asText, more)

/** A code of two digits, of which a program may have lost the nought in front. */
export const twoDigits = (from: From, name: string, more?: More): Field =>
  field(from, name, (given) => asText(typeof given === 'number' ? String(given).padStart(2, '0') : given), more)

/** What is worked out of several fields. */
export const worked = (from: From, name: string, about: string, read: (message: Reading) => Read, more?: More): Field =>
  field(from, name, (_, message) => read(message), { ...more, about })

/** What the message does not say and its kind does. */
export const fixed = (value: unknown, about: string): Field => worked([], '', about, () => ({ value }))

const DATED = /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|(\d{2})(\d{2}))(.*)$/
const TIMED =
  /^(?:[ T]*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?|(\d{2})(\d{2})(\d{2})(\d{3})?)(Z|[+-]\d{2}:\d{2})?$/
const two = (digits: string | undefined) => (digits ?? '').padStart(2, '0')

/** A time as the specification writes it, `yyyy-MM-dd HH:mm:ss` or 14 or 17 digits, in business time; a date is its beginning. */
export function momentOf(given: unknown): Instant | undefined {
  const dated = DATED.exec(textOf(given) ?? '')
  if (!dated) return undefined
  const [, year, m1, d1, m2, d2, m3, d3, rest = ''] = dated
  const date = `${year}-${two(m1 ?? m2 ?? m3)}-${two(d1 ?? d2 ?? d3)}`
  if (rest === '') return parseInstant(`${date}T00:00:00+08:00`)
  const timed = TIMED.exec(rest)
  if (!timed) return undefined
  const [, h1, min1, s1, f1, h2, min2, s2, f2, offset = '+08:00'] = timed
  const fraction = f1 ?? f2
  const clock = `${two(h1 ?? h2)}:${two(min1 ?? min2)}:${two(s1 ?? s2)}`
  return parseInstant(`${date}T${clock}${fraction === undefined ? '' : `.${fraction}`}${offset}`)
}

const times = '应为时间，写作 yyyy-MM-dd HH:mm:ss'

/** A time; the offset of business time is added. */
export const moment = (from: From, name: string, more?: More): Field =>
  field(
    from,
    name,
    (given) => {
      const value = momentOf(given)
      return given === undefined ? undefined : value === undefined ? { fault: times } : { value }
    },
    { about: '补上时区 +08:00', ...more },
  )

/** A date, or the date of a time. */
export const date = (from: From, name: string, more?: More): Field =>
  field(from, name, (given) => (given === undefined ? undefined : dateOf(given)), more)

function dateOf(given: unknown): Read {
  const value = parseDay(momentOf(given)?.slice(0, 10))
  return value === undefined ? { fault: '应为日期，写作 yyyy-MM-dd' } : { value }
}

/** A whole number; nought is what programs write that have no blank, and means that it is not given. */
export function wholeOf(given: unknown): number | undefined {
  const number = typeof given === 'string' && /^\d{1,3}(\.0+)?$/.test(given) ? Number(given) : given
  return Number.isInteger(number) ? (number as number) : undefined
}

/** A count. */
export const whole = (from: From, name: string, more?: More): Field =>
  field(
    from,
    name,
    (given) => {
      if (given === undefined) return undefined
      const value = wholeOf(given)
      if (value === undefined || value < 0) return { fault: '应为整数' }
      return value === 0 ? undefined : { value }
    },
    more,
  )

/**
 * How far a sum may be off that a program reckoned in binary (0.1 + 0.2): sixteen steps of a double's precision. No third
 * decimal of a sum that we take is as small.
 */
const noise = 2 ** -48

/** A sum of money as text with two decimals; what is more exact than a fen is refused, never rounded. */
export function moneyOf(given: unknown): { value: string } | { fault: string } {
  if (typeof given === 'number') {
    const fen = Math.round(given * 100)
    const isExact = Math.abs(given * 100 - fen) <= Math.max(1, Math.abs(fen)) * noise
    if (!Number.isSafeInteger(fen) || !isExact) return { fault: '应为金额，最多两位小数' }
    return fen < 0 ? { fault: '不能为负' } : { value: (fen / 100).toFixed(2) }
  }
  const written = typeof given === 'string' ? /^(-?)0*(\d{1,12})(?:\.(\d{0,2})0*)?$/.exec(given) : null
  if (!written) return { fault: '应为金额，最多两位小数' }
  const [, sign, yuan, decimals = ''] = written
  const value = `${yuan}.${decimals.padEnd(2, '0')}`
  return sign && value !== '0.00' ? { fault: '不能为负' } : { value }
}

/** A sum of money. */
export const money = (from: From, name: string, more?: More): Field =>
  field(from, name, (given) => (given === undefined ? undefined : moneyOf(given)), {
    about: '写成两位小数的文本',
    ...more,
  })
