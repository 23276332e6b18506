/** Tasks that stand beside a transfer, whether it goes on or has ended: each as long as what it tells of is so. */
import type { TaskDone, TaskDraft } from '../../../shared/chain/chain.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { formatYuan } from '../../../shared/money/index.ts'
import { dueIn } from '../../../shared/policy/due.ts'
import { type Change, put } from '../../../shared/registers/file.ts'
import { accountIn } from '../../../shared/registers/ledger.ts'
import type { TaskRow } from '../../../shared/registers/rows.ts'
import { reverseByHand } from '../../../shared/tasks/person.ts'
import { clerkTask } from '../../acts/ask-clerk.ts'
import { earlierOf } from './rules/candidates.ts'
import { originIn, type TransferCtx } from './state.ts'
import { clerkWorkingDays } from './steps/find-origin.ts'
import { olderRelation } from './tasks.ts'

/** The tasks as they ought to stand, and those that nobody needs any more. */
export function standingTasks(ctx: TransferCtx): (TaskDraft | TaskDone)[] {
  const wanted = [...olderRelations(ctx), ...uncovered(ctx)]
  const keys = new Set(wanted.map(({ kind, key }) => `${kind}.${key}`))
  return [...wanted, ...noStandingTasks(ctx).filter(({ kind, key }) => !keys.has(`${kind}.${key}`))]
}

/** A transfer that is taken back leaves none of them. */
export function noStandingTasks(ctx: TransferCtx): TaskDone[] {
  return ctx.file
    .all('task')
    .filter((task) => task.case_id === ctx.case.case_id && task.status === 'open' && keyOf(task) !== undefined)
    .map((task) => ({ kind: task.kind, key: keyOf(task) as string, done: true }))
}

/** The key of a task of one of these kinds. What a revocation left to be done by hand stays until it is decided. */
function keyOf({ kind, admdvs, facts }: TaskRow): string | undefined {
  if (kind === olderRelation.kind) return facts.insu_admdvs as string
  return kind === reverseByHand.kind && facts.setl_id !== undefined ? `${admdvs}.${facts.setl_id}` : undefined
}

/** Older paused relations that are not A stay as they are; one with a balance is told to B's clerks (RULES.md 2.5). */
function olderRelations(ctx: TransferCtx): TaskDraft[] {
  const { state, file } = ctx
  return earlierOf(ctx)
    .filter((e) => e.to !== undefined && e.admdvs !== state.from && accountIn(file, e.admdvs).balance > 0)
    .filter((e) => ctx.task(olderRelation, e.admdvs)?.decision === undefined)
    .map((e) =>
      clerkTask(olderRelation, {
        area: state.to,
        key: e.admdvs,
        due: dueIn(ctx, state.to, clerkWorkingDays),
        facts: { insu_admdvs: e.admdvs, paus_insu_date: e.to, balance: formatYuan(accountIn(file, e.admdvs).balance) },
        standing: true,
      }),
    )
}

/** A task for clerks of one of the two areas, to do by hand what cannot be done by itself. */
export function byHandTask(
  ctx: TransferCtx,
  area: Admdvs,
  key: string,
  facts: { amt: string; setl_id?: string },
): TaskDraft {
  const due = dueIn(ctx, area, clerkWorkingDays)
  const places = { from_admdvs: ctx.state.from, to_admdvs: ctx.state.to }
  return clerkTask(reverseByHand, { area, key, due, facts: { ...facts, ...places }, standing: true })
}

/**
 * Spending in A that came after its balance had left, as far as nothing covers it: for the clerks of both areas
 * (RULES.md 4.7).
 */
function uncovered(ctx: TransferCtx): TaskDraft[] {
  const { state } = ctx
  return owed(ctx).flatMap(({ setl_id, amt }) =>
    [originIn(state), state.to]
      .map((area) => byHandTask(ctx, area, `${area}.${setl_id}`, { setl_id, amt: formatYuan(amt) }))
      .filter((task) => ctx.task(task, task.key)?.decision === undefined),
  )
}

/** What of settlements is uncovered in A after this case moved its balance. */
function owed({ state, file, case: { case_id } }: TransferCtx) {
  if (!state.from) return []
  const { uncovered = [], moved } = accountIn(file, state.from)
  return moved?.case_id === case_id ? uncovered.filter((one) => one.setl_id !== undefined) : []
}

/**
 * What clerks have dealt with is covered by no credit that comes later, or the person would pay it twice
 * (RULES.md 4.8).
 */
export function dealtWithByHand(ctx: TransferCtx): Change[] {
  const { state, file } = ctx
  const decided = (setl_id: string) =>
    [state.from, state.to].some((area) => ctx.task(reverseByHand, `${area}.${setl_id}`)?.decision !== undefined)
  if (!owed(ctx).some(({ setl_id, byHand }) => !byHand && decided(setl_id))) return []
  const account = accountIn(file, originIn(state))
  const uncovered = (account.uncovered ?? []).map((one) =>
    one.setl_id !== undefined && decided(one.setl_id) ? { ...one, byHand: true as const } : one,
  )
  return [put('account', { ...account, uncovered })]
}
