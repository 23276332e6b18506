/** Step 3 of rules/transfer.md: the personal account follows, as virtual money that can be spent at once. */
import type { TaskDraft } from '../../../shared/chain/chain.ts'
import { calendarTasks, dueInWorkingDays, dueOn } from '../../../shared/chain/due.ts'
import { fen, formatYuan } from '../../../shared/money/index.ts'
import { type PersonFile, put } from '../../../shared/registers/file.ts'
import type { Ref } from '../../../shared/registers/ids.ts'
import { accountIn, moveBetween } from '../../../shared/registers/ledger.ts'
import type { Account } from '../../../shared/registers/rows.ts'
import { wakeAtEnd } from './candidates.ts'
import { clerkWorkingDays, earlierOf } from './find-origin.ts'
import { movedSum, outcomeOf } from './outcome.ts'
import { end, go, movementOf, originIn, step, type TransferCtx, wait } from './state.ts'
import { texts } from './texts.ts'

/** Remembers where an account's balance went, so that spending reported later follows it. */
export function withTrail(file: PersonFile, area: Account['insu_admdvs'], case_id: Ref, to?: Account['insu_admdvs']) {
  return put('account', { ...accountIn(file, area), moved: to ? { case_id, to } : { case_id } })
}

/** Older paused relations that are not A stay as they are; one with a balance is told to B's clerks. */
export function olderRelationTasks(ctx: TransferCtx): TaskDraft[] {
  const { state, file, today } = ctx
  return earlierOf(ctx)
    .filter((e) => e.to !== undefined && e.admdvs !== state.from && accountIn(file, e.admdvs).balance > 0)
    .filter((e) => ctx.task('older-relation', e.admdvs)?.decision === undefined)
    .map((e) => ({
      kind: 'older-relation',
      key: e.admdvs,
      owner: { role: 'clerk', area: state.to },
      admdvs: state.to,
      due: dueInWorkingDays(today, clerkWorkingDays),
      facts: { insu_admdvs: e.admdvs, paus_insu_date: e.to, balance: formatYuan(accountIn(file, e.admdvs).balance) },
      standing: true,
    }))
}

export const settleAccount = step({
  label: '看个人账户怎么转',
  goes: ['awaitApproval', 'startRefund'],
  decide(ctx) {
    const { state, file, look, today } = ctx
    const { balance } = accountIn(file, originIn(state))
    const tasks = olderRelationTasks(ctx)
    if (balance === 0) {
      if (movedSum(state) > 0)
        return end('done', outcomeOf(ctx, state.refunded ? 'refunded' : 'transferred'), { tasks })
      const tell = [{ template: 'transfer.no-balance', text: texts.noBalance() }]
      return end('done', outcomeOf(ctx, 'no-balance'), { tasks, tell })
    }
    const round = { round: state.round + 1 }
    if (!look.setting(state.to).accepts_account_transfer) return go('startRefund', { state: round, tasks })
    const limit = dueInWorkingDays(today, clerkWorkingDays)
    const say = texts.askedApproval(originIn(state), balance)
    return go('awaitApproval', { state: { ...round, limit }, due: limit, tasks, say })
  },
})

export const awaitApproval = step({
  label: '等原参保地确认转出',
  goes: ['creditAccount', 'holdBalance', 'settleAccount'],
  decide(ctx) {
    const { state, file, today } = ctx
    const from = originIn(state)
    const { balance } = accountIn(file, from)
    const task = ctx.task('approve-transfer-out', String(state.round))
    if (task?.status === 'rejected') return go('holdBalance')
    if (balance === 0) return go('settleAccount')
    if (task?.status === 'approved') return go('creditAccount')
    const limit = state.limit ?? dueOn(today)
    return wait(
      { actor: 'clerk', what: 'approve-transfer-out', until: limit.at, ...wakeAtEnd(ctx) },
      { tasks: [...approvalTasks(ctx, 'approve-transfer-out'), ...olderRelationTasks(ctx)] },
    )
  },
})

/** The task of A's clerks, with the sum as it stands. */
export function approvalTasks(ctx: TransferCtx, kind: 'approve-transfer-out' | 'approve-refund'): TaskDraft[] {
  const { state, file, today } = ctx
  const from = originIn(state)
  const due = state.limit ?? dueOn(today)
  const facts = { amt: formatYuan(accountIn(file, from).balance), from_admdvs: from, to_admdvs: state.to }
  return [
    { kind, key: String(state.round), owner: { role: 'clerk', area: from }, admdvs: from, due, facts },
    ...calendarTasks(due, from),
  ]
}

export const creditAccount = step({
  label: '个人账户先行入账',
  goes: [],
  decide(ctx) {
    const { state, file, now } = ctx
    const from = originIn(state)
    const { case_id } = ctx.case
    const amt = accountIn(file, from).balance
    const sum = { round: state.round, amt, at: now }
    const money = moveBetween(file, movementOf(ctx, sum), ['transfer-out', 'transfer-in'])
    const moved = [...state.moved, sum]
    const change = [...money.change, withTrail(file.with(money.change), from, case_id, state.to)]
    return end('done', outcomeOf(ctx, 'transferred', { moved }), {
      state: { decided: true, moved },
      change,
      move: money.move,
      claims: money.claims,
      tell: [{ template: 'transfer.credited', text: texts.credited(state.to, amt) }],
      actor: 'clerk',
    })
  },
})

export const holdBalance = step({
  label: '余额留在原账户',
  goes: [],
  decide(ctx) {
    const { state } = ctx
    const task =
      ctx.task('approve-transfer-out', String(state.round)) ?? ctx.task('approve-refund', String(state.round))
    const result = movedSum(state) > fen(0) ? (state.refunded ? 'refunded' : 'transferred') : 'balance-held'
    return end('done', outcomeOf(ctx, result), {
      state: { decided: true },
      tell: [{ template: 'transfer.held', text: texts.held(originIn(state), task?.decision?.reason) }],
      actor: 'clerk',
    })
  },
})
