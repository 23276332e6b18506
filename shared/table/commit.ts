/**
 * One transaction writes what settling a file changed. The head item carries the version; every commit raises it on
 * condition that it is the one read, so two writers of one person can never both win, whatever rows they touch.
 */
import { dayOf, type Instant } from '../calendar/index.ts'
import { type Admdvs, provinceOf } from '../codes/index.ts'
import { type Keys, pack } from '../identity/index.ts'
import { ttlAt } from '../keeping/index.ts'
import type { NumberWrite } from '../registers/applying.ts'
import { type ReceiptWrite, receiptsAfter } from '../registers/care/receipt-state.ts'
import type { Change, PersonFile, Rest } from '../registers/file.ts'
import { type Pid, pidIn } from '../registers/ids.ts'
import { type Claim, type ClaimWrite, provePosting } from '../registers/ledger.ts'
import type { CaseRow, TaskRow } from '../registers/rows.ts'
import { same } from '../same.ts'
import { countedTogether, openedWrites } from './common/volume.ts'
import { ttlAttribute } from './definition.ts'
import { type Head, rowItem } from './files.ts'
import { type Journalled, journalWrite } from './journal.ts'
import { pointDoneKey, pointOpenKey } from './keys/points.ts'
import { receiptKey } from './keys/receipts.ts'
import {
  areaEntry,
  claimKey,
  type HeadRegister,
  headKey,
  headRegisters,
  hourOf,
  movedEntry,
  numberKey,
  numberWaiterKey,
  personKey,
  restSk,
  rowSk,
  subscriberKey,
  taskEntry,
} from './keys.ts'
import { staffWrites } from './office/staff.ts'
import { peopleWrites } from './people.ts'
import { besideSeal } from './seals/beside.ts'
import type { Item, Key, Write } from './table.ts'

const isHead = (register: string): register is HeadRegister => (headRegisters as readonly string[]).includes(register)

/** All that one commit writes. */
export interface Commit extends Journalled {
  after: PersonFile
  change: Change[]
  claims: ClaimWrite[]
  /** There is more to do than the commit holds. */
  again: boolean
  numberWrites: readonly NumberWrite[]
  /** What it says of receipts; left out: nothing. */
  receipts?: readonly ReceiptWrite[]
  /** Conditions outside the file, and items that go with the commit, for example the event's identity. */
  beside: Write[]
}

/**
 * Writes of a commit and the key of its journal item, if it has one. Throws if its movements do not lead from the
 * balances that were read to those it leaves.
 */
export function commitWrites(keys: Keys, commit: Commit): { writes: Write[]; journal?: Key } {
  const { read, after, change } = commit
  provePosting(read, after, commit.journal.move)
  const people = peopleWrites(keys, read, after, commit.now)
  const writes: Write[] = [headWrite(commit, people.listed)]
  for (const one of change) if (!isHead(one.register)) writes.push(...rowWrites(keys, read, one))
  for (const claim of commit.claims) writes.push(claimWrite(claim))
  writes.push(...pointerWrites(read, change), ...people.writes, ...countWrites(read, change, commit.now))
  writes.push(...staffWrites(tasksChanged(read, change), commit.now))
  writes.push(...openedWrites(read, change))
  writes.push(...commit.numberWrites.map(numberWrite))
  for (const one of receiptsAfter(commit.receipts ?? [])) writes.push(receiptWrite(keys, one))
  const journal = journalWrite(keys, commit)
  if (journal) writes.push(journal)
  writes.push(...commit.beside)
  const all = { writes: countedTogether(writes) }
  return journal ? { ...all, journal: { pk: journal.put.pk, sk: journal.put.sk } } : all
}

/** Above so many characters the head is packed: who has moved often has one that no desk could read with one unit. */
const longestHead = 1_000

const headText = (text: string) => (text.length > longestHead ? { z: pack(text) } : { d: text })

