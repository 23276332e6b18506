/** Rejected events as operators see them: those that failed their check, and those that have waited for too long. */
import { type FieldError, wireType } from '../../events/index.ts'
import type { Instant } from '../../shared/calendar/index.ts'
import type { Rules } from '../../shared/chain/settle.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { bodyOf, type Refusal, rejectedId } from '../../shared/engine/rejected.ts'
import type { NumberHash, Pid } from '../../shared/identity/index.ts'
import type { Parked } from '../../shared/registers/rows.ts'
import { loadSnapshot, rowOf } from '../../shared/table/files.ts'
import { numberKey, personKey, rejectedList, rowSk } from '../../shared/table/keys.ts'
import { entryAt, openList, placeOf } from '../../shared/table/lists.ts'
import { openAt } from '../../shared/table/seals/sealed.ts'
import type { Item } from '../../shared/table/table.ts'
import { readable } from '../../shared/table/unreadable.ts'
import type { Api } from '../calls/route.ts'
import { isShallow } from '../http/input.ts'
import { keepAccepted, takingIn } from '../inbox/archive.ts'
import { ownInbox, receiveAll } from '../inbox/inbox.ts'
import { forgetRejected, type RejectedEvent, rejectedEvent, rejectedOf, setAsideAgain } from '../inbox/rejected.ts'
import { type EventMessage, wake } from '../worker/personal.ts'
import { passWaiting } from '../worker/unknown-numbers.ts'
import { takeEvent } from '../worker/worker.ts'

interface Listed {
  id: string
  received_at: Instant
  type?: string
  source?: string
  reason: string
  errors: readonly FieldError[]
  body: unknown
}

/** Reasons that concern who sent the event, not what it says. */
const senderFaults: readonly string[] = [
  'unsigned',
  'unknown-signtype',
  'unknown-source',
  'no-key',
  'bad-signature',
  'not-your-source',
  'not-your-event',
  'not-your-area',
]

/** What a replay came to. */
export interface Replayed {
  status: 'accepted' | 'rejected'
  reason?: string
}

/** Most letters of bodies in one answer, the first one aside: a function may answer six megabytes, a letter has up to three. */
const mostLetters = 1_500_000

/** One page over the list, newest first: many of one moment are neither lost nor shown twice. */
export async function listRejected(ports: Ports, limit: number, place: string | undefined) {
  const list = openList(ports.table, rejectedList, {
    backwards: true,
    behind: place === undefined ? undefined : behindOf(place),
  })
  const entries = await list.take(limit)
  const items = await ports.table.getMany(entries.map(({ pk, sk }) => ({ pk, sk })))
  const byKey = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]))
  const events: Listed[] = []
  let letters = 0
  let shown = 0
  for (const { pk, sk } of entries) {
    const item = byKey.get(`${pk} ${sk}`)
    const event = item && readable(ports.log, item, () => listed(ports, item))
    letters += event ? JSON.stringify(event.body).length : 0
    if (letters > mostLetters && events.length > 0) break
    if (event) events.push(event)
    shown++
  }
  const last = entries[shown - 1]
  return { events, ...(last && (shown < entries.length || list.isMore()) ? { cursor: placeOf(last) } : {}) }
}

/** A place as older releases gave it out: behind an entry of each shard, of which the last shown was at `to`. */
interface OlderPlace {
  to: string
  behind: (Pick<Item, 'pk' | 'sk' | 'list_at'> | null)[]
}

/** The entry behind which the list goes on. */
function behindOf(place: string): Item {
  if (!place.startsWith('{')) return entryAt(place)
  const { to, behind } = JSON.parse(place) as OlderPlace
  const shard = behind.findLastIndex((entry) => entry?.list_at === to)
  return { ...behind[shard], list: rejectedList.shards[shard] } as Item
}

