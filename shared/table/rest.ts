/** Reading what lies at rest: one row with all of its matter, or all rows there are of some registers. */
import type { Keys } from '../identity/index.ts'
import { type Pid, pidIn } from '../registers/ids.ts'
import type { RegisterName } from '../registers/rows.ts'
import { atRest, restIn } from './files.ts'
import { personKey, restRange, restSk, rowAt, rowSk } from './keys.ts'
import { type Item, queryAll, type Table } from './table.ts'

/** The row with this key, and those that rest with it; none if it does not lie at rest. */
export async function loadAtRest(table: Table, keys: Keys, pid: Pid, register: RegisterName, key: string) {
  const pk = personKey(pid)
  const found = await table.get({ pk, sk: restSk(register, key) })
  if (!found) return []
  const { matter } = restIn(found)
  const kase = matter === undefined || register === 'case' ? found : await table.get({ pk, sk: restSk('case', matter) })
  const others = (kase && restIn(kase).others) ?? []
  const rest = await table.getMany(others.filter((sk) => sk !== found.sk).map((sk) => ({ pk, sk })))
  return [found, ...(kase && kase !== found ? [kase] : []), ...rest].map((item) => atRest(keys, pid, item))
}

/** All rows of these registers that lie at rest. */
export async function loadAllAtRest(table: Table, keys: Keys, pid: Pid, registers: readonly RegisterName[]) {
  const items = await Promise.all(registers.map((one) => queryAll(table, { pk: personKey(pid), ...restRange(one) })))
  return items.flat().map((item) => atRest(keys, pid, item))
}

/** The items of these cases: those that lie at rest are looked for when they are not found in their person's file. */
export async function caseItems(table: Table, caseIds: readonly string[]): Promise<Map<string, Item>> {
  const at = (sk: typeof rowSk) => (id: string) => ({ pk: personKey(pidIn(id) as Pid), sk: sk('case', id) })
  const live = await table.getMany(caseIds.map(at(rowSk)))
  const found = new Map(live.map((item) => [rowAt(item.sk).key, item]))
  const missing = caseIds.filter((id) => !found.has(id))
  const resting = missing.length === 0 ? [] : await table.getMany(missing.map(at(restSk)))
  return new Map([...found, ...resting.map((item) => [rowAt(item.sk).key, item] as const)])
}
