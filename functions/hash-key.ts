/**
 * The hash key that a table's pids are made with. With another key, or the same in another scheme, every person would be
 * somebody nobody knows, and be registered a second time; so the table remembers a mark of it, and whoever comes with
 * another does not start.
 */
import { hashKeyMark, type Keys } from '../shared/identity/index.ts'
import type { Key, Table } from '../shared/table/table.ts'

/** A mark of the hash key that all pids of this table are made with. */
const hashKeyKey: Key = { pk: 'RELEASE', sk: 'hash-key' }

/**
 * Asked once, when an instance starts, by who makes hashes; answers whether the table remembers a key. Throws an Error if
 * it is another than ours.
 */
export async function refuseOtherHashKey(table: Table, keys: Keys): Promise<boolean> {
  const remembered = await table.get(hashKeyKey)
  if (remembered !== undefined && remembered.d !== hashKeyMark(keys)) {
    throw new Error('the table is of another hash key or hash scheme: see infra/DEPLOY.md, New keys')
  }
  return remembered !== undefined
}

/** The same, and has the table remember ours if it remembers none: of two who come at once with different ones one may stay. */
export async function keepHashKey(table: Table, keys: Keys): Promise<void> {
  if (await refuseOtherHashKey(table, keys)) return
  const isOurs = await table.write({ put: { ...hashKeyKey, d: hashKeyMark(keys) }, if: 'absent' })
  if (!isOurs) await refuseOtherHashKey(table, keys)
}
