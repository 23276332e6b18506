/** Asking a retirement anew by other parameters (bundles/RULES.md 1.5): the months are counted against what is required. */
import type { Day } from '../../../shared/calendar/index.ts'
import type { Anew } from '../../../shared/chain/chain.ts'
import { Insutype } from '../../../shared/codes/index.ts'
import { type Change, put } from '../../../shared/registers/file.ts'
import { relationOf } from '../../../shared/registers/relation.ts'
import type { Relation } from '../../../shared/registers/rows.ts'
import { monthsFor, timesOfReports } from './rules/assess.ts'
import { hasOf, lackOf, type Requirement } from './rules/months.ts'
import { unretired } from './rules/retired-relation.ts'
import type { Ending, RetirementCtx, RetirementState } from './state.ts'

/** From the place on, as if nobody had been retired; what was chosen, bought and paid back stays. */
export function anew(ctx: RetirementCtx): Anew<RetirementState, 'findPlace'> | undefined {
  const { ending } = ctx.state
  if (ending?.result !== 'retired' && ending?.result !== 'resident') return undefined
  const firstShortfall = shortfallAnew(ctx, ending)
  return {
    step: 'findPlace',
    ...(firstShortfall === undefined ? {} : { state: { firstShortfall } }),
    forget: ['ending', 'resident', ...(firstShortfall === undefined ? (['firstShortfall'] as const) : [])],
    change: relationsBefore(ctx, ending),
  }
}

/** What had been short when the case opened, by the months that there were then; undefined if nothing was. */
function shortfallAnew(ctx: RetirementCtx, ending: Ending): number | undefined {
  const { firstShortfall } = ctx.state
  const months = monthsFor(ctx, ending.area)
  const { required_total: total, required_paid: paid } = ending
  if (!firstShortfall || total === undefined || paid === undefined || 'missing' in months) return undefined
  const { counted, pension, required } = months
  const lack = (of: Pick<Requirement, 'total' | 'paid'>) => lackOf(hasOf(counted, pension.deemed_months), of)
  return Math.max(0, firstShortfall + lack(required) - lack({ total, paid }))
}

/** The relations without what this case wrote into them. */
function relationsBefore(ctx: RetirementCtx, { area, effectiveFrom }: Ending): Change[] {
  const { file, state } = ctx
  const employee = relationOf(file, area, Insutype.employee)
  const { resident } = state
  const second = resident?.bill && relationOf(file, resident.area, Insutype.resident)
  return [
    ...(employee ? [put('relation', asEmployed(ctx, employee, effectiveFrom))] : []),
    ...(second ? [put('relation', withoutEnrolment(second, resident.from))] : []),
  ]
}

function asEmployed(ctx: RetirementCtx, relation: Relation, from: Day | undefined): Relation {
  const by = ctx.case.case_id
  const kept = { ...relation, terminations: relation.terminations.filter((end) => end.by !== by) }
  if (from === undefined) return kept
  return unretired(kept, { from, by, times: timesOfReports(ctx) })
}

const withoutEnrolment = (relation: Relation, on: Day): Relation => ({
  ...relation,
  enrolments: relation.enrolments.filter(({ psn_insu_date }) => psn_insu_date !== on),
})
