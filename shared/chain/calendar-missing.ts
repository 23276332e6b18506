/** A year whose holidays are not published is noticed, never silently wrong: an operator is told of it. */
import { type Due, holidayYearKnown } from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import type { TaskRow } from '../registers/rows.ts'
import { calendarMissing } from '../tasks/operator.ts'
import type { TaskDraft } from './chain.ts'

/**
 * Tells an operator, once a case and year, that a time limit runs into a year without published holidays; nothing for
 * a limit that is not provisional, or whose year has been published since it was reckoned.
 */
export function calendarTasks(due: Due, admdvs: Admdvs): TaskDraft[] {
  const year = Number(due.at.slice(0, 4))
  if (!due.provisional || holidayYearKnown(year)) return []
  const text = `${year}年的放假安排还没有公布，期限暂按周一至周五推算，公布后请更新系统`
  const owner = { role: 'operator' as const }
  return [{ kind: calendarMissing.kind, key: String(year), owner, admdvs, due, facts: { year, text }, standing: true }]
}

/** A task on a year whose holidays are known by now: nobody has anything left to do about it. */
export const isCalendarMet = ({ kind, facts }: Pick<TaskRow, 'kind' | 'facts'>): boolean =>
  kind === calendarMissing.kind && holidayYearKnown(Number(facts.year))
