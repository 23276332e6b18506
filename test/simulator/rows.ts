/** The rows that items hold: cases as this release stores them, also if the next one did. */
import { chains } from '../../functions/bundles/all.ts'
import type { Pid } from '../../shared/registers/ids.ts'
import type { CaseRow } from '../../shared/registers/rows.ts'
import { rowOf } from '../../shared/table/files.ts'
import type { Item } from '../../shared/table/table.ts'
import { testKeys } from '../support/stack.ts'
import { Today } from './releases.ts'

/** Reads what the next release stored. */
export const today = new Today(chains)

/** Items are never changed, only replaced; and whoever watches a run opens the same ones again and again. */
const opened = new WeakMap<Item, unknown>()

/** Whether an item of a person's file is a case, at rest or not. */
export const isCase = ({ sk }: Item): boolean => /^[BD]#case#/.test(sk)

/** The row that an item of a person's file holds, opened once. */
export function rowIn<T>(item: Item): T {
  if (!opened.has(item)) {
    const row = rowOf(testKeys, item.pk.slice(2) as Pid, item)
    opened.set(item, isCase(item) ? today.row(row as CaseRow) : row)
  }
  return opened.get(item) as T
}
