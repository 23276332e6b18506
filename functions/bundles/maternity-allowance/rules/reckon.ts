/** What a delivery comes to: days, base, sum and payee, by dated parameters of the day of discharge. Pure. */
import { yearOf } from '../../../../shared/calendar/index.ts'
import type { Decision, TaskDraft, Wait } from '../../../../shared/chain/chain.ts'
import { policyMissingTask, waitForPolicy } from '../../../../shared/chain/missing.ts'
import { provinceOf } from '../../../../shared/codes/index.ts'
import { type Fen, fen, sumFen } from '../../../../shared/money/index.ts'
import type { AnyParameter, ValueOf } from '../../../../shared/policy/index.ts'
import type { EmployerBase } from '../../../../shared/registers/look.ts'
import { paidInProvince } from '../../../../shared/registers/months.ts'
import { baseTopic } from '../../../../shared/table/keys.ts'
import { allowanceDays, allowancePayee, allowanceReviewAbove, extendedDays } from '../parameters.ts'
import { type AllowanceCtx, type AllowanceState, deliveryOf, wait } from '../state.ts'
import { allowanceAmount, type Base, birthDays, miscarriageDays, monthlyBase } from './days.ts'
import { employerAtDischarge } from './eligibility.ts'

/** Values of parameters by their names. */
export type Values<P extends AnyParameter> = { [One in P as One['name']]: ValueOf<One> }

/** A parameter that has no row: who is told, and what is waited for (RULES.md 1.3). */
export interface Missing {
  task: TaskDraft
  wait: Wait
}

/** What was looked for, or the first parameter that it lacks. */
export type Found<T> = T | { missing: Missing }

/** Parameters where the delivery was settled, on the day of discharge. */
export function parameters<P extends AnyParameter>(
  ctx: AllowanceCtx,
  needed: readonly P[],
): Found<{ values: Values<P> }> {
  const { insu_admdvs, dscg_date } = deliveryOf(ctx)
  const { openedOn, enoughOn: asked = openedOn } = ctx.state
  const values: Record<string, unknown> = {}
  for (const parameter of needed) {
    const found = ctx.look.policy(parameter, insu_admdvs, dscg_date)
    if (!found.found) {
      const task = policyMissingTask(parameter, insu_admdvs, dscg_date, asked)
      return { missing: { task, wait: waitForPolicy(parameter, asked) } }
    }
    values[parameter.name] = found.value
  }
  return { values: values as Values<P> }
}

/** Waits until an operator has set it. */
export const waitFor = ({ task, wait: until }: Missing): Decision<AllowanceState, never> =>
  wait(until, { tasks: [task] })

/** What the allowance comes to. */
export interface Sum {
  days: number
  payee: 'employer' | 'person'
  /** Above it a clerk looks at it. */
  above: string
  /** Average monthly base and what follows from it, if it is known. */
  base?: Base
  amt?: Fen
}

/** The year whose base counts: the calendar year before the discharge. */
export const baseYear = (ctx: AllowanceCtx): number => yearOf(deliveryOf(ctx).dscg_date) - 1

/** The employer of the mother on the day of discharge; undefined of one who pays alone. */
export const employerOf = (ctx: AllowanceCtx): string | undefined => employerAtDischarge(ctx.file, deliveryOf(ctx))

/** What the employer declared for a year. */
export function declared(ctx: AllowanceCtx, year = baseYear(ctx)): EmployerBase | undefined {
  const empNo = employerOf(ctx)
  return empNo === undefined ? undefined : ctx.look.base(empNo, deliveryOf(ctx).insu_admdvs, year)
}

/** What outside the file changes when the base is declared; of who pays alone it stands in the file. */
export function baseTopics(ctx: AllowanceCtx): { topics?: string[] } {
  const empNo = employerOf(ctx)
  return empNo === undefined ? {} : { topics: [baseTopic(empNo, deliveryOf(ctx).insu_admdvs, baseYear(ctx))] }
}

/** Whether she pays contributions alone (RULES.md 1.4). */
export const paysAlone = (ctx: AllowanceCtx): boolean => employerOf(ctx) === undefined

/** Days, base, sum and payee as they stand now. */
export function reckon(ctx: AllowanceCtx): Found<Sum> {
  const counted = daysOf(ctx)
  if ('missing' in counted) return counted
  const found = parameters(ctx, [allowanceReviewAbove, allowancePayee])
  if ('missing' in found) return found
  const { days } = counted
  const { allowance_review_above: above, allowance_payee } = found.values
  const payee = paysAlone(ctx) ? 'person' : allowance_payee
  const base = baseOf(ctx)
  return base ? { days, payee, above, base, amt: allowanceAmount(base, days) } : { days, payee, above }
}

/** Of a miscarriage nobody asks which child it would have been. */
function daysOf(ctx: AllowanceCtx): Found<{ days: number }> {
  const delivery = deliveryOf(ctx)
  const found = parameters(ctx, [allowanceDays])
  if ('missing' in found) return found
  const { allowance_days } = found.values
  if (delivery.outcome === 'miscarriage') return { days: miscarriageDays(delivery, allowance_days) }
  const extended = parameters(ctx, [extendedDays])
  if ('missing' in extended) return extended
  return { days: birthDays(delivery, allowance_days, extended.values.extended_days) }
}

/** The one on record, else what a clerk gave (RULES.md 4.2, 5.3, 5.4). */
function baseOf(ctx: AllowanceCtx): Base | undefined {
  const { givenBase } = ctx.state
  const known = paysAlone(ctx) ? ownBase(ctx) : declaredBase(ctx)
  return known ?? (givenBase === undefined ? undefined : monthlyBase(givenBase))
}

function declaredBase(ctx: AllowanceCtx): Base | undefined {
  const known = declared(ctx)
  return known && monthlyBase(fen(known.avg_base))
}

/** The mean of her own months of the year before, exact; of a month paid in two areas the larger base counts. */
function ownBase(ctx: AllowanceCtx): Base | undefined {
  const months = [...paidInProvince(ctx.file, provinceOf(deliveryOf(ctx).insu_admdvs))]
  const bases = months
    .filter(([month]) => yearOf(month) === baseYear(ctx))
    .map(([, paid]) => fen(Math.max(...paid.map(({ base }) => base))))
  return bases.length > 0 ? { sum: sumFen(bases), months: bases.length } : undefined
}
