/** Asking an allowance anew by other parameters (bundles/RULES.md 1.5): ground and months, then days, sum and payee. */
import type { Anew } from '../../../shared/chain/chain.ts'
import { isDue } from './overrides.ts'
import type { AllowanceCtx, AllowanceState } from './state.ts'

/** The employer who has answered, or was silent, is not asked again, nor the clerk; what was paid is paid. */
export function anew(ctx: AllowanceCtx): Anew<AllowanceState, 'checkMonths' | 'checkDelivery'> {
  const { verification, round } = ctx.state
  const step = verification !== undefined && isDue(ctx) ? 'checkDelivery' : 'checkMonths'
  return { step, state: { round: Math.max(0, round - 1) }, forget: ['payment'] }
}
