/** RULES.md 5.2: what was approved is paid out once, whatever the bank says, returns and says again. */
import type { Effects, TaskDraft, Wait } from '../../../../shared/chain/chain.ts'
import { type Fen, fen, sumFen } from '../../../../shared/money/index.ts'
import { compareLimits } from '../../../../shared/policy/due.ts'
import { type Movement, outside, payable } from '../../../../shared/registers/ledger.ts'
import type { TakenSum } from '../../../../shared/registers/rows.ts'
import { inform } from '../../../acts/inform.ts'
import { awaitAccount } from '../../../acts/payment/await-account.ts'
import { accountsOf, type Debt, ordersOf } from '../../../acts/payment/debt.ts'
import { accountGiven, ordering } from '../../../acts/payment/order.ts'
import {
  accountTasks,
  isUnderWay,
  lacksAccount,
  type Plan,
  planOf,
  waitForAccount,
  waitForBank,
} from '../../../acts/payment/plan.ts'
import { outcomeOf } from '../outcome.ts'
import { standingTasks } from '../standing-tasks.ts'
import { end, go, originIn, step, type TransferCtx, type TransferState, wait } from '../state.ts'
import { notices, texts } from '../texts.ts'

/** What a refund is, as bank and books are told. */
export const refundPurpose = '医保个人账户余额清退'

/** What refunds are reckoned from. */
type Books = Pick<TransferCtx, 'file' | 'state' | 'case'>

/** What is owed to the person for the round. */
export function refundDebt(ctx: Books, round: number, amt: Fen): Debt {
  const { state, file } = ctx
  return {
    key: String(round),
    payer: originIn(state),
    payee: 'person',
    amt,
    purpose: refundPurpose,
    accounts: () => accountsOf(file.person, 'own'),
  }
}

/** Every refund approved so far; a late credit makes another. */
export function refundDebts(ctx: Books): Debt[] {
  const { state } = ctx
  return Array.from({ length: state.round }, (_, index) => index + 1).flatMap((round) => {
    const [first] = ordersOf(ctx, { key: String(round) })
    const amt = first?.amt ?? (round === state.round ? state.toRefund : undefined)
    return amt === undefined ? [] : [refundDebt(ctx, round, amt)]
  })
}

/** Whether something is to be done about refunds: one came back, or the books do not say what the bank says. */
export function refundsAreOpen(ctx: TransferCtx): boolean {
  const plan = planOf(ctx, refundDebts(ctx))
  return isUnderWay(plan) || toBook(ctx, plan).length > 0
}

/** How often a refund was written to the books and back. */
const timesBooked = ({ state }: Books, { key }: Debt): number => state.booked[key] ?? 0

const isBooked = (ctx: Books, debt: Debt) => timesBooked(ctx, debt) % 2 === 1

/** Every refund as the books have it: a case that ends with its number leaves it behind. */
export const refundSums = (ctx: Books): TakenSum[] =>
  refundDebts(ctx).map((debt) => ({
    key: debt.key,
    insu_admdvs: debt.payer,
    amt: debt.amt,
    orders: ordersOf(ctx, debt).map(({ pay_no }) => pay_no),
    paid: isBooked(ctx, debt),
  }))

/** Refunds of which the books do not say what the bank says. */
function toBook(ctx: TransferCtx, { settled, ...open }: Plan): Debt[] {
  const unpaid = [...open.orders, ...open.forPerson, ...open.forClerk, ...open.ordered].map(({ debt }) => debt)
  return [
    ...settled.map(({ debt }) => debt).filter((debt) => !isBooked(ctx, debt)),
    ...unpaid.filter((debt) => isBooked(ctx, debt)),
  ]
}

export const awaitPayment = step({
  label: '等银行付款',
  goes: ['awaitPayment', 'orderPayment', 'awaitOtherAccount'],
  decide(ctx) {
    const plan = planOf(ctx, refundDebts(ctx))
    const books = toBook(ctx, plan)
    if (books.length > 0) return go('awaitPayment', bookOver(ctx, books))
    if (plan.orders.length > 0) return go('orderPayment')
    if (lacksAccount(plan)) return go('awaitOtherAccount', asking(ctx, plan))
    const tasks = standingTasks(ctx)
    if (plan.ordered.length > 0) return wait(waitForBank(ctx, plan), { tasks })
    return end('done', outcomeOf(ctx, 'refunded'), { tasks })
  },
})

