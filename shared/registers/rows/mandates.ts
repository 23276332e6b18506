/** Mandates (亲情授权): who may act for whom in the family, as both of them have said (behalf/RULES.md). */
import type { Day, Instant } from '../../calendar/index.ts'
import { relationName } from '../../codes/index.ts'
import type { Pid } from '../ids.ts'

/** What a helper may do, and what each is called. */
export const mandateScopeNames = { see: '查看', act: '代办', show: '出示医保码' } as const
/** One of these. */
export type MandateScope = keyof typeof mandateScopeNames

/** What a helper is to the person helped. */
export const helperRelationNames = { spouse: '配偶', child: '子女', parent: '父母', other: relationName.other } as const
/** One of these. */
export type HelperRelation = keyof typeof helperRelationNames

/** The sides of a mandate, and what each is called. */
export const mandateSideNames = { principal: '被帮助的人', helper: '帮办人' } as const
/** One of the two. */
export type MandateSide = keyof typeof mandateSideNames

/**
 * A mandate, offered, accepted or ended; the same row stands in the files of both, for one commit writes both. Its state
 * on a day is computed (family/mandates.ts). Key: mandate id.
 */
export interface Mandate {
  mandate_id: string
  /** Who is helped, and who helps; a number merged meanwhile leads to the file that is kept. */
  principal: Pid
  helper: Pid
  relation: HelperRelation
  scopes: readonly MandateScope[]
  asker: MandateSide
  asked_at: Instant
  /** The last day on which the other may accept. */
  offered_to: Day
  /** The last day in force, where the asker named one; else the `days`-th from acceptance on. */
  to?: Day
  days: number
  accepted_at?: Instant
  ended_at?: Instant
}
