/** Step 4 of rules/retirement.md, second part: contributions collected too late and sums paid for nothing are paid back. */
import type { Day, Instant, Month } from '../../../shared/calendar/index.ts'
import type { Effects, Send, TaskDraft, Wait } from '../../../shared/chain/chain.ts'
import { calendarTasks } from '../../../shared/chain/due.ts'
import { type Fen, formatYuan, sumFen } from '../../../shared/money/index.ts'
import { type Change, put } from '../../../shared/registers/file.ts'
import { refOf } from '../../../shared/registers/ids.ts'
import { outcomeOf, statusOf } from './outcome.ts'
import { type ForClerk, type Order, type Plan, planOf, reopening } from './pay-back-plan.ts'
import { end, go, type Owed, type PaidBack, type RetirementCtx, type RetirementState, step, wait } from './state.ts'
import { inform, rolling } from './telling.ts'
import { texts } from './texts.ts'

/** Payments ordered at a time: those of many years are more than one commit holds. */
const mostOrders = 36
/** Tasks open at a time: the next come as these are decided. */
const mostTasks = 30

/** Days after which an account that is waited for is looked for again. */
const lookAgainDays = 30

/** Orders what can be paid, waits for accounts that are missing, and ends the case. */
export const payBack = step({
  label: '退还多收的钱',
  goes: ['payBack', 'findPlace', 'assessResident'],
  decide(ctx) {
    const { ending } = ctx.state
    const plan = planOf(ctx)
    if (plan.orders.length > 0) return go('payBack', orderAll(ctx, plan.orders.slice(0, mostOrders)))
    const question = questionTo(ctx, plan)
    if (question) return go('payBack', question)
    // Who became a resident has left the place that would be looked for.
    if (!ending) return go(ctx.state.resident ? 'assessResident' : 'findPlace')
    if (plan.forPerson.length + plan.forClerk.length > 0) return awaitAccount(ctx, plan)
    return end(statusOf[ending.result], outcomeOf(ctx.state, ending))
  },
})

/** Whether something owed to the person waits for a bank account. */
export function hasNowhereToPay(ctx: RetirementCtx): boolean {
  return planOf(ctx).forPerson.length > 0
}

/** Orders these payments, each once. */
function orderAll(ctx: RetirementCtx, orders: readonly Order[]): Effects<RetirementState> {
  const made = orders.map((order) => make(ctx, order))
  return {
    state: {
      paidBack: { ...ctx.state.paidBack, ...Object.fromEntries(made.map((m) => [m.paidBack.key, m.paidBack])) },
    },
    change: made.map((m) => m.change),
    send: made.map((m) => m.send),
    ...wordsFor(
      ctx,
      orders.map((order) => order.owed),
    ),
  }
}

function make(ctx: RetirementCtx, order: Order): { paidBack: PaidBack; change: Change; send: Send } {
  const { owed, tries, name, account, bankTime } = order
  const { case_id } = ctx.case
  const pay_no = refOf('PY', ctx.file.pid, `${case_id}.${owed.key}.${tries}`)
  const { payee, area: payer_admdvs, amt, purpose } = owed
  const where = account ? { bank_code: account.bank_code, acct_no: account.acct_no } : {}
  const row = { pay_no, case_id, payer_admdvs, payee_kind: payee, amt, purpose, ordered_at: ctx.now }
  const to = { kind: payee, name, ...where }
  return {
    paidBack: { ...owed, tries, payNo: pay_no, ...(bankTime ? { bankTime } : {}) },
    change: put('payment', row),
    send: {
      type: 'payment.ordered',
      data: { pay_no, payer_admdvs, payee: to, amt: formatYuan(amt), purpose, case_id },
    },
  }
}

/** What the person hears of it: own money as a message, the employer's as a line of the timeline. */
function wordsFor(ctx: RetirementCtx, owed: readonly Owed[]): Effects<RetirementState> {
  const sum = (some: readonly Owed[]): Fen => sumFen(some.map((o) => o.amt))
  const months = (some: readonly Owed[]): Month[] =>
    [...new Set(some.flatMap((o) => (o.month ? [o.month] : [])))].sort()
  const own = owed.filter((o) => o.payee === 'person')
  const contributions = own.filter((o) => o.month)
  const premiums = own.filter((o) => !o.month)
  const employers = owed.filter((o) => o.payee === 'employer')
  const lines = [
    ...(contributions.length > 0 ? [texts.personRefund(months(contributions), sum(contributions))] : []),
    ...(premiums.length > 0 ? [texts.premiumRefund(sum(premiums))] : []),
  ]
  const also = employers.length > 0 ? texts.employerRefund(months(employers), sum(employers)) : undefined
  if (ctx.file.person?.death) return { say: [...lines, ...(also ? [also] : [])].join('') }
  return { tell: lines.map((text) => ({ template: 'retirement.refund', text })), ...(also ? { say: also } : {}) }
}

/** Asks for an account once for each sum that needs one: the person, or for somebody who died a clerk. */
export function questionTo(ctx: RetirementCtx, plan: Plan): Effects<RetirementState> | undefined {
  const all = [...plan.forPerson, ...plan.forClerk]
  if (all.length === 0) return undefined
  const what = all.map(({ owed, returned }) => `${owed.key}.${returned?.tries ?? 0}`).join()
  if (ctx.state.askedAccount?.what === what) return undefined
  const state = { askedAccount: { what, on: ctx.today } }
  const { forPerson, forClerk } = plan
  const sum = (some: readonly { owed: Owed }[]) => sumFen(some.map(({ owed }) => owed.amt))
  if (forPerson.length > 0) {
    const returned = forPerson.some((item) => item.returned)
    const text = returned ? texts.returned(sum(forPerson)) : texts.needsAccount(sum(forPerson))
    return { state, ...inform(ctx, returned ? 'refund-returned' : 'needs-account', text) }
  }
  const heirs = forClerk.filter(({ owed }) => owed.payee === 'person')
  return { state, say: heirs.length > 0 ? texts.heirsAccount(sum(heirs)) : texts.employerReturned() }
}

/** Waits for accounts: the person's by `provide-bank-account`, others by a clerk's task `payment-returned`. */
function awaitAccount(ctx: RetirementCtx, plan: Plan) {
  const asked: Day = ctx.state.askedAccount?.on ?? ctx.today
  const until = rolling(asked, lookAgainDays, ctx.now)
  const open = plan.forClerk.filter(({ due }) => due).slice(0, mostTasks)
  const tasks = open.flatMap((item) => taskFor(ctx, item))
  const again = reopening(plan)
  const wakeAt: { wakeAt?: Instant } = again === undefined ? {} : { wakeAt: again }
  const whose: Pick<Wait, 'actor' | 'what' | 'actions'> =
    plan.forPerson.length > 0
      ? { actor: 'citizen', what: 'provide-bank-account', actions: ['provide-bank-account'] }
      : { actor: 'clerk', what: 'payment-returned' }
  return wait({ ...whose, until, ...wakeAt }, { tasks })
}

function taskFor(ctx: RetirementCtx, { owed, key, reason, due }: ForClerk): TaskDraft[] {
  if (!due) return []
  const { area, amt, payee, month, emp_no } = owed
  const text = owed.payee === 'person' && ctx.file.person?.death ? texts.taskHeirs() : texts.taskReturned(reason)
  const facts = { amt: formatYuan(amt), payee, ...(month ? { month } : {}), ...(emp_no ? { emp_no } : {}), text }
  const owner = { role: 'clerk' as const, area }
  return [{ kind: 'payment-returned', key, owner, admdvs: area, due, facts }, ...calendarTasks(due, area)]
}