function headWrite({ read, after, again, journal, now }: Commit, listed: readonly Admdvs[]): Write {
  const of = { relation: after.all('relation'), account: after.all('account') }
  const moved = journal.move.length > 0 ? later(hourOf(now), read.head.moved) : read.head.moved
  const places = listed.length > 0 || read.head.listed ? { listed } : {}
  const head: Head = { ...of, ...after.head, ...places, ...(moved ? { moved } : {}), ...(again ? { again } : {}) }
  const entry = moved ? movedEntry(read.pid, moved) : {}
  const put: Item = { ...headKey(read.pid), v: read.version + 1, ...headText(JSON.stringify(head)), ...entry }
  return { put, if: read.version === 0 ? 'absent' : { attr: 'v', equals: read.version } }
}

/** Clocks differ a little: who is in the list must not go back in it. */
const later = (hour: string, before = '') => (before > hour ? before : hour)

/**
 * A row where it stands from now on, and no more where it stood. One that was not there when the file was read must still
 * not be there: the desk writes visits on its own.
 */
function rowWrites(keys: Keys, read: PersonFile, change: Change): Write[] {
  const { register, key } = change
  const wasAtRest = read.restOf(register, key) !== undefined
  const wasHere = !wasAtRest && read.one(register, key) !== undefined
  const pk = personKey(read.pid)
  const at = { here: { pk, sk: rowSk(register, key) }, rest: { pk, sk: restSk(register, key) } }
  if (change.row === undefined) return [{ remove: wasAtRest ? at.rest : at.here }]
  const rests = 'rests' in change ? change.rests : undefined
  const { sk } = rests ? at.rest : at.here
  const put: Item = { ...rowItem(keys, read.pid, sk, change.row), ...besideSeal(change, read.pid) }
  if (rests) {
    // What goes to rest as soon as it is known must not be written here by the desk meanwhile: it would stand twice.
    const leaves: Write = wasHere ? { remove: at.here } : { check: at.here, if: 'absent' }
    return [{ put: { ...put, ...restAttributes(rests) } }, leaves]
  }
  if (wasHere) return [{ put }]
  return [{ put, if: 'absent' }, ...(wasAtRest ? [{ remove: at.rest }] : [])]
}

/** How a row lies at rest, beside the row: ids and sort keys, which stand in the clear as keys do. */
const restAttributes = ({ matter, others }: Rest): Record<string, string> => ({
  ...(matter === undefined ? {} : { matter }),
  ...(others === undefined ? {} : { others: JSON.stringify(others) }),
})

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

/** Cases under the areas they concern, and cases and tasks under the topics they wait for. */
function pointerWrites(read: PersonFile, change: readonly Change[]): Write[] {
  const writes: Write[] = []
  for (const { register, key, row } of change) {
    if (register === 'unopened') {
      // It may become the case in this very commit, which waits for topics of its own.
      writes.push(...topicWrites(read.pid, `${key}.${register}`, row?.topics, read.one(register, key)?.topics))
    }
    if (row === undefined) continue
    if (register === 'case') writes.push(...areaWrites(read, row))
    if (register === 'case' || register === 'task') {
      writes.push(...topicWrites(read.pid, key, row.topics, read.one(register, key)?.topics))
    }
  }
  return writes
}

/** Where identity numbers lead from now on, each on condition that it still leads where it was read to. */
function numberWrite(write: NumberWrite): Write {
  if ('waiter' in write) {
    const key = numberWaiterKey(write.hash, write.waiter)
    return write.since === undefined ? { remove: key } : { put: { ...key, d: write.since } }
  }
  const { was, now } = write
  const key = numberKey(write.hash)
  const as = was === undefined ? ('absent' as const) : { attr: 'd', equals: was }
  if (was === now) return { check: key, if: as }
  return now === undefined ? { remove: key, if: as } : { put: { ...key, d: now }, if: as }
}

/** How a receipt stands from now on, on condition that nobody said anything of it since it was read. */
function receiptWrite(keys: Keys, { receipt, was, now }: ReturnType<typeof receiptsAfter>[number]): Write {
  const key = receiptKey(keys, receipt)
  const as = was === undefined ? ('absent' as const) : { attr: 'd', equals: JSON.stringify(was) }
  return was && same(was, now) ? { check: key, if: as } : { put: { ...key, d: JSON.stringify(now) }, if: as }
}

