/**
 * What is counted by place and day, each in a list whose entries say all that a count asks: nobody scans, or opens a file; and
 * what several answers to feedback have in common.
 */
import type { Instant } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import type { Ref } from '../ids.ts'

/** Something that is counted. Key: what is counted, and which. */
export interface Counted {
  /** `feedback`, `rating`. */
  what: string
  key: string
  admdvs: Admdvs
  /** By which it is found: when it was opened, or given. */
  at: Instant
  /** What counts ask of it: nothing that leads to anybody, for it stands in the clear. */
  figures: Readonly<Record<string, string | number | boolean>>
  private?: { text?: string; case_id?: string }
}

/** The key of a row within the register. */
export const countedKey = ({ what, key }: Pick<Counted, 'what' | 'key'>): string => `${what}#${key}`

/** How a problem was mended, as the supervisor entered it: five whys, at once, the cause, elsewhere, for good. */
export interface Mended {
  whys: string[]
  at_once: string
  corrective: string
  spread: string
  lasting: string
}

/**
 * One problem of an area, a matter and a cause, or the answers that may yet come to be one (`counting`), which nobody is
 * shown. All of the three are rows of one file of nobody.
 */
export interface Problem {
  problem_id: Ref
  /** The how-manieth of its file. */
  no: number
  admdvs: Admdvs
  matter: string
  cause: string
  status: 'counting' | 'open' | 'closed' | 'none'
  /** Cases by their first answers, oldest first. */
  answers: { case_id: string; at: Instant }[]
  /** When the answer was given that made a problem of them. */
  opened_at?: Instant
  /** When its task was decided last; none while it is open. */
  decided_at?: Instant
  /** How often it was opened again. */
  reopened: number
  record?: Mended
}
