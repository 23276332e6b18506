/** Where somebody lives, and why they need not be insured where they do. */
import type { Day, Instant } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import type { Ref } from '../ids.ts'

/** A residence as reported. Key: `from`; of two reports of one beginning the later holds. */
export interface Residence {
  /** Twelve digits: county (6), street (9), community. */
  community: string
  from: Day
  /** The last day. */
  to?: Day
  time: Instant
}

/** A screening found the person not insured, and somebody is to ask why. Key: area and day. */
export interface Screened {
  admdvs: Admdvs
  community: string
  on: Day
}

/** What somebody in office found out: for so long nobody asks why the person is not insured. Key: case id. */
export interface Exemption {
  case_id: Ref
  /** Why: the answer that was found. */
  answer: string
  from: Day
  /** The last day. */
  to: Day
}
