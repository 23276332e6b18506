/** RULES.md 4: the personal account follows, as virtual money that can be spent at once. */
import { dueOn } from '../../../../shared/calendar/index.ts'
import type { TaskDraft } from '../../../../shared/chain/chain.ts'
import { awaitPolicy } from '../../../../shared/chain/missing.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { type Fen, formatYuan, yuan } from '../../../../shared/money/index.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import type { ValueOf } from '../../../../shared/policy/index.ts'
import { moveBetween } from '../../../../shared/registers/between.ts'
import { type Change, type PersonFile, put } from '../../../../shared/registers/file.ts'
import { accountIn, noMoney, oneAfterAnother } from '../../../../shared/registers/ledger.ts'
import type { Account } from '../../../../shared/registers/rows.ts'
import { coverSpending } from '../../../../shared/registers/spending.ts'
import { askClerk } from '../../../acts/ask-clerk.ts'
import { outcomeOf, resultSoFar } from '../outcome.ts'
import { transferApproval } from '../parameters.ts'
import { wakeAtEnd } from '../rules/candidates.ts'
import { standingTasks } from '../standing-tasks.ts'
import { cameBack, end, go, movementOf, originIn, step, type TransferCtx } from '../state.ts'
import { approveRefund, approveTransferOut } from '../tasks.ts'
import { notices, texts } from '../texts.ts'
import { clerkWorkingDays } from './find-origin.ts'
import { waitForApproval } from './pay-out.ts'

/**
 * Where A's balance goes: spending reported later follows it, also to what moved to B before a refund (RULES.md 4.7).
 */
export function trailOf({ state, case: { case_id } }: TransferCtx, sent?: Admdvs): Pick<Account, 'moved'> {
  const period = state.fromPeriod
  const to = sent ?? (state.moved.length > 0 ? state.to : undefined)
  return { moved: { case_id, ...(to ? { to } : {}), ...(period ? { period } : {}) } }
}

/** Who looks first, as A's area had it on the day on which B's period began (RULES.md 4.2). */
const approvalIn = ({ state, look }: TransferCtx) => look.policy(transferApproval, originIn(state), state.enrolledOn)

/** Working days that A's clerks have to look at a sum before it leaves; undefined: nobody need look. */
function daysToLook(approval: ValueOf<typeof transferApproval>, amt: Fen): number | undefined {
  if (approval === 'always') return clerkWorkingDays
  if (approval === 'never' || amt <= yuan(approval.above)) return undefined
  return approval.days
}

/** Nothing to move, or to whom it goes, and who looks first (RULES.md 4.1, 4.2, 4.5, 5.1). */
export const settleAccount = step({
  label: '看个人账户怎么转',
  goes: ['awaitApproval', 'creditAccount', 'leaveInPlace', 'startRefund'],
  decide(ctx) {
    const { state, file, look } = ctx
    const from = originIn(state)
    const { balance } = accountIn(file, from)
    const tasks = standingTasks(ctx)
    if (balance === 0) {
      const before = resultSoFar(state)
      if (before) return end('done', outcomeOf(ctx, before), { tasks })
      const tell = [{ notice: notices['no-balance'], text: texts.noBalance() }]
      return end('done', outcomeOf(ctx, 'no-balance'), { tasks, tell })
    }
    if (cameBack(ctx)) return go('leaveInPlace')
    const round = { round: state.round + 1 }
    if (!look.setting(state.to).accepts_account_transfer) return go('startRefund', { state: round, tasks })
    const approval = approvalIn(ctx)
    if (!approval.found) {
      const missing = awaitPolicy(ctx, approval)
      return waitForApproval(ctx, { ...missing.wait, ...wakeAtEnd(ctx) }, [missing.task])
    }
    const days = daysToLook(approval.value, balance)
    if (days === undefined) return go('creditAccount', { state: round, tasks })
    const limit = dueIn(ctx, from, days)
    const say = texts.askedApproval(from, balance)
    return go('awaitApproval', { state: { ...round, limit }, due: limit, tasks, say })
  },
})

