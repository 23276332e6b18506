/** Reading a list that stands in shards, in one order: by `list_at`, and of one moment shard after shard. */
import type { List } from './keys.ts'
import type { Item, Page, Query, Table } from './table.ts'

/** How a list is read: the last first, or the first; behind an entry that was read before. */
export interface Reading {
  backwards?: boolean
  behind?: Item | undefined
}

/** A list that is being read. */
export interface ListReader {
  /** The next entries, at most `most`; fewer only when there are no more. They hold the keys of the table and the list. */
  take(most: number): Promise<Item[]>
  /** Whether there may be more. */
  isMore(): boolean
}

/** Several lists read as one, in the order of them all. */
export const together = (lists: readonly List[]): List => ({
  name: lists.map(({ name }) => name).join(' '),
  shards: lists.flatMap(({ shards }) => shards),
})

/** A shard as far as it is read. */
interface Shard {
  readonly query: Query
  next: Item[]
  isMore: boolean
}

/**
 * Opens a list. Entries may come and go while it is read, also between two answers: who goes on behind the last entry
 * shown is shown what was there all the time once, and in order. Of each shard no more is read than is likely to be its
 * share; one that holds more than that is read on by itself.
 */
export function openList(table: Table, list: List, { backwards = false, behind }: Reading = {}): ListReader {
  const last = behind && list.shards.indexOf(behind.list as string)
  const shards = list.shards.map((pk, index): Shard => {
    const begin = behind && last !== undefined ? beginOf(index - last, behind, backwards) : {}
    return { query: { index: 'lists', pk, backwards, ...begin }, next: [], isMore: true }
  })

  return {
    async take(most) {
      const share = most / shards.length
      const limit = Math.min(most, Math.ceil(share + 2 * Math.sqrt(share)))
      const taken: Item[] = []
      while (taken.length < most) {
        await Promise.all(shards.map((shard) => (shard.next.length === 0 ? readOn(table, shard, limit) : undefined)))
        const first = shards.filter(({ next }) => next.length > 0).reduce(sooner(backwards), undefined)
        const entry = first?.next.shift()
        if (!entry) break
        taken.push(entry)
      }
      return taken
    },
    isMore: () => shards.some(({ next, isMore }) => next.length > 0 || isMore),
  }
}

/** Reads until it has an entry to show, or there are no more. */
async function readOn(table: Table, shard: Shard, limit: number): Promise<void> {
  while (shard.isMore && shard.next.length === 0) {
    const { items, cursor }: Page = await table.query({ ...shard.query, limit })
    shard.next = items
    shard.isMore = cursor !== undefined
    if (cursor !== undefined) Object.assign(shard.query, { cursor })
  }
}

const atOf = ({ next: [entry] }: Shard) => entry?.list_at as string

/** Of two shards the one whose entry comes first; of one moment the one that stands first. */
const sooner = (backwards: boolean) => (best: Shard | undefined, one: Shard) => {
  if (!best) return one
  return (backwards ? atOf(one) > atOf(best) : atOf(one) < atOf(best)) ? one : best
}

/**
 * Where a shard begins for who goes on behind an entry: that entry's own shard behind it, in the order of the table;
 * those before it (`offset` below 0) beyond its moment, of which all was shown; those after it with that moment.
 */
function beginOf(offset: number, behind: Item, backwards: boolean): Partial<Query> {
  if (offset === 0) return { after: behind }
  const at = behind.list_at as string
  if (backwards) return { to: offset < 0 ? justBefore(at) : at }
  return { from: offset < 0 ? justAfter(at) : at }
}

/** No entry holds what is below a space, or above all letters. */
const justAfter = (at: string) => `${at} `
const justBefore = (at: string) =>
  `${at.slice(0, -1)}${String.fromCharCode(at.charCodeAt(at.length - 1) - 1)}\u{10ffff}`

/** The place of an entry, to go on behind it; as the table's own cursors have it, by which lists without shards went on. */
export const placeOf = ({ pk, sk, list, list_at }: Item): string =>
  Buffer.from(JSON.stringify({ pk, sk, list, list_at })).toString('base64url')
/** The entry at a place. */
export const entryAt = (place: string): Item => JSON.parse(Buffer.from(place, 'base64url').toString()) as Item
