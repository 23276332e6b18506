import { Temporal } from 'temporal-polyfill'
import { daysFromCivil, two } from './civil.ts'
import { type Day, dayFromNumber, dayNumber, parseDay } from './days.ts'

/**
 * A moment of business time, RFC 3339 with offset `+08:00`, to the second or (if not whole) to the millisecond.
 * There is one way to write each moment, so that two are equal if their strings are, and sort as strings.
 */
export type Instant = string & { readonly __brand: 'Instant' }

const RFC_3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/

const DAY_MS = 86_400_000
const SHANGHAI_MS = 8 * 3_600_000
/** The moments four-digit years can write in business time. */
const EARLIEST_MS = daysFromCivil(1, 1, 1) * DAY_MS - SHANGHAI_MS
const LATEST_MS = daysFromCivil(10_000, 1, 1) * DAY_MS - SHANGHAI_MS - 1

/**
 * Reads a time with any offset and writes it in business time. Undefined if malformed or without an offset. What is
 * finer than a millisecond is cut off. Business time is UTC+8 throughout: summer time before 1992 is not repeated.
 */
export function parseInstant(text: unknown): Instant | undefined {
  const match = typeof text === 'string' ? RFC_3339.exec(text) : null
  const date = match && parseDay(match[1])
  if (!match || !date) return undefined
  const clockMs = (Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4])) * 1000
  const fractionMs = Number((match[5] ?? '').slice(0, 3).padEnd(3, '0'))
  const offsetMs = (Number(match[7] ?? 0) * 60 + Number(match[8] ?? 0)) * 60_000 * (match[6] === '-' ? -1 : 1)
  const ms = dayNumber(date) * DAY_MS + clockMs + fractionMs - offsetMs
  return ms < EARLIEST_MS || ms > LATEST_MS ? undefined : instantFromEpochMs(ms)
}

/** Makes an instant of text in the code. Throws a RangeError if malformed. */
export function instant(text: string): Instant {
  const parsed = parseInstant(text)
  if (!parsed) throw new RangeError(`not a time with offset: ${text}`)
  return parsed
}

/** The instant so many milliseconds after 1970-01-01T00:00Z. Throws a RangeError if not whole or out of range. */
export function instantFromEpochMs(ms: number): Instant {
  if (!Number.isInteger(ms) || ms < EARLIEST_MS || ms > LATEST_MS) throw new RangeError(`time out of range: ${ms}`)
  const local = ms + SHANGHAI_MS
  const date = Math.floor(local / DAY_MS)
  const inDay = local - date * DAY_MS
  const seconds = Math.floor(inDay / 1000)
  const fraction = inDay % 1000
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  const decimals = fraction === 0 ? '' : `.${String(fraction).padStart(3, '0')}`
  return `${dayFromNumber(date)}T${time}${decimals}+08:00` as Instant
}

/** Milliseconds from 1970-01-01T00:00Z to an instant. */
export function epochMs(at: Instant): number {
  const seconds = Number(at.slice(11, 13)) * 3600 + Number(at.slice(14, 16)) * 60 + Number(at.slice(17, 19))
  const fraction = at[19] === '.' ? Number(at.slice(20, 23)) : 0
  return dayNumber(dayOf(at)) * DAY_MS + seconds * 1000 + fraction - SHANGHAI_MS
}

/** The date of an instant in business time. */
export function dayOf(at: Instant): Day {
  return at.slice(0, 10) as Day
}

/** The last second of a date: until when something due that day may be done. */
export function endOfDay(d: Day): Instant {
  return `${d}T23:59:59+08:00` as Instant
}

/** The first moment of a date. */
export function startOfDay(d: Day): Instant {
  return `${d}T00:00:00+08:00` as Instant
}

/** Order of two instants, for sorting: negative if a is earlier. */
export function compareInstants(a: Instant, b: Instant): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** The instant so many milliseconds later (earlier if negative). */
export function addMs(at: Instant, ms: number): Instant {
  return instantFromEpochMs(epochMs(at) + ms)
}

/**
 * The instant an ISO 8601 duration later (`P1D`, `PT90M`, `P1M2DT3H`, `-PT1H`), by the calendar of business time: a month
 * from 31 January is the last of February. Undefined if the duration is malformed or leads out of range.
 */
export function addDuration(at: Instant, duration: string): Instant | undefined {
  try {
    const later = Temporal.Instant.fromEpochMilliseconds(epochMs(at)).toZonedDateTimeISO('+08:00').add(duration)
    return instantFromEpochMs(later.epochMilliseconds)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
