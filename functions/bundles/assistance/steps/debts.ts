/** The sums a case has to pay, as the act of paying knows them (RULES.md 5). */
import type { Debt } from '../../../acts/payment/debt.ts'
import { personAccounts } from '../../../acts/payment/fund.ts'
import { birthCases } from '../../newborn/reference.ts'
import type { OwedDebt, YearFigures } from '../rules/payers.ts'
import type { AssistanceCtx } from '../state.ts'

/** What the bank is told that it pays. */
const purpose = 'medical-assistance'

/** A debt with what the case remembers of it. */
export interface AidPayment extends Debt {
  readonly aid: OwedDebt
}

/** All that is owed to the person by now, and all that was paid. */
export const aidDebts = (ctx: AssistanceCtx, { debts }: YearFigures): AidPayment[] =>
  debts.map((aid) => ({
    aid,
    key: aid.key,
    payer: aid.admdvs,
    dept: aid.dept,
    payee: 'person',
    amt: aid.amt,
    purpose,
    accounts: () => personAccounts(ctx, birthCases),
  }))
