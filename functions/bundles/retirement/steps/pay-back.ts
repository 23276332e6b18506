/** RULES.md 6: contributions collected too late and sums paid for nothing are paid back. */
import type { Month } from '../../../../shared/calendar/index.ts'
import type { Effects, Wait } from '../../../../shared/chain/chain.ts'
import { type Fen, sumFen } from '../../../../shared/money/index.ts'
import { ordersOf } from '../../../acts/payment/debt.ts'
import { ordering } from '../../../acts/payment/order.ts'
import { accountTasks, lacksAccount, type Order, type Plan, waitForAccount } from '../../../acts/payment/plan.ts'
import { provideBankAccount } from '../../../acts/payment/tasks.ts'
import { outcomeOf, statusOf } from '../outcome.ts'
import { type PayBack, payBackPlan } from '../rules/pay-back-plan.ts'
import { inform } from '../rules/telling.ts'
import { end, go, type Owed, type RetirementCtx, type RetirementState, step, wait } from '../state.ts'
import { notices, texts } from '../texts.ts'

/** Payments ordered at a time: those of many years are more than one commit holds. */
const mostOrders = 36
/** Tasks open at a time: the next come as these are decided. */
const mostTasks = 30

/** Orders what can be paid, waits for accounts that are missing, and ends the case. */
export const payBack = step({
  label: '退还多收的钱',
  goes: ['payBack', 'findPlace', 'assessResident'],
  decide(ctx) {
    const { ending } = ctx.state
    const plan = payBackPlan(ctx)
    if (plan.orders.length > 0) return go('payBack', orderAll(ctx, plan.orders.slice(0, mostOrders)))
    const question = questionTo(ctx, plan)
    if (question) return go('payBack', question)
    // Who became a resident has left the place that would be looked for.
    if (!ending) return go(ctx.state.resident ? 'assessResident' : 'findPlace')
    if (lacksAccount(plan)) return awaitAccount(ctx, plan)
    return end(statusOf[ending.result], outcomeOf(ctx.state, ending))
  },
})

/**
 * Waits for what a step needs while the case still goes on. Whoever was asked for a bank account meanwhile can give it,
 * whatever else the case waits for (RULES.md 6.2).
 */
export function waitOn(ctx: RetirementCtx, { actions = [], ...wanted }: Wait, effects: Effects<RetirementState> = {}) {
  const account = payBackPlan(ctx).forPerson.length > 0 ? [provideBankAccount] : []
  return wait({ ...wanted, actions: [...actions, ...account] }, effects)
}

/** Orders these payments, each once. */
function orderAll(ctx: RetirementCtx, orders: readonly Order<PayBack>[]): Effects<RetirementState> {
  const owed = orders.map(({ debt }) => debt.owed)
  const paidBack = Object.fromEntries(owed.map((one) => [one.key, one]))
  return {
    ...ordering(ctx, orders),
    state: { paidBack: { ...ctx.state.paidBack, ...paidBack } },
    ...wordsFor(ctx, owed),
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
  return { tell: lines.map((text) => ({ notice: notices.refund, text })), ...(also ? { say: also } : {}) }
}

/** Asks for an account once for each sum that needs one: the person, or for somebody who died a clerk. */
export function questionTo(ctx: RetirementCtx, plan: Plan<PayBack>): Effects<RetirementState> | undefined {
  const all = [...plan.forPerson, ...plan.forClerk]
  if (all.length === 0) return undefined
  const what = all.map(({ debt }) => `${debt.key}.${ordersOf(ctx, debt).length}`).join()
  if (ctx.state.askedAccount?.what === what) return undefined
  const state = { askedAccount: { what, on: ctx.today } }
  const { forPerson, forClerk } = plan
  const sum = (some: readonly { debt: PayBack }[]) => sumFen(some.map(({ debt }) => debt.amt))
  if (forPerson.length > 0) {
    const returned = forPerson.some((item) => item.returned)
    const text = returned ? texts.returned(sum(forPerson)) : texts.needsAccount(sum(forPerson))
    return { state, ...inform(ctx, returned ? 'refund-returned' : 'needs-account', text) }
  }
  const heirs = forClerk.filter(({ debt }) => debt.payee === 'person')
  return { state, say: heirs.length > 0 ? texts.heirsAccount(sum(heirs)) : texts.employerReturned() }
}

/**
 * Waits for accounts: the person's by `provide-bank-account`, others by a clerk's task `payment-returned`. It is not the
 * act's step, for an account that is given counts whatever the case waits for (overrides.ts, RULES.md 6.2).
 */
function awaitAccount(ctx: RetirementCtx, plan: Plan<PayBack>) {
  const open = plan.forClerk.filter(({ due }) => due).slice(0, mostTasks)
  const tasks = accountTasks(ctx, { forClerk: open })
  return wait(waitForAccount(ctx, plan, ctx.state.askedAccount?.on ?? ctx.today), { tasks })
}