/** What an entry of the list shows. Throws if it can't be read. */
export function listed(ports: Ports, item: Item): Listed {
  if (item.pk.startsWith('R#')) {
    const { via: _via, named: _named, ...event } = rejectedOf(ports, item)
    return { ...event, body: parsed(event.body) }
  }
  if (item.pk.startsWith('C#')) {
    const { received_at, reason } = JSON.parse(item.d as string) as { received_at: Instant; reason: string }
    const waiting = JSON.parse(openAt(ports.keys, item)) as EventMessage
    return { id: idOf('C', item.pk, item.sk), received_at, reason, ...asItCame(waiting) }
  }
  const parked = rowOf<Parked>(ports.keys, item.pk.slice(2) as Pid, item)
  const { received_at, reason } = parked
  return { id: idOf('P', item.pk, parked.id), received_at, reason, ...asItCame(parked.private as EventMessage) }
}

/** What is shown of an event that waits: the very message, and its type as sent. */
function asItCame({ event, came }: EventMessage): Pick<Listed, 'type' | 'source' | 'errors' | 'body'> {
  return { type: wireType(event.type), source: event.source, errors: [], body: parsed(bodyOf(event, came).body) }
}

const idOf = (kind: 'C' | 'P', pk: string, key: string) => `${kind}.${pk.slice(2)}.${key.replace(/^K#/, '')}`

/** No event of anybody's nests deeper; what does cannot even be written out again. */
const deepest = 100

/** The body as JSON; as the text that came if it is none, or nests too deep. */
function parsed(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body)
    return isShallow(value, deepest) ? value : body
  } catch {
    return body
  }
}

/** Takes an event in once more, exactly as it came; undefined if none of this id is listed. */
export async function replay(api: Api, id: string): Promise<Replayed | undefined> {
  const { ports, rules } = api
  const [kind, owner, key] = id.split('.')
  if (kind === 'P' && owner && key) return replayParked(ports, rules, owner as Pid, key)
  if (kind === 'C' && owner && key) return replayForNumber(ports, owner as NumberHash, key)
  const event = await rejectedEvent(ports, id)
  if (!event) return undefined
  const refusal = await judgedAgain(api, event)
  if (!refusal) {
    await forgetRejected(ports, event)
    return { status: 'accepted' }
  }
  await setAsideAgain(ports, event, refusal)
  return { status: 'rejected', reason: refusal.reason }
}

/** Why the event is refused again. It goes through the door by which it came, and is known by no other. */
async function judgedAgain(api: Api, event: RejectedEvent): Promise<Refusal | undefined> {
  const { ports, rules, doors } = api
  const door = doors?.(event.via) ?? ownInbox
  // Nobody's word takes the place of a signature: without the means to check who sent it, it stays refused.
  const isKnown = door.judge !== undefined && event.via !== undefined
  if (!isKnown && senderFaults.includes(event.reason)) return event
  const spoken = await receiveAll(ports, event.body, door)
  if ('reason' in spoken) return spoken
  const { source, id } = spoken.named
  await keepAccepted(takingIn(api), [{ via: door.via, source, id, body: event.body }])
  for (const message of spoken.messages) {
    const refusal = await takeEvent(ports, rules, { ...message, told: 'rejected' })
    if (refusal) return refusal
  }
  return undefined
}

/** A parked event is tried again with its file; it leaves the list if what it needs is there. */
async function replayParked(ports: Ports, rules: Rules, pid: Pid, key: string): Promise<Replayed | undefined> {
  const held = await ports.table.get({ pk: personKey(pid), sk: rowSk('parked', key) })
  if (!held) return undefined
  await wake(ports, rules, pid)
  const still = (await loadSnapshot(ports, pid)).one('parked', key)
  if (still) return { status: 'rejected', reason: still.reason }
  const { event, came } = rowOf<Parked>(ports.keys, pid, held).private as EventMessage
  const refused = await rejectedEvent(ports, rejectedId(bodyOf(event, came)))
  return refused ? { status: 'rejected', reason: refused.reason } : { status: 'accepted' }
}

async function replayForNumber(ports: Ports, hash: NumberHash, key: string): Promise<Replayed | undefined> {
  const held = await ports.table.get({ pk: numberKey(hash).pk, sk: `K#${key}` })
  if (!held) return undefined
  if (!(await ports.table.get(numberKey(hash)))) return { status: 'rejected', reason: 'needs-person' }
  await passWaiting(ports, hash)
  return { status: 'accepted' }
}