/** What one commit came to say of a number, once: as it was first read, and as it was last left. */
export function numberWritesOf(writes: readonly NumberWrite[]): NumberWrite[] {
  const last = new Map<string, NumberWrite>()
  for (const write of writes) {
    const key = 'waiter' in write ? `${write.hash} ${write.waiter}` : write.hash
    const before = last.get(key)
    last.set(key, before && 'was' in before && 'was' in write ? { ...write, was: before.was } : write)
  }
  return [...last.values()]
}

/** A case in the list of an area that its own item does not stand in. */
function areaPointer(pid: Pid, area: Admdvs, row: CaseRow): Item {
  return { pk: personKey(pid), sk: `Y#${row.case_id}#${area}`, ...areaEntry(area, row.started_at, row.case_id) }
}

/**
 * Areas in whose lists the case does not stand yet. The item of a person's own case stands in that of the area in charge
 * (`areaEntry`). One that came with the file of a lost number stands in the lists it had there, of which this file knows
 * nothing: at first it is listed by all its areas, for another may have come to be in charge in the very commit that took
 * it over. Who reads a list shows it once.
 */
function areasToList(row: CaseRow, before: CaseRow | undefined, isOwn: boolean): Admdvs[] {
  const listed = new Set(before ? [...before.areas, before.admdvs] : [])
  const concerned = new Set([...row.areas, ...(isOwn ? [] : [row.admdvs])])
  const areas = [...concerned].filter((area) => !listed.has(area) && !(isOwn && area === row.admdvs))
  return isOwn && before && before.admdvs !== row.admdvs ? [...areas, before.admdvs] : areas
}

function areaWrites(read: PersonFile, row: CaseRow): Write[] {
  const areas = areasToList(row, read.one('case', row.case_id), pidIn(row.case_id) === read.pid)
  return areas.map((area) => ({ put: areaPointer(read.pid, area, row) }))
}

/** Tasks as they were and as they are. */
function tasksChanged(read: PersonFile, change: readonly Change[]) {
  return change.flatMap((one) => (one.register === 'task' ? [[read.one('task', one.key), one.row] as const] : []))
}

/** What a task counts for among those of a point: one of its kind while it is listed there. */
function countedOf(task: TaskRow | undefined): { point: string; kind: string } | undefined {
  const isListed = task !== undefined && taskEntry(task).list !== undefined
  return isListed && task.owner.role === 'agent' ? { point: task.owner.point_no, kind: task.kind } : undefined
}

/** What was done on a day is counted for as long as statements are asked for; what is open, for good. */
const passing = ({ sk }: Key, now: Instant) => (sk === 'open' ? {} : { set: { [ttlAttribute]: ttlAt('errands', now) } })

/** How many tasks of points are open, and were approved today, kept with the tasks: nobody reads lists to count. */
function countWrites(read: PersonFile, change: readonly Change[], now: Instant): Write[] {
  const counts = new Map<string, { key: Key; add: Record<string, number> }>()
  const count = (key: Key, kind: string, by: number) => {
    const held = counts.get(`${key.pk} ${key.sk}`)?.add ?? {}
    counts.set(`${key.pk} ${key.sk}`, { key, add: { ...held, [kind]: (held[kind] ?? 0) + by } })
  }
  for (const { register, key, row } of change) {
    if (register !== 'task') continue
    const before = countedOf(read.one('task', key))
    const after = countedOf(row)
    if (before) count(pointOpenKey(before.point), before.kind, -1)
    if (after) count(pointOpenKey(after.point), after.kind, 1)
    if (before && row?.status === 'approved') count(pointDoneKey(before.point, dayOf(now)), before.kind, 1)
  }
  return [...counts.values()].flatMap(({ key, add }) => {
    const changed = Object.entries(add).filter(([, by]) => by !== 0)
    return changed.length > 0 ? [{ update: key, add: Object.fromEntries(changed), ...passing(key, now) }] : []
  })
}

/** A case or task enters the lists of those that wait for the topics it names, and leaves those it named before. */
function topicWrites(pid: Pid, id: string, now: readonly string[] = [], before: readonly string[] = []): Write[] {
  return [
    ...now
      .filter((topic) => !before.includes(topic))
      .map((topic): Write => ({ put: { ...subscriberKey(topic, id), d: pid } })),
    ...before.filter((topic) => !now.includes(topic)).map((topic): Write => ({ remove: subscriberKey(topic, id) })),
  ]
}
