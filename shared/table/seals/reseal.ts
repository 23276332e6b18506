/**
 * Seals a table anew under the current key while it is used (decision 0080): part by part, page by page, each item on
 * condition that it still holds the very bytes that were read. Whoever writes it meanwhile wins, and seals with the
 * current key; versions, indexes and times to live stay as they are. What is new already is passed by, so that it may be
 * stopped at any moment and begun again anywhere.
 */
import type { Keys } from '../../identity/index.ts'
import type { Item, Table, Write } from '../table.ts'
import { bytesOf } from '../table.ts'
import { sealAnewAt, sealIn } from './sealed.ts'

/** What sealing anew takes. */
export interface Resealing {
  readonly table: Table
  readonly keys: Keys
  /** Resolves when another write may be made. */
  readonly pace: () => Promise<void>
  /** A pause after a lost race. */
  readonly backoff: (attempt: number) => Promise<void>
}

/** What became of an item that an older key had sealed. */
const ends = ['renewed', 'overtaken', 'contended', 'unreadable'] as const
/**
 * `overtaken`: written by another meanwhile, under the current key, or gone; `contended`: written so often that it was left;
 * `unreadable`: its key is not there, or it was changed past the engine.
 */
type End = (typeof ends)[number]

/** What was found and what became of it; items as counted, not as they stand now. */
export interface Counts extends Record<End, number> {
  items: number
  /** Write units that sealing anew takes, or has taken. */
  units: number
  /** Sealed items, by the id of the key that they were found under. */
  found: Record<string, number>
  /** Some of the keys of items that do not open. */
  examples: string[]
}

/** How far a part has come; may be kept between two pages. */
export interface PartProgress {
  readonly index: number
  readonly of: number
  readonly cursor?: string
  readonly done?: true
  readonly counts: Counts
}

/** Nothing counted. */
export const nothing: Counts = {
  ...{ items: 0, units: 0, found: {}, examples: [] },
  ...{ renewed: 0, overtaken: 0, contended: 0, unreadable: 0 },
}

const mostExamples = 20

/** Both together. */
export function plus(a: Counts, b: Counts): Counts {
  const found = { ...a.found }
  for (const [id, count] of Object.entries(b.found)) found[id] = (found[id] ?? 0) + count
  const sums = Object.fromEntries(ends.map((end) => [end, a[end] + b[end]])) as Record<End, number>
  const examples = [...a.examples, ...b.examples].slice(0, mostExamples)
  return { ...sums, items: a.items + b.items, units: a.units + b.units, found, examples }
}

const bytesOfUnit = 1024
/** Writes at a time of a part: they wait for the table, not for each other. */
const atOnce = 16
/** An item that others write again and again is left to the next run. */
const mostTries = 5

/** Does the next page of a part: seals anew what an older key sealed; with `go` false it only counts. */
export async function resealPage(world: Resealing, part: PartProgress, go: boolean): Promise<PartProgress> {
  const { index, of } = part
  // Who writes checks what it has read, and may read what is a little old for half the price. Who counts is believed.
  const { items, cursor } = await world.table.scan(part.cursor, { part: { index, of }, lagging: go })
  const counts: Counts = { ...nothing, items: items.length, found: {}, examples: [] }
  const old: Item[] = []
  for (const item of items) {
    const keyId = sealIn(item)?.keyId
    if (keyId === undefined) continue
    counts.found[keyId] = (counts.found[keyId] ?? 0) + 1
    if (keyId === world.keys.sealKeys.current) continue
    old.push(item)
    counts.units += Math.ceil(bytesOf(item) / bytesOfUnit)
  }
  const left = old.values()
  const work = async () => {
    for (const item of left) {
      const end = await renew(world, item)
      counts[end]++
      if (end === 'unreadable') counts.examples.push(`${item.pk} ${item.sk}`)
    }
  }
  if (go) await Promise.all(Array.from({ length: Math.min(atOnce, old.length) }, work))
  const next = cursor === undefined ? { done: true as const } : { cursor }
  return { index, of, counts: plus(part.counts, counts), ...next }
}

async function renew({ table, keys, pace, backoff }: Resealing, found: Item): Promise<End> {
  const key = { pk: found.pk, sk: found.sk }
  let item: Item | undefined = found
  for (let tries = 0; tries < mostTries; tries++) {
    const held = item && sealIn(item)
    if (!held || held.keyId === keys.sealKeys.current) return 'overtaken'
    const p = anew(keys, found, held.sealed)
    if (!p) return 'unreadable'
    await pace()
    if (await wins(table, { update: key, set: { p }, if: { attr: 'p', equals: held.sealed } })) return 'renewed'
    await backoff(tries)
    item = await table.get(key)
  }
  return 'contended'
}

function anew(keys: Keys, item: Item, sealed: Uint8Array): Uint8Array | undefined {
  try {
    return sealAnewAt(keys, item, sealed)
  } catch {
    return undefined
  }
}

/** Whether the write was made. A transaction that is at the very item is another who writes it. */
async function wins(table: Table, write: Extract<Write, { update: unknown }>): Promise<boolean> {
  try {
    return await table.write(write)
  } catch (error) {
    if ((error as Error).name === 'TransactionConflictException') return false
    throw error
  }
}
