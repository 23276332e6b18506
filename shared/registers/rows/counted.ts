/** What is counted by place and day, each in a list whose entries say all that a count asks: nobody scans, or opens a file. */
import type { Instant } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'

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
