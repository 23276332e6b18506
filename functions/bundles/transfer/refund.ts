/** Step 3 where B takes no accounts: the balance is refunded (清退), and goes out once, whatever the bank returns. */
import { dayOf, type Instant } from '../../../shared/calendar/index.ts'
import { dueInWorkingDays, dueOn } from '../../../shared/chain/due.ts'
import { fen, formatYuan } from '../../../shared/money/index.ts'
import { givenBank } from '../../../shared/registers/apply/person.ts'
import { put } from '../../../shared/registers/file.ts'
import { refOf } from '../../../shared/registers/ids.ts'
import { accountIn, type Movement, outside, personAccount, take } from '../../../shared/registers/ledger.ts'
import { approvalTasks, olderRelationTasks } from './account.ts'
import { wakeAtEnd } from './candidates.ts'
import { clerkWorkingDays } from './find-origin.ts'
import { outcomeOf } from './outcome.ts'
import { end, go, originIn, step, type TransferCtx, wait } from './state.ts'
import { texts } from './texts.ts'

const purpose = '医保个人账户余额清退'

export const startRefund = step({
  label: '余额退给本人',
  goes: ['awaitBankAccount', 'askForRefund'],
  decide(ctx) {
    const { state, file, today } = ctx
    if (file.person?.private.bank_acct) return go('askForRefund')
    const limit = dueInWorkingDays(today, clerkWorkingDays)
    const text = texts.needsAccount(state.to, accountIn(file, originIn(state)).balance)
    return go('awaitBankAccount', { state: { limit }, tell: [{ template: 'transfer.needs-account', text }] })
  },
})

export const awaitBankAccount = step({
  label: '请本人填写银行账户',
  goes: ['askForRefund', 'settleAccount'],
  decide(ctx) {
    const { state, file, now, today, action } = ctx
    if (action?.action === 'provide-bank-account' && file.person) {
      return go('askForRefund', {
        change: [put('person', givenBank(file.person, action.account, now))],
        actor: 'citizen',
      })
    }
    if (file.person?.private.bank_acct) return go('askForRefund')
    if (accountIn(file, originIn(state)).balance === 0) return go('settleAccount')
    const until = (state.limit ?? dueOn(today)).at
    return wait(
      { actor: 'citizen', what: 'provide-bank-account', until, actions: ['provide-bank-account'], ...wakeAtEnd(ctx) },
      { tasks: olderRelationTasks(ctx) },
    )
  },
})

export const askForRefund = step({
  label: '请原参保地确认退款',
  goes: ['awaitRefundApproval'],
  decide({ state, file, today }) {
    const limit = dueInWorkingDays(today, clerkWorkingDays)
    const from = originIn(state)
    const tell = [
      { template: 'transfer.refund-approval', text: texts.askedRefund(from, accountIn(file, from).balance) },
    ]
    return go('awaitRefundApproval', { state: { limit }, due: limit, tell })
  },
})

export const awaitRefundApproval = step({
  label: '等原参保地确认退款',
  goes: ['refundBalance', 'holdBalance', 'settleAccount'],
  decide(ctx) {
    const { state, file, today } = ctx
    const task = ctx.task('approve-refund', String(state.round))
    if (task?.status === 'rejected') return go('holdBalance')
    if (accountIn(file, originIn(state)).balance === 0) return go('settleAccount')
    if (task?.status === 'approved') return go('refundBalance')
    const until = (state.limit ?? dueOn(today)).at
    return wait(
      { actor: 'clerk', what: 'approve-refund', until, ...wakeAtEnd(ctx) },
      { tasks: [...approvalTasks(ctx, 'approve-refund'), ...olderRelationTasks(ctx)] },
    )
  },
})

export const refundBalance = step({
  label: '余额出账',
  goes: ['orderPayment'],
  decide({ state, file, case: { case_id } }) {
    const from = originIn(state)
    const account = accountIn(file, from)
    const amt = account.balance
    const move: Movement = {
      id: `refund.${case_id}.${state.round}`,
      mode: 'posted',
      debit: personAccount(file.pid, from),
      credit: `payable:${case_id}`,
      amt,
      kind: 'refund',
      memo: purpose,
      case_id,
    }
    return go('orderPayment', {
      state: { decided: true, toRefund: amt },
      change: [put('account', { ...take(account, amt), moved: { case_id } })],
      move: [move],
      actor: 'clerk',
    })
  },
})

