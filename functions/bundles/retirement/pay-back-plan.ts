/** Which sums can be paid back now and to whom, and what the others wait for (rules/retirement.md, 4 to 6). */
import { addWorkingDays, type Day, dayOf, type Instant, startOfDay, yearOf } from '../../../shared/calendar/index.ts'
import type { Due } from '../../../shared/chain/chain.ts'
import { dueInWorkingDays } from '../../../shared/chain/due.ts'
import type { BankAccount } from '../../../shared/registers/rows.ts'
import { billsOf, heldPension, personOf } from './assess.ts'
import { contributionsOwed, premiumsOf, premiumsOwed } from './refunds.ts'
import type { Owed, PaidBack, RetirementCtx } from './state.ts'

/** Who is paid, and where to if that is known. */
interface Payee {
  name: string
  account?: BankAccount
}

/** A payment that can be ordered now. */
export interface Order extends Payee {
  owed: Owed
  tries: number
  bankTime?: Instant
}

/** A sum that waits for the person's bank account. */
export interface ForPerson {
  owed: Owed
  /** The payment that the bank returned, if one was ordered. */
  returned?: PaidBack
}

/** A sum that waits for a clerk to find an account; `due` only while a task is open, `reopens` after a rejection. */
export interface ForClerk {
  owed: Owed
  key: string
  reason?: string
  returned?: PaidBack
  due?: Due
  reopens?: Day
}

/** What is to be done. */
export interface Plan {
  orders: Order[]
  forPerson: ForPerson[]
  forClerk: ForClerk[]
}

const clerkWorkingDays = 10

/** Everything owed so far: what was ordered stays as it was ordered. */
function owedIn(ctx: RetirementCtx): Owed[] {
  const { file, state } = ctx
  const bills = billsOf(ctx)
  const { ending } = state
  const now = [
    ...(ending?.refundFrom ? contributionsOwed(file, ending.area, ending.refundFrom) : []),
    ...premiumsOwed(premiumsOf(file, bills, state.resident), state, bills),
  ].filter((owed) => !state.paidBack[owed.key])
  return [...Object.values(state.paidBack), ...now]
}

/** The plan as of now; empty when everything owed is ordered and nothing came back. */
export function planOf(ctx: RetirementCtx): Plan {
  const plan: Plan = { orders: [], forPerson: [], forClerk: [] }
  for (const owed of owedIn(ctx)) {
    const before = ctx.state.paidBack[owed.key]
    const payment = before && ctx.file.one('payment', before.payNo)
    if (before && payment?.report?.status !== 'returned') continue
    if (owed.payee === 'person') planPerson(ctx, plan, owed, before)
    else planEmployer(ctx, plan, owed, before)
  }
  return plan
}

/** To the person's account, unless the bank just returned it from there. */
function planPerson(ctx: RetirementCtx, plan: Plan, owed: Owed, before: PaidBack | undefined): void {
  const {
    bank_time: bankTime,
    private: { bank_acct: account },
    death,
  } = personOf(ctx)
  const tries = (before?.tries ?? 0) + 1
  const usable = account !== undefined && (before === undefined || before.bankTime !== bankTime)
  if (usable) {
    plan.orders.push({ owed, tries, name: account.acct_name, account, ...(bankTime ? { bankTime } : {}) })
  } else if (death) {
    askClerk(ctx, plan, owed, before)
  } else plan.forPerson.push({ owed, ...(before ? { returned: before } : {}) })
}

/** To the employer's declared account; returned, a clerk finds the right one. */
function planEmployer(ctx: RetirementCtx, plan: Plan, owed: Owed, before: PaidBack | undefined): void {
  if (before) askClerk(ctx, plan, owed, before)
  else plan.orders.push({ owed, tries: 1, ...employerOf(ctx, owed) })
}

/** Name and account as the employer declared them, for the year of the month or the year before. */
function employerOf({ file, look, state, today }: RetirementCtx, { area, month, emp_no }: Owed): Payee {
  const employer = emp_no ?? heldPension({ file, state }).emp_no
  if (employer === undefined) return { name: '缴费单位' }
  const year = yearOf(month ?? today)
  const thisYear = look.base(employer, area, year)
  const declared = thisYear?.bank_acct ? thisYear : (look.base(employer, area, year - 1) ?? thisYear)
  return { name: declared?.emp_name ?? employer, ...(declared?.bank_acct ? { account: declared.bank_acct } : {}) }
}

/** A clerk's answers, round by round: an account to pay to; rejected, the task opens again after ten working days. */
function askClerk(ctx: RetirementCtx, plan: Plan, owed: Owed, before: PaidBack | undefined): void {
  const tries = before?.tries ?? 0
  let opens: Day | undefined
  for (let round = 1; ; round++) {
    const key = `${owed.key}.${tries}.${round}`
    const task = ctx.task('payment-returned', key)
    const account = task?.status === 'approved' ? (task.private?.bank_acct as BankAccount | undefined) : undefined
    if (account) {
      plan.orders.push({ owed, tries: tries + 1, name: account.acct_name, account })
      return
    }
    const common = { owed, key, ...(before ? { returned: before } : {}) }
    if (task?.status !== 'rejected' || !task.decision) {
      plan.forClerk.push({ ...common, ...reasonOf(ctx, before), due: openDue(ctx, before, opens) })
      return
    }
    opens = addWorkingDays(dayOf(task.decision.at), clerkWorkingDays).day
    if (ctx.today < opens) {
      plan.forClerk.push({ ...common, reopens: opens })
      return
    }
  }
}

function reasonOf({ file }: RetirementCtx, before: PaidBack | undefined): { reason?: string } {
  const reason = before && file.one('payment', before.payNo)?.report?.reason
  return reason === undefined ? {} : { reason }
}

function openDue({ file, state, today }: RetirementCtx, before: PaidBack | undefined, opens: Day | undefined): Due {
  const report = before && file.one('payment', before.payNo)?.report
  const since = opens ?? (report ? dayOf(report.at) : (state.askedAccount?.on ?? today))
  return dueInWorkingDays(since, clerkWorkingDays)
}

/** When a case that waits for a clerk after a rejection is to be asked again. */
export function reopening(plan: Plan): Instant | undefined {
  const days = plan.forClerk.flatMap(({ reopens }) => (reopens ? [reopens] : [])).sort()
  return days[0] === undefined ? undefined : startOfDay(days[0])
}
