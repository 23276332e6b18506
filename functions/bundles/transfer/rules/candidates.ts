/** Which relations concern a transfer: B, and the earlier ones that A is found among. Pure. */
import {
  addDays,
  compare,
  type Day,
  type Month,
  maxDay,
  monthOf,
  startOfDay,
} from '../../../../shared/calendar/index.ts'
import type { Wait } from '../../../../shared/chain/chain.ts'
import { type Admdvs, Insutype, PsnType, sameProvince } from '../../../../shared/codes/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import { accountIn } from '../../../../shared/registers/ledger.ts'
import type { At } from '../../../../shared/registers/look.ts'
import { paidMonths } from '../../../../shared/registers/months.ts'
import {
  hasLaterPeriod,
  type Period,
  periodsOf,
  relationOf,
  standingOn,
} from '../../../../shared/registers/relation.ts'
import { isLongAgo, type Matter } from '../../../../shared/registers/rest.ts'
import type { CaseRow, Relation } from '../../../../shared/registers/rows.ts'
import { stateIn, type TransferCtx, type TransferState } from '../state.ts'

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
  const found = employee(file).flatMap((relation) => {
    const periods = periodsOf(relation)
    const period = periods.at(-1)
    if (!period || (period.to !== undefined && period.to < today)) return []
    const standing = standingOn(relation, maxDay(today, period.from), periods)
    return standing?.psn_insu_stas === '1' && standing.psn_type === PsnType.inService ? [{ relation, period }] : []
  })
  // What nobody need look at moves at once: who began first is asked first.
  return found.sort((a, b) => (beganBefore(begun(a), begun(b)) ? -1 : 1))
}

/** A relation by its place and the day on which it began. */
type Begun = Pick<TransferState, 'to' | 'enrolledOn'>

const begun = ({ relation, period }: Target): Begun => ({ to: relation.insu_admdvs, enrolledOn: period.from })

/** Of two relations at once, whose is A: begun earlier, on equal days of the smaller area code (RULES.md 1.4). */
const beganBefore = (one: Begun, other: Begun): boolean =>
  one.enrolledOn < other.enrolledOn || (one.enrolledOn === other.enrolledOn && one.to < other.to)

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
  const row = file.one('case', by)
  const state = row && stateIn(row)
  if (!state || state.decided || state.chosen) return true
  return beganBefore(state, { to, enrolledOn })
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
    const relation = ended.length === held.terminations.length ? held : { ...held, terminations: ended }
    if (relation.insu_admdvs === to || !sameProvince(relation.insu_admdvs, to)) return []
    const periods = periodsOf(relation)
    const period = periods.at(-1)
    if (!period || period.from > enrolledOn) return []
    if (relation.terminations.some((t) => t.period === period.from)) return []
    const type = standingOn(relation, period.to ?? period.from, periods)?.psn_type
    if (type === PsnType.retired) return []
    const { from, to: last, pauseKnownAt } = period
    return [
      { admdvs: relation.insu_admdvs, from, ...(last ? { to: last } : {}), ...(pauseKnownAt ? { pauseKnownAt } : {}) },
    ]
  })
}

/**
 * The earlier relations of a case as they now stand, but for those that the case of a relation begun first is about to
 * take: whichever of the two is asked first, A is the other's (RULES.md 1.4).
 */
export function earlierOf({ file, state, case: { case_id } }: TransferCtx): Earlier[] {
  const taken = file.all('case').flatMap((row) => {
    const isOpen = row.bundle === 'transfer' && (row.status === 'running' || row.status === 'waiting')
    const other = isOpen && row.case_id !== case_id ? stateIn(row) : undefined
    if (!other || other.from || other.decided || !beganBefore(other, state)) return []
    const origin = originAmong(earlierThan(file, other.to, other.enrolledOn, row.case_id))
    return 'found' in origin ? [origin.found.admdvs] : []
  })
  return earlierThan(file, state.to, state.enrolledOn, case_id).filter(({ admdvs }) => !taken.includes(admdvs))
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

/** The last insured day of B's period, once it has one. */
export const lastDayIn = (file: PersonFile, to: Admdvs, enrolledOn: Day): Day | undefined => {
  const relation = relationOf(file, to, Insutype.employee)
  return relation && periodsOf(relation).find((period) => period.from === enrolledOn)?.to
}

/**
 * Transfers that nothing but a late report can take up again: the money moved, B was left long ago, and A neither holds
 * anything that would follow nor owes anything. {@link transfersConcerned} says which reports are about them.
 */
export function transfersAtEnd(file: PersonFile, at: At): Matter[] {
  return file
    .all('case')
    .flatMap((row) => (row.bundle === 'transfer' && isAtEnd(file, row, at) ? [{ cases: [row], rows: [] }] : []))
}

function isAtEnd(file: PersonFile, row: CaseRow, at: At): boolean {
  if (row.outcome?.result !== 'transferred') return false
  const { to, enrolledOn, from, fromPeriod, decided, chosen } = stateIn(row)
  if (!from || !fromPeriod || !(decided || chosen)) return false
  const last = lastDayIn(file, to, enrolledOn)
  if (!last || !isLongAgo(at, 'quiet', startOfDay(last))) return false
  const { balance, uncovered = [] } = accountIn(file, from)
  return uncovered.length === 0 && (balance === 0 || hasLaterPeriod(file, from, fromPeriod))
}

/**
 * What the transfers are about that a change since `then` may concern (undefined: any): a relation's own, for one of its
 * enrolments may be taken back; all, when a place that was left gets money or owes it; and those of periods that go on to
 * a month which is reported only now.
 */
export function transfersConcerned(now: PersonFile, then: PersonFile | undefined): string[] {
  const all = employee(now)
  if (!then || now.changedSince(then, 'account').some((area) => isNewsOfLeft(now, then, area as Admdvs)))
    return all.flatMap(aboutsOf)
  const changed = now
    .changedSince(then, 'relation')
    .flatMap((key) => [now.one('relation', key) ?? [], then.one('relation', key) ?? []].flat())
  const month = earliestChanged(now, then)
  const reaching = all.flatMap((relation) =>
    periodsOf(relation)
      .filter(({ to }) => month !== undefined && to !== undefined && monthOf(to) >= month)
      .map(({ from }) => `${relation.insu_admdvs}#${from}`),
  )
  return [...new Set([...changed.flatMap(aboutsOf), ...reaching])]
}

/** What a transfer to this place can be about: a period begins with an enrolment. */
const aboutsOf = ({ insu_admdvs, enrolments }: Relation) =>
  enrolments.map(({ psn_insu_date }) => `${insu_admdvs}#${psn_insu_date}`)

/** Whether a place where the person is not insured any more got money, or has spending that nothing covers. */
function isNewsOfLeft(now: PersonFile, then: PersonFile, area: Admdvs): boolean {
  const [is, was] = [accountIn(now, area), accountIn(then, area)]
  if (is.uncovered !== was.uncovered) return true
  const relation = relationOf(now, area, Insutype.employee)
  return is.balance > was.balance && (!relation || periodsOf(relation).at(-1)?.to !== undefined)
}

/** The earliest month that counts now and did not, or no longer. */
function earliestChanged(now: PersonFile, then: PersonFile): Month | undefined {
  if (now.changedSince(then, 'months').length === 0) return undefined
  const monthsOf = (file: PersonFile) => paidMonths(file).flatMap(({ months }) => [...months.keys()])
  const [is, was] = [new Set(monthsOf(now)), new Set(monthsOf(then))]
  return [...is, ...was].filter((month) => !is.has(month) || !was.has(month)).sort()[0]
}
