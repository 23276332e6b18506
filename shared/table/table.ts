/**
 * The table as the code sees it: items by two keys, conditions, one transaction. Small on purpose, so that the
 * in-memory table of the simulator and DynamoDB pass the same contract tests.
 */

/** Values an item may hold; bytes are sealed data. */
export type Value = string | number | Uint8Array
/** An item; `pk` and `sk` are its key. */
export type Item = { pk: string; sk: string } & Record<string, Value>
/** An item's key. */
export interface Key {
  pk: string
  sk: string
}

/** What must be true of the stored item for a write to take place. */
export type Condition = 'absent' | 'present' | { attr: string; equals: Value }

/** One write, or a check, of a transaction. */
export type Write =
  | { put: Item; if?: Condition }
  | { remove: Key; if?: Condition }
  | { check: Key; if: Condition }
  /** `add`: to numbers, whatever they are; what is not there counts as none. */
  | { update: Key; set?: Record<string, Value>; unset?: string[]; add?: Record<string, number>; if?: Condition }

/** Indexes; each is named for the question it answers. */
export type IndexName = 'due' | 'lists'

/** A question to one partition of the table or of an index. */
export interface Query {
  index?: IndexName
  pk: string
  /** Sort keys from here, included. */
  from?: string
  /** Sort keys up to here, included. */
  to?: string
  limit?: number
  /** Newest first. */
  backwards?: boolean
  cursor?: string
  /** Begin behind this item of an earlier page; a cursor goes on from there. */
  after?: Item
  /** What is read may be some seconds old, for half the price; of an index it always may. */
  lagging?: boolean
}

/** What is read may be some seconds old, for half the price: for who reads again before believing the worst. */
export const lagging = { lagging: true } as const

/** Items and where to go on. Of an index, items hold keys and the index's keys only. */
export interface Page {
  items: Item[]
  cursor?: string
}

/** One of several parts of the table, each to be scanned by itself: together they are the whole, and none shares an item. */
export interface ScanPart {
  /** From 0. */
  index: number
  of: number
}

/** A transaction's result: written whole, or not at all, and which writes' conditions failed (none: a conflict). */
export type Transacted = { ok: true } | { ok: false; failed: number[] }

/** The one table. Reads of the table are strongly consistent if not asked for as `lagging`; reads of an index may lag. */
export interface Table {
  get(key: Key): Promise<Item | undefined>
  getMany(keys: readonly Key[], how?: { lagging?: boolean }): Promise<Item[]>
  query(query: Query): Promise<Page>
  /** False if the condition failed. */
  write(write: Exclude<Write, { check: unknown }>): Promise<boolean>
  /**
   * Puts items that no condition guards and of which none is named twice, each by itself, for the units of single puts.
   * Throws if one could not be put; others may have been.
   */
  putMany(items: readonly Item[]): Promise<void>
  /** All or nothing, at most 100 writes. */
  transact(writes: readonly Write[]): Promise<Transacted>
  /** Every item, of the whole table or of a part, for what looks at everything; dear. */
  scan(cursor?: string, how?: { lagging?: boolean; part?: ScanPart }): Promise<Page>
}

/** All items a query finds, page after page. */
export async function queryAll(table: Table, query: Query): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  do {
    const page = await table.query(cursor === undefined ? query : { ...query, cursor })
    items.push(...page.items)
    cursor = page.cursor
  } while (cursor !== undefined)
  return items
}

/** How large the service counts an item: bytes of its names and values. */
export function bytesOf(item: Item): number {
  let bytes = 0
  for (const [name, value] of Object.entries(item)) bytes += Buffer.byteLength(name) + valueBytes(value)
  return bytes
}

function valueBytes(value: Value): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  return typeof value === 'number' ? 21 : value.byteLength
}

/** Whether a write puts the item of this key. */
export const putsAt = (write: Write | undefined, { pk, sk }: Key): boolean =>
  write !== undefined && 'put' in write && write.put.pk === pk && write.put.sk === sk

/** What of a commit only the first may write: whoever comes second is refused, and does not try again. */
export interface Once {
  readonly key: Key
  readonly refused: { code: string; detail: string }
}
