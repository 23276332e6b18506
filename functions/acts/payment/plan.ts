/** What is to be done about the sums a case owes: which are ordered now, who is asked for an account, what is waited for
 * (bundles/RULES.md 4). */
import {
  addDays,
  compareInstants,
  type Day,
  dayOf,
  dueOn,
  rolling,
  startOfDay,
} from '../../../shared/calendar/index.ts'
import type { TaskDraft, Wait } from '../../../shared/chain/chain.ts'
import { formatYuan } from '../../../shared/money/index.ts'
import { compareLimits, type Due, dueIn } from '../../../shared/policy/due.ts'
import type { BankAccount, Payment } from '../../../shared/registers/rows.ts'
import { askClerk } from '../ask-clerk.ts'
import { because } from '../words.ts'
import { aboutOf, bereaved, type Debt, type PayCtx, type PayTo, standingOf } from './debt.ts'
import { paymentReturned, provideBankAccount } from './tasks.ts'

/**
 * Working days a clerk has to find an account, or to recover a sum; after so many a task that was rejected opens again
 * (bundles/RULES.md 4.4).
 */
export const clerkWorkingDays = 10
/** Working days within which the bank's word is looked for (bundles/RULES.md 4.1). */
const bankWorkingDays = 10
/** Days after which an account that is waited for is looked for again. */
const lookAgainDays = 30

/** A payment that can be ordered now, as the `n`th of its debt. */
export interface Order<D extends Debt = Debt> {
  debt: D
  n: number
  to: PayTo
}

/**
 * A debt without an account that a clerk finds one for; `due` only while the task is open, `reopens` after a rejection.
 */
export interface ForClerk<D extends Debt = Debt> {
  debt: D
  /** The order that the bank returned last, if one was made. */
  returned?: Payment
  taskKey: string
  due?: Due
  reopens?: Due
}

/** A debt without an account that the payee is asked for. */
export interface ForPerson<D extends Debt = Debt> {
  debt: D
  returned?: Payment
}

/** Where every debt of a case stands, by what is to be done about it. */
export interface Plan<D extends Debt = Debt> {
  orders: Order<D>[]
  forPerson: ForPerson<D>[]
  forClerk: ForClerk<D>[]
  /** At the bank, with the order it is about. */
  ordered: { debt: D; order: Payment }[]
  settled: { debt: D; order: Payment }[]
}

/** The plan as of now. */
export function planOf<D extends Debt>(ctx: PayCtx, debts: readonly D[]): Plan<D> {
  const plan: Plan<D> = { orders: [], forPerson: [], forClerk: [], ordered: [], settled: [] }
  for (const debt of debts) {
    const standing = standingOf(ctx, debt)
    if (standing.is === 'settled') plan.settled.push({ debt, order: standing.order })
    else if (standing.is === 'ordered') plan.ordered.push({ debt, order: standing.order })
    else planOrder(ctx, plan, debt, standing.is === 'returned' ? standing.orders : [])
  }
  return plan
}

function planOrder<D extends Debt>(ctx: PayCtx, plan: Plan<D>, debt: D, orders: readonly Payment[]): void {
  const returned = lastReturned(orders)
  const to = debt.accounts().find((account) => isUsable(ctx, debt, account, returned))
  if (to) plan.orders.push({ debt, n: orders.length + 1, to })
  else if (asksClerk(ctx, debt, returned)) planClerk(ctx, plan, debt, orders)
  else plan.forPerson.push({ debt, ...(returned ? { returned } : {}) })
}

const lastReturned = (orders: readonly Payment[]) => orders.findLast(({ report }) => report?.status === 'returned')

/** Nobody waits for the dead, and an employer is found by a clerk (bundles/RULES.md 4.1, 4.5). */
function asksClerk({ file }: PayCtx, debt: Debt, returned: Payment | undefined): boolean {
  if (debt.payee === 'employer' || debt.nobodyToAsk || file.person?.death) return true
  return returned !== undefined && debt.returnedTo === 'clerk'
}

/**
 * Not one that the bank has returned money of this case from, and after a return only one that is new since
 * (bundles/RULES.md 4.3).
 */
function isUsable(ctx: PayCtx, debt: Debt, to: PayTo, returned: Payment | undefined): boolean {
  if (debt.payee === 'employer') return returned === undefined
  const cameBack = ctx.file
    .all('payment')
    .some((p) => p.case_id === ctx.case.case_id && p.report?.status === 'returned' && p.used === to.called)
  if (cameBack) return false
  if (!returned) return true
  // An order of an older release did not note the accounts known to it.
  if (!returned.known) return to.since !== undefined && compareInstants(to.since, returned.ordered_at) > 0
  return to.called !== undefined && !returned.known.includes(to.called)
}

