/** Payments that go back (RULES.md 5.3): paid twice, for a cover already over, or of a refused sum. */
import { addDays, compareInstants, type Day, dayOf, endOfDay } from '../../../../shared/calendar/index.ts'
import type { Tell } from '../../../../shared/chain/chain.ts'
import { firstNotice } from '../../../../shared/registers/family/birth-notices.ts'
import { custodyOn } from '../../../../shared/registers/family/guardians.ts'
import type { Notice } from '../../../../shared/tasks/notice.ts'
import { accountsOf, bereaved, type Debt, type NobodyToAsk, ordersOf, type PayTo } from '../../../acts/payment/debt.ts'
import { ordering } from '../../../acts/payment/order.ts'
import { type ForPerson, type Plan, planOf } from '../../../acts/payment/plan.ts'
import { birthCases } from '../reference.ts'
import { doubtedRequester, family, guardiansOf, isDisputed, isMourning } from '../rules/family.ts'
import { go, type NewbornCtx, type Refund, step } from '../state.ts'
import { notices, texts } from '../texts.ts'

/**
 * Days a family is given to name a bank account before it is asked again, and a hospital to bear out who asked
 * (RULES.md 5.4).
 */
const daysToAnswer = 30

/** No hospital has reported the child, and the payer has no account that is known (RULES.md 5.4). */
const unconfirmed: NobodyToAsk = { why: '一直没有医院证实孩子是谁家的', instead: '请核实是谁缴的费，填写缴费人的账户' }

/** A payment that goes back, as the act of paying knows it. */
export interface RefundDebt extends Debt {
  refund: Refund
}

/** What a refund is called: of one payment a part may go back, and later the rest. */
const keyOfRefund = ({ premium, reason }: Refund): string => (reason === 'overpaid' ? `${premium}.over` : premium)

/** Whether it goes back wherever the child is enrolled: what the bank was not told of can still count (RULES.md 4.5). */
export const goesBackAnyway = (ctx: NewbornCtx, refund: Refund): boolean =>
  refund.reason === 'overpaid' || ordersOf(ctx, { key: keyOfRefund(refund) }).length > 0

/** Every payment that goes back. A family that mourns is asked for nothing: a clerk finds an account (RULES.md 5.5). */
export function refundDebts(ctx: NewbornCtx): RefundDebt[] {
  const { refunds } = ctx.state
  const mourns = refunds.length > 0 && isMourning(ctx)
  return refunds.map((refund) => {
    const { payer, amt } = refund
    const key = keyOfRefund(refund)
    const accounts = () => accountsFor(ctx, refund)
    const nobodyToAsk = mourns ? bereaved : isLeftOpen(ctx, refund) ? unconfirmed : undefined
    const debt = { refund, key, payer, payee: 'person' as const, amt, purpose: 'premium-refund', accounts }
    return nobodyToAsk ? { ...debt, nobodyToAsk } : debt
  })
}

/** Day on which a clerk is asked who paid, if no hospital has borne out by then who asked. */
export function clerkAskedOn({ file, today }: NewbornCtx, { premium }: Refund): Day {
  const reports = [firstNotice(file, birthCases), file.one('premium', premium)]
  const last = reports.flatMap((report) => (report ? [dayOf(report.time)] : [])).sort()
  return addDays(last.at(-1) ?? today, daysToAnswer)
}

/** Nobody may be asked for an account, and nobody has come for so long: a clerk who has to decide comes first. */
function isLeftOpen(ctx: NewbornCtx, refund: Refund): boolean {
  const { file, today } = ctx
  return doubtedRequester(file) !== undefined && !isDisputed(file) && today >= clerkAskedOn(ctx, refund)
}

/** Where every refund stands. */
export const refundPlan = (ctx: NewbornCtx): Plan<RefundDebt> => planOf(ctx, refundDebts(ctx))

/**
 * Bank accounts in the order of the rule: the payer's, the guardians', one given in this case. As long as nobody bears
 * out who asked, only the payer's; and theirs not, while a clerk has to decide about them.
 */
