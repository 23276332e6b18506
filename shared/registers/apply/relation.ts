/** Enrolments, pauses, revocations and contribution months: kept as facts, the later report of the same fact holds. */
import { compareInstants, type Instant, type Month, monthsFrom } from '../../calendar/index.ts'
import { yuan } from '../../money/index.ts'
import type { ApplyResult } from '../applying.ts'
import type { EventOf } from '../events.ts'
import { type PersonFile, put } from '../file.ts'
import { isMonthKnown, withMonths } from '../months.ts'
import { hasPeriodFor, relationIn } from '../relation.ts'
import type { EnrolmentFact, MonthPaid, Relation } from '../rows.ts'

const later = (a: { time: Instant }, b: { time: Instant }) => compareInstants(a.time, b.time) > 0

/** Adds a fact in place of an older report of the same fact. */
export function withFact<T extends { time: Instant }>(facts: readonly T[], fact: T, same: (other: T) => boolean): T[] {
  const held = facts.find(same)
  if (held && later(held, fact)) return [...facts]
  return [...facts.filter((other) => !same(other)), fact]
}

/**
 * Most reports of enrolments, pauses and revocations kept of one person: one for each month of sixty years, and twice as
 * many. They stand in one item, which the desk reads, and which would be full at some 2,600.
 */
const mostReports = 1_500

const reportsIn = ({ enrolments, pauses, revocations }: Relation) =>
  enrolments.length + pauses.length + revocations.length

/** The relation with one more report, or with one that takes the place of another; refused if there are too many. */
function reported(file: PersonFile, relation: Relation): ApplyResult {
  const { insu_admdvs, insutype } = relation
  const grows = reportsIn(relation) > reportsIn(relationIn(file, insu_admdvs, insutype))
  const held = file.all('relation').reduce((sum, one) => sum + reportsIn(one), 0)
  if (!grows || held < mostReports) return { ok: { change: [put('relation', relation)] } }
  const detail = `这个人的参保、停保和撤销报告已经有 ${mostReports} 份，不再收`
  return { refused: { code: 'too-many-reports', detail } }
}

/** `enrolment.registered`. */
export function registerEnrolment(file: PersonFile, event: EventOf<'enrolment.registered'>): ApplyResult {
  if (!file.person) return { needs: 'needs-person' }
  const { insu_admdvs, insutype, psn_insu_date, psn_type, emp_no, student, orig_retire_age } = event.data
  const relation = relationIn(file, insu_admdvs, insutype)
  const fact: EnrolmentFact = {
    psn_insu_date,
    psn_type,
    time: event.time,
    ...(emp_no !== undefined ? { emp_no } : {}),
    ...(student !== undefined ? { student } : {}),
    ...(orig_retire_age !== undefined ? { orig_retire_age } : {}),
  }
  const enrolments = withFact(relation.enrolments, fact, (other) => other.psn_insu_date === psn_insu_date)
  return reported(file, { ...relation, enrolments })
}

/** `enrolment.paused`; parked until an enrolment is known that it can end. */
export function pauseEnrolment(file: PersonFile, event: EventOf<'enrolment.paused'>, now: Instant): ApplyResult {
  const { insu_admdvs, insutype, paus_insu_date: last } = event.data
  const relation = relationIn(file, insu_admdvs, insutype)
  if (!hasPeriodFor(relation, last)) return { needs: file.person ? 'needs-enrolment' : 'needs-person' }
  const pauses = withFact(relation.pauses, { last, time: event.time, at: now }, (other) => other.last === last)
  return reported(file, { ...relation, pauses })
}

/** `enrolment.revoked`; parked until that enrolment is known. */
export function revokeEnrolment(file: PersonFile, event: EventOf<'enrolment.revoked'>): ApplyResult {
  const { insu_admdvs, insutype, psn_insu_date, reason } = event.data
  const relation = relationIn(file, insu_admdvs, insutype)
  if (!relation.enrolments.some((e) => e.psn_insu_date === psn_insu_date)) {
    return { needs: file.person ? 'needs-enrolment' : 'needs-person' }
  }
  const fact = { psn_insu_date, reason, time: event.time }
  const revocations = withFact(relation.revocations, fact, (other) => other.psn_insu_date === psn_insu_date)
  return reported(file, { ...relation, revocations })
}

/** `contribution.posted`: a month once in each relation, however often it is reported. */
export function postContribution(file: PersonFile, event: EventOf<'contribution.posted'>): ApplyResult {
  if (!file.person) return { needs: 'needs-person' }
  const { insu_admdvs, insutype } = event.data
  const months = new Map(paidIn(event.data, event.time))
  return { ok: { change: withMonths(file, { insu_admdvs, insutype, months }) } }
}

/** The months of a report, each with what was paid for it. */
export function paidIn(data: EventOf<'contribution.posted'>['data'], time: Instant): [Month, MonthPaid][] {
  const { accrym_begn, accrym_end, base, amt_psn, amt_emp, emp_no } = data
  const paid = {
    base: yuan(base),
    amt_psn: yuan(amt_psn),
    amt_emp: yuan(amt_emp),
    time,
    ...(emp_no !== undefined ? { emp_no } : {}),
  }
  return monthsFrom(accrym_begn, accrym_end).map((month) => [month, paid])
}

/**
 * `contribution.revoked`: the months count no longer, unless a later report says so again; parked until one of them is
 * known, and then of all of them.
 */
export function revokeContribution(file: PersonFile, event: EventOf<'contribution.revoked'>): ApplyResult {
  if (!file.person) return { needs: 'needs-person' }
  const { insu_admdvs, insutype, accrym_begn, accrym_end } = event.data
  const months = monthsFrom(accrym_begn, accrym_end)
  if (!months.some((month) => isMonthKnown(file, insutype, insu_admdvs, month))) return { needs: 'needs-contribution' }
  const revoked = new Map(months.map((month) => [month, event.time]))
  return { ok: { change: withMonths(file, { insu_admdvs, insutype, months: new Map(), revoked }) } }
}
