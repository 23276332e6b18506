/** Step 4 of rules/newborn.md §Maternity allowance: the payment, and what the bank makes of it. */
import { compareInstants, dayOf, type Instant, yearOf } from '../../../shared/calendar/index.ts'
import type { TaskDraft } from '../../../shared/chain/chain.ts'
import { calendarTasks, dueInWorkingDays, dueOn } from '../../../shared/chain/due.ts'
import { formatYuan } from '../../../shared/money/index.ts'
import { put } from '../../../shared/registers/file.ts'
import { refOf } from '../../../shared/registers/ids.ts'
import type { BankAccount, Payment } from '../../../shared/registers/rows.ts'
import { caseDueTasks, outcomeOf, tellMother } from './outcome.ts'
import { baseYear, declared, employerOf, parameters, reckon, sumParameters } from './reckon.ts'
import { type AllowanceCtx, deliveryOf, end, go, type Ordered, step, wait } from './state.ts'
import { texts } from './texts.ts'

const purpose = 'maternity-allowance'
/** Working days a returned payment rests after a clerk did not order it again, and the clerk's time for a task. */
export const restingDays = 10
/** Working days within which the bank's answer is looked for. */
const bankDays = 5

/** To the employer or the person, by parameter of the day of discharge. */
export const orderPayment = step({
  label: '通知银行付款',
  goes: ['awaitPayment'],
  decide(ctx) {
    const found = parameters(ctx, sumParameters)
    if ('missing' in found) return found.missing
    const { days, payee, base, amt } = reckon(ctx, found.values)
    if (base === undefined || amt === undefined) throw new Error('allowance: a payment without a sum')
    return order(ctx, { days, payee, base, amt }, payeeOf(ctx, payee))
  },
})

/** Who is paid, with the bank account on record. */
interface Payee {
  name: string
  account?: BankAccount
}

/** The employer as it declared itself, latest first; the mother as she is registered. */
function payeeOf(ctx: AllowanceCtx, kind: Ordered['payee']): Payee {
  const { person } = ctx.file
  if (!person) throw new Error('allowance: no mother')
  if (kind === 'person') return withAccount(person.private.psn_name, person.private.bank_acct)
  const said = [yearOf(deliveryOf(ctx).dscg_date), baseYear(ctx)].flatMap((year) => declared(ctx, year) ?? [])
  const name = said[0]?.emp_name ?? employerOf(ctx) ?? ''
  return withAccount(name, said.find(({ bank_acct }) => bank_acct)?.bank_acct)
}

const withAccount = (name: string, account: BankAccount | undefined): Payee => (account ? { name, account } : { name })

function order(ctx: AllowanceCtx, sum: Omit<Ordered, 'pay_no' | 'tries'>, payee: Payee) {
  const { state, file, now, today, case: row } = ctx
  const { case_id } = row
  const tries = (state.payment?.tries ?? 0) + 1
  const pay_no = refOf('PY', file.pid, `${case_id}.${tries}`)
  const { insu_admdvs: payer_admdvs } = deliveryOf(ctx)
  const { amt, payee: kind, days } = sum
  const payment: Payment = { pay_no, case_id, payer_admdvs, payee_kind: kind, amt, purpose, ordered_at: now }
  const { account } = payee
  const to = { kind, name: payee.name, ...(account ? { bank_code: account.bank_code, acct_no: account.acct_no } : {}) }
  return go('awaitPayment', {
    state: { payment: { ...sum, pay_no, tries }, limit: dueInWorkingDays(today, bankDays) },
    change: [put('payment', payment)],
    send: [
      { type: 'payment.ordered', data: { pay_no, payer_admdvs, payee: to, amt: formatYuan(amt), purpose, case_id } },
    ],
    say: texts.ordered(amt, days),
  })
}

/** The payment ordered last. Throws before one was: a bug of the chain. */
function orderedIn({ state }: AllowanceCtx): Ordered {
  if (!state.payment) throw new Error('allowance: nothing ordered')
  return state.payment
}

