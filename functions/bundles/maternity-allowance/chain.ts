import { anew } from './anew.ts'
import { caseDue } from './outcome.ts'
import { ended, overrides } from './overrides.ts'
import { aboutDelivery, allowanceBundle } from './reference.ts'
import { lackedGround } from './rules/eligibility.ts'
import { chain } from './state.ts'
import { checkMonths } from './steps/check-months.ts'
import { awaitAccount, awaitPayment, orderPayment } from './steps/pay.ts'
import { awaitBase, checkDelivery, review } from './steps/review.ts'
import { askEmployer, awaitEmployer } from './steps/verify.ts'
import { texts } from './texts.ts'

/** The bundle `maternity-allowance`: one case a settled delivery of a mother insured by employment where it was settled
 * (RULES.md 1). */
export const allowanceChain = chain({
  ...allowanceBundle,
  title: '生育津贴（免申即享）',
  first: 'checkMonths',
  steps: {
    checkMonths,
    askEmployer,
    awaitEmployer,
    checkDelivery,
    awaitBase,
    review,
    orderPayment,
    awaitPayment,
    awaitAccount,
  },
  starts(file, at) {
    return file
      .all('delivery')
      .filter((delivery) => lackedGround(file, at.look, delivery) === undefined)
      .map((delivery) => ({
        about: aboutDelivery(delivery),
        state: { setl_id: delivery.setl_id, openedOn: at.today, asks: 0, round: 0, cleared: [] },
        admdvs: delivery.insu_admdvs,
        begins: delivery.dscg_date,
        due: caseDue(at, file, delivery),
        say: texts.opened(),
      }))
  },
  overrides,
  ended,
  anew,
})
