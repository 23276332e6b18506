/** Which sums are to be paid back and to whom (RULES.md 6). */
import { yearOf } from '../../../../shared/calendar/index.ts'
import { billsOf } from '../../../acts/bill.ts'
import { accountsOf, type Debt, type PayTo } from '../../../acts/payment/debt.ts'
import { type Plan, planOf } from '../../../acts/payment/plan.ts'
import { personOf } from '../../../acts/person.ts'
import { type Owed, type RetirementCtx, stateIn } from '../state.ts'
import { heldPension } from './assess.ts'
import { contributionsOwed } from './contributions.ts'
import { premiumsOf, premiumsOwed } from './refunds.ts'

/** A sum to be paid back, as the act of paying knows it. */
export interface PayBack extends Debt {
  owed: Owed
}

/** Everything owed so far: what was ordered stays as it was ordered (RULES.md 6.4). */
export function payBacks(ctx: RetirementCtx): PayBack[] {
  const { file, state } = ctx
  const bills = billsOf(ctx)
  const { ending } = state
  const now = [
    ...(ending ? contributionsOwed(ctx, ending) : []),
    ...premiumsOwed(premiumsOf(file, bills, state.resident), state, bills),
  ].filter((owed) => !state.paidBack[owed.key] && !isPaidByAnother(ctx, owed))
  return [...Object.values(state.paidBack), ...now].map((owed) => payBackOf(ctx, owed))
}

/** Of one who retired under two numbers the other case may have paid it back already. */
const isPaidByAnother = ({ file, case: { case_id } }: RetirementCtx, { key }: Owed): boolean =>
  file.all('case').some((row) => {
    const isOther = row.bundle === 'retirement' && row.case_id !== case_id
    return isOther && stateIn(row).paidBack[key] !== undefined
  })

function payBackOf(ctx: RetirementCtx, owed: Owed): PayBack {
  const { key, area: payer, payee, amt, purpose, month, emp_no } = owed
  const facts = { ...(month ? { month } : {}), ...(emp_no ? { emp_no } : {}) }
  const accounts = () => (payee === 'person' ? accountsOf(personOf(ctx), 'own') : [employerOf(ctx, owed)])
  return { owed, key, payer, payee, amt, purpose, facts, accounts }
}

/** Name and account as the employer declared them, for the year of the month or the year before. */
function employerOf({ file, look, state, today }: RetirementCtx, { area, month, emp_no }: Owed): PayTo {
  const employer = emp_no ?? heldPension({ file, state }).emp_no
  if (employer === undefined) return { name: '缴费单位' }
  const year = yearOf(month ?? today)
  const thisYear = look.base(employer, area, year)
  const declared = thisYear?.bank_acct ? thisYear : (look.base(employer, area, year - 1) ?? thisYear)
  return { name: declared?.emp_name ?? employer, ...(declared?.bank_acct ? { account: declared.bank_acct } : {}) }
}

/** The plan as of now. */
export const payBackPlan = (ctx: RetirementCtx): Plan<PayBack> => planOf(ctx, payBacks(ctx))
