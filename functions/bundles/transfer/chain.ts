/** Transfer within a province without application (RULES.md), its steps in reading order. */
import { dueOn } from '../../../shared/calendar/index.ts'
import { anew } from './anew.ts'
import { ended, overrides } from './overrides.ts'
import { transferWithoutApplication } from './parameters.ts'
import { aboutPeriod, transferBundle } from './reference.ts'
import { earlierThan, targets, transfersAtEnd, transfersConcerned } from './rules/candidates.ts'
import { chain } from './state.ts'
import { awaitApproval, creditAccount, holdBalance, leaveInPlace, settleAccount } from './steps/account.ts'
import { continueRelation } from './steps/continue-relation.ts'
import { askForOrigin, awaitChoice, awaitPause, findOrigin } from './steps/find-origin.ts'
import { awaitOtherAccount, awaitPayment, orderPayment, refundSums } from './steps/pay-out.ts'
import { askForRefund, awaitBankAccount, awaitRefundApproval, refundBalance, startRefund } from './steps/refund.ts'
import { changeOrigin, reverse, withdraw } from './steps/undo.ts'
import { texts } from './texts.ts'

/** The bundle `transfer`: one case per B's period, where the place has it (RULES.md 1.1, 1.2). */
export const transferChain = chain({
  ...transferBundle,
  title: '省内职工医保转移（免申转）',
  first: 'findOrigin',
  steps: {
    findOrigin,
    awaitPause,
    askForOrigin,
    awaitChoice,
    continueRelation,
    settleAccount,
    awaitApproval,
    creditAccount,
    holdBalance,
    leaveInPlace,
    startRefund,
    awaitBankAccount,
    askForRefund,
    awaitRefundApproval,
    refundBalance,
    orderPayment,
    awaitPayment,
    awaitOtherAccount,
    changeOrigin,
    withdraw,
    reverse,
  },
  starts(file, { today, look }) {
    return targets(file, today).flatMap(({ relation, period }) => {
      const to = relation.insu_admdvs
      if (earlierThan(file, to, period.from).length === 0) return []
      const holds = look.policy(transferWithoutApplication, to, period.from)
      if (!holds.found || !holds.value) return []
      const state = { to, enrolledOn: period.from, openedOn: today, round: 0, moved: [], booked: {} }
      const opened = { admdvs: to, begins: period.from, due: dueOn(today), say: texts.opened(to) }
      return [{ about: aboutPeriod(to, period.from), state, ...opened }]
    })
  },
  overrides,
  ended,
  anew,
  atEnd: transfersAtEnd,
  concerns: transfersConcerned,
  sums: refundSums,
})
