/** The decision (RULES.md 2): may this visit be settled directly, under which filing, and at whose rates. */
import type { Day, Instant } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { isCancelled } from '../../../../shared/registers/apply/taken-back.ts'
import type { Ref } from '../../../../shared/registers/ids.ts'
import type { Look } from '../../../../shared/registers/look.ts'
import type { Visit } from '../../../../shared/registers/rows.ts'

/** What is decided. */
export const decisionNames = {
  local: '在参保地就医，不用备案',
  'not-required': '不用备案',
  deemed: '视同已备案',
  'on-file': '已备案',
  automatic: '自动备案',
  required: '需要先备案',
  refused: '不能直接结算',
} as const
/** One of them. */
export type DecisionKind = keyof typeof decisionNames
/** Decisions that are recorded with both sides, under a filing. */
export type RecordedKind = Exclude<DecisionKind, 'local' | 'required' | 'refused'>
/** At whose rates the visit is settled. */
export const ratesNames = {
  'insured-place': '和在参保地一样',
  reduced: '比在参保地低一些',
  none: '不能直接结算',
} as const
/** One of them. */
export type Rates = keyof typeof ratesNames
/** Kinds of filing whose holder is paid at a reduced ratio. */
export type ReducedKind = 'automatic' | 'temporary' | 'referral'

/** Looks up a dated parameter. */
export type PolicyAt = Look['policy']

/** A visit as it was told, without what became of it. */
export type ToldVisit = Omit<Visit, 'decision' | 'admitted' | 'settled' | 'undone' | 'cancelled'>

/** The parameter that a decision rests on: its area, its first day (none: from always) and where it comes from. */
export interface Grounds {
  source: string
  admdvs: Admdvs
  from?: Day
}

/** Answered to an institution that waits at the desk, or made for a reported admission. */
export const askedByNames = { desk: '医院窗口询问', event: '医院报来就诊' } as const

/** The decision on a visit, as answered and as kept with the visit. */
export interface FilingDecision {
  mdtrt_id: string
  decision: DecisionKind
  /** Number of the rule, RULES.md 3. */
  basis: string
  /** Of `on-file` the person's own filing, of the other recorded decisions the record made for this visit. */
  filing_id?: Ref
  rates: Rates
  pay_ratio?: string
  valid_from?: Day
  valid_to?: Day
  /** Plain Chinese, for the desk to read aloud and for the person. */
  message: string
  /** Pooling area of the relation the visit is settled under; none if there is no such relation. */
  insuplc_admdvs?: Admdvs
  /**
   * What can be explained of it: the rule in words, the parameter it rests on, and which row of `reduced_ratio` gave the
   * ratio. (That one's source is left to be looked up: with it, a visit would be too long for one write unit.)
   */
  why: { rule: string; grounds?: Grounds; ratio?: Omit<Grounds, 'source'> }
  decided_at: Instant
  asked_by: keyof typeof askedByNames
  /** The visit did not take place: the decision stands, and covers nothing (RULES.md 5.5). */
  cancelled?: true
}

/** The decision kept with a visit, marked if the visit was cancelled. */
export function decisionOn(visit: Visit): FilingDecision | undefined {
  const decision = visit.decision as unknown as FilingDecision | undefined
  return decision && isCancelled(visit) ? { ...decision, cancelled: true } : decision
}

/** The visit with its decision. */
export const withDecision = (visit: Visit, decision: FilingDecision): Visit => ({
  ...visit,
  decision: decision as unknown as Record<string, unknown>,
})

/** The key of a visit: one visit, one decision, whichever way it was told. */
export const visitKey = (visit: Pick<Visit, 'fixmedins_code' | 'mdtrt_id'>): string =>
  `${visit.fixmedins_code}#${visit.mdtrt_id}`
