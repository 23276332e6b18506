/** Keys of what is counted by place and day. */
import type { Admdvs } from '../../codes/index.ts'
import type { Counted } from '../../registers/rows/counted.ts'
import { inShards, type List, shardFor } from './shards.ts'

/** What of one kind is counted in a pooling area. */
export const countedList = (what: string, area: Admdvs): List => inShards(`counted#${what}#${area}`)

/** Its place there: by its moment, and behind it all that a count asks. */
export const countedEntry = ({ what, key, admdvs, at, figures }: Counted, pid: string) => ({
  list: shardFor(countedList(what, admdvs).shards, `${pid}${key}`),
  list_at: `${at}#${JSON.stringify(figures)}`,
})

/** The figures of an entry. */
export const figuresIn = <Figures>(listAt: string): Figures =>
  JSON.parse(listAt.slice(listAt.indexOf('#') + 1)) as Figures
