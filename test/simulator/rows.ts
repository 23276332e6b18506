/** The rows that items hold. */
import type { Pid } from '../../shared/registers/ids.ts'
import { rowOf } from '../../shared/table/files.ts'
import type { Item } from '../../shared/table/table.ts'
import { testKeys } from '../support/stack.ts'

/** Items are never changed, only replaced; and whoever watches a run opens the same ones again and again. */
const opened = new WeakMap<Item, unknown>()

/** The row that an item of a person's file holds, opened once. */
export function rowIn<T>(item: Item): T {
  if (!opened.has(item)) opened.set(item, rowOf(testKeys, item.pk.slice(2) as Pid, item))
  return opened.get(item) as T
}
