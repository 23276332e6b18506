/** Which relations concern a transfer: B, and the earlier ones that A is found among. Pure. */
import { addDays, compare, type Day, maxDay, startOfDay } from '../../../shared/calendar/index.ts'
import type { Wait } from '../../../shared/chain/chain.ts'
import { type Admdvs, Insutype, PsnType, sameProvince } from '../../../shared/codes/index.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { type Period, periodsOf, relationOf, standingOn } from '../../../shared/registers/relation.ts'
import type { Relation } from '../../../shared/registers/rows.ts'
import type { TransferCtx, TransferState } from './state.ts'

/** An earlier 310 relation in another pooling area of the province: paused (`to` known) or still normal. */
export interface Earlier {
  admdvs: Admdvs
  /** Beginning of its latest period. */
  from: Day
  /** Last insured day, once a pause is known. */
  to?: Day
  /** When the pause was reported. */
  pauseKnownAt?: string
}

/** The period of B that a case is about, as it stands now. */
export interface Target {
  relation: Relation
  period: Period
}

const employee = (file: PersonFile) => file.all('relation').filter((relation) => relation.insutype === '310')

/**
 * B: a 310 relation of somebody in service whose latest period has not ended by `today`. One enrolled from a day still
 * to come counts already: the person need not wait for it to see what will happen (RULES.md 1.1, 1.4).
 */
export function targets(file: PersonFile, today: Day): Target[] {
  return employee(file).flatMap((relation) => {
    const period = periodsOf(relation).at(-1)
    if (!period || (period.to !== undefined && period.to < today)) return []
    const standing = standingOn(relation, maxDay(today, period.from))
    return standing?.psn_insu_stas === '1' && standing.psn_type === PsnType.inService ? [{ relation, period }] : []
  })
}

/** B as the case knows it, if it is still in normal state. */
export function targetOf(file: PersonFile, to: Admdvs, enrolledOn: Day, today: Day): Target | undefined {
  return targets(file, today).find((t) => t.relation.insu_admdvs === to && t.period.from === enrolledOn)
}

/** Should B's period have an announced end, the case looks again on the day after: it may have to be withdrawn. */
export function wakeAtEnd({ file, state: { to, enrolledOn } }: TransferCtx): Pick<Wait, 'wakeAt'> {
  const pauses = relationOf(file, to, Insutype.employee)?.pauses.filter((pause) => pause.last >= enrolledOn) ?? []
  const [last] = pauses.map((pause) => pause.last).sort()
  return last ? { wakeAt: startOfDay(addDays(last, 1)) } : {}
}

/** Whether B's enrolment was taken back (and not merely paused). */
export function isRevoked(file: PersonFile, to: Admdvs, enrolledOn: Day): boolean {
  const relation = relationOf(file, to, Insutype.employee)
  return !relation || !periodsOf(relation).some((period) => period.from === enrolledOn)
}

/**
 * Whether the case that ended a relation keeps it before the one of this B: decided, or of the relation begun earlier
 * (RULES.md 1.4).
 */
function keepsBefore(file: PersonFile, by: string, to: Admdvs, enrolledOn: Day): boolean {
  const state = file.one('case', by)?.state as TransferState | undefined
  if (!state || state.decided || state.chosen) return true
  return compare(state.enrolledOn, enrolledOn) < 0 || (state.enrolledOn === enrolledOn && state.to < to)
}

/**
 * The earlier relations: latest period begun no later than B's, in another pooling area of the province, not ended by
 * an earlier transfer, and no retiree's. What this very case (`by`) ended counts as before; so does what a case of a
 * relation begun later has ended and nobody decided, or it would matter which of the two was reported first
 * (RULES.md 1.1, 1.3).
 */
export function earlierThan(file: PersonFile, to: Admdvs, enrolledOn: Day, by?: string): Earlier[] {
  return employee(file).flatMap((held) => {
    const ended = held.terminations.filter((t) => t.by !== by && keepsBefore(file, t.by, to, enrolledOn))
    const relation = { ...held, terminations: ended }
    if (relation.insu_admdvs === to || !sameProvince(relation.insu_admdvs, to)) return []
    const period = periodsOf(relation).at(-1)
    if (!period || period.from > enrolledOn) return []
    if (relation.terminations.some((t) => t.period === period.from)) return []
    const type = standingOn(relation, period.to ?? period.from)?.psn_type
    if (type === PsnType.retired) return []
    const { from, to: last, pauseKnownAt } = period
    return [
      { admdvs: relation.insu_admdvs, from, ...(last ? { to: last } : {}), ...(pauseKnownAt ? { pauseKnownAt } : {}) },
    ]
  })
}

/** What is known of A: found, to be chosen by a clerk, to be waited for, or there is none. */
export type Origin = { found: Earlier } | { choose: Earlier[] } | { wait: Earlier[] } | { none: true }

/** Of the paused the one paused latest, then the one begun later; equal again, a clerk chooses (RULES.md 2.1). */
export function originAmong(earlier: readonly Earlier[]): Origin {
  const paused = earlier
    .filter((e): e is Earlier & { to: Day } => e.to !== undefined)
    .sort((a, b) => compare(b.to, a.to) || compare(b.from, a.from))
  const [first, second] = paused
  if (first) {
    const alike = paused.filter((e) => e.to === first.to && e.from === first.from)
    return second && alike.length > 1 ? { choose: alike } : { found: first }
  }
  return earlier.length > 0 ? { wait: [...earlier] } : { none: true }
}
