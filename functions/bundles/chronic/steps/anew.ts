/** Asking anew by other parameters what was granted without a review (bundles/RULES.md 1.5). */
import type { Anew } from '../../../../shared/chain/chain.ts'
import { drop } from '../../../../shared/registers/file.ts'
import { keyOf } from '../../../../shared/registers/rows.ts'
import { rightsOf } from '../rules/rights.ts'
import type { ChronicCtx, ChronicState } from '../state.ts'

/** What a review, a clerk or the person's own no or silence has ended rests on no parameter; who agreed is not asked again. */
export function anew({ file, state, case: c }: ChronicCtx): Anew<ChronicState, 'open'> | undefined {
  const { granted, disease } = state
  if (!granted || granted.basis === 'expert' || granted.basis === 'clerk' || granted.doubts > 0) return undefined
  const own = rightsOf(file, c.admdvs, disease.opsp_dise_code).filter(({ case_id }) => case_id === c.case_id)
  return {
    step: 'open',
    forget: ['granted', 'direct'],
    change: own.map((right) => drop('entitlement', keyOf.entitlement(right))),
  }
}
