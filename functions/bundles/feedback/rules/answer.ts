/** What a decision in office says as an answer (RULES.md 1.7). */
import type { TaskRow } from '../../../../shared/registers/rows.ts'
import type { Answer } from '../state.ts'

/** An approval as its task takes it. */
interface Approved {
  result: 'mended' | 'explained'
  answer: string
  cause: string
  measure?: string
}

/** The answer that a decided task is; undefined while it is open. */
export function answerIn(task: TaskRow | undefined): Answer | undefined {
  const { status, decision } = task ?? {}
  if (!decision) return undefined
  const { at, reason = '' } = decision
  if (status === 'rejected') return { at, result: 'not-ours', text: reason }
  const { result, answer, cause, measure } = decision.data as unknown as Approved
  return { at, result, text: answer, cause, ...(measure === undefined ? {} : { measure }) }
}
