/** Terms as numbers: what the running code reads of the schedule, and no more. */
import { epochMs, type Instant } from '../calendar/index.ts'

/** How long: a time from `since` on; `ever`; or `use`, until what it is for is done, which then takes it away. */
export type Term =
  | { readonly years: number }
  | { readonly days: number }
  | { readonly minutes: number }
  | 'ever'
  | 'use'

/** Terms by kind. */
export const terms = {
  dead: { years: 30 },
  cases: { years: 30 },
  texts: { years: 10 },
  'notice-reads': { years: 10 },
  refused: { years: 3 },
  errands: { years: 3 },
  ledger: 'ever',
  months: 'ever',
  erased: 'ever',
  'money-identities': 'ever',
  identities: { days: 90 },
  pointers: 'use',
  held: 'use',
  'office-tasks': { years: 3 },
  'staff-days': { days: 90 },
  answers: { days: 1 },
  misses: { minutes: 10 },
  volume: 'ever',
  articles: 'ever',
  questions: { days: 90 },
  unanswered: { days: 366 },
  surveys: { years: 10 },
  trials: { days: 90 },
  corrections: { days: 365 },
  rules: 'ever',
  audit: { years: 10 },
  'audit-apart': { years: 10 },
  archive: { years: 30 },
  facts: { years: 10 },
  logs: { days: 184 },
} as const satisfies Record<string, Term>

/** A kind of what is kept. */
export type KeptKind = keyof typeof terms

/** The shortest that a bureau may set, in years, of the kinds whose term it may set (parameter `keeping_years`). */
export const leastYears = {
  dead: 10,
  cases: 30,
  texts: 3,
  refused: 1,
} as const satisfies { readonly [K in KeptKind]?: number }

/** Kinds whose term a bureau may set. */
export type SetKind = keyof typeof leastYears
/** All of them. */
export const setKinds = Object.keys(leastYears) as SetKind[]

const minuteMs = 60_000
const dayMs = 86_400_000
/** The longest that a year is: nothing goes a day too soon. */
const yearDays = 366

/** Kinds whose term is so many minutes, days or years. */
type Timed = { [K in KeptKind]: (typeof terms)[K] extends string ? never : K }[KeptKind]

/** How long something of a kind is kept, in milliseconds. */
export const msOf = (kind: Timed): number => termMs(terms[kind])

function termMs(term: Exclude<Term, string>): number {
  if ('minutes' in term) return term.minutes * minuteMs
  return ('days' in term ? term.days : term.years * yearDays) * dayMs
}

/** The time to live of what begins at a moment, as the table has it: seconds since 1970, no moment too soon. */
export const ttlAt = (kind: Timed, from: Instant): number => Math.ceil((epochMs(from) + msOf(kind)) / 1000)

/** The fewest whole days that something of a kind is kept. */
export const leastDays = (kind: Timed): number => Math.ceil(msOf(kind) / dayMs)

/** A term in Chinese. */
export function termText(term: Term): string {
  if (term === 'ever') return '永久'
  if (term === 'use') return '用完为止'
  if ('minutes' in term) return `${term.minutes} 分钟`
  return 'days' in term ? `${term.days} 天` : `${term.years} 年`
}