export const orderPayment = step({
  label: '通知银行付款',
  goes: ['awaitPayment'],
  decide(ctx) {
    const { state, file, now, today } = ctx
    const { case_id } = ctx.case
    const person = file.person
    const account = person?.private.bank_acct
    if (!person || !account) throw new Error('transfer: refund without a bank account')
    const amt = state.toRefund ?? fen(0)
    const tries = (state.payment?.tries ?? 0) + 1
    const pay_no = refOf('PY', file.pid, `${case_id}.${state.round}.${tries}`)
    const payer_admdvs = originIn(state)
    const payment = { pay_no, case_id, payer_admdvs, payee_kind: 'person' as const, amt, purpose, ordered_at: now }
    const { bank_code, acct_no, acct_name } = account
    const payee = { kind: 'person', name: acct_name, bank_code, acct_no } as const
    const bankTime = person.bank_time
    return go('awaitPayment', {
      state: {
        payment: { pay_no, amt, tries, ...(bankTime ? { bankTime } : {}) },
        limit: dueInWorkingDays(today, clerkWorkingDays),
      },
      change: [put('payment', payment)],
      send: [
        { type: 'payment.ordered', data: { pay_no, payer_admdvs, payee, amt: formatYuan(amt), purpose, case_id } },
      ],
      tell: [{ template: 'transfer.refund-ordered', text: texts.refundOrdered(amt) }],
    })
  },
})

export const awaitPayment = step({
  label: '等银行付款',
  goes: ['awaitOtherAccount', 'settleAccount'],
  decide(ctx) {
    const { state, file, today } = ctx
    const { pay_no, amt } = state.payment ?? { pay_no: '', amt: fen(0) }
    const report = file.one('payment', pay_no)?.report
    if (report?.status === 'returned') {
      const limit = dueInWorkingDays(dayOf(report.at), clerkWorkingDays)
      return go('awaitOtherAccount', {
        state: { limit },
        tell: [{ template: 'transfer.returned', text: texts.returned() }],
        actor: 'partner',
      })
    }
    if (report?.status === 'settled') return settled(ctx, amt, report.bank_time ?? report.at)
    return wait(
      { actor: 'partner', what: 'payment.settled', until: (state.limit ?? dueOn(today)).at },
      { tasks: olderRelationTasks(ctx) },
    )
  },
})

function settled(ctx: TransferCtx, amt: ReturnType<typeof fen>, _at: Instant) {
  const { state, file } = ctx
  const { case_id } = ctx.case
  const refunded = fen((state.refunded ?? 0) + amt)
  const move: Movement = {
    id: `paid.${case_id}.${state.round}`,
    mode: 'posted',
    debit: `payable:${case_id}`,
    credit: outside(originIn(state)),
    amt,
    kind: 'refund',
    memo: purpose,
    case_id,
  }
  const effects = {
    move: [move],
    tell: [{ template: 'transfer.refunded', text: texts.refunded(amt) }],
    actor: 'partner' as const,
  }
  const more = accountIn(file, originIn(state)).balance > 0
  const change = { refunded }
  if (more) return go('settleAccount', { ...effects, state: change, forget: ['payment', 'toRefund'] })
  return end('done', outcomeOf(ctx, 'refunded', change), { ...effects, state: change, forget: ['payment', 'toRefund'] })
}

export const awaitOtherAccount = step({
  label: '银行退票，请换银行账户',
  goes: ['orderPayment', 'awaitPayment'],
  decide(ctx) {
    const { state, file, now, today, action } = ctx
    if (action?.action === 'provide-bank-account' && file.person) {
      return go('orderPayment', {
        change: [put('person', givenBank(file.person, action.account, now))],
        actor: 'citizen',
      })
    }
    // A report that the money arrived after all, later than the return, or a new account from a register.
    if (file.one('payment', state.payment?.pay_no ?? '')?.report?.status === 'settled') return go('awaitPayment')
    if (file.person?.bank_time !== state.payment?.bankTime) return go('orderPayment')
    const until = (state.limit ?? dueOn(today)).at
    return wait(
      { actor: 'citizen', what: 'provide-bank-account', until, actions: ['provide-bank-account'] },
      { tasks: olderRelationTasks(ctx) },
    )
  },
})
