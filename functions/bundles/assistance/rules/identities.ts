/** Which identities are in force on a day, and where (RULES.md 1). Pure. */
import { compare, type Day } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { toldIn } from '../../../../shared/registers/apply/hear.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { HeardFact } from '../../../../shared/registers/rows/heard.ts'
import { identityRecognized } from '../events.ts'
import { type AidKind, aidKinds } from './words.ts'

/** An identity as it was recognised; one that was withdrawn never was (RULES.md 1.1). */
interface Identity {
  readonly kind: string
  readonly admdvs: Admdvs
  readonly from: Day
  readonly to?: Day
}

const recognized = (rows: readonly HeardFact[]): readonly Identity[] =>
  toldIn(rows, identityRecognized).map(({ data: { psn_idet_type, admdvs, begndate, enddate } }) => ({
    kind: psn_idet_type,
    admdvs,
    from: begndate,
    ...(enddate === undefined ? {} : { to: enddate }),
  }))

const isAidKind = (kind: string): kind is AidKind => (aidKinds as readonly string[]).includes(kind)
const inForce = (file: PersonFile, on: Day): Identity[] =>
  file.derived('heard', recognized).filter(({ from, to }) => from <= on && (to === undefined || on <= to))

/** The identities that count on a day: those of one area. */
export interface Standing {
  readonly admdvs: Admdvs
  readonly kinds: ReadonlySet<string>
  /** Those of the law's table, the upper first. */
  readonly aid: readonly AidKind[]
}

/**
 * What counts on a day: of several areas' the one where a kind of the table (where there is none: any) began last, of two
 * that began together the smaller code (RULES.md 1.2). Undefined where none is in force.
 */
export function standingOn(file: PersonFile, on: Day): Standing | undefined {
  const all = inForce(file, on)
  const ofTable = all.filter(({ kind }) => isAidKind(kind))
  const [last] = (ofTable.length > 0 ? ofTable : all).sort(
    (a, b) => compare(b.from, a.from) || compare(a.admdvs, b.admdvs),
  )
  if (!last) return undefined
  const kinds = new Set(all.filter(({ admdvs }) => admdvs === last.admdvs).map(({ kind }) => kind))
  return { admdvs: last.admdvs, kinds, aid: aidKinds.filter((kind) => kinds.has(kind)) }
}

/** The first day after `on` on which one of the table begins that is known by now. */
export function nextRecognized(file: PersonFile, on: Day): Day | undefined {
  const later = file.derived('heard', recognized).filter(({ kind, from }) => isAidKind(kind) && from > on)
  return later.map(({ from }) => from).sort(compare)[0]
}

/** Whether an identity of the table is in force on a day, wherever. */
export const isRecognizedOn = (file: PersonFile, on: Day): boolean =>
  inForce(file, on).some(({ kind }) => isAidKind(kind))
