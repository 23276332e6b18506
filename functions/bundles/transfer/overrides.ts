/** What overrides a wait, and what may still come after the end (RULES.md 2.4, 4.5, 6). */
import type { Decision, TaskDone, TaskDraft } from '../../../shared/chain/chain.ts'
import { accountIn } from '../../../shared/registers/ledger.ts'
import { saysAlready } from '../../acts/ask-clerk.ts'
import { paidTwiceNews } from '../../acts/payment/paid-twice.ts'
import { monthsFollowing, movedSum, type outcomeOf } from './outcome.ts'
import { earlierOf, isRevoked, originAmong, targetOf } from './rules/candidates.ts'
import { dealtWithByHand, standingTasks } from './standing-tasks.ts'
import { again, cameBack, end, go, originIn, stay, still, type TransferCtx, type TransferState } from './state.ts'
import { besideApproval, refundDebts, refundsAreOpen } from './steps/pay-out.ts'
import { withdrawn } from './steps/undo.ts'
import { approveRefund, approveTransferOut } from './tasks.ts'
import { notices, texts } from './texts.ts'

type Answer = Decision<
  TransferState,
  'withdraw' | 'changeOrigin' | 'settleAccount' | 'reverse' | 'findOrigin' | 'awaitPayment' | 'leaveInPlace'
>

/**
 * Before every step: is B still in normal state, and is A still the place paused latest? Settled once, no more
 * (bundles/RULES.md 4.2, RULES.md 6.1).
 */
export function overrides(ctx: TransferCtx): Answer | undefined {
  const { state, file, today } = ctx
  const twice = paidTwiceNews(ctx, refundDebts(ctx))
  if (twice) return again(ctx, twice)
  if (state.decided) return onceDecided(ctx)
  if (!targetOf(file, state.to, state.enrolledOn, today)) return go('withdraw')
  // A place that a clerk chose is no longer asked after, but what is there stays with who is insured there again.
  if (state.chosen && approvals.includes(ctx.case.step) && cameBack(ctx)) return go('leaveInPlace')
  return originMoved(ctx) ? go('changeOrigin') : undefined
}

/** Steps at which a later round waits, while those before it may come back. */
const approvals: readonly string[] = ['settleAccount', 'awaitApproval', 'awaitBankAccount', 'awaitRefundApproval']

/** A late credit goes on unless B was revoked or the person is insured in A again; a payment under way in any case. */
function onceDecided(ctx: TransferCtx): Answer | undefined {
  const { state, file } = ctx
  const news = approvals.includes(ctx.case.step) ? besideApproval(ctx) : undefined
  if (news) return again(ctx, news)
  if (state.toRefund !== undefined || refundsAreOpen(ctx)) return undefined
  if (isRevoked(file, state.to, state.enrolledOn)) return go('reverse')
  return cameBack(ctx) ? go('leaveInPlace') : undefined
}

/**
 * An earlier relation reported later makes another place A, as long as no money moved and no clerk decided
 * (RULES.md 2.4).
 */
function originMoved(ctx: TransferCtx): boolean {
  const { state } = ctx
  if (!state.from || state.chosen || state.decided) return false
  const origin = originAmong(earlierOf(ctx))
  if (!('found' in origin)) return true
  return (
    origin.found.admdvs !== state.from || origin.found.to !== state.pausedOn || origin.found.from !== state.fromPeriod
  )
}

/**
 * After the end: a revocation undoes, a late credit follows, an earlier relation reported later is taken into account.
 */
export function ended(ctx: TransferCtx): Answer {
  const { state, file, today, case: row } = ctx
  if (row.status === 'withdrawn') return backAgain(ctx)
  const twice = paidTwiceNews(ctx, refundDebts(ctx))
  if (twice) return still(ctx, twice)
  if (refundsAreOpen(ctx)) return go('awaitPayment', { withoutOutcome: true })
  if (isRevoked(file, state.to, state.enrolledOn)) return state.byHand ? stay() : revoked(ctx)
  const result = row.outcome?.result
  const tasks = standingTasks(ctx).filter((task) => isNews(ctx, task))
  const change = dealtWithByHand(ctx)
  if (result === 'no-balance' && targetOf(file, state.to, state.enrolledOn, today) && originMoved(ctx))
    return go('changeOrigin', { withoutOutcome: true })
  const late = state.from !== undefined && accountIn(file, state.from).balance > 0 && !cameBack(ctx)
  if (late && (result === 'no-balance' || result === 'transferred' || result === 'refunded') && !rejected(ctx)) {
    const tell = [{ notice: notices['late-credit'], text: texts.lateCredit(accountIn(file, originIn(state)).balance) }]
    // What has moved so far still holds; that there was nothing does not.
    const more = result === 'no-balance' ? ({ withoutOutcome: true } as const) : {}
    return go('settleAccount', { tell, tasks, change, ...more })
  }
  const outcome = countedAgain(ctx)
  if (tasks.length === 0 && change.length === 0 && outcome === row.outcome) return stay()
  return end('done', outcome ?? {}, { tasks, change })
}

/**
 * Months that are reported late count in the outcome too, so that it is the same whichever came first (RULES.md 3.2).
 */
function countedAgain({ file, state, case: { outcome } }: TransferCtx) {
  const contribution_months = monthsFollowing(file, state)
  return outcome?.contribution_months === contribution_months ? outcome : { ...outcome, contribution_months }
}

/** A task that is not there yet, or says something else by now. */
function isNews(ctx: TransferCtx, task: TaskDraft | TaskDone): boolean {
  return 'done' in task || !saysAlready(ctx.task(task, task.key), task.facts)
}

/** A clerk of A said that the last sum stays there (RULES.md 4.5). */
function rejected(ctx: TransferCtx): boolean {
  const round = String(ctx.state.round)
  return [approveTransferOut, approveRefund].some((kind) => ctx.task(kind, round)?.status === 'rejected')
}

/** A withdrawn case whose enrolment stands again starts anew; one that was reversed does not. */
function backAgain(ctx: TransferCtx): Answer {
  const { state, file, today, case: row } = ctx
  if (row.outcome?.result !== 'not-transferred' || state.decided) return stay()
  if (!targetOf(file, state.to, state.enrolledOn, today)) return stay()
  if ('none' in originAmong(earlierOf(ctx))) return stay()
  const forget = ['from', 'fromPeriod', 'pausedOn', 'continuity', 'limit'] as const
  return go('findOrigin', { forget: [...forget], withoutOutcome: true })
}

/** B was revoked after the end: what moved is taken back, else there is nothing to (RULES.md 6.4). */
function revoked(ctx: TransferCtx): Answer {
  const { state, case: row } = ctx
  if (state.refunded || state.toRefund || row.outcome?.result === 'refunded') return go('reverse')
  if (movedSum(state) > 0) return go('reverse')
  const { result } = row.outcome as { result: Parameters<typeof outcomeOf>[1] }
  const held = result === 'no-balance' ? 'not-transferred' : result
  return withdrawn(ctx, held)
}
