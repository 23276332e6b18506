/** What feedback comes to (RULES.md 1.7, 1.8). */
import * as z from 'zod'
import { codeOf, openCode } from '../../../shared/codes/coded.ts'
import { schemas } from '../../../shared/schemas.ts'
import { shown } from '../../../shared/tasks/kind.ts'
import { withoutResult } from '../../manifest.ts'
import { causeNames, kindNames, resultNames } from './kinds.ts'
import type { FeedbackState } from './state.ts'

/** Of an answer, or that it was withdrawn before one. */
export const feedbackOutcome = z.object({
  result: codeOf({ ...resultNames, withdrawn: withoutResult.withdrawn }),
  kind: codeOf(kindNames),
  matter: z.string(),
  answer: z.string().optional(),
  measure: z.string().optional(),
  cause: openCode(causeNames).optional(),
  responded_at: shown.time(schemas).optional(),
  answered_at: shown.time(schemas).optional().meta({ description: '第一次答复的时间' }),
  extended: z.boolean(),
  reviewed: z.boolean(),
  solved: z.boolean().optional().meta({ description: '本人评价：解决了没有' }),
  satisfied: z.boolean().optional().meta({ description: '本人评价：满意不满意' }),
})

/** What the case came to, as it stands. */
export function outcomeOf(state: Readonly<FeedbackState>): z.input<typeof feedbackOutcome> {
  const { kind, matter, respondedAt, extended, first, final, confirmed } = state
  const holds = final ?? first
  const answered = holds && {
    result: holds.result,
    answer: holds.text,
    ...(holds.measure === undefined ? {} : { measure: holds.measure }),
    ...(holds.cause === undefined ? {} : { cause: holds.cause }),
  }
  return {
    ...(answered ?? { result: 'withdrawn' as const }),
    kind,
    matter,
    ...(respondedAt ? { responded_at: respondedAt } : {}),
    ...(first ? { answered_at: first.at } : {}),
    extended: extended === true,
    reviewed: final !== undefined,
    ...confirmed,
  }
}
