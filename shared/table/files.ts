import { type Keys, unpack } from '../identity/index.ts'
import type { Log } from '../log.ts'
import { type AtRest, type Change, type HeadOnly, PersonFile, type Rest } from '../registers/file.ts'
import { type Pid, pidIn, type Ref } from '../registers/ids.ts'
import type { Account, RegisterName, Registers, Relation } from '../registers/rows.ts'
import { fileRange, headKey, isRestSk, personKey, restRange, restSk, rowAt, rowSk, wholeRange } from './keys.ts'
import { unopened } from './seals/beside.ts'
import { openAt, sealAt } from './seals/sealed.ts'
import { type Item, queryAll, type Table } from './table.ts'
import { logUnreadable, reading } from './unreadable.ts'

/** What stands in the head item, for the desk too, which reads nothing of the person but this. */
export interface Head extends HeadOnly {
  again?: true
  relation: Relation[]
  account: Account[]
}

/** A row as an item, sealed whole: what is not personal alone is, side by side. The pid binds it to its person. */
export function rowItem(keys: Keys, pid: Pid, sk: string, row: object): Item {
  const key = { pk: personKey(pid), sk }
  return { ...key, p: sealAt(keys, key, JSON.stringify(row)) }
}

/**
 * The row an item holds. One written before rows were sealed whole has its facts in the clear, what is private beside; a
 * long head is packed and not sealed.
 * Throws an `UnreadableItem` if it can't be read.
 */
export function rowOf<T>(keys: Keys, pid: Pid, item: Item): T {
  return reading(item, () => {
    if (item.z !== undefined) return JSON.parse(unpack(item.z as Uint8Array)) as T
    const opened = item.p === undefined ? undefined : JSON.parse(openAt(keys, item, { pk: personKey(pid) }))
    if (item.d === undefined) return opened as T
    const facts = JSON.parse(item.d as string) as object
    return (opened === undefined ? facts : { ...facts, private: opened }) as T
  })
}

/** Rows that a view can leave out without telling anything wrong of what is left. */
const leftOut: readonly string[] = ['case', 'task', 'filing', 'entitlement']

/**
 * Puts the items of a partition together to a file. Throws an `UnreadableItem` if one can't be read; with `unread`, it
 * hears of what lists show that can't, and the file
 * is without it.
 */
export function fileOf(keys: Keys, pid: Pid, items: readonly Item[], unread?: (error: unknown) => void): PersonFile {
  const item = items.find(({ sk }) => sk === 'A#head')
  const { relation = [], account = [], ...head } = item ? rowOf<Head>(keys, pid, item) : ({} as Partial<Head>)
  const rows: Change[] = [
    ...relation.map((row) => changeOf('relation', `${row.insutype}#${row.insu_admdvs}`, row)),
    ...account.map((row) => changeOf('account', row.insu_admdvs, row)),
  ]
  const resting: AtRest[] = []
  for (const one of items) {
    if (one === item) continue
    try {
      const found = atRest(keys, pid, one)
      if (unread && leftOut.includes(found.register)) found.row.row
      if (isRestSk(one.sk)) resting.push(found)
      else rows.push(changeOf(found.register, found.key, found.row))
    } catch (error) {
      unread?.(error)
    }
  }
  return PersonFile.of(pid, (item?.v as number | undefined) ?? 0, rows, head).recalling(resting)
}

const changeOf = (register: keyof Registers, key: string, row: unknown) => ({ register, key, row }) as Change

/** Reads a person's file: one Query. An unknown person has an empty file of version 0. */
export async function loadFile(table: Table, keys: Keys, pid: Pid): Promise<PersonFile> {
  return fileOf(keys, pid, await queryAll(table, { pk: personKey(pid), ...fileRange }))
}

/** {@link loadFile} with all that lies at rest. */
export async function loadWhole(table: Table, keys: Keys, pid: Pid): Promise<PersonFile> {
  return fileOf(keys, pid, await queryAll(table, { pk: personKey(pid), ...wholeRange }))
}

/** The file of the person whom a key leads to by now: what it was merged into, if it was. */
export async function loadPerson(table: Table, keys: Keys, pid: Pid): Promise<PersonFile> {
  const file = await loadFile(table, keys, pid)
  return file.into === undefined ? file : loadPerson(table, keys, file.into)
}

/** What reading for an answer takes. */
export interface Reader {
  table: Table
  keys: Keys
  log: Log
}

/** So often is a file read anew while others write it. */
const mostReadings = 20

/**
 * {@link loadFile} for an answer, which no commit checks: all of one version, and without cases and tasks that can't be
 * read, which the log names. A Query is no transaction: what it reads is of one version if the head is still the same
 * afterwards. The key of a number that was merged into another leads to the other. Throws a `TimeoutError` if the file
 * does not hold still.
 */
export function loadSnapshot(reader: Reader, pid: Pid): Promise<PersonFile> {
  return snapshot(reader, pid, fileRange)
}

/** {@link loadSnapshot} with all that lies at rest. */
export function loadWholeSnapshot(reader: Reader, pid: Pid): Promise<PersonFile> {
  return snapshot(reader, pid, wholeRange)
}

async function snapshot({ table, keys, log }: Reader, pid: Pid, range: typeof fileRange): Promise<PersonFile> {
  for (let readings = 0; readings < mostReadings; readings++) {
    const items = await queryAll(table, { pk: personKey(pid), ...range })
    const file = fileOf(keys, pid, items, (error) => logUnreadable(log, error))
    const head = await table.get(headKey(pid))
    if (file.version !== (head?.v ?? 0)) continue
    return file.into === undefined ? file : snapshot({ table, keys, log }, file.into, range)
  }
  throw Object.assign(new Error('a file does not hold still'), { name: 'TimeoutError' })
}

/** A row as its item holds it, and how it lies at rest if it does. */
function atRest(keys: Keys, pid: Pid, item: Item) {
  const { register, key } = rowAt(item.sk)
  const row = unopened(keys, register, item, () => rowOf(keys, pid, item))
  return { register, key, row, rest: restIn(item) }
}

/** How the row of an item lies at rest. */
function restIn({ matter, others }: Item): Rest {
  return {
    ...(matter === undefined ? {} : { matter: matter as Ref }),
    ...(others === undefined ? {} : { others: JSON.parse(others as string) as string[] }),
  }
}

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

/**
 * All rows of these registers that lie at rest, and those that rest with them: a case without its payments would order them
 * again.
 */
export async function loadAllAtRest(table: Table, keys: Keys, pid: Pid, registers: readonly RegisterName[]) {
  const pk = personKey(pid)
  const items = (await Promise.all(registers.map((one) => queryAll(table, { pk, ...restRange(one) })))).flat()
  const found = new Set(items.map(({ sk }) => sk))
  const missing = async (sks: readonly string[]) => {
    const more = await table.getMany([...new Set(sks)].filter((sk) => !found.has(sk)).map((sk) => ({ pk, sk })))
    for (const { sk } of more) found.add(sk)
    items.push(...more)
  }
  await missing(items.flatMap((item) => restIn(item).matter ?? []).map((matter) => restSk('case', matter)))
  await missing(items.flatMap((item) => restIn(item).others ?? []))
  return items.map((item) => atRest(keys, pid, item))
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
