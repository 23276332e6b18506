/** Days, months and instants of business time (Asia/Shanghai), and working days. Strings that sort by time. */
export {
  addDays,
  compare,
  type Day,
  day,
  dayInWords,
  daysBetween,
  daysFrom,
  isWeekday,
  maxDay,
  minDay,
  parseDay,
} from './days.ts'
export { dueOn, rolling } from './due.ts'
export {
  addDuration,
  addMs,
  compareInstants,
  dayOf,
  endOfDay,
  epochMs,
  type Instant,
  instant,
  instantFromEpochMs,
  parseInstant,
  startOfDay,
} from './instants.ts'
export {
  addMonths,
  firstDay,
  firstOfNextMonth,
  lastDay,
  type Month,
  month,
  monthOf,
  monthsBetween,
  monthsFrom,
  newYear,
  parseMonth,
  sameDayAfter,
  yearOf,
} from './months.ts'
export { addWorkingDays, type HolidayCalendar, workingDaysBetween, type YearDays } from './working-days.ts'
