/**
 * Files in the table: one Query reads a person's file, one transaction writes what settling it changed. The head item
 * carries the version; every commit raises it on condition that it is the one read, so two writers of one person can
 * never both win, whatever rows they touch.
 */
import { addMs, dayOf, type Instant } from '../calendar/index.ts'
import { type Admdvs, provinceOf } from '../codes/index.ts'
import { type Keys, open, seal } from '../identity/index.ts'
import type { Log } from '../log.ts'
import type { Outgoing } from '../queues.ts'
import type { CertWrite } from '../registers/applying.ts'
import { type Change, type HeadOnly, PersonFile } from '../registers/file.ts'
import { type Pid, pidIn } from '../registers/ids.ts'
import type { Claim, ClaimWrite, Movement } from '../registers/ledger.ts'
import type { Account, CaseRow, JournalLine, Registers, Relation } from '../registers/rows.ts'
import { besideSeal, unopened } from './beside-seal.ts'
import {
  areaEntry,
  certKey,
  certWaiterKey,
  claimKey,
  dueShard,
  fileRange,
  type HeadRegister,
  headKey,
  headRegisters,
  journalKey,
  personKey,
  rowAt,
  rowSk,
  subscriberKey,
} from './keys.ts'
import { type Item, type Key, queryAll, type Table, type Write } from './table.ts'
import { logUnreadable, reading } from './unreadable.ts'

/** What one commit says and does, in one append-only item. */
export interface Journal {
  at: Instant
  /** How often the table had been restored; absent in what was written before this was counted. */
  epoch?: number
  lines: JournalLine[]
  move: Movement[]
}

/** What stands in the head item, for the desk too, which reads nothing of the person but this. */
interface Head extends HeadOnly {
  again?: true
  relation: Relation[]
  account: Account[]
}

const isHead = (register: string): register is HeadRegister => (headRegisters as readonly string[]).includes(register)

/** A row as an item, sealed whole: what is not personal alone is, side by side. The pid binds it to its person. */
export function rowItem(keys: Keys, pid: Pid, sk: string, row: object): Item {
  return { pk: personKey(pid), sk, p: seal(keys, JSON.stringify(row), pid) }
}

/**
 * The row an item holds. One written before rows were sealed whole has its facts in the clear, what is private beside.
 * Throws an `UnreadableItem` if it can't be read.
 */
export function rowOf<T>(keys: Keys, pid: Pid, item: Item): T {
  return reading(item, () => {
    const opened = item.p === undefined ? undefined : JSON.parse(open(keys, item.p as Uint8Array, pid))
    if (item.d === undefined) return opened as T
    const facts = JSON.parse(item.d as string) as object
    return (opened === undefined ? facts : { ...facts, private: opened }) as T
  })
}

/** Rows that a view can leave out without telling anything wrong of what is left. */
const leftOut: readonly string[] = ['case', 'task']

/**
 * Puts the items of a partition together to a file. Throws an `UnreadableItem` if one can't be read; with `unread`, it
 * hears of a case or a task that can't, and the file is without it.
 */
export function fileOf(keys: Keys, pid: Pid, items: readonly Item[], unread?: (error: unknown) => void): PersonFile {
  let version = 0
  let only: Parameters<typeof PersonFile.of>[3]
  const rows: Change[] = []
  for (const item of items) {
    if (item.sk === 'A#head') {
      version = item.v as number
      const { relation, account, ...rest } = rowOf<Head>(keys, pid, item)
      only = rest
      for (const row of relation) rows.push(changeOf('relation', `${row.insutype}#${row.insu_admdvs}`, row))
      for (const row of account) rows.push(changeOf('account', row.insu_admdvs, row))
    } else {
      const { register, key } = rowAt(item.sk)
      const row = unopened(keys, register, item, () => rowOf(keys, pid, item))
      try {
        if (unread && leftOut.includes(register)) row.row
        rows.push(changeOf(register, key, row))
      } catch (error) {
        unread?.(error)
      }
    }
  }
  return PersonFile.of(pid, version, rows, only)
}

