/** Partitions that are read whole, and kept in memory for as long as their version stands: what all ask for and few change. */
import { epochMs } from '../../calendar/index.ts'
import type { Clock } from '../../clock/index.ts'
import { type Item, type Key, queryAll, type Table } from '../table.ts'

/** Sort key of a partition's version, before all that it holds. */
export const versionSk = '#version'
/** Where the version of a partition stands; attribute `v`. */
export const versionKey = (pk: string): Key => ({ pk, sk: versionSk })

/** What a process knows of a partition: the version, since when it was seen, and what holds under it. */
interface Known<T> {
  readonly version: number
  readonly seenMs: number
  value?: T
}

/**
 * A Query is no transaction: beside a version that was just set it may find items as they were before. What is read so
 * long after a version was first seen is all of it, and may be kept.
 */
const settledAfterMs = 5_000

const versionIn = (item: Item | undefined) => (item?.v as number | undefined) ?? 0

/** Partitions of a kind, and what is made of the items of one and of its version. */
export function versioned<T>(made: (items: readonly Item[], version: number) => T) {
  const known = new WeakMap<Table, Map<string, Known<T>>>()
  const knownOf = (table: Table) => {
    const partitions = known.get(table) ?? new Map<string, Known<T>>()
    known.set(table, partitions)
    return partitions
  }
  const read = async (table: Table, pk: string) => {
    const items = await queryAll(table, { pk })
    const version = versionIn(items.find(({ sk }) => sk === versionSk))
    return {
      version,
      value: made(
        items.filter(({ sk }) => sk !== versionSk),
        version,
      ),
    }
  }
  return {
    /** Reads a partition as it stands. */
    load: async (table: Table, pk: string): Promise<T> => (await read(table, pk)).value,
    /** Whether reading it costs next to nothing. */
    isKnown: (table: Table, pk: string): boolean => knownOf(table).get(pk)?.value !== undefined,
    /** The same as of now, for one read unit where it is known: the version is read, and the items only if it is new. */
    async current({ table, clock }: { table: Table; clock: Clock }, pk: string): Promise<T> {
      const version = versionIn(await table.get(versionKey(pk)))
      const nowMs = epochMs(clock.now())
      const before = knownOf(table).get(pk)
      const seen: Known<T> = before?.version === version ? before : { version, seenMs: nowMs }
      knownOf(table).set(pk, seen)
      if (seen.value !== undefined) return seen.value
      const found = await read(table, pk)
      if (found.version === version && nowMs - seen.seenMs >= settledAfterMs) seen.value = found.value
      return found.value
    },
  }
}
