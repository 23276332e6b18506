/** Working days, as the State Council publishes them year by year (bundles/RULES.md 2.3). */
import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { type Day, day, isWeekday, parseDay, type YearDays, yearOf } from '../calendar/index.ts'
import { NATION } from '../codes/index.ts'
import { madeOnce } from '../made-once.ts'
import type { Schemas } from '../schemas.ts'
import { type Misfit, type Parameter, type PolicyRow, parameter } from './parameter.ts'

/** What is published of a year: days off that are weekdays, and weekend days that are worked, each `MM-DD`. */
interface WorkingDays {
  off: string[]
  worked: string[]
}

const dates = (zod: Schemas) => zod.array(zod.string().regex(/^\d{2}-\d{2}$/)).max(366)

const declared = parameter({
  name: 'working_days',
  title: '放假和调休安排',
  expects: '{ off, worked }，各为 "MM-DD" 的列表：放假的周一至周五，和要上班的周六、周日',
  byYear: true,
  value: (zod) => zod.strictObject({ off: dates(zod), worked: dates(zod) }),
  rows: [],
})

/** The calendars of years. A release brings those of the package in use (chinese-days), read when they are first needed. */
export const workingDays: Parameter<'working_days', WorkingDays> = {
  ...declared,
  get rows() {
    held ??= publishedRows()
    return held
  },
  misfits: ({ off, worked }, from) => [
    ...datesAmiss('off', off, from, (date) => (isWeekday(date) ? undefined : '是周六、周日，本来就不上班，不用写')),
    ...datesAmiss('worked', worked, from, (date) => (isWeekday(date) ? '是周一至周五，本来就上班，不用写' : undefined)),
  ],
}

let held: readonly PolicyRow<WorkingDays>[] | undefined

/** Days of a list that do not exist in the year, stand there twice, or are what their weekday says anyway. */
function datesAmiss(
  list: keyof WorkingDays,
  days: readonly string[],
  from: Day,
  needless: (date: Day) => string | undefined,
): Misfit[] {
  return days.flatMap((written, index) => {
    const date = parseDay(`${from.slice(0, 4)}-${written}`)
    const why = date ? (days.indexOf(written) < index ? '写了两次' : needless(date)) : '不存在'
    return why ? [{ path: [list, index], message: `${from.slice(0, 4)}年${written}${why}` }] : []
  })
}

/** The days of a row's year that are not what their weekday says. */
export const exceptionsIn = madeOnce(
  ({ from, value: { off, worked } }: PolicyRow<WorkingDays>): YearDays =>
    new Set([...off, ...worked].map((date) => day(`${from?.slice(0, 4)}-${date}`))),
)

/**
 * The package's own functions answer Monday to Friday for a year it doesn't hold, and are a day off on a machine whose zone
 * is west of Greenwich: so its data is read, not asked. It names weekends within holidays too. A year is published if its
 * National Day is: unlike a stray New Year that an earlier notice brought in, that has the rest of the year with it.
 */
function publishedRows(): PolicyRow<WorkingDays>[] {
  const years = Object.keys(published.holidays)
    .filter((date) => date.endsWith('-10-01'))
    .map((date) => date.slice(0, 4))
  const off = Map.groupBy(Object.keys(published.holidays).sort(), (date) => date.slice(0, 4))
  const worked = Map.groupBy(Object.keys(published.workdays).sort(), (date) => date.slice(0, 4))
  const written = (all: readonly string[] = [], isOdd: (date: Day) => boolean) =>
    all.filter((date) => isOdd(day(date))).map((date) => date.slice('2026-'.length))
  return years.sort().map((year) => ({
    name: declared.name,
    admdvs: NATION,
    from: day(`${year}-01-01`),
    value: {
      off: written(off.get(year), isWeekday),
      worked: written(worked.get(year), (date) => !isWeekday(date)),
    },
    standing: 'published',
    source: `国务院办公厅关于${yearOf(day(`${year}-01-01`))}年部分节假日安排的通知`,
  }))
}
