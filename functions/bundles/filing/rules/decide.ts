/** The decision on a visit: the same pure function for the desk that waits and for the admission reported. */
import { dayOf, type Instant } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { reducedRatio } from '../../../../shared/policy/house/reduced-ratio.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import { type Pid, refOf } from '../../../../shared/registers/ids.ts'
import type { Visit } from '../../../../shared/registers/rows.ts'
import {
  type DecisionKind,
  decisionOn,
  type FilingDecision,
  type PolicyAt,
  type RecordedKind,
  type ReducedKind,
  type ToldVisit,
  visitKey,
  withDecision,
} from './decision.ts'
import { insuredOn } from './insured.ts'
import { filingsInForce } from './longest.ts'
import { type Circumstances, type FilingRule, type Fit, groundsOf, onFile, rules } from './twelve.ts'

/** The first rule that fits, and why. */
function ruleFor(circumstances: Circumstances): { rule: FilingRule; fit: Fit } {
  for (const rule of rules) {
    const fit = rule.applies(circumstances)
    if (fit) return { rule, fit }
  }
  throw new Error('filing: no rule fits; the last one always does')
}

/** What a decision rests on, from the file and the visit (RULES.md 1.7). */
export function circumstancesOf(
  file: PersonFile,
  visit: ToldVisit,
  policy: PolicyAt,
  place = visit.insuplc_admdvs,
): Circumstances {
  const day = dayOf(visit.begntime)
  const { died } = file
  const base = { visit, day, filings: filingsInForce(file, policy), policy }
  // The day of death itself is still covered, whatever the registers say of the time after.
  if (died !== undefined && day > died) return { ...base, died }
  const insured = insuredOn(file, day, place)
  return { ...base, ...(insured ? { insured } : {}) }
}

/** The insured place of a visit; of somebody without a relation that day the place named, or that of treatment. */
export function placeInCharge(file: PersonFile, visit: Visit): Admdvs {
  const { insuplc_admdvs, mdtrtarea_admvs, begntime } = visit
  const decided = decisionOn(visit)?.insuplc_admdvs
  const found = decided ?? insuredOn(file, dayOf(begntime), insuplc_admdvs)?.admdvs
  return found ?? insuplc_admdvs ?? mdtrtarea_admvs
}

/** Decisions that are recorded with both sides, under a filing. */
export const isRecorded = (decision: DecisionKind): decision is RecordedKind =>
  decision !== 'local' && decision !== 'refused' && decision !== 'required'

/** How a decision came about. */
export interface Asked {
  pid: Pid
  now: Instant
  asked_by: FilingDecision['asked_by']
}

/** The decision for these circumstances (RULES.md 2.1). */
export const decide = (circumstances: Circumstances, asked: Asked): FilingDecision =>
  answer(circumstances, ruleFor(circumstances), asked)

function answer(
  circumstances: Circumstances,
  { rule, fit }: { rule: FilingRule; fit: Fit },
  asked: Asked,
): FilingDecision {
  const { visit, insured } = circumstances
  const ratio = fit.reduced && reduction(circumstances, fit.reduced)
  return {
    mdtrt_id: visit.mdtrt_id,
    decision: rule.decision,
    basis: String(rule.no),
    ...(isRecorded(rule.decision) ? validity(circumstances, fit, asked.pid) : {}),
    rates: fit.reduced ? 'reduced' : rule.rates,
    ...(ratio ? { pay_ratio: ratio.value } : {}),
    message: rule.message(circumstances, ratio ? { ...fit, ratio: ratio.value } : fit),
    ...(insured ? { insuplc_admdvs: insured.admdvs } : {}),
    why: {
      rule: rule.text,
      ...(fit.grounds ? { grounds: fit.grounds } : {}),
      ...(ratio ? { ratio: ratio.row } : {}),
    },
    decided_at: asked.now,
    asked_by: asked.asked_by,
  }
}

/** The filing the visit is settled under: the person's own, or the record made for this one visit. */
function validity({ visit, day }: Circumstances, { filing }: Fit, pid: Pid) {
  if (!filing) return { filing_id: refOf('FL', pid, `visit#${visitKey(visit)}`), valid_from: day }
  const { filing_id, from, to } = filing
  return { filing_id, valid_from: from, ...(to === undefined ? {} : { valid_to: to }) }
}

/**
 * *Parameter* `reduced_ratio` of the insured place by kind of filing and person; undefined where there is none
 * (RULES.md 2.2).
 */
function reduction({ insured, policy, day }: Circumstances, kind: ReducedKind) {
  if (!insured) return undefined
  const held = policy(reducedRatio, insured.admdvs, day)
  const value = held.found ? held.value[kind]?.[insured.person] : undefined
  if (!held.found || value === undefined) return undefined
  const { source: _source, ...row } = groundsOf(held.row)
  return { value, row }
}

/**
 * The visit with the decision that holds now (RULES.md 1.2, 3.1). One visit has one decision, whichever way it was
 * first told; what may still change is `required` into `on-file`, once a filing covers it before discharge. Besides, a
 * refusal for want of a relation that nobody at a desk was given is decided again when the enrolment is reported after
 * all: the same messages in another order would never have led to it (bundles/RULES.md 3.1). Of a visit that did not take
 * place nothing changes any more.
 */
export function decided(file: PersonFile, visit: Visit, policy: PolicyAt, asked: Asked): Visit {
  const held = decisionOn(visit)
  if (!held) return withDecision(visit, decide(circumstancesOf(file, visit, policy), asked))
  if (held.cancelled) return visit
  if (held.decision === 'required' && !visit.settled) return filedAfterAll(file, visit, held, policy, asked)
  if (held.basis === '1' && held.asked_by === 'event') {
    const circumstances = circumstancesOf(file, visit, policy)
    return circumstances.insured ? withDecision(visit, decide(circumstances, asked)) : visit
  }
  return visit
}

function filedAfterAll(file: PersonFile, visit: Visit, held: FilingDecision, policy: PolicyAt, asked: Asked): Visit {
  // The insured place stays the one decided upon, even if the registers have changed since.
  const circumstances = circumstancesOf(file, visit, policy, held.insuplc_admdvs)
  const fit = onFile.applies(circumstances)
  const as = { ...asked, asked_by: held.asked_by }
  return fit ? withDecision(visit, answer(circumstances, { rule: onFile, fit }, as)) : visit
}

/** Visits of the file whose decision a filing changes (RULES.md 4.8). */
export function turnedByFiling(file: PersonFile, policy: PolicyAt, asked: Asked): Visit[] {
  return file.all('visit').flatMap((visit) => {
    if (decisionOn(visit)?.decision !== 'required') return []
    const now = decided(file, visit, policy, asked)
    return now === visit ? [] : [now]
  })
}
