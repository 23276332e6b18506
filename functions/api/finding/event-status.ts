/** What became of an event, for whoever sent it and asks. */
import type { OutboundData } from '../../../events/index.ts'
import type { Instant } from '../../../shared/calendar/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import type { Pid } from '../../../shared/identity/index.ts'
import { eventKey } from '../../../shared/registers/events.ts'
import type { Parked } from '../../../shared/registers/rows.ts'
import { type Head, rowOf } from '../../../shared/table/files.ts'
import { journalOf } from '../../../shared/table/journal.ts'
import { headKey, identityKey, personKey, rejectionKey, rowSk } from '../../../shared/table/keys.ts'
import { openAt } from '../../../shared/table/seals/sealed.ts'
import { type Item, queryAll } from '../../../shared/table/table.ts'
import { reading } from '../../../shared/table/unreadable.ts'

/** What is answered of an event. Type and time are not known of all that older releases took in. */
export type EventStatus = Omit<OutboundData<'event.answered'>, 'status' | 'at'> & {
  status: 'accepted' | 'waiting' | 'rejected'
  at?: string
}

/** An event, by who sent it. */
interface Named {
  source: string
  id: string
}

/**
 * What became of the event that this partner sent under this id; undefined if none is known (yet). Of an id that was used
 * again, what was taken.
 */
export async function eventStatus(ports: Ports, named: Named): Promise<EventStatus | undefined> {
  const { pk, sk } = identityKey(named.source, named.id)
  const items = await queryAll(ports.table, { pk })
  const taken = items.find((item) => item.sk === sk)
  if (taken) return takenStatus(ports, named, taken)
  const rejected = items.find((item) => item.sk === rejectionKey(named.source, named.id).sk)
  return rejected && reading(rejected, () => JSON.parse(openAt(ports.keys, rejected)) as EventStatus)
}

async function takenStatus(ports: Ports, named: Named, item: Item): Promise<EventStatus> {
  const { t, pid, held } = item
  const at = (item.at as Instant | undefined) ?? (await committedAt(ports, item))
  const said = { ...named, ...(t === undefined ? {} : { type: t as string }), ...(at === undefined ? {} : { at }) }
  // Held: by an identity number that nobody has yet, or, with a file, on its way from there to another.
  if (held === 1) return { ...said, status: 'waiting', ...(pid === undefined ? { reason: 'needs-person' } : {}) }
  const row = pid === undefined ? undefined : await waitingIn(ports, pid as Pid, eventKey(named))
  if (row) return { ...said, status: 'waiting', reason: row.reason, at: row.received_at }
  // It may have left its file for another this very moment.
  const now = pid === undefined ? undefined : await ports.table.get(identityKey(named.source, named.id))
  return { ...said, status: now?.held === 1 ? 'waiting' : 'accepted' }
}

/** When an older release took it in: it is known of what went to a person's file. */
async function committedAt({ table, keys }: Ports, { pid, j }: Item): Promise<Instant | undefined> {
  if (pid === undefined || j === undefined) return undefined
  const journal = await table.get({ pk: personKey(pid as Pid), sk: j as string })
  return journal && journalOf(keys, pid as Pid, journal).at
}

/** The event as it waits with a person, or with whom that number was merged into since. */
async function waitingIn(ports: Ports, pid: Pid, key: string): Promise<Parked | undefined> {
  const { table, keys } = ports
  const at = { pk: personKey(pid), sk: rowSk('parked', key) }
  const items = await table.getMany([at, headKey(pid)])
  const row = items.find(({ sk }) => sk === at.sk)
  if (row) return rowOf<Parked>(keys, pid, row)
  const head = items.find(({ sk }) => sk === headKey(pid).sk)
  const into = head && rowOf<Head>(keys, pid, head).into
  return into === undefined ? undefined : waitingIn(ports, into, key)
}
