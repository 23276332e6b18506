/** What the schedule says of each kind of what is kept. */
import type { ReleaseStanding } from '../codes/index.ts'
import type { Term } from './terms.ts'

/**
 * Who takes it away: the table's own time to live, the bucket's (or the log's) own rules, the job of functions/keeping;
 * `none`: it stays, or goes by itself with what it is for.
 */
export type Means = 'ttl' | 'lifecycle' | 'job' | 'none'

/** A provision that says how long. */
export interface Law {
  readonly title: string
  readonly article: string
  /** What it asks, in Chinese. */
  readonly says: string
}

/** A kind of what is kept. */
export interface Kept {
  /** In Chinese. */
  readonly what: string
  /** Where it lies: `pk sk` of items of the table; `bucket prefix`; `logs`. `*` stands for anything. */
  readonly where: readonly string[]
  readonly term: Term
  /** The shortest that a bureau may set, in years, where it may set anything (parameter `keeping_years`). */
  readonly least?: number
  /** From when it counts, in Chinese. */
  readonly since: string
  readonly by: Means
  readonly laws: readonly Law[]
  /** `to-confirm`: the provisions leave it to whoever keeps the files, and the bureau must say. */
  readonly standing: ReleaseStanding
}