/** A clerk's answers, round by round: an account to pay to; rejected, the task opens again after a while. */
function planClerk<D extends Debt>(ctx: PayCtx, plan: Plan<D>, debt: D, orders: readonly Payment[]): void {
  const returned = lastReturned(orders)
  const common = { debt, ...(returned ? { returned } : {}) }
  let rested: Day | undefined
  for (let round = 1; ; round++) {
    const taskKey = aboutOf(debt, orders.length, round)
    const task = ctx.task(paymentReturned, taskKey)
    const account = task?.status === 'approved' ? (task.private?.bank_acct as BankAccount | undefined) : undefined
    if (account) {
      plan.orders.push({ debt, n: orders.length + 1, to: { name: account.acct_name, account } })
      return
    }
    if (task?.status !== 'rejected' || !task.decision) {
      const since = rested ?? (returned?.report ? dayOf(returned.report.at) : ctx.today)
      const due = task?.status === 'open' ? { at: task.due_at } : dueIn(ctx, debt.payer, clerkWorkingDays, since)
      plan.forClerk.push({ ...common, taskKey, due })
      return
    }
    const rests = dueIn(ctx, debt.payer, clerkWorkingDays, dayOf(task.decision.at))
    rested = dayOf(rests.at)
    if (ctx.today <= rested) {
      plan.forClerk.push({ ...common, taskKey, reopens: { ...rests, at: startOfDay(addDays(rested, 1)) } })
      return
    }
  }
}

/** Whether an account must be found for something. */
export const lacksAccount = ({ forPerson, forClerk }: Plan): boolean => forPerson.length + forClerk.length > 0

/** Whether something is still to be done about a payment, or to be heard of it. */
export const isUnderWay = (plan: Plan): boolean => plan.orders.length + plan.ordered.length > 0 || lacksAccount(plan)

/** The tasks `payment-returned` that are open now. */
export function accountTasks(ctx: PayCtx, { forClerk }: Pick<Plan, 'forClerk'>): TaskDraft[] {
  return forClerk.flatMap(({ debt, returned, taskKey, due }): TaskDraft[] => {
    if (!due) return []
    const { amt, payee, payer: area } = debt
    const reason = returned?.report?.reason
    const facts = {
      ...debt.facts,
      ...(returned ? { pay_no: returned.pay_no } : {}),
      amt: formatYuan(amt),
      payee,
      ...(reason === undefined ? {} : { reason }),
      text: clerkText(ctx, debt, returned),
    }
    return askClerk(paymentReturned, { area, key: taskKey, due, facts })
  })
}

function clerkText({ file }: PayCtx, { payee, nobodyToAsk }: Debt, returned: Payment | undefined): string {
  const reason = returned?.report?.reason
  const unasked = payee === 'person' ? (nobodyToAsk ?? (file.person?.death && bereaved)) : undefined
  if (unasked) {
    const { why, instead } = unasked
    return `${why}${returned ? `，钱被银行退回${because(reason)}` : '，没有可用的银行账户'}。${instead}。`
  }
  return `银行没能付成${because(reason)}。请联系收款方，填写新的银行账户。`
}

/**
 * Who is waited for while an account is missing: the payee by `provide-bank-account`, else a clerk. `asked` is the day
 * since which the payee has been asked.
 */
export function waitForAccount(ctx: PayCtx, plan: Plan, asked: Day): Wait {
  const [reopens] = plan.forClerk.flatMap((item) => item.reopens ?? []).sort(compareLimits)
  const again = reopens === undefined ? {} : { wakeAt: reopens }
  if (plan.forPerson.length > 0) {
    const until = rolling(asked, lookAgainDays, ctx.now)
    return { actor: 'citizen', what: provideBankAccount, until, actions: [provideBankAccount], ...again }
  }
  const [first] = plan.forClerk.flatMap((item) => item.due ?? item.reopens ?? []).sort(compareLimits)
  return { actor: 'clerk', what: paymentReturned, until: first ?? dueOn(ctx.today), ...again }
}

/** The bank's word on what was ordered. */
export function waitForBank(ctx: PayCtx, { ordered }: Pick<Plan, 'ordered'>): Wait {
  const [first] = ordered.map(({ order }) => order).sort((a, b) => compareInstants(a.ordered_at, b.ordered_at))
  const until = dueIn(ctx, first?.payer_admdvs ?? ctx.case.admdvs, bankWorkingDays, first && dayOf(first.ordered_at))
  return { actor: 'partner', what: 'payment.settled', until }
}
