/**
 * Relations (参保关系): from the facts that were reported to periods, state and months. All pure, so that the same
 * facts in any order say the same.
 */
import { addDays, compare, compareInstants, type Day } from '../calendar/index.ts'
import { type Admdvs, Insutype, type PsnType } from '../codes/index.ts'
import type { PersonFile } from './file.ts'
import type { EnrolmentFact, Relation } from './rows.ts'

/** An uninterrupted time of being insured; without `to` it goes on. Both ends are insured days. */
export interface Period {
  from: Day
  to?: Day
  /** When we learned of the pause that ends it. */
  pauseKnownAt?: string
  /** The reports that make it, by day. */
  facts: EnrolmentFact[]
}

/** State of a relation on a day, with the codes of the national interface. */
export interface Standing {
  psn_insu_stas: '0' | '1' | '2' | '4'
  psn_type: PsnType
  psn_insu_date: Day
  /** Last insured day, if the period is over. */
  paus_insu_date?: Day
  period?: Period
}

const byDate = (a: EnrolmentFact, b: EnrolmentFact) => compare(a.psn_insu_date, b.psn_insu_date)

/** A relation of which nothing has been reported yet. */
export function emptyRelation(insu_admdvs: Admdvs, insutype: Insutype): Relation {
  return { insu_admdvs, insutype, enrolments: [], pauses: [], revocations: [], terminations: [], types: [] }
}

/** The relation as held; undefined of one of which nothing has been reported. */
export const relationOf = (file: PersonFile, area: Admdvs, insutype: Insutype): Relation | undefined =>
  file.one('relation', `${insutype}#${area}`)

/** The relation as held, or one of which nothing is known yet. */
export const relationIn = (file: PersonFile, area: Admdvs, insutype: Insutype): Relation =>
  relationOf(file, area, insutype) ?? emptyRelation(area, insutype)

/** Enrolments that stand: not revoked by a report of the same or a later time. */
function standingEnrolments(relation: Relation): EnrolmentFact[] {
  return relation.enrolments
    .filter(
      (e) =>
        !relation.revocations.some((r) => r.psn_insu_date === e.psn_insu_date && compareInstants(r.time, e.time) >= 0),
    )
    .sort(byDate)
}

/** Of the pauses between `from` and `before` the one reported last. */
function pauseWithin(relation: Relation, from: Day, before?: Day) {
  return relation.pauses
    .filter((p) => p.last >= from && (before === undefined || p.last < before))
    .sort((a, b) => compareInstants(a.time, b.time) || compare(a.last, b.last))
    .at(-1)
}

/**
 * Periods of a relation, oldest first. An enrolment reported after a pause, or after a case has ended the period, begins
 * a new one; one reported while the relation is normal belongs to the period that runs (contract.md, conventions).
 */
export function periodsOf(relation: Relation): Period[] {
  const endOf = ({ from }: Period) => relation.terminations.find((t) => t.period === from)?.from
  const runsOn = (period: Period, on: Day) => {
    const end = endOf(period)
    return period.to === undefined && (end === undefined || on < end)
  }
  const periods: Period[] = []
  const facts = standingEnrolments(relation).filter((e) => !e.unpaid)
  for (const [index, fact] of facts.entries()) {
    const last = periods.at(-1)
    if (last && runsOn(last, fact.psn_insu_date)) last.facts.push(fact)
    else periods.push({ from: fact.psn_insu_date, facts: [fact] })
    const current = periods.at(-1) as Period
    const pause = pauseWithin(relation, current.from, facts[index + 1]?.psn_insu_date)
    if (pause) {
      current.to = pause.last
      current.pauseKnownAt = pause.at
    }
  }
  for (const period of periods) {
    const end = endOf(period)
    if (end !== undefined && (period.to === undefined || period.to >= end)) period.to = addDays(end, -1)
  }
  return periods
}

/** Whether an enrolment is known that a pause with this last insured day can end. */
export function hasPeriodFor(relation: Relation, last: Day): boolean {
  return relation.enrolments.some((e) => e.psn_insu_date <= last)
}

