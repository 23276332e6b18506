/** Rights of a disease and to two-disease benefits, as they follow from what is known (RULES.md 3.4, 4). Pure. */
import { addDays, type Day, maxDay } from '../../../../shared/calendar/index.ts'
import type { Admdvs, Insutype } from '../../../../shared/codes/index.ts'
import { heardIn, type Told } from '../../../../shared/registers/apply/hear.ts'
import { type Change, drop, type PersonFile, put } from '../../../../shared/registers/file.ts'
import type { Ref } from '../../../../shared/registers/ids.ts'
import { type Entitlement, keyOf } from '../../../../shared/registers/rows.ts'
import { same } from '../../../../shared/same.ts'
import { chronicEnded, rightKind } from '../events.ts'
import { chronicBundle } from '../reference.ts'
import { type ChronicState, type Granted, stateIn } from '../state.ts'
import { residents, twoDiseasesRight } from './kinds.ts'

/** Later than any day. */
const never = '9999-12-31' as Day

/** The last day of a right; of one without an end a day that never comes. */
export const lastOf = ({ to }: { readonly to?: Day | undefined }): Day => to ?? never

/** Which right: of which disease in which area, granted by which case. */
export interface Which {
  readonly area: Admdvs
  readonly code: string
  readonly case_id: Ref
}

/** Rights of a disease in an area, the first begun first. */
export const rightsOf = (file: PersonFile, area: Admdvs, code: string): Entitlement[] =>
  file
    .all('entitlement')
    .filter(({ kind, insu_admdvs }) => kind === rightKind(code) && insu_admdvs === area)
    .sort((a, b) => (a.from < b.from ? -1 : 1))

/** Whether a disease is in force on a day or will be: nothing that lies before it starts anything (RULES.md 1.4). */
export const isInForce = (file: PersonFile, area: Admdvs, code: string, on: Day): boolean =>
  rightsOf(file, area, code).some((right) => lastOf(right) >= on)

/**
 * The reported end of a right: of the reports that name a day of it, or any before the next right begins, the latest. One
 * that names a day before the very first right means that one (RULES.md 4.2).
 */
function reportedEnd(file: PersonFile, area: Admdvs, code: string, from: Day, own: Ref): Day | undefined {
  const others = rightsOf(file, area, code).filter(({ case_id }) => case_id !== own)
  const isFirst = others.every((right) => right.from > from)
  const next = others.find((right) => right.from > from)
  const told = heardIn(file, chronicEnded).filter(({ data }) => {
    const isMeant = data.insu_admdvs === area && data.opsp_dise_code === code
    return isMeant && (isFirst || data.enddate >= from) && (!next || data.enddate < next.from)
  })
  return latest(told)?.data.enddate
}

/** The report of the latest time; of two of one time the later day. */
const latest = <D extends { enddate: Day }>(told: readonly Told<D>[]): Told<D> | undefined =>
  [...told].sort((a, b) => Date.parse(a.time) - Date.parse(b.time) || (a.data.enddate < b.data.enddate ? -1 : 1)).at(-1)

/**
 * The first day that no right begun before covers: of what was granted twice, under two numbers of one person, the later
 * begins when the first has ended (RULES.md 4.5).
 */
function freeFrom(file: PersonFile, { area, code, case_id }: Which, from: Day): Day {
  const isBefore = (right: Entitlement) => right.from < from || (right.from === from && right.case_id < case_id)
  const covering = rightsOf(file, area, code)
    .filter((right) => right.case_id !== case_id && isBefore(right) && lastOf(right) >= from)
    .map(lastOf)
    .sort()
  const last = covering.at(-1)
  return last === undefined || last === never ? (last ?? from) : addDays(last, 1)
}

/** The right that a case has granted; one that ends before it begins never was (RULES.md 4.1). */
export interface Right {
  from: Day
  to?: Day
  insutype: Insutype
}

/** It, by all that is known of its end: what was reported, a death, a clerk's word (RULES.md 4.2, 4.3). */
export function rightOf(file: PersonFile, which: Which, { from: since, insutype, ended }: Granted): Right {
  const { area, code, case_id } = which
  const free = freeFrom(file, which, since)
  if (free === never) return { from: since, to: addDays(since, -1), insutype }
  const ends = [reportedEnd(file, area, code, since, case_id), file.died, ended].filter((day) => day !== undefined)
  const [to] = ends.sort()
  return { from: free, insutype, ...(to === undefined ? {} : { to }) }
}

