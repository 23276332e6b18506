/**
 * RULES.md 5: B takes no accounts, and the balance is refunded (清退) once there is an account and A's clerk approves.
 */
import { dueOn } from '../../../../shared/calendar/index.ts'
import type { TaskDraft } from '../../../../shared/chain/chain.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import { put } from '../../../../shared/registers/file.ts'
import { accountIn, type Movement, payable, personAccount, take } from '../../../../shared/registers/ledger.ts'
import { accountGiven } from '../../../acts/payment/order.ts'
import { accountTasks, planOf } from '../../../acts/payment/plan.ts'
import { provideBankAccount } from '../../../acts/payment/tasks.ts'
import { wakeAtEnd } from '../rules/candidates.ts'
import { go, originIn, step, type TransferCtx } from '../state.ts'
import { approveRefund } from '../tasks.ts'
import { notices, texts } from '../texts.ts'
import { approvalTasks, trailOf } from './account.ts'
import { clerkWorkingDays } from './find-origin.ts'
import { refundDebt, refundPurpose, waitForApproval } from './pay-out.ts'

/**
 * An account is on record, or there is nobody to ask for one: a clerk finds it while another approves (RULES.md 5.1,
 * 5.5).
 */
const needsNoAnswer = ({ file: { person } }: TransferCtx) =>
  person?.private.bank_acct !== undefined || person?.death !== undefined

export const startRefund = step({
  label: '余额退给本人',
  goes: ['awaitBankAccount', 'askForRefund'],
  decide(ctx) {
    const { state, file } = ctx
    if (needsNoAnswer(ctx)) return go('askForRefund')
    const limit = dueIn(ctx, originIn(state), clerkWorkingDays)
    const text = texts.needsAccount(state.to, accountIn(file, originIn(state)).balance)
    return go('awaitBankAccount', { state: { limit }, tell: [{ notice: notices['needs-account'], text }] })
  },
})

export const awaitBankAccount = step({
  label: '请本人填写银行账户',
  goes: ['askForRefund', 'settleAccount'],
  decide(ctx) {
    const { state, file, today } = ctx
    const change = accountGiven(ctx)
    if (change) return go('askForRefund', { change, actor: 'citizen' })
    if (needsNoAnswer(ctx)) return go('askForRefund')
    if (accountIn(file, originIn(state)).balance === 0) return go('settleAccount')
    const until = (state.limit ?? dueOn(today)).at
    const actions = [provideBankAccount]
    const account = { actor: 'citizen', what: provideBankAccount, until, actions, ...wakeAtEnd(ctx) } as const
    return waitForApproval(ctx, account, [])
  },
})

export const askForRefund = step({
  label: '请原参保地确认退款',
  goes: ['awaitRefundApproval'],
  decide(ctx) {
    const { state, file } = ctx
    const from = originIn(state)
    const limit = dueIn(ctx, from, clerkWorkingDays)
    const tell = [{ notice: notices['refund-approval'], text: texts.askedRefund(from, accountIn(file, from).balance) }]
    return go('awaitRefundApproval', { state: { limit }, due: limit, tell })
  },
})

export const awaitRefundApproval = step({
  label: '等原参保地确认退款',
  goes: ['refundBalance', 'holdBalance', 'settleAccount'],
  decide(ctx) {
    const { state, file, today } = ctx
    const task = ctx.task(approveRefund, String(state.round))
    if (task?.status === 'rejected') return go('holdBalance')
    if (accountIn(file, originIn(state)).balance === 0) return go('settleAccount')
    if (task?.status === 'approved') return go('refundBalance')
    const until = (state.limit ?? dueOn(today)).at
    const approval = { actor: 'clerk', what: approveRefund, until, ...wakeAtEnd(ctx) } as const
    return waitForApproval(ctx, approval, [...approvalTasks(ctx, approveRefund), ...heirsTasks(ctx)])
  },
})

/**
 * Of somebody who died without an account on record: a clerk looks for the heirs' at once, not only after the approval
 * (RULES.md 5.3).
 */
function heirsTasks(ctx: TransferCtx): TaskDraft[] {
  const { state, file } = ctx
  if (!file.person?.death) return []
  return accountTasks(ctx, planOf(ctx, [refundDebt(ctx, state.round, accountIn(file, originIn(state)).balance)]))
}

export const refundBalance = step({
  label: '余额出账',
  goes: ['awaitPayment'],
  decide(ctx) {
    const { state, file } = ctx
    const { case_id } = ctx.case
    const from = originIn(state)
    const account = accountIn(file, from)
    const amt = account.balance
    const move: Movement = {
      id: `refund.${case_id}.${state.round}`,
      mode: 'posted',
      debit: personAccount(file.pid, from),
      credit: payable(case_id),
      amt,
      kind: 'refund',
      memo: refundPurpose,
      case_id,
    }
    return go('awaitPayment', {
      state: { decided: true, toRefund: amt },
      change: [put('account', { ...take(account, amt), ...trailOf(ctx) })],
      move: [move],
      actor: 'clerk',
    })
  },
})
