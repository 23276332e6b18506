/** What a run left behind, read once for all audits: files, movements in their order, messages, clearings. */
import type { Clearing } from '../../../functions/clearing/clearing.ts'
import type { Instant } from '../../../shared/calendar/index.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import type { Outgoing } from '../../../shared/queues.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import type { Claim, Movement } from '../../../shared/registers/ledger.ts'
import { fileOf, type Journal, journalOf } from '../../../shared/table/files.ts'
import type { Item } from '../../../shared/table/table.ts'
import { testKeys } from '../../support/stack.ts'
import type { PartnerEvent } from '../plan.ts'
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
  /** In the order of each person's versions. */
  commits: Commit[]
  movements: (Movement & { pid: Pid; at: Instant })[]
  openClaims: Claim[]
  clearings: ClearedClaims[]
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
    } else if (/^[AB]#/.test(item.sk)) partitions.set(pid, [...(partitions.get(pid) ?? []), item])
  }
  commits.sort((a, b) => a.version - b.version)
  const files = new Map([...partitions].map(([pid, rows]) => [pid, fileOf(testKeys, pid, rows)]))
  const claimOf = (item: Item) => JSON.parse(item.d as string) as Claim
  const clearings = items
    .filter((item) => item.pk.startsWith('CR#') && item.sk === 'clearing')
    .map((item) => ({
      clearing: JSON.parse(item.d as string) as Clearing,
      claims: items
        .filter((other) => other.pk === item.pk && other.sk.startsWith('claim#'))
        .map((other) => ({ claim: claimOf(other), funded: other.f === 1 })),
    }))
  const byPerson = eventsByPerson(ran)
  return {
    ran,
    now: ran.world.clock.now(),
    items,
    files,
    commits,
    movements: commits.flatMap(({ pid, at, move }) => move.map((movement) => ({ ...movement, pid, at }))),
    openClaims: items.filter((item) => item.pk.startsWith('CL#')).map(claimOf),
    clearings,
    eventsOf: (pid) => byPerson.get(pid) ?? [],
  }
}

/** Events by the person they are about: by person number, or by the identity number that person has. */
function eventsByPerson({ delivered }: Ran): Map<Pid, PartnerEvent[]> {
  const numbers = new Map<unknown, string>()
  for (const { type, data } of delivered) {
    if (type === 'person.registered') numbers.set(data.certno, data.psn_no as string)
  }
  const found = new Map<Pid, PartnerEvent[]>()
  for (const event of delivered) {
    const psn_no = event.data.psn_no ?? numbers.get(event.data.certno)
    if (typeof psn_no !== 'string') continue
    const pid = pidOf(testKeys, psn_no)
    found.set(pid, [...(found.get(pid) ?? []), event])
  }
  return found
}

/** An audit: what is wrong, in words. */
export type Audit = (records: Records) => string[]