/** A's clerks say whether it leaves, unless what is left of it is a sum that they need not look at (RULES.md 4.2). */
export const awaitApproval = step({
  label: '等原参保地确认转出',
  goes: ['creditAccount', 'holdBalance', 'settleAccount'],
  decide(ctx) {
    const { state, file, today } = ctx
    const { balance } = accountIn(file, originIn(state))
    const task = ctx.task(approveTransferOut, String(state.round))
    if (task?.status === 'rejected') return go('holdBalance')
    if (balance === 0) return go('settleAccount')
    if (task?.status === 'approved') return go('creditAccount')
    const approval = approvalIn(ctx)
    if (approval.found && daysToLook(approval.value, balance) === undefined) return go('creditAccount')
    const limit = state.limit ?? dueOn(today)
    const clerk = { actor: 'clerk', what: approveTransferOut, until: limit.at, ...wakeAtEnd(ctx) } as const
    return waitForApproval(ctx, clerk, approvalTasks(ctx, approveTransferOut))
  },
})

/** The task of A's clerks, with the sum as it stands. */
export function approvalTasks(ctx: TransferCtx, kind: typeof approveTransferOut | typeof approveRefund): TaskDraft[] {
  const { state, file, today } = ctx
  const from = originIn(state)
  const due = state.limit ?? dueOn(today)
  const facts = { amt: formatYuan(accountIn(file, from).balance), from_admdvs: from, to_admdvs: state.to }
  return askClerk(kind, { area: from, key: String(state.round), due, facts })
}

/** All of it at once, virtual in B (RULES.md 4.3). */
export const creditAccount = step({
  label: '个人账户先行入账',
  goes: [],
  decide(ctx) {
    const { state, file, now } = ctx
    const from = originIn(state)
    const { case_id } = ctx.case
    const amt = accountIn(file, from).balance
    const sum = { round: state.round, amt, at: now }
    const { lots, ...money } = moveBetween(file, movementOf(ctx, sum), ['transfer-out', 'transfer-in'])
    const moved = [...state.moved, { ...sum, ...(lots.length > 0 ? { lots } : {}) }]
    const work = oneAfterAnother(file, [
      () => money,
      (laid) => ({ ...noMoney, change: trailTo(ctx, laid) }),
      (laid) => coverSpending(laid, `${case_id}.${state.round}`, now),
    ])
    return end('done', outcomeOf(ctx, 'transferred', { moved }), {
      state: { decided: true, moved },
      ...work,
      tasks: standingTasks(ctx),
      tell: [{ notice: notices.credited, text: texts.credited(state.to, amt) }],
      actor: ctx.task(approveTransferOut, String(state.round))?.status === 'approved' ? 'clerk' : 'system',
    })
  },
})

/** From now on spending in A follows the balance to B, and what once left B has come back to it. */
function trailTo(ctx: TransferCtx, file: PersonFile): Change[] {
  const { to } = ctx.state
  const { moved: _left, ...arrived } = accountIn(file, to)
  return [put('account', { ...accountIn(file, originIn(ctx.state)), ...trailOf(ctx, to) }), put('account', arrived)]
}

/** A's clerks have rejected (RULES.md 4.4). */
export const holdBalance = step({
  label: '余额留在原账户',
  goes: [],
  decide(ctx) {
    const { state } = ctx
    const task = ctx.task(approveTransferOut, String(state.round)) ?? ctx.task(approveRefund, String(state.round))
    return end('done', outcomeOf(ctx, resultSoFar(state) ?? 'balance-held'), {
      state: { decided: true },
      tasks: standingTasks(ctx),
      tell: [{ notice: notices.held, text: texts.held(originIn(state), task?.decision?.reason) }],
      actor: 'clerk',
    })
  },
})

/** The person is insured in A again before a late credit was decided on: it stays there (RULES.md 4.6). */
export const leaveInPlace = step({
  label: '又回原地参保，余额留在原账户',
  goes: [],
  decide(ctx) {
    const { state } = ctx
    return end('done', outcomeOf(ctx, resultSoFar(state) ?? 'balance-held'), {
      tasks: standingTasks(ctx),
      say: texts.leftInPlace(originIn(state)),
    })
  },
})
