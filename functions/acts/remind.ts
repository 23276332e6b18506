/** Reminding somebody who is waited for. */
import { addDays, type Day } from '../../shared/calendar/index.ts'

/** Reminders so many days after `from`: those that have fallen due by today, and the day of the next. `plan` ascends. */
export function reminders(plan: readonly number[], from: Day, today: Day): { due: number[]; next?: Day } {
  const due = plan.filter((days) => addDays(from, days) <= today)
  const next = plan[due.length]
  return next === undefined ? { due } : { due, next: addDays(from, next) }
}
