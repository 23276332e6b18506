/** Reading what is counted: the figures of a stretch of days, from the index alone. */
import type { Day } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import { countedList, figuresIn } from '../keys/counted.ts'
import { queryAll, type Table } from '../table.ts'

/** The figures of all that is counted of one kind in these areas, from one day to another, both included. */
export async function countedIn<Figures>(
  table: Table,
  what: string,
  { areas, from, to }: { areas: readonly Admdvs[]; from: Day; to: Day },
): Promise<Figures[]> {
  const shards = areas.flatMap((area) => countedList(what, area).shards)
  const pages = await Promise.all(shards.map((pk) => queryAll(table, { index: 'lists', pk, from, to: `${to}T~` })))
  return pages.flat().map(({ list_at }) => figuresIn<Figures>(list_at as string))
}
