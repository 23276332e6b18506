/** Many rejected events taken in again, as if each alone: a page at a time, from the oldest of what was listed at the start. */
import { wireType } from '../../../events/index.ts'
import { compareInstants, type Instant } from '../../../shared/calendar/index.ts'
import { rejectedList } from '../../../shared/table/keys.ts'
import { entryAt, openList, placeOf } from '../../../shared/table/lists.ts'
import type { Item } from '../../../shared/table/table.ts'
import { readable } from '../../../shared/table/unreadable.ts'
import type { Api } from '../../calls/route.ts'
import { listed, type Replayed, replay } from '../rejected.ts'

/** Entries read at once, and looked at in one call at most, however few of them are asked for. */
const readAtOnce = 50
const mostLookedAt = 1_000
/** No event is begun after so long: the gateway waits 29 seconds, and one may take a few. */
const mostMs = 15_000

/** Which events; what is left out bounds nothing. */
export interface Wanted {
  reason?: string | undefined
  source?: string | undefined
  /** As it stands on the wire, or without prefix and version. */
  type?: string | undefined
}

/** What became of one of them; `failed`: nothing, for a fault of ours, and it is listed as before. */
export type Outcome = { id: string } & (Replayed | { status: 'failed' })

/** What is done for each as soon as it was replayed. */
type Told = (outcome: Outcome) => Promise<void>

/** Where a run goes on: behind this entry, up to what was listed when it began. */
interface Place {
  behind: string
  until: Instant
}

/** Replays those with these ids; one that is no longer listed is left out. */
export async function replayThese(api: Api, ids: readonly string[], told: Told): Promise<{ outcomes: Outcome[] }> {
  const outcomes: Outcome[] = []
  for (const id of new Set(ids)) outcomes.push(...(await replayOne(api, id, told)))
  return { outcomes }
}

/**
 * Replays at most so many that are asked for. One that is refused again keeps its place, which the next call begins behind:
 * none is tried twice in a run, and what is listed meanwhile waits for another.
 */
export async function replayPage(
  api: Api,
  { wanted, limit, place }: { wanted: Wanted; limit: number; place?: string | undefined },
  told: Told,
): Promise<{ outcomes: Outcome[]; cursor?: string }> {
  const { behind, until }: Partial<Place> & { until: Instant } =
    place === undefined ? { until: api.ports.clock.now() } : (JSON.parse(place) as Place)
  const begun = performance.now()
  const outcomes: Outcome[] = []
  let last: Item | undefined
  let looked = 0
  for await (const { entry, item } of entriesBehind(api, behind)) {
    if (compareInstants(entry.list_at as Instant, until) > 0) break
    const isEnough = outcomes.length === limit || looked === mostLookedAt || performance.now() - begun > mostMs
    if (last && isEnough) return { outcomes, cursor: JSON.stringify({ behind: placeOf(last), until }) }
    const id = wantedIn(api, item, wanted)
    if (id !== undefined) outcomes.push(...(await replayOne(api, id, told)))
    last = entry
    looked++
  }
  return { outcomes }
}

/** The entries of the list from the oldest on, each with its item, if that is still there. */
async function* entriesBehind({ ports }: Api, place: string | undefined) {
  const list = openList(ports.table, rejectedList, { behind: place === undefined ? undefined : entryAt(place) })
  while (list.isMore()) {
    const entries = await list.take(readAtOnce)
    const items = await ports.table.getMany(entries.map(({ pk, sk }) => ({ pk, sk })))
    for (const entry of entries) yield { entry, item: items.find(({ pk, sk }) => pk === entry.pk && sk === entry.sk) }
  }
}

/** The id of an event that is asked for. */
function wantedIn({ ports }: Api, item: Item | undefined, { reason, source, type }: Wanted): string | undefined {
  const event = item && readable(ports.log, item, () => listed(ports, item))
  if (!event) return undefined
  const isWanted =
    (reason === undefined || event.reason === reason) &&
    (source === undefined || event.source === source) &&
    (type === undefined || event.type === type || event.type === wireType(type))
  return isWanted ? event.id : undefined
}

/** A fault that one event meets stops none of the others. */
async function replayOne(api: Api, id: string, told: Told): Promise<Outcome[]> {
  const { log } = api.ports
  const replayed = await replay(api, id).catch((error: Error) => {
    log.error('replay failed', { id, error: error.name })
    return { status: 'failed' } as const
  })
  if (!replayed) return []
  const outcome = { id, ...replayed }
  await told(outcome)
  return [outcome]
}
