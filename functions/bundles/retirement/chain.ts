/** Retirement without application (RULES.md): the chain, its steps in the order of the rules. */

import type { Start } from '../../../shared/chain/chain.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { anew } from './anew.ts'
import { ended, overrides } from './overrides.ts'
import { retirementBundle } from './reference.ts'
import { pensionOf } from './rules/assess.ts'
import { chain, type RetirementState } from './state.ts'
import { askForChoice, awaitChoice } from './steps/choose.ts'
import { countMonths } from './steps/count-months.ts'
import { findPlace } from './steps/find-place.ts'
import { assessLumpSum, awaitLumpSum } from './steps/lump-sum.ts'
import { awaitMonths } from './steps/monthly.ts'
import { payBack } from './steps/pay-back.ts'
import { assessResident, becomeResident } from './steps/resident.ts'
import { retire } from './steps/retire.ts'
import { texts } from './texts.ts'

/** One case a person, opened by the first pension approved (RULES.md 1.1). */
function starts(file: PersonFile): Start<RetirementState>[] {
  const pension = file.person && pensionOf(file)
  if (!pension) return []
  const { pension_admdvs: admdvs, retr_date } = pension
  const opened = { say: texts.opened(retr_date), actor: 'partner' as const }
  return [{ about: 'retirement', state: { paidBack: {} }, admdvs, begins: retr_date, ...opened }]
}

/** The bundle `retirement`. Stands after `transfer`, which it waits for. */
export const retirementChain = chain({
  ...retirementBundle,
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
  overrides,
  ended,
  anew,
})
