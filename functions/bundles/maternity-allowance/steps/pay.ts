/** RULES.md 6: the payment, and what the bank makes of it. */
import { yearOf } from '../../../../shared/calendar/index.ts'
import type { BankAccount } from '../../../../shared/registers/rows.ts'
import { awaitAccount as awaited } from '../../../acts/payment/await-account.ts'
import { accountsOf, type Debt, ordersOf, type PayTo } from '../../../acts/payment/debt.ts'
import { ordering } from '../../../acts/payment/order.ts'
import { isUnderWay, lacksAccount, type Plan, planOf, waitForBank } from '../../../acts/payment/plan.ts'
import { outcomeOf, tellMother } from '../outcome.ts'
import { baseTopics, baseYear, declared, employerOf, reckon, waitFor } from '../rules/reckon.ts'
import { type AllowanceCtx, deliveryOf, end, go, step, wait } from '../state.ts'
import { notices, texts } from '../texts.ts'

/** To the employer or the person, by parameter of the day of discharge (RULES.md 6.1). */
export const orderPayment = step({
  label: '确定津贴数额',
  goes: ['awaitPayment'],
  decide(ctx) {
    const sum = reckon(ctx)
    if ('missing' in sum) return waitFor(sum.missing)
    const { days, payee, base, amt } = sum
    if (base === undefined || amt === undefined) throw new Error('allowance: a payment without a sum')
    return go('awaitPayment', { state: { payment: { days, payee, base, amt } } })
  },
})

/** What is owed, once it is decided. Another account than one that came back is found by a clerk (RULES.md 6.2). */
export function allowanceDebts(ctx: AllowanceCtx): Debt[] {
  const { payment } = ctx.state
  if (!payment) return []
  const { amt, payee } = payment
  const accounts = () => (payee === 'person' ? motherAccounts(ctx) : [employerAccount(ctx)])
  const { insu_admdvs: payer } = deliveryOf(ctx)
  return [{ key: '', payer, payee, amt, purpose: 'maternity-allowance', accounts, returnedTo: 'clerk' }]
}

/** The mother as she is registered. */
function motherAccounts({ file: { person } }: AllowanceCtx): PayTo[] {
  const name = person?.private.psn_name
  return accountsOf(person, 'own').map((to) => (name ? { ...to, name } : to))
}

/** The employer as it declared itself, latest first. */
function employerAccount(ctx: AllowanceCtx): PayTo {
  const said = [yearOf(deliveryOf(ctx).dscg_date), baseYear(ctx)].flatMap((year) => declared(ctx, year) ?? [])
  const account: BankAccount | undefined = said.find(({ bank_acct }) => bank_acct)?.bank_acct
  return { name: said[0]?.emp_name ?? employerOf(ctx) ?? '', ...(account ? { account } : {}) }
}

/** Whether an order has been made: until then what is reported late changes the sum, or takes it away (RULES.md 6.3). */
export const isOrdered = (ctx: AllowanceCtx): boolean =>
  allowanceDebts(ctx).some((debt) => ordersOf(ctx, debt).length > 0)

/** Whether a payment that was made is still owed after all: the bank returned it. */
export const isOwed = (ctx: AllowanceCtx): boolean => isUnderWay(planOf(ctx, allowanceDebts(ctx)))

/** Orders what can be ordered; settled, the case is done, and the mother is told sum, days and payee. */
export const awaitPayment = step({
  label: '等银行付款',
  goes: ['awaitPayment', 'awaitAccount'],
  decide(ctx) {
    const { payment } = ctx.state
    if (!payment) throw new Error('allowance: nothing to pay')
    const { amt, days, payee } = payment
    const plan = planOf(ctx, allowanceDebts(ctx))
    if (plan.orders.length > 0) {
      return go('awaitPayment', { ...ordering(ctx, plan.orders), say: texts.ordered(amt, days) })
    }
    if (lacksAccount(plan)) return go('awaitAccount', { state: { askedOn: ctx.today }, ...asking(ctx, plan) })
    if (plan.ordered.length > 0) return wait(waitForBank(ctx, plan))
    const told = tellMother(ctx, notices.paid, texts.paid(amt, days, payee))
    return end('done', outcomeOf(ctx, 'paid'), { ...told, actor: 'partner' })
  },
})

/** What is said of an account that is missing. */
function asking(ctx: AllowanceCtx, { forPerson, forClerk }: Plan) {
  const amt = ctx.state.payment?.amt
  if (forPerson.length > 0 && amt !== undefined) {
    return tellMother(ctx, notices['needs-account'], texts.needsAccount(amt))
  }
  const returned = forClerk.some((item) => item.returned)
  return { say: returned ? texts.returned() : texts.heirsAccount(), actor: 'partner' as const }
}

/** No account: the mother gives one, or a clerk finds one, and it is ordered with a new number. */
export const awaitAccount = step({
  label: '等收款账户',
  goes: ['awaitPayment'],
  decide: (ctx) =>
    awaited(ctx, planOf(ctx, allowanceDebts(ctx)), {
      next: 'awaitPayment',
      asked: ctx.state.askedOn ?? ctx.today,
      ...(isOrdered(ctx) ? {} : baseTopics(ctx)),
      tasks: [],
    }),
})