/** What is said when a payment came back and another account is needed, once for each; undefined if it was said. */
function asking(
  { file, today, state }: TransferCtx,
  { forPerson, forClerk }: Plan,
): Effects<TransferState> | undefined {
  const asked = state.askedFor ?? []
  const returns = [...forPerson, ...forClerk].flatMap(({ returned }) => returned?.pay_no ?? [])
  const news = returns.filter((payNo) => !asked.includes(payNo))
  if (news.length === 0 && state.askedOn !== undefined) return undefined
  const text = file.person?.death ? texts.heirsAccount() : texts.returned()
  const words = inform(file, notices.returned, text)
  return { ...words, state: { askedOn: today, askedFor: [...asked, ...news] }, actor: 'partner' }
}

/**
 * A refund of an earlier round came back while a later one waits to be approved: neither waits for the other. What is to
 * be done about it at once, one thing at a time; undefined if there is nothing new (RULES.md 5.4).
 */
export function besideApproval(ctx: TransferCtx): Effects<TransferState> | undefined {
  const change = accountGiven(ctx)
  if (change) return { change, actor: 'citizen' }
  const plan = planOf(ctx, refundDebts(ctx))
  const books = toBook(ctx, plan)
  if (books.length > 0) return { ...bookOver(ctx, books), withoutOutcome: true }
  if (plan.orders.length > 0) return orderingNow(ctx, plan)
  return lacksAccount(plan) ? asking(ctx, plan) : undefined
}

/** The wait for an approval, with what is asked beside it for refunds that came back. */
export function waitForApproval(ctx: TransferCtx, approval: Wait, tasks: readonly TaskDraft[]) {
  const plan = planOf(ctx, refundDebts(ctx))
  const other = lacksAccount(plan) ? waitForAccount(ctx, plan, ctx.state.askedOn ?? ctx.today) : undefined
  const [wakeAt] = [approval.wakeAt, other?.wakeAt].flatMap((at) => at ?? []).sort(compareLimits)
  const actions = [...new Set([...(approval.actions ?? []), ...(other?.actions ?? [])])]
  return wait(
    { ...approval, actions, ...(wakeAt ? { wakeAt } : {}) },
    { tasks: [...tasks, ...accountTasks(ctx, plan), ...standingTasks(ctx)] },
  )
}

/** Writes to the books what the bank says now: paid, or, where it was returned after that, not paid after all. */
function bookOver(ctx: TransferCtx, debts: readonly Debt[]): Effects<TransferState> {
  const { state, file } = ctx
  const booked = { ...state.booked }
  const paid: Debt[] = []
  const move: Movement[] = []
  for (const debt of debts) {
    const times = timesBooked(ctx, debt)
    booked[debt.key] = times + 1
    move.push(booking(ctx, debt, times))
    if (times % 2 === 0) paid.push(debt)
  }
  const refunded = sumFen(
    refundDebts(ctx)
      .filter((debt) => isBooked({ ...ctx, state: { ...state, booked } }, debt))
      .map(({ amt }) => amt),
  )
  const sum = sumFen(paid.map(({ amt }) => amt))
  const told = paid.length > 0 ? inform(file, notices.refunded, texts.refunded(sum)) : {}
  const isArrived = paid.some(({ key }) => key === String(state.round))
  const forget: (keyof TransferState)[] = isArrived ? ['toRefund'] : []
  return { state: { booked, refunded }, forget, move, ...told, actor: 'partner' as const }
}

function booking(ctx: TransferCtx, { key, payer, amt }: Debt, times: number): Movement {
  const { case_id } = ctx.case
  const owed = payable(case_id)
  const isPaid = times % 2 === 0
  return {
    id: times === 0 ? `paid.${case_id}.${key}` : `paid.${case_id}.${key}.${times}`,
    mode: 'posted',
    debit: isPaid ? owed : outside(payer),
    credit: isPaid ? outside(payer) : owed,
    amt: fen(amt),
    kind: 'refund',
    memo: isPaid ? refundPurpose : `银行退回：${refundPurpose}`,
    case_id,
  }
}

export const orderPayment = step({
  label: '通知银行付款',
  goes: ['awaitPayment'],
  decide(ctx) {
    return go('awaitPayment', orderingNow(ctx, planOf(ctx, refundDebts(ctx))))
  },
})

function orderingNow(ctx: TransferCtx, { orders }: Plan): Effects<TransferState> {
  const text = texts.refundOrdered(sumFen(orders.map(({ debt }) => debt.amt)))
  return { ...ordering(ctx, orders), ...inform(ctx.file, notices['refund-ordered'], text) }
}

export const awaitOtherAccount = step({
  label: '银行退票，请换银行账户',
  goes: ['awaitPayment'],
  decide(ctx) {
    const plan = planOf(ctx, refundDebts(ctx))
    return awaitAccount(ctx, plan, {
      next: 'awaitPayment',
      // The money arrived after all.
      more: toBook(ctx, plan).length > 0,
      asked: ctx.state.askedOn ?? ctx.today,
      tasks: standingTasks(ctx),
    })
  },
})
