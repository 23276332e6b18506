/** The step of a case that has nothing left to do but find an account. */
import type { Day } from '../../../shared/calendar/index.ts'
import type { Decision, TaskDone, TaskDraft } from '../../../shared/chain/chain.ts'
import type { CitizenAction } from '../../../shared/tasks/action.ts'
import type { PayCtx } from './debt.ts'
import { accountGiven } from './order.ts'
import { accountTasks, lacksAccount, type Plan, waitForAccount } from './plan.ts'

/** How a bundle waits for an account. */
export interface ForAccount<Next extends string> {
  /** The step that pays; it is gone to once there is an account, or none is needed any more. */
  next: Next
  /** There is something else for that step to do. */
  more?: boolean
  /** Day since which the payee has been asked. */
  asked: Day
  /** What outside the file may still change the sum. */
  topics?: string[]
  /** Tasks of the bundle that stand meanwhile. */
  tasks: readonly (TaskDraft | TaskDone)[]
}

/** Goes on with the account that the payee gives, or that came from a register or a clerk; else waits for one. */
export function awaitAccount<S, Next extends string>(
  ctx: PayCtx & { action?: CitizenAction },
  plan: Plan,
  { next, more = false, asked, topics, tasks }: ForAccount<Next>,
): Decision<S, Next> {
  const change = accountGiven(ctx)
  if (change) return { effects: { change, actor: 'citizen' }, next: { go: next } }
  if (plan.orders.length > 0 || !lacksAccount(plan) || more) return { effects: {}, next: { go: next } }
  const wait = waitForAccount(ctx, plan, asked)
  const effects = { tasks: [...accountTasks(ctx, plan), ...tasks] }
  return { effects, next: { wait: topics ? { ...wait, topics } : wait } }
}
