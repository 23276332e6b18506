/** Retirement without application (RULES.md): the chain, its steps in the order of the rules. */

import type { Start } from '../../../shared/chain/chain.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { pensionOf } from './assess.ts'
import { askForChoice, awaitChoice } from './choose.ts'
import { countMonths } from './count-months.ts'
import { findPlace } from './find-place.ts'
import { assessLumpSum, awaitLumpSum } from './lump-sum-steps.ts'
import { awaitMonths } from './monthly-steps.ts'
import { payBack } from './pay-back.ts'
import { assessResident, becomeResident } from './resident-steps.ts'
import { retire } from './retire.ts'
import { chain, type RetirementState } from './state.ts'
import { texts } from './texts.ts'
import { ended, watch } from './watch.ts'

/** One case a person, opened by the first pension approved (RULES.md 1.1). */
function starts(file: PersonFile): Start<RetirementState>[] {
  const pension = file.person && pensionOf(file)
  if (!pension) return []
  const { pension_admdvs: admdvs, retr_date } = pension
  return [{ about: 'retirement', state: { paidBack: {} }, admdvs, say: texts.opened(retr_date), actor: 'partner' }]
}

/** The bundle `retirement`. Stands after `transfer`, which it waits for. */
export const retirementChain = chain({
  bundle: 'retirement',
  version: 1,
  prefix: 'RT',
  title: '医保退休免申即享',
  first: 'findPlace',
  steps: {
    findPlace,
    countMonths,
    retire,
    askForChoice,
    awaitChoice,
    assessLumpSum,
    awaitLumpSum,
    awaitMonths,
    becomeResident,
    assessResident,
    payBack,
  },
  starts,
  watch,
  ended,
})
