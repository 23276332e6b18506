/** Whom a pack concerns (RULES.md, Whom it concerns): all conditions that are given hold on the day. Pure. */
import { type Day, daysBetween, monthOf, monthsBetween, yearOf } from '../../shared/calendar/index.ts'
import { type Admdvs, type Gend, Insutype, PsnType } from '../../shared/codes/index.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { normalOn, standingOn } from '../../shared/registers/relation.ts'
import { areaOfCommunity, residenceOn } from '../../shared/registers/residence.ts'
import type { Person, Relation } from '../../shared/registers/rows.ts'
import { reportedAge } from '../bundles/retirement/rules/forecast.ts'
import { originalAge, statutoryMonth } from '../bundles/retirement/rules/statutory.ts'

/** Conditions, of which at least one is given. */
export interface Audience {
  readonly insutype?: string | undefined
  readonly psn_type?: string | undefined
  readonly psn_insu_stas?: string | undefined
  readonly gend?: string | undefined
  readonly age_from?: number | undefined
  readonly age_to?: number | undefined
  readonly communities?: readonly string[] | undefined
  readonly child_under_days?: number | undefined
  readonly retires_within_months?: number | undefined
}

/** Somebody who is looked at: the file, and those of the living whom they act for on the day. */
export interface LookedAt {
  readonly file: PersonFile
  readonly person: Person
  readonly dependants: readonly PersonFile[]
}

/** The day, and the pooling areas of the pack. */
export interface Where {
  readonly on: Day
  readonly areas: ReadonlySet<Admdvs>
}

/** Completed years on a day. */
const ageOn = (brdy: Day, on: Day): number => yearOf(on) - yearOf(brdy) - (on.slice(4) < brdy.slice(4) ? 1 : 0)

/** Whether somebody has a relation in the areas, whatever its state, or lives there. */
export function isThere(file: PersonFile, { on, areas }: Where): boolean {
  const area = residenceOn(file, on)?.community
  return relationsIn(file, areas).length > 0 || (area !== undefined && areas.has(areaOfCommunity(area)))
}

const relationsIn = (file: PersonFile, areas: Where['areas']): Relation[] =>
  file.all('relation').filter(({ insu_admdvs }) => areas.has(insu_admdvs))

/** Whether all that is asked holds of somebody. */
export function fits(audience: Audience, one: LookedAt, where: Where): boolean {
  const { gend, age_from, age_to } = audience
  const { person } = one
  const age = ageOn(person.brdy, where.on)
  if (gend !== undefined && person.gend !== (gend as Gend)) return false
  if (age_from !== undefined && age < age_from) return false
  if (age_to !== undefined && age > age_to) return false
  return (
    fitsRelation(audience, one.file, where) &&
    livesIn(audience.communities, one.file, where.on) &&
    hasChild(audience.child_under_days, one.dependants, where.on) &&
    retires(audience.retires_within_months, one, where.on)
  )
}

/** One relation in the areas is as asked, in everything that is asked of it. */
function fitsRelation(
  { insutype, psn_type, psn_insu_stas }: Audience,
  file: PersonFile,
  { on, areas }: Where,
): boolean {
  if (insutype === undefined && psn_type === undefined && psn_insu_stas === undefined) return true
  return relationsIn(file, areas).some((relation) => {
    const standing = standingOn(relation, on)
    return (
      standing !== undefined &&
      (insutype === undefined || relation.insutype === insutype) &&
      (psn_type === undefined || standing.psn_type === psn_type) &&
      (psn_insu_stas === undefined || standing.psn_insu_stas === psn_insu_stas)
    )
  })
}

function livesIn(communities: Audience['communities'], file: PersonFile, on: Day): boolean {
  if (communities === undefined) return true
  const home = residenceOn(file, on)?.community
  return home !== undefined && communities.some((code) => home.startsWith(code))
}

function hasChild(days: number | undefined, dependants: readonly PersonFile[], on: Day): boolean {
  if (days === undefined) return true
  return dependants.some(({ person }) => {
    const old = person === undefined ? -1 : daysBetween(person.brdy, on)
    return old >= 0 && old < days
  })
}

function retires(months: number | undefined, { file, person }: LookedAt, on: Day): boolean {
  if (months === undefined) return true
  return normalOn(file, on, Insutype.employee).some(({ psn_type, relation }) => {
    if (psn_type === PsnType.retired) return false
    const month = statutoryMonth(person.brdy, originalAge(person.gend, reportedAge(relation)))
    const ahead = monthsBetween(monthOf(on), month)
    return ahead >= 0 && ahead <= months
  })
}