const changeOf = (register: keyof Registers, key: string, row: unknown) => ({ register, key, row }) as Change

/** Reads a person's file: one Query. An unknown person has an empty file of version 0. */
export async function loadFile(table: Table, keys: Keys, pid: Pid): Promise<PersonFile> {
  return fileOf(keys, pid, await queryAll(table, { pk: personKey(pid), ...fileRange }))
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
export async function loadSnapshot({ table, keys, log }: Reader, pid: Pid): Promise<PersonFile> {
  for (let readings = 0; readings < mostReadings; readings++) {
    const items = await queryAll(table, { pk: personKey(pid), ...fileRange })
    const file = fileOf(keys, pid, items, (error) => logUnreadable(log, error))
    const head = await table.get(headKey(pid))
    if (file.version !== (head?.v ?? 0)) continue
    return file.into === undefined ? file : loadSnapshot({ table, keys, log }, file.into)
  }
  throw Object.assign(new Error('a file does not hold still'), { name: 'TimeoutError' })
}

/** All that one commit writes. */
export interface Commit {
  read: PersonFile
  after: PersonFile
  change: Change[]
  claims: ClaimWrite[]
  certs: readonly CertWrite[]
  journal: Journal
  sends: Outgoing[]
  /** There is more to do than the commit holds. */
  again: boolean
  now: Instant
  /** The input is a message that comes again until it was handled to the end: no mark is needed to find what is unsent. */
  comesAgain: boolean
  /** Conditions outside the file, and items that go with the commit, for example the event's identity. */
  beside: Write[]
}

/** Writes of a commit and the key of its journal item, if it has one. */
export function commitWrites(keys: Keys, commit: Commit): { writes: Write[]; journal?: Key } {
  const { read, after, change } = commit
  const writes: Write[] = [headWrite(read, after, commit.again)]
  for (const one of change) if (!isHead(one.register)) writes.push(rowWrite(keys, read, one))
  for (const claim of commit.claims) writes.push(claimWrite(claim))
  writes.push(...pointerWrites(read, change), ...commit.certs.map(certWrite))
  const journal = journalWrite(keys, commit)
  if (journal) writes.push(journal)
  writes.push(...commit.beside)
  return journal ? { writes, journal: { pk: journal.put.pk, sk: journal.put.sk } } : { writes }
}

function headWrite(read: PersonFile, after: PersonFile, again: boolean): Write {
  const of = { relation: after.all('relation'), account: after.all('account') }
  const head: Head = { ...of, ...after.head, ...(again ? { again } : {}) }
  const put: Item = { ...headKey(read.pid), v: read.version + 1, d: JSON.stringify(head) }
  return { put, if: read.version === 0 ? 'absent' : { attr: 'v', equals: read.version } }
}

/** A row that was not there when the file was read must still not be there: the desk writes visits on its own. */
function rowWrite(keys: Keys, read: PersonFile, change: Change): Write {
  const { register, key, row } = change
  const sk = rowSk(register, key)
  const pk = personKey(read.pid)
  if (row === undefined) return { remove: { pk, sk } }
  const put: Item = { ...rowItem(keys, read.pid, sk, row), ...besideSeal(change, sk, read.pid) }
  return read.one(register, key) === undefined ? { put, if: 'absent' } : { put }
}

function claimWrite(write: ClaimWrite): Write {
  if ('put' in write) {
    return { put: { ...claimItemKey(write.put), d: JSON.stringify(write.put) }, if: 'absent' }
  }
  return { remove: claimItemKey(write.void), if: 'present' }
}

/** Where an open claim stands: under the day it was approved. */
export function claimItemKey(claim: Claim): Key {
  return claimKey(provinceOf(claim.creditor), dayOf(claim.at), claim.claim_id)
}

/** Cases under the areas they concern and under the topics they wait for. */
function pointerWrites(read: PersonFile, change: readonly Change[]): Write[] {
  const writes: Write[] = []
  for (const one of change) {
    if (one.row !== undefined && one.register === 'case') writes.push(...casePointers(read, one.row))
  }
  return writes
}

/** Where identity numbers lead from now on, each on condition that it still leads where it was read to. */
function certWrite(write: CertWrite): Write {
  if ('waiter' in write) {
    const key = certWaiterKey(write.cert, write.waiter)
    return write.since === undefined ? { remove: key } : { put: { ...key, d: write.since } }
  }
  const { was, now } = write
  const key = certKey(write.cert)
  const as = was === undefined ? ('absent' as const) : { attr: 'd', equals: was }
  if (was === now) return { check: key, if: as }
  return now === undefined ? { remove: key, if: as } : { put: { ...key, d: now }, if: as }
}

/** What one commit came to say of a number, once: as it was first read, and as it was last left. */
export function certWritesOf(writes: readonly CertWrite[]): CertWrite[] {
  const last = new Map<string, CertWrite>()
  for (const write of writes) {
    const key = 'waiter' in write ? `${write.cert} ${write.waiter}` : write.cert
    const before = last.get(key)
    last.set(key, before && 'was' in before && 'was' in write ? { ...write, was: before.was } : write)
  }
  return [...last.values()]
}

/** A case in the list of an area that it concerns but that is not in charge. */
function areaPointer(pid: Pid, area: Admdvs, row: CaseRow): Item {
  return { pk: personKey(pid), sk: `Y#${row.case_id}#${area}`, ...areaEntry(area, row.started_at, row.case_id) }
}

function casePointers(read: PersonFile, row: CaseRow): Write[] {
  const before = read.one('case', row.case_id)
  const isNew = before === undefined && pidIn(row.case_id) === read.pid
  const listed = isNew ? new Set() : new Set([...(before ?? row).areas, (before ?? row).admdvs])
  const areas = row.areas.filter((area) => !listed.has(area) && area !== row.admdvs)
  if (before && before.admdvs !== row.admdvs) areas.push(before.admdvs)
  const topics = (row.topics ?? []).filter((topic) => !before?.topics?.includes(topic))
  const left = (before?.topics ?? []).filter((topic) => !row.topics?.includes(topic))
  return [
    ...areas.map((area): Write => ({ put: areaPointer(read.pid, area, row) })),
    ...topics.map((topic): Write => ({ put: { ...subscriberKey(topic, row.case_id), d: read.pid } })),
    ...left.map((topic): Write => ({ remove: subscriberKey(topic, row.case_id) })),
  ]
}

const unsentAfterMs = 60_000

function journalWrite(keys: Keys, commit: Commit): { put: Item; if: 'absent' } | undefined {
  const { journal, sends, read, now, comesAgain } = commit
  if (journal.lines.length + journal.move.length + sends.length === 0) return undefined
  const key = journalKey(read.pid, read.version + 1, journal.lines.length + sends.length > 0 ? 'J' : 'M')
  const { at, epoch } = journal
  const row = { at, epoch, private: { lines: journal.lines, move: journal.move, sends } }
  const unsent =
    sends.length && !comesAgain ? { due: dueShard(key.pk + key.sk), due_at: addMs(now, unsentAfterMs) } : {}
  return { put: { ...rowItem(keys, read.pid, key.sk, row), ...unsent }, if: 'absent' }
}

/** What a journal item says. */
export function journalOf(keys: Keys, pid: Pid, item: Item): Journal & { sends: Outgoing[] } {
  type Row = Pick<Journal, 'at' | 'epoch'> & { private: Pick<Journal, 'lines' | 'move'> & { sends: Outgoing[] } }
  const { private: secret, ...row } = rowOf<Row>(keys, pid, item)
  return { ...row, ...secret }
}

/** Marks a journal's messages as sent. */
export function markSent(table: Table, key: Key): Promise<boolean> {
  return table.write({ update: key, unset: ['due', 'due_at'], if: 'present' })
}
