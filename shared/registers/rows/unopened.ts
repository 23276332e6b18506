/** What would be a case, were its bundle live in the area in charge. No list of cases, call or sweep takes it for one. */
import type { Day, Instant } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import type { Fen } from '../../money/index.ts'
import type { Ref } from '../ids.ts'
import type { CaseRow, CaseStatus } from './cases.ts'

/** Where it would stand: decided in memory up to where somebody would be asked or paid. */
export interface ShadowStand {
  step: string
  status: CaseStatus
  outcome?: Record<string, unknown>
  /** The kind of the first task that it would wait on. */
  task?: string
  /** The sum of every `amt` of its outcome, else what it would order to be paid, else what it would bill. */
  amt?: Fen
}

/** Key: the id of the case that it would be. */
export interface Unopened {
  case_id: Ref
  bundle: string
  about: string
  /** The area in charge, and the day on which it began. */
  admdvs: Admdvs
  begins: Day
  psn_no?: string
  /** The case as it would have opened, when it first would have. */
  opening: CaseRow
  /** Left out while its bundle has never been in shadow: then it only waits for being switched on. */
  stand?: ShadowStand
  /** When it must be decided again at the latest. */
  wake_at?: Instant
  /** The switch, and what else outside the file would have it decided anew. */
  topics: string[]
  /** When it came to stand as it does. */
  at: Instant
}
