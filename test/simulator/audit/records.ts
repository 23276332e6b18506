/** What a run left behind, read once for all audits: files, movements in their order, messages, clearings. */
import type { Clearing } from '../../../functions/clearing/clearing.ts'
import type { Instant } from '../../../shared/calendar/index.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import type { Outgoing } from '../../../shared/queues.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import type { Claim, Movement } from '../../../shared/registers/ledger.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import { fileOf } from '../../../shared/table/files.ts'
import { type Journal, journalOf } from '../../../shared/table/journal.ts'
import type { Item } from '../../../shared/table/table.ts'
import { testKeys } from '../../support/stack.ts'
import type { PartnerEvent } from '../plan.ts'
import { today } from '../rows.ts'
import type { Ran } from '../run.ts'

/** A commit's journal item. */
export interface Commit extends Journal {
  pid: Pid
  version: number
  sends: Outgoing[]
  unsent: boolean
}

/** A clearing with its claims. */
export interface ClearedClaims {
  clearing: Clearing
  claims: { claim: Claim; funded: boolean }[]
}

/** Everything audits look at. */
export interface Records {
  ran: Ran
  now: Instant
  items: Item[]
  files: Map<Pid, PersonFile>
  /** The file that stands for the person: what this one was merged into, in the end. */
  keptOf(pid: Pid): Pid
  /** Files of numbers that were merged into this one. */
  lostOf(pid: Pid): PersonFile[]
  /** Whether the person was ever found to stand under two numbers: the rules tell no one course of what was open then. */
  isMerged(pid: Pid): boolean
  /** In the order in which they were written. */
  commits: Commit[]
  /** `pid`: whose it is in the end. */
  movements: (Movement & { pid: Pid; at: Instant })[]
  openClaims: Claim[]
  clearings: ClearedClaims[]
  /** What was reported of the person, under whichever number; nothing for one that is lost. */
  eventsOf(pid: Pid): PartnerEvent[]
}

/** Reads the records of a run. */
export function recordsOf(ran: Ran): Records {
  const items = [...ran.world.table.items.values()]
  const partitions = new Map<Pid, Item[]>()
  const commits: Commit[] = []
  for (const item of items) {
    if (!item.pk.startsWith('P#')) continue
    const pid = item.pk.slice(2) as Pid
    if (/^[JM]#/.test(item.sk)) {
      const unsent = item.due !== undefined
      commits.push({ pid, version: Number(item.sk.slice(2)), unsent, ...journalOf(testKeys, pid, item) })
    } else if (/^[ABD]#/.test(item.sk)) partitions.set(pid, [...(partitions.get(pid) ?? []), item])
  }
  const order = writtenAt(ran)
  commits.sort((a, b) => (order.get(nameOf(a)) ?? 0) - (order.get(nameOf(b)) ?? 0))
  const files = new Map([...partitions].map(([pid, rows]) => [pid, today.file(fileOf(testKeys, pid, rows))]))
  const keptOf = (pid: Pid): Pid => {
    const into = files.get(pid)?.into
    return into === undefined ? pid : keptOf(into)
  }
  const claimOf = (item: Item) => JSON.parse(item.d as string) as Claim
  const clearings = items
    .filter((item) => item.pk.startsWith('CR#') && item.sk === 'clearing')
    .map((item) => ({
      clearing: JSON.parse(item.d as string) as Clearing,
      claims: items
        .filter((other) => other.pk === item.pk && other.sk.startsWith('claim#'))
        .map((other) => ({ claim: claimOf(other), funded: other.f === 1 })),
    }))
  const byPerson = eventsByPerson(ran, keptOf)
  const merged = new Set([...files.keys()].flatMap((pid) => (keptOf(pid) === pid ? [] : [pid, keptOf(pid)])))
  return {
    ran,
    now: ran.world.clock.now(),
    items,
    files,
    keptOf,
    lostOf: (pid) => [...files.values()].filter((file) => file.pid !== pid && keptOf(file.pid) === pid),
    isMerged: (pid) => merged.has(pid),
    commits,
    movements: commits.flatMap(({ pid, at, move }) => move.map((one) => ({ ...one, pid: keptOf(pid), at }))),
    openClaims: items.filter((item) => item.pk.startsWith('CL#')).map(claimOf),
    clearings,
    eventsOf: (pid) => byPerson.get(pid) ?? [],
  }
}

const nameOf = ({ pid, version }: { pid: Pid; version: number }) => `${pid} ${version}`

/** When each commit was written, as a place in the run. */
function writtenAt({ written }: Ran): Map<string, number> {
  const places = new Map<string, number>()
  for (const [place, { changes }] of written.entries()) {
    for (const { before, after } of changes) {
      if (after && !before && after.pk.startsWith('P#') && /^[JM]#/.test(after.sk))
        places.set(nameOf({ pid: after.pk.slice(2) as Pid, version: Number(after.sk.slice(2)) }), place)
    }
  }
  return places
}

/** Events by the person they are about: by person number, or by the identity number that person has. */
function eventsByPerson({ delivered }: Ran, keptOf: (pid: Pid) => Pid): Map<Pid, PartnerEvent[]> {
  const numbers = new Map<unknown, string>()
  for (const { type, data } of delivered) {
    if (type === 'person.registered') numbers.set(data.certno, data.psn_no as string)
  }
  const found = new Map<Pid, PartnerEvent[]>()
  for (const event of delivered) {
    const psn_no = event.data.psn_no ?? numbers.get(event.data.certno)
    if (typeof psn_no !== 'string') continue
    const pid = keptOf(pidOf(testKeys, psn_no))
    found.set(pid, [...(found.get(pid) ?? []), event])
  }
  return found
}

/** Cases that ended because their number was lost: what was open is decided anew, and what was ordered is told. */
export const endedByMerge = ({ lostOf }: Records, pid: Pid): CaseRow[] =>
  lostOf(pid).flatMap((file) => file.all('case').filter(({ outcome }) => outcome?.reason === 'merged'))

/** What clerks are told was ordered in a case that ended because its number was lost. */
export const orderedBefore = (file: PersonFile, { case_id }: Pick<CaseRow, 'case_id'>): string[] =>
  file.all('task').flatMap(({ kind, facts }) => {
    if (kind !== 'reverse-by-hand' || facts.reason !== 'merged' || facts.case_id !== case_id) return []
    return (facts.orders as { pay_no: string }[]).map(({ pay_no }) => pay_no)
  })

/** An audit: what is wrong, in words. */
export type Audit = (records: Records) => string[]