/** Whether a right has a day at all. */
export const hasDays = (right: { readonly from: Day; readonly to?: Day }): boolean => right.from <= lastOf(right)

/** A refusal upon which two-disease benefits rest. */
interface Ground {
  on: Day
  code: string
  case_id: Ref
}

/** All of an area; `now`: the case that decides, as it will be. */
function groundsIn(file: PersonFile, area: Admdvs, now: { case_id: Ref; state: ChronicState }): Ground[] {
  return file
    .all('case')
    .filter(({ bundle, admdvs }) => bundle === chronicBundle.bundle && admdvs === area)
    .flatMap((row) => {
      const state = row.case_id === now.case_id ? now.state : stateIn(row)
      const { first, disease } = state
      return first?.two ? [{ on: first.on, code: disease.opsp_dise_code, case_id: row.case_id }] : []
    })
    .sort((a, b) => (a.on < b.on || (a.on === b.on && a.case_id < b.case_id) ? -1 : 1))
}

/**
 * Two-disease benefits of an area as they ought to be: from each refusal to the day before its disease is granted after
 * all, one at a time (RULES.md 3.4). `file` holds the rights as they will be.
 */
function twoDiseasesIn(file: PersonFile, area: Admdvs, now: { case_id: Ref; state: ChronicState }): Entitlement[] {
  const spans: { from: Day; last: Day; case_id: Ref }[] = []
  for (const { on: from, code, case_id } of groundsIn(file, area, now)) {
    const granted = rightsOf(file, area, code).find((right) => lastOf(right) >= from)
    const last = granted ? addDays(granted.from, -1) : never
    const before = spans.at(-1)
    if (last < from) continue
    if (before && before.last >= from) before.last = maxDay(before.last, last)
    else spans.push({ from, last, case_id })
  }
  return spans.flatMap(({ from, last, case_id }) => {
    const to = [last, ...(file.died === undefined ? [] : [file.died])].sort()[0] as Day
    if (to < from) return []
    const row = { insu_admdvs: area, insutype: residents, kind: twoDiseasesRight.kind, from, case_id }
    return [{ ...row, ...(to === never ? {} : { to }) }]
  })
}

/** Rows that change, and the rights of which there is word: as they are now, or gone, ended the day before they began. */
export interface Moved {
  change: Change[]
  rights: Entitlement[]
}

/** From the rows as they are to those that ought to be. */
function moved(held: readonly Entitlement[], wanted: readonly Entitlement[]): Moved {
  const keys = new Set(wanted.map(keyOf.entitlement))
  const gone = held.filter((row) => !keys.has(keyOf.entitlement(row)))
  const fresh = wanted.filter((row) => !held.some((one) => same(one, row)))
  const drops = gone.map((row) => drop('entitlement', keyOf.entitlement(row)))
  const over = gone.map((row) => ({ ...row, to: addDays(row.from, -1) }))
  return {
    change: [...drops, ...fresh.map((row) => put('entitlement', row))],
    rights: fresh.length > 0 ? fresh : over,
  }
}

/** The rows of a case's own right. */
export function movedRight(file: PersonFile, { area, code, case_id }: Which, right: Right | undefined): Moved {
  const held = rightsOf(file, area, code).filter((row) => row.case_id === case_id)
  const row = right && { insu_admdvs: area, kind: rightKind(code), ...right, case_id }
  return moved(held, row && hasDays(row) ? [row] : [])
}

/** The rows of two-disease benefits; rights that no case of ours granted stand, and no other is granted beside them. */
export function movedTwoDiseases(file: PersonFile, area: Admdvs, now: { case_id: Ref; state: ChronicState }): Moved {
  const all = file
    .all('entitlement')
    .filter(({ kind, insu_admdvs }) => kind === twoDiseasesRight.kind && insu_admdvs === area)
  const isOurs = ({ case_id }: Entitlement) => file.one('case', case_id)?.bundle === chronicBundle.bundle
  const others = all.filter((row) => !isOurs(row))
  const wanted = twoDiseasesIn(file, area, now).filter(
    ({ from, to }) => !others.some((row) => row.from <= lastOf({ to }) && lastOf(row) >= from),
  )
  return moved(all.filter(isOurs), wanted)
}

/** Since when two-disease benefits cover a refusal. */
export const twoDiseasesFrom = (file: PersonFile, area: Admdvs, on: Day): Day | undefined =>
  file
    .all('entitlement')
    .find(
      (row) => row.kind === twoDiseasesRight.kind && row.insu_admdvs === area && row.from <= on && lastOf(row) >= on,
    )?.from
