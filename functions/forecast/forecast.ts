/** What a day is likely to bring, from days before it, so that a bureau can check it by hand (bundles/RULES.md 12.1). Pure. */
import {
  addDays,
  type Day,
  daysBetween,
  daysFrom,
  type HolidayCalendar,
  isWeekday,
  workingDaysBetween,
} from '../../shared/calendar/index.ts'
import { formatDecimal } from '../../shared/money/index.ts'

/** Kinds of days, and what each is called: Monday to Friday as they are worked, and what is off. */
export const dayKinds = { mon: '周一', tue: '周二', wed: '周三', thu: '周四', fri: '周五', off: '休息日' } as const
/** A kind of day. */
export type DayKind = keyof typeof dayKinds

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const
const someMonday = '2026-01-05' as Day

/** The kind of a day; a weekend day that is worked is like a Monday. */
export function kindOf(day: Day, calendar: HolidayCalendar): DayKind {
  if (workingDaysBetween(addDays(day, -1), day, calendar) === 0) return 'off'
  if (!isWeekday(day)) return 'mon'
  return weekdays[((daysBetween(someMonday, day) % 7) + 7) % 7] as DayKind
}

/** What opened by day, as far as anything did, and by which calendar. */
export interface History {
  counts: ReadonlyMap<Day, number>
  calendar: HolidayCalendar
}

/** What is expected of a day. */
export interface Expected {
  expected: number
  low: number
  high: number
}

/** Days of a kind that a forecast looks back to, and how few are too few. */
const [most, fewest] = [8, 3]

/** What is expected of a day of a kind, from the days before `before`; undefined if there were too few. */
export function expectedOf(history: History, kind: DayKind, before: Day): Expected | undefined {
  const first = firstOf(history)
  const seen: number[] = []
  for (let day = addDays(before, -1); first && day >= first && seen.length < most; day = addDays(day, -1)) {
    if (kindOf(day, history.calendar) === kind) seen.push(history.counts.get(day) ?? 0)
  }
  if (seen.length < fewest) return undefined
  return { expected: median(seen), low: Math.min(...seen), high: Math.max(...seen) }
}

/** The first day with anything; undefined if there is none. */
const firstOf = ({ counts }: History): Day | undefined =>
  [...counts.keys()].reduce<Day | undefined>(
    (first, day) => (first === undefined || day < first ? day : first),
    undefined,
  )

/** The middle one; of an even number the middle two averaged, half up. */
function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1)
  return Math.floor((middle.reduce((sum, one) => sum + one, 0) * 2 + middle.length) / (2 * middle.length))
}

/** Days that are looked back to for how far forecasts were off. */
const judgedDays = 28

/** How far forecasts were off in the last weeks, and how far saying that all is as a week before would have been. */
export function errorsOf(history: History, today: Day): { mae: string | null; naive_mae: string | null } {
  const first = firstOf(history)
  const off = daysFrom(addDays(today, -judgedDays), addDays(today, -1)).flatMap((day) => {
    const expected = expectedOf(history, kindOf(day, history.calendar), day)
    const weekBefore = addDays(day, -7)
    if (!expected || first === undefined || weekBefore < first) return []
    const count = history.counts.get(day) ?? 0
    return [
      {
        ours: Math.abs(count - expected.expected),
        naive: Math.abs(count - (history.counts.get(weekBefore) ?? 0)),
      },
    ]
  })
  if (off.length === 0) return { mae: null, naive_mae: null }
  const mean = (of: 'ours' | 'naive') =>
    formatDecimal(
      off.reduce((sum, one) => sum + one[of], 0),
      off.length,
      2,
    )
  return { mae: mean('ours'), naive_mae: mean('naive') }
}

/** How many clerks so many tasks take (bundles/RULES.md 12.2). */
export const clerksFor = (tasks: number, taskMinutes: number, clerkMinutes: number): number =>
  Math.ceil((tasks * taskMinutes) / clerkMinutes)
