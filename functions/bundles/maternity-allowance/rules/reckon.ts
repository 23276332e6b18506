/** What a delivery comes to: days, base, sum and payee, by dated parameters of the day of discharge. Pure. */
import { yearOf } from '../../../../shared/calendar/index.ts'
import type { Decision, Wait } from '../../../../shared/chain/chain.ts'
import { policyMissingTask, waitForPolicy } from '../../../../shared/chain/missing.ts'
import { type Fen, fen } from '../../../../shared/money/index.ts'
import type { AnyParameter, ValueOf } from '../../../../shared/policy/index.ts'
import type { EmployerBase } from '../../../../shared/registers/look.ts'
import { allowancePayee, allowanceReviewAbove, dystociaDays, extendedDays } from '../parameters.ts'
import { type AllowanceCtx, type AllowanceState, deliveryOf, wait } from '../state.ts'
import { allowanceAmount, allowanceDays } from './days.ts'
import { employerAtDischarge } from './eligibility.ts'

/** Values of parameters by their names. */
export type Values<P extends AnyParameter> = { [One in P as One['name']]: ValueOf<One> }

/**
 * Parameters where the delivery was settled, on the day of discharge; or the wait for the first that has none
 * (RULES.md 1.3).
 */
export function parameters<P extends AnyParameter>(
  ctx: AllowanceCtx,
  needed: readonly P[],
): { values: Values<P> } | { missing: Decision<AllowanceState, never> } {
  const { insu_admdvs, dscg_date } = deliveryOf(ctx)
  const values: Record<string, unknown> = {}
  for (const parameter of needed) {
    const found = ctx.look.policy(parameter, insu_admdvs, dscg_date)
    if (!found.found) {
      const task = policyMissingTask(parameter, insu_admdvs, dscg_date, ctx.state.openedOn)
      const waiting: Wait = waitForPolicy(parameter, ctx.state.openedOn)
      return { missing: wait(waiting, { tasks: [task] }) }
    }
    values[parameter.name] = found.value
  }
  return { values: values as Values<P> }
}

/** Parameters that days, check and payment need. */
export const sumParameters = [dystociaDays, extendedDays, allowanceReviewAbove, allowancePayee] as const

/** What the allowance comes to. */
export interface Sum {
  days: number
  payee: 'employer' | 'person'
  /** Average monthly base in fen, if it is known. */
  base?: Fen
  amt?: Fen
}

/** The year whose average base counts: the calendar year before the discharge. */
export const baseYear = (ctx: AllowanceCtx): number => yearOf(deliveryOf(ctx).dscg_date) - 1

/** The employer of the mother on the day of discharge. */
export const employerOf = (ctx: AllowanceCtx): string | undefined => employerAtDischarge(ctx.file, deliveryOf(ctx))

/** What the employer declared for a year. */
export function declared(ctx: AllowanceCtx, year = baseYear(ctx)): EmployerBase | undefined {
  const empNo = employerOf(ctx)
  return empNo === undefined ? undefined : ctx.look.base(empNo, deliveryOf(ctx).insu_admdvs, year)
}

/** Days, base and sum as they stand now. Whoever has no employer is paid in person. */
export function reckon(ctx: AllowanceCtx, values: Values<(typeof sumParameters)[number]>): Sum {
  const days = allowanceDays(deliveryOf(ctx), values)
  const payee = employerOf(ctx) === undefined ? 'person' : values.allowance_payee
  const known = declared(ctx)?.avg_base
  const base = known === undefined ? ctx.state.givenBase : fen(known)
  return base === undefined ? { days, payee } : { days, payee, base, amt: allowanceAmount(base, days) }
}