/** What the bank said last of it. */
const reported = (ctx: AllowanceCtx) => ctx.file.one('payment', orderedIn(ctx).pay_no)?.report

/** Settled: done, and the mother is told sum, days and payee. */
export const awaitPayment = step({
  label: '等银行付款',
  goes: ['awaitReturned'],
  decide(ctx) {
    const { amt, days, payee } = orderedIn(ctx)
    const report = reported(ctx)
    if (report?.status === 'settled') {
      const told = tellMother(ctx, 'allowance.paid', texts.paid(amt, days, payee))
      return end('done', outcomeOf(ctx, 'paid'), { ...told, actor: 'partner' })
    }
    if (report?.status === 'returned') {
      const limit = dueInWorkingDays(dayOf(report.at), restingDays)
      return go('awaitReturned', {
        state: { returns: ctx.state.returns + 1, limit },
        say: texts.returned(),
        actor: 'partner',
      })
    }
    const limit = ctx.state.limit ?? dueOn(ctx.today)
    return wait({ actor: 'partner', what: 'payment.settled', until: limit.at }, { tasks: caseDueTasks(ctx) })
  },
})

/** Returned: a clerk gives another account, and it is ordered again with a new number. */
export const awaitReturned = step({
  label: '银行退票，请工作人员处理',
  goes: ['awaitPayment', 'restReturned'],
  decide(ctx) {
    const { state, today } = ctx
    // A later word from the bank that it was paid after all.
    if (reported(ctx)?.status !== 'returned') return go('awaitPayment')
    const task = ctx.task('payment-returned', String(state.returns))
    if (task?.status === 'rejected') {
      const from = dayOf(task.decision?.at ?? ctx.now)
      return go('restReturned', {
        state: { limit: dueInWorkingDays(from, restingDays) },
        say: texts.returnedLater(),
        actor: 'clerk',
      })
    }
    if (task?.status === 'approved') return orderAgain(ctx, task.private?.bank_acct)
    const limit = state.limit ?? dueOn(today)
    return wait({ actor: 'clerk', what: 'payment-returned', until: limit.at }, { tasks: returnedTasks(ctx) })
  },
})

/** Ordered again with a new number, to the account the clerk gave; the sum stays. */
function orderAgain(ctx: AllowanceCtx, given: unknown) {
  const { pay_no: _pay_no, tries: _tries, ...sum } = orderedIn(ctx)
  const known = payeeOf(ctx, sum.payee)
  const account = given as BankAccount | undefined
  return order(ctx, sum, account ? { name: account.acct_name ?? known.name, account } : known)
}

/** Refused by the clerk: the task opens again after 10 working days. */
export const restReturned = step({
  label: '10个工作日后再处理退票',
  goes: ['awaitReturned', 'awaitPayment'],
  decide(ctx) {
    const { state, now, today } = ctx
    if (reported(ctx)?.status !== 'returned') return go('awaitPayment')
    const until: Instant = (state.limit ?? dueOn(today)).at
    if (compareInstants(now, until) < 0) return wait({ actor: 'clerk', what: 'payment-returned', until })
    const limit = dueInWorkingDays(today, restingDays)
    return go('awaitReturned', { state: { returns: state.returns + 1, limit } })
  },
})

function returnedTasks(ctx: AllowanceCtx): TaskDraft[] {
  const { state, today } = ctx
  const { pay_no, amt, payee } = orderedIn(ctx)
  const { insu_admdvs: admdvs } = deliveryOf(ctx)
  const due = state.limit ?? dueOn(today)
  const facts = { pay_no, amt: formatYuan(amt), payee, reason: reported(ctx)?.reason }
  return [
    {
      kind: 'payment-returned',
      key: String(state.returns),
      owner: { role: 'clerk', area: admdvs },
      admdvs,
      due,
      facts,
    },
    ...calendarTasks(due, admdvs),
  ]
}
