/** What a case reads of its receipt: the visit, who pays, by which ratio, and what the visit's other receipts came to. Pure. */
import { receiptText } from '../../../../events/heard.ts'
import { dayOf, type Instant } from '../../../../shared/calendar/index.ts'
import { type Admdvs, isMedTypeOf } from '../../../../shared/codes/index.ts'
import { type Fen, yuan, ZERO } from '../../../../shared/money/index.ts'
import { type Due, dueIn } from '../../../../shared/policy/due.ts'
import { reducedRatio } from '../../../../shared/policy/house/reduced-ratio.ts'
import type { PolicyMissing } from '../../../../shared/policy/index.ts'
import { recall, recallAll } from '../../../../shared/registers/rest.ts'
import { claimAutoUpto, claimDays, claimTerms, type Terms } from '../parameters.ts'
import { reimbursementBundle } from '../reference.ts'
import { type ReimbursementCtx, type Sum, stateIn } from '../state.ts'
import { type Insured, insuredAt } from './insured.ts'
import { type Claim, type Receipt, receiptOf, type VisitTold, verifiedIn, visitKey, visitTold } from './receipts.ts'
import { instalment, type Sibling, termsFor } from './reckon.ts'

/** What a decision reads. */
export type Reads = Pick<ReimbursementCtx, 'file' | 'look' | 'now' | 'today' | 'state' | 'case'>

/** The receipt of a case, and the visit it is of. */
export interface Facts {
  readonly receipt: Receipt
  readonly visit: VisitTold
  readonly insured?: Insured
  /** Whose case it is: the insured area, else the institution's (RULES.md 2.4). */
  readonly area: Admdvs
}

/** All of it. */
export function factsOf({ file, state }: Pick<Reads, 'file' | 'state'>): Facts {
  const receipt = receiptOf(file, state.receipt)
  const visit = visitTold(receipt)
  const insured = insuredAt(file, visit)
  return { receipt, visit, ...(insured ? { insured } : {}), area: insured?.admdvs ?? visit.place }
}

/** What a review is about: an upload that comes later, or another one, ends it (RULES.md 5.3). */
export const basisOf = ({ receipt: { upload } }: Facts): string => (upload ? `upload ${upload.time}` : 'form')

/** What the platform said to this query, if it has; what it says of another receipt is no answer. */
export function answerTo({ file, case: { case_id }, state: { queried, receipt } }: Reads) {
  const said = queried ? verifiedIn(file, case_id)?.data : undefined
  return said && receiptText(said) === receiptText(receipt) ? said : undefined
}

/** The approval that holds for what is known now. */
export const approvalOf = ({ state: { approved } }: Pick<Reads, 'state'>, facts: Facts) =>
  approved?.basis === basisOf(facts) ? approved : undefined

/** The visit's other receipts that are ordered, or for which nothing was due; what was recovered, or came to nothing and is void, counts no more. */
function siblingsOf(ctx: Reads, { receipt, visit }: Facts): Sibling[] {
  const { file, case: row } = ctx
  recallAll(file, ctx, 'case', ['settled', visit.endtime])
  const key = visitKey(receipt, visit)
  return file.all('case').flatMap((other): Sibling[] => {
    if (other.bundle !== reimbursementBundle.bundle || other.case_id === row.case_id) return []
    const { sum, gone, uncounted } = stateIn(other)
    const isOff = gone === 'recovered' || (uncounted && sum?.amt === ZERO)
    return sum?.visit === key && !isOff ? [sum] : []
  })
}

/** What is known by now of what a receipt comes to, and the visit with it; or the parameter that is missing. */
export interface Worth {
  /** What lies within the scope of insurance: as the institution says, else as a clerk approved. */
  readonly inscp?: Fen
  readonly sum?: Sum
  readonly total?: Fen
  readonly missing?: PolicyMissing
}

/** Reckons it, as far as it can be (RULES.md 3). */
export function worthOf(ctx: Reads, facts: Facts): Worth {
  const { receipt, visit, insured } = facts
  const inscp = visit.inscp ?? approvalOf(ctx, facts)?.inscp
  if (inscp === undefined || !insured) return inscp === undefined ? {} : { inscp }
  const terms = termsOf(ctx, visit, insured)
  if ('missing' in terms) return { inscp, missing: terms.missing }
  const rate = ratioOf(ctx, visit, insured) ?? terms.ratio
  const by = { deductible: terms.deductible, ratio: rate }
  const { amt, total } = instalment(inscp, siblingsOf(ctx, facts), by)
  const sum = { amt, inscp, deductible: yuan(by.deductible), ratio: rate, visit: visitKey(receipt, visit) }
  return { inscp, sum, total }
}

/** The terms of the insured area on the day the visit ended (RULES.md 3.1). */
function termsOf({ look }: Reads, visit: VisitTold, insured: Insured): Terms | { missing: PolicyMissing } {
  const { admdvs: area } = insured
  const on = dayOf(visit.endtime)
  const found = look.policy(claimTerms, area, on)
  const terms = found.found ? termsFor(found.value, { ...insured, ...visit }) : undefined
  return terms ?? { missing: { found: false, parameter: claimTerms, area, on } }
}

const emergencies: readonly string[] = ['13', '24']

/** Another ratio than that of the terms: by the visit's decision, or lower for treatment elsewhere without leave (3.4). */
function ratioOf(ctx: Reads, visit: VisitTold, insured: Insured): string | undefined {
  const { fixmedins_code, mdtrt_id, begntime, endtime, med_type, place } = visit
  const row =
    mdtrt_id === undefined ? undefined : recall(ctx.file, ctx, 'visit', `${fixmedins_code}#${mdtrt_id}`, begntime)
  const { decision, pay_ratio } = (row?.decision ?? {}) as { decision?: string; pay_ratio?: string }
  if (pay_ratio !== undefined) return pay_ratio
  const isWithoutLeave = decision === undefined || decision === 'required' || decision === 'refused'
  if (place === insured.admdvs || !isWithoutLeave || isMedTypeOf(med_type, emergencies)) return undefined
  const found = ctx.look.policy(reducedRatio, insured.admdvs, dayOf(endtime))
  return found.found ? found.value.temporary?.[insured.person] : undefined
}

/** Up to which a visit is paid at once. */
export function autoUpto({ look }: Reads, { visit: { endtime } }: Facts, insured: Insured): Fen {
  const found = look.policy(claimAutoUpto, insured.admdvs, dayOf(endtime))
  return yuan(found.found ? found.value : '0.00')
}

/** Whether a form was sent that the case has not taken yet. */
export const isNewForm = (
  claim: Claim | undefined,
  { claim: taken }: { claim?: { form?: Instant } | undefined },
): boolean => claim !== undefined && claim.time !== taken?.form

/** Until when a claim is to be decided (RULES.md 7.2). */
export function dueOf(ctx: Reads, { area }: Facts, { at }: { at: Instant }): Due {
  const on = dayOf(at)
  const days = ctx.look.policy(claimDays, area, on)
  return dueIn(ctx, area, days.found ? days.value : 0, on)
}
