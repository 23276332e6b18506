/** Who reviews (RULES.md 3.1). Pure: the draw follows from the case, the number of the draw and a key. */
import { addDays, type Day, dayOf } from '../../../../shared/calendar/index.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import type { Expert } from '../../../../shared/registers/look.ts'
import { expertDays, valueIn } from '../parameters.ts'
import type { ChronicCtx, Review } from '../state.ts'
import { atIssue, recognitionsOf } from './settlements.ts'

/** Working days of whoever is drawn after one who was silent (RULES.md 3.1). */
const nextDays = 1
/** Working days of a clerk where no expert is left (RULES.md 3.1). */
export const clerkDays = 5

/** Whose diagnosis is at issue: nobody reviews that of their own institution. */
function institutionsAtIssue(ctx: ChronicCtx, on: Day): ReadonlySet<string> {
  const treated = atIssue(ctx, on).map(({ fixmedins_code }) => fixmedins_code)
  const recognized = recognitionsOf(ctx).map(({ data }) => data.ide_fixmedins_no)
  return new Set([...treated, ...recognized].map((code) => code.toUpperCase()))
}

/** Whether by what was reported since whoever reviews would judge their own institution's diagnosis (RULES.md 4.5). */
export function isOfOwnInstitution(ctx: ChronicCtx, { expert_no }: Review): boolean {
  const expert = ctx.look.experts(ctx.case.admdvs).find((one) => one.expert_no === expert_no)
  return expert !== undefined && institutionsAtIssue(ctx, ctx.today).has(expert.fixmedins_code.toUpperCase())
}

/** Those who may be drawn on a day. */
function pool(ctx: ChronicCtx, on: Day): Expert[] {
  const { disease, drawn } = ctx.state
  const own = institutionsAtIssue(ctx, on)
  return ctx.look
    .experts(ctx.case.admdvs)
    .filter(
      ({ expert_no, opsp_dise_codes, begndate, enddate, fixmedins_code }) =>
        opsp_dise_codes.includes(disease.opsp_dise_code) &&
        begndate <= on &&
        (enddate === undefined || on <= enddate) &&
        !own.has(fixmedins_code.toUpperCase()) &&
        !drawn.includes(expert_no),
    )
}

/** Each has the same chance: whoever comes first in an order that a key makes of the case, the draw and their numbers. */
function drawnOf(ctx: ChronicCtx, on: Day): Expert | undefined {
  const { look, state } = ctx
  const lot = ({ expert_no }: Expert) => look.lot(`${ctx.case.case_id} ${state.drawn.length} ${expert_no}`)
  const [first] = pool(ctx, on)
    .map((expert) => ({ expert, lot: lot(expert) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
  return first?.expert
}

/** Whoever reviews next; `missed`: the day through which the one before was silent. */
export function nextReview(ctx: ChronicCtx, missed?: Day): { review: Review; drawn: string[]; reviews: number } {
  const { look, state, today, case: c } = ctx
  const on = missed ? addDays(missed, 1) : today
  const expert = drawnOf(ctx, on)
  const days = missed ? nextDays : valueIn(look, expertDays, c.admdvs, state.on)
  const due = dueIn(ctx, c.admdvs, expert ? days : clerkDays, missed ?? today)
  const no = state.reviews + 1
  return {
    review: { no, ...(expert ? { expert_no: expert.expert_no } : {}), on, due },
    drawn: expert ? [...state.drawn, expert.expert_no] : [...state.drawn],
    reviews: no,
  }
}

/** The last day of whoever reviews now. */
export const lastDayOf = ({ due }: Review): Day => dayOf(due.at)
