/** RULES.md 5: a payment for each payer, to the person's account or a guardian's, once. */
import { addDays, compareInstants, endOfDay } from '../../../../shared/calendar/index.ts'
import { sumFen } from '../../../../shared/money/index.ts'
import { awaitAccount as foundAccount } from '../../../acts/payment/await-account.ts'
import { orderingFromFund } from '../../../acts/payment/fund.ts'
import { lacksAccount, type Plan, planOf, waitForBank } from '../../../acts/payment/plan.ts'
import { figuresOf } from '../rules/payers.ts'
import { type AssistanceCtx, go, type PayerSum, step } from '../state.ts'
import { notices, texts } from '../texts.ts'
import { besideOf, waiting } from './beside.ts'
import { type AidPayment, aidDebts } from './debts.ts'
import { goOn } from './gather.ts'
import { tell } from './tell.ts'

/** Days after which somebody without an account is asked again (RULES.md 5.1). */
const askAgainDays = 30

const sumOf = ({ aid: { admdvs, dept }, amt }: AidPayment): PayerSum => ({ admdvs, dept, amt })

/** Orders what can be ordered; all settled, the person is told, and the run is over. */
export const pay = step({
  label: '等银行付款',
  goes: ['gather', 'run', 'pay', 'awaitAccount', 'reconcile'],
  decide(ctx) {
    const known = figuresOf(ctx)
    const plan = planOf(ctx, aidDebts(ctx, known))
    if (plan.orders.length > 0) {
      const say = texts.ordered(plan.orders.map(({ debt }) => sumOf(debt)))
      return go('pay', { ...orderingFromFund(ctx, plan.orders), say })
    }
    if (lacksAccount(plan)) return go('awaitAccount', asking(ctx, plan))
    if (plan.ordered.length > 0) return waiting(ctx, known, waitForBank(ctx, plan))
    return goOn(ctx, arrived(ctx, plan))
  },
})

/** What has arrived and the person has not been told of. */
function arrived(ctx: AssistanceCtx, { settled }: Plan<AidPayment>) {
  const news = settled.filter(({ debt, order }) => debt.aid.told !== order.pay_no)
  if (news.length === 0) return {}
  const told = new Map(news.map(({ debt, order }) => [debt.key, order.pay_no]))
  const debts = ctx.state.debts.map((debt) => {
    const payNo = told.get(debt.key)
    return payNo ? { ...debt, told: payNo } : debt
  })
  const words = tell(ctx, notices.paid, texts.paid(news.map(({ debt }) => sumOf(debt))))
  return { state: { debts }, ...words, actor: 'partner' as const }
}

/** What is said of an account that is missing. */
function asking(ctx: AssistanceCtx, { forPerson }: Plan<AidPayment>) {
  const state = { askedOn: ctx.today }
  if (forPerson.length === 0) return { state, say: texts.heirs() }
  if (forPerson.some(({ returned }) => returned)) {
    return { state, ...tell(ctx, notices.returned, texts.returned()), actor: 'partner' as const }
  }
  const amt = sumFen(forPerson.map(({ debt }) => debt.amt))
  return { state, ...tell(ctx, notices['needs-account'], texts.needsAccount(amt)) }
}

/**
 * No account, or one that returned the sum: asked for anew every thirty days; another that a register reports will do
 * (RULES.md 5.1, 5.3).
 */
export const awaitAccount = step({
  label: '等收款账户',
  goes: ['pay', 'awaitAccount'],
  decide(ctx) {
    const known = figuresOf(ctx)
    const plan = planOf(ctx, aidDebts(ctx, known))
    const { askedOn = ctx.today } = ctx.state
    const again = addDays(askedOn, askAgainDays)
    const isToAsk = plan.orders.length === 0 && plan.forPerson.length > 0 && !ctx.action
    if (isToAsk && compareInstants(endOfDay(again), ctx.now) <= 0) {
      return go('awaitAccount', { ...asking(ctx, plan), state: { askedOn: again } })
    }
    const { beside, ...others } = besideOf(ctx, known)
    const { effects, next } = foundAccount(ctx, plan, { next: 'pay', asked: askedOn, ...others })
    return 'wait' in next ? { effects: { ...effects, state: { beside } }, next } : { effects, next }
  },
})
