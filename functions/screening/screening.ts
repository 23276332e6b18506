/**
 * Screenings as they are stored (decision 0100): one a pooling area and day. A part goes through one shard of the people; its item
 * bears a version, by which no page counts twice, and falls due if nobody has worked on it for a while. How everybody stood
 * is kept page by page until the next screening has read it; what stays for good are the figures.
 */
import { addDays, addMs, type Day, dayOf, type Instant } from '../../shared/calendar/index.ts'
import { type Admdvs, parseAdmdvs } from '../../shared/codes/index.ts'
import type { OwnMessage } from '../../shared/engine/messages.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'
import { type Pid, pack, unpack } from '../../shared/identity/index.ts'
import { dueShard, peopleShards, screeningKey, screeningPartKey, screeningsPartition } from '../../shared/table/keys.ts'
import type { Item, Table, Write } from '../../shared/table/table.ts'
import type { Tally } from './tally.ts'

/** A screening of a pooling area. */
export interface Screening {
  readonly screening_id: string
  readonly admdvs: Admdvs
  readonly on: Day
  readonly at: Instant
  /** The day of the one before it, which says who is new and who is lost. */
  readonly before?: Day
  readonly status: 'running' | 'done'
}

/** How far a part has come. */
export interface Part {
  /** The last person that was counted. */
  readonly behind?: Pid
  readonly tally: Tally
  readonly done?: true
}

/** Somebody who works on a part has said so within this time, or has died. */
const quietMs = 5 * 60_000

/** The id of the screening of an area on a day. */
export const screeningIdOf = (area: Admdvs, on: Day): string => `SC-${area}-${on}`

/** The area and day that an id names; undefined if it is none of ours. */
export function screeningIn(id: string): { area: Admdvs; on: Day } | undefined {
  const [, code, on] = /^SC-(\d{6})-(\d{4}-\d{2}-\d{2})$/.exec(id) ?? []
  const area = parseAdmdvs(code)
  return area && { area, on: on as Day }
}

/** Works on the parts; without one, ends the screening if all of them are done. */
export const partMessage = (screening_id: string, part?: number): OwnMessage => ({
  kind: 'screening',
  screening_id,
  ...(part === undefined ? {} : { part }),
})

/** Begins today's screening of an area, or finds it: there is one a day. `beside`: what goes with its beginning. */
export async function beginScreening(ports: Ports, admdvs: Admdvs, beside: readonly Write[] = []): Promise<Screening> {
  const at = ports.clock.now()
  const on = dayOf(at)
  const screening_id = screeningIdOf(admdvs, on)
  for (;;) {
    const held = await loadScreening(ports.table, screening_id)
    if (held) return held
    const before = await lastBefore(ports.table, admdvs, on)
    const begun: Screening = { screening_id, admdvs, on, at, ...(before ? { before } : {}), status: 'running' }
    const written = await ports.table.transact([...beginning(begun), ...beside])
    if (!written.ok) continue
    await pass(
      ports,
      Array.from({ length: peopleShards }, (_, part) => partMessage(screening_id, part)),
    )
    return begun
  }
}

/** The writes that begin a screening: whoever commits them need not live to send for the workers. */
function beginning({ status, ...screening }: Screening): Write[] {
  const { admdvs, on, at, screening_id } = screening
  const key = screeningKey(admdvs, on)
  const due = { due: dueShard(key.pk + key.sk), due_at: addMs(at, quietMs) }
  const head: Item = { ...key, d: JSON.stringify(screening), st: status, ...due }
  const parts = Array.from({ length: peopleShards }, (_, part) => partItem(screening_id, part, { tally: {} }, 1, at))
  return [head, ...parts].map((put): Write => ({ put, if: 'absent' }))
}

/** A part as it is stored. */
export function partItem(screeningId: string, part: number, state: Part, v: number, now: Instant): Item {
  const key = screeningPartKey(screeningId, part)
  const due = state.done ? {} : { due: dueShard(key.pk + key.sk), due_at: addMs(now, quietMs) }
  return { ...key, v, z: pack(JSON.stringify(state)), ...due }
}

/** Reads how far a part has come, and its version. */
export async function loadPart(table: Table, screeningId: string, part: number) {
  const item = await table.get(screeningPartKey(screeningId, part))
  return item && { state: JSON.parse(unpack(item.z as Uint8Array)) as Part, version: item.v as number }
}

const screeningOf = ({ d, st }: Item): Screening => ({ ...JSON.parse(d as string), status: st as Screening['status'] })

/** Reads a screening; undefined if there is none. */
export async function loadScreening(table: Table, id: string): Promise<Screening | undefined> {
  const named = screeningIn(id)
  const item = named && (await table.get(screeningKey(named.area, named.on)))
  return item && screeningOf(item)
}

/** The day of the last screening before a day, whether it is done or not. */
async function lastBefore(table: Table, area: Admdvs, on: Day): Promise<Day | undefined> {
  const to = addDays(on, -1)
  const { items } = await table.query({ pk: screeningsPartition(area), to, backwards: true, limit: 1 })
  return items[0]?.sk as Day | undefined
}

/** The screenings of an area that are done, of these days, oldest first. */
export async function screeningsOf(table: Table, area: Admdvs, from: Day, to: Day): Promise<Day[]> {
  const days: Day[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({
      pk: screeningsPartition(area),
      from,
      to,
      ...(cursor === undefined ? {} : { cursor }),
    })
    days.push(...page.items.flatMap(({ st, sk }) => (st === 'done' ? [sk as Day] : [])))
    cursor = page.cursor
  } while (cursor !== undefined)
  return days
}
