/** What overrides a wait, and what may still come after the end (RULES.md 2.4, 4.5, 6). */
import type { Decision, TaskDone, TaskDraft } from '../../../shared/chain/chain.ts'
import { formatYuan } from '../../../shared/money/index.ts'
import { isUntouched, moveBack, undoTransfer } from '../../../shared/registers/between.ts'
import { put } from '../../../shared/registers/file.ts'
import { accountIn, type MoneyEffects } from '../../../shared/registers/ledger.ts'
import { hasLaterPeriod } from '../../../shared/registers/relation.ts'
import { saysAlready } from '../../acts/ask-clerk.ts'
import { paidTwiceNews } from '../../acts/payment/paid-twice.ts'
import { monthsFollowing, movedSum, outcomeOf } from './outcome.ts'
import { isRevoked, originAmong, targetOf } from './rules/candidates.ts'
import { byHandTask, dealtWithByHand, noStandingTasks, standingTasks } from './standing.ts'
import {
  again,
  cameBack,
  claimOfRound,
  end,
  go,
  originIn,
  stay,
  step,
  still,
  type TransferCtx,
  type TransferState,
} from './state.ts'
import { takeBackEnd } from './steps/continue-relation.ts'
import { earlierOf } from './steps/find-origin.ts'
import { besideApproval, refundDebts, refundsAreOpen } from './steps/pay-out.ts'
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
export function watch(ctx: TransferCtx): Answer | undefined {
  const { state, file, today } = ctx
  const twice = paidTwiceNews(ctx, refundDebts(ctx))
  if (twice) return again(ctx, twice)
  if (state.decided) return watchDecided(ctx)
  if (!targetOf(file, state.to, state.enrolledOn, today)) return go('withdraw')
  // A place that a clerk chose is no longer asked after, but what is there stays with who is insured there again.
  if (state.chosen && approvals.includes(ctx.case.step) && cameBack(ctx)) return go('leaveInPlace')
  return originMoved(ctx) ? go('changeOrigin') : undefined
}

/** Steps at which a later round waits, while those before it may come back. */
const approvals: readonly string[] = ['awaitApproval', 'awaitBankAccount', 'awaitRefundApproval']

/** A late credit goes on unless B was revoked or the person is insured in A again; a payment under way in any case. */
function watchDecided(ctx: TransferCtx): Answer | undefined {
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

export const changeOrigin = step({
  label: '改从更晚的参保地转出',
  goes: ['findOrigin'],
  decide(ctx) {
    const origin = originAmong(earlierOf(ctx))
    const say =
      'found' in origin && origin.found.admdvs !== ctx.state.from ? texts.originChanged(origin.found.admdvs) : ''
    return go('findOrigin', {
      ...takeBackEnd(ctx),
      // What was told as an older relation may be A now.
      tasks: noStandingTasks(ctx),
      forget: ['from', 'fromPeriod', 'pausedOn', 'continuity', 'limit'],
      ...(say ? { tell: [{ notice: notices['origin-changed'], text: say }] } : {}),
    })
  },
})

/** No money moved: A's relation and account are as they were before. */
function withdrawn(ctx: TransferCtx, result: Parameters<typeof outcomeOf>[1]): Decision<TransferState, never> {
  return end('withdrawn', outcomeOf(ctx, result), {
    ...takeBackEnd(ctx),
    tasks: noStandingTasks(ctx),
    tell: [{ notice: notices.withdrawn, text: texts.withdrawn(ctx.state.to) }],
    actor: 'partner',
  })
}

/** B fell away before anything was decided (RULES.md 6.1). */
export const withdraw = step({
  label: '撤回转移',
  goes: [],
  decide: (ctx) => withdrawn(ctx, 'not-transferred'),
})

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
    return go('changeOrigin')
  const late = state.from !== undefined && accountIn(file, state.from).balance > 0 && !cameBack(ctx)
  if (late && (result === 'no-balance' || result === 'transferred' || result === 'refunded') && !rejected(ctx)) {
    const tell = [{ notice: notices['late-credit'], text: texts.lateCredit(accountIn(file, originIn(state)).balance) }]
    return go('settleAccount', { tell, tasks, change })
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
  return go('findOrigin', { forget: ['from', 'fromPeriod', 'pausedOn', 'continuity', 'limit'] })
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

/** What is whole comes back; what is not, clerks of both areas deal with (RULES.md 6.2, 6.3). */
export const reverse = step({
  label: '登记撤销，退回原账户',
  goes: [],
  decide(ctx) {
    const { state, file } = ctx
    const from = originIn(state)
    const undone = state.refunded || state.toRefund ? undefined : undoAll(ctx)
    if (!undone) {
      const tell = [{ notice: notices['by-hand'], text: texts.byHand() }]
      return end('done', ctx.case.outcome ?? outcomeOf(ctx, 'transferred'), {
        state: { byHand: true },
        tasks: [
          ...standingTasks(ctx),
          ...[from, state.to].map((area) => byHandTask(ctx, area, area, { amt: formatYuan(movedSum(state)) })),
        ],
        tell,
        actor: 'partner',
      })
    }
    const laid = file.with(undone.change)
    const { moved: _moved, ...account } = accountIn(laid, from)
    const before = takeBackEnd(ctx)
    return end('withdrawn', outcomeOf(ctx, 'reversed'), {
      change: [...undone.change, put('account', account), ...before.change],
      move: undone.move,
      claims: undone.claims,
      send: before.send,
      tasks: noStandingTasks(ctx),
      tell: [{ notice: notices.reversed, text: texts.reversed(from, movedSum(state)) }],
      actor: 'partner',
    })
  },
})

/**
 * Undoes every sum that moved, the last one first; or nothing if one of them is no longer whole or has left B
 * (RULES.md 6.5, 6.6).
 */
function undoAll(ctx: TransferCtx): MoneyEffects | undefined {
  const { state, look, now } = ctx
  const memo = '参保登记撤销，退回原账户'
  const hasLeftB = accountIn(ctx.file, state.to).moved?.period === state.enrolledOn
  if (hasLeftB || hasLaterPeriod(ctx.file, state.to, state.enrolledOn)) return undefined
  const all: MoneyEffects = { change: [], move: [], claims: [] }
  let laid = ctx.file
  for (const sum of [...state.moved].reverse()) {
    const claim = claimOfRound(ctx, sum)
    const stands = look.claim(claim)
    if (!isUntouched(laid, claim, stands)) return undefined
    const part = stands === 'open' ? undoTransfer(laid, claim, sum.lots ?? [], memo) : moveBack(laid, claim, now, memo)
    laid = laid.with(part.change)
    all.change.push(...part.change)
    all.move.push(...part.move)
    all.claims.push(...part.claims)
  }
  return all
}
