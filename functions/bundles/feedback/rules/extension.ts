/** More time for the answer, once (RULES.md 1.10): how much there may be, and what the case makes of it. */
import { dayOf } from '../../../../shared/calendar/index.ts'
import type { Effects } from '../../../../shared/chain/chain.ts'
import { dueOf } from '../../../../shared/policy/due.ts'
import type { TaskRow } from '../../../../shared/registers/rows.ts'
import { inform } from '../../../acts/inform.ts'
import { feedbackExtensionDays, valueIn } from '../parameters.ts'
import type { FeedbackCtx, FeedbackState } from '../state.ts'
import { notices, texts } from '../texts.ts'

/** Working days that its task may be given more. */
export const extensionOf = ({ look, state, case: { admdvs } }: FeedbackCtx): number =>
  valueIn(look, feedbackExtensionDays, admdvs, dayOf(state.openedAt))

/** The person is told that it takes longer, with the reason; undefined unless its task has just been given more time. */
export function extension(
  { file, state }: FeedbackCtx,
  task: Pick<TaskRow, 'extended' | 'due_at'> | undefined,
): Effects<FeedbackState> | undefined {
  if (!task?.extended || state.extended) return undefined
  const due = dueOf(task)
  const told = inform(file, notices.extended, texts.extended(due.at, task.extended.reason))
  return { state: { extended: true, answerBy: due }, due, actor: 'clerk', ...told }
}