/** Whether the person is or was insured in the area again, after the period of employment that began on `period`. */
export function hasLaterPeriod(file: PersonFile, area: Admdvs, period: Day): boolean {
  const relation = relationOf(file, area, Insutype.employee)
  return relation !== undefined && periodsOf(relation).some(({ from }) => from > period)
}

/** Person type on a day: as enrolled, unless a case changed it from a day on. */
function typeOn(relation: Relation, facts: readonly EnrolmentFact[], on: Day): PsnType {
  const changed = relation.types
    .filter((t) => t.from <= on)
    .sort((a, b) => compare(a.from, b.from))
    .at(-1)
  if (changed) return changed.psn_type
  const enrolled = facts.filter((f) => f.psn_insu_date <= on).at(-1) ?? facts[0]
  return (enrolled as EnrolmentFact).psn_type
}

/** State of the relation, of which these are the periods, on a day; undefined if every enrolment was revoked. */
export function standingOn(
  relation: Relation,
  on: Day,
  periods: readonly Period[] = periodsOf(relation),
): Standing | undefined {
  const begun = periods.filter((p) => p.from <= on)
  const period = begun.at(-1)
  if (!period) return notYet(relation, periods[0], on)
  const psn_type = typeOn(relation, period.facts, on)
  const held = period.to === undefined || period.to >= on
  const base = { psn_type, psn_insu_date: period.from, period }
  if (held) return { psn_insu_stas: '1', ...base }
  const ended = relation.terminations.some((t) => t.period === period.from && t.from <= on)
  return { psn_insu_stas: ended ? '4' : '2', ...base, paus_insu_date: period.to as Day }
}

function notYet(relation: Relation, next: Period | undefined, on: Day): Standing | undefined {
  const fact = next?.facts[0] ?? standingEnrolments(relation).at(-1)
  if (!fact) return undefined
  return { psn_insu_stas: '0', psn_type: typeOn(relation, [fact], on), psn_insu_date: fact.psn_insu_date }
}

/** A relation with its state on a day. */
export type StandingRelation = Standing & { relation: Relation }

/** The person's relations that say something on this day, by the beginning of their latest period, latest first. */
export function standings(file: PersonFile, on: Day): StandingRelation[] {
  return file
    .all('relation')
    .flatMap((relation) => {
      const standing = standingOn(relation, on)
      return standing ? [{ ...standing, relation }] : []
    })
    .sort((a, b) => compare(b.psn_insu_date, a.psn_insu_date))
}

/** Relations in normal state on the day, of one insutype or all, latest begun first. */
export function normalOn(file: PersonFile, on: Day, insutype?: Insutype): StandingRelation[] {
  return standings(file, on).filter(
    (s) => s.psn_insu_stas === '1' && (insutype === undefined || s.relation.insutype === insutype),
  )
}

/** The relation that counts: in normal state (latest begun), 310 before 390. */
export function mainRelationOn(file: PersonFile, on: Day): StandingRelation | undefined {
  return normalOn(file, on, '310')[0] ?? normalOn(file, on, '390')[0]
}

/** Of the paused relations for medical care, or those of one insutype, the one that was paused last. */
export function pausedLatest(
  file: PersonFile,
  on: Day,
  insutypes: readonly Insutype[] = ['310', '390'],
): StandingRelation | undefined {
  const [latest] = standings(file, on)
    .filter(({ relation, psn_insu_stas }) => psn_insu_stas === '2' && insutypes.includes(relation.insutype))
    .sort((a, b) => compare(b.paus_insu_date as Day, a.paus_insu_date as Day))
  return latest
}

/** The 310 relation in normal state (latest begun), else the one paused latest (contract.md, `GET /v1/me`). */
export function employeeRelation(file: PersonFile, on: Day): StandingRelation | undefined {
  return normalOn(file, on, '310')[0] ?? pausedLatest(file, on, ['310'])
}
