/**
 * A ground that was taken back after the case had moved money or ended (bundles/RULES.md 8.2): nothing is undone by itself,
 * and a clerk of the area in charge is told, once. What an open case makes of it, its steps decide, as of any late report.
 */
import type { Ctx, Effects } from '../../shared/chain/chain.ts'
import { codeOf } from '../../shared/codes/coded.ts'
import { type Fen, formatYuan } from '../../shared/money/index.ts'
import { dueIn } from '../../shared/policy/due.ts'
import { reverseByHand } from '../../shared/tasks/person.ts'
import { clerkTask, closeTask } from './ask-clerk.ts'

/** Why a case is withdrawn whose ground is gone (contract-operations.md §1). */
export const revokedReason = { revoked: '作为依据的上报已经撤销' } as const
/** Schema of it, for the outcome of a bundle without reasons of its own. */
export const revokedOnly = codeOf(revokedReason)

/** What the task is called within its case. */
const key = 'revoked'
/** Working days a clerk has for it. */
const clerkWorkingDays = 10

/** What is to be done by hand: why, in words for the clerk, and the sum that was paid for it, if any was. */
export interface Gone {
  text: string
  amt?: Fen
}

/**
 * The task that tells of a ground that is gone (`undefined`: none is), or what closes one that nobody has decided yet, if
 * the ground holds again. Undefined if all of it stands already.
 */
export function takenBackNews(
  ctx: Ctx<unknown>,
  gone: Gone | undefined,
): Required<Pick<Effects<unknown>, 'tasks' | 'change'>> | undefined {
  const held = ctx.task(reverseByHand, key)
  if (!gone) return held?.status === 'open' ? { tasks: [], change: closeTask(held) } : undefined
  if (held && held.status !== 'closed') return undefined
  const { case_id, bundle, admdvs: area } = ctx.case
  const due = dueIn(ctx, area, clerkWorkingDays)
  const amt = gone.amt === undefined ? {} : { amt: formatYuan(gone.amt) }
  const facts = { reason: key, case_id, bundle, ...amt, text: gone.text }
  return { tasks: [clerkTask(reverseByHand, { area, key, due, facts, standing: true })], change: [] }
}