function accountsFor(ctx: NewbornCtx, refund: Refund): PayTo[] {
  const { file, look } = ctx
  const doubted = doubtedRequester(file)
  const payerHash = file.one('premium', refund.premium)?.payer_hash
  const mayPay = payerHash !== undefined && !(payerHash === doubted && isDisputed(file))
  const payer = mayPay ? look.byNumber(payerHash) : undefined
  const payers = payer === undefined ? [] : accountsOf(look.file(payer).person, payer)
  if (doubted !== undefined) return payers
  const guardians = guardiansOf(ctx).flatMap(({ pid, person }) => accountsOf(person, pid))
  return [...payers, ...guardians, ...(isGivenByFamily(ctx) ? accountsOf(file.person, 'given') : [])]
}

/** The account given in the case, unless those who gave it are guardians no more. */
function isGivenByFamily({ file, today }: NewbornCtx): boolean {
  const custody = custodyOn(file, today)
  return custody === undefined || dayOf(file.person?.bank_time ?? custody.time) >= custody.from
}

/** Refunds for which the family is to name an account; not who asked, as long as they are not borne out. */
const toAskFor = ({ file }: NewbornCtx, { forPerson }: Plan<RefundDebt>) =>
  doubtedRequester(file) === undefined ? forPerson : []

/** Refunds that have arrived and of which the family has not been told. */
const arrived = ({ settled }: Plan<RefundDebt>) =>
  settled.filter(({ debt, order }) => debt.refund.settled !== order.pay_no)

const isAsked = ({ state, now }: NewbornCtx): boolean =>
  state.accountBy !== undefined && compareInstants(state.accountBy, now) > 0

/** Whether a refund can be ordered, has arrived, or an account must be asked for (again). */
export function needsRefunding(ctx: NewbornCtx): boolean {
  const plan = refundPlan(ctx)
  if (plan.orders.length + arrived(plan).length > 0) return true
  return toAskFor(ctx, plan).length > 0 ? !isAsked(ctx) : ctx.state.accountBy !== undefined
}

/** RULES.md 5.3: orders what goes back, asks for a bank account where none is known, notes what has arrived. */
export const refundPayments = step({
  label: '退回多缴的钱',
  goes: ['tellFamily'],
  decide(ctx) {
    const { state, today } = ctx
    const plan = refundPlan(ctx)
    const told = new Map(plan.settled.map(({ debt, order }) => [debt.key, order.pay_no]))
    const asking = toAskFor(ctx, plan)
    const ask = asking.length > 0 && !isAsked(ctx)
    return go('tellFamily', {
      ...ordering(ctx, plan.orders),
      state: {
        refunds: state.refunds.map((refund) => {
          const settled = told.get(keyOfRefund(refund))
          return settled === undefined ? refund : { ...refund, settled }
        }),
        ...(ask ? { accountBy: endOfDay(addDays(today, daysToAnswer)) } : {}),
      },
      ...(asking.length === 0 ? { forget: ['accountBy'] } : {}),
      tell: [
        ...arrived(plan).map(({ debt }) => toFamily(ctx, notices.refunded, texts.refunded(debt.amt))),
        ...plan.orders
          .filter(({ n }) => n === 1)
          .map(({ debt }) => toFamily(ctx, notices.refund, texts.refundOrdered(debt.amt, debt.refund.reason))),
        ...(ask ? asking.map((one) => askForAccount(ctx, one)) : []),
      ],
    })
  },
})

const toFamily = (ctx: NewbornCtx, notice: Notice, text: string): Tell => ({
  notice,
  text,
  to: family(ctx),
})

function askForAccount(ctx: NewbornCtx, { debt: { amt, refund }, returned }: ForPerson<RefundDebt>): Tell {
  const text = returned ? texts.refundReturned(amt) : texts.refundNeedsAccount(amt, refund.reason)
  return toFamily(ctx, notices['needs-account'], text)
}
