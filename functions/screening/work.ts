/**
 * Work on a screening: a page of people is counted, and the next message goes on behind it. Who dies before the page is stored
 * has counted nobody; who dies after it is followed by their message, which comes again, or by the sweep.
 */

import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { standingOn } from '../../shared/registers/residence.ts'
import { seenBehind, seenKey } from '../../shared/table/keys.ts'
import { peopleBehind } from '../../shared/table/people.ts'
import { sealAt } from '../../shared/table/seals/sealed.ts'
import type { Item, Write } from '../../shared/table/table.ts'
import { endScreening } from './end.ts'
import { loadPart, loadScreening, partItem, partMessage, type Screening, screeningIdOf } from './screening.ts'
import { type Seen, seenIn } from './seen.ts'
import { counted, type Figures, type Stood } from './tally.ts'

/** People of one message: with what is known of them they fit a page of the table. */
const pageLength = 2_000
/** Pages of the screening before that one commit takes away, having read them. */
const mostTakenAway = 50

/** Works on a part for one page, and sends for whoever goes on; without a part, ends the screening. */
export async function workOnScreening(ports: Ports, id: string, part: number | undefined): Promise<void> {
  const screening = await loadScreening(ports.table, id)
  if (!screening || screening.status === 'done') return
  if (part === undefined) return endScreening(ports, screening)
  const held = await loadPart(ports.table, id, part)
  if (!held) return
  if (held.state.done) return endScreening(ports, screening)
  // What the one before has not seen yet cannot be compared with: the sweep asks again.
  if (!(await isSeenBefore(ports, screening, part))) return
  const { behind, tally } = held.state
  const { people, isMore } = await peopleBehind(ports, {
    area: screening.admdvs,
    shard: part,
    behind,
    limit: pageLength,
  })
  const last = people.at(-1)?.pid ?? behind
  const earlier = await seenEarlier(ports, screening, part, { behind, upTo: isMore ? last : undefined })
  const sums: Record<string, Figures> = { ...tally }
  const seen = people.flatMap(({ pid, living }): Seen[] => {
    const stands = living && standingOn(living, screening.on)
    if (!stands) return []
    counted(sums, stands, earlier.stood.get(pid))
    return [[pid, stands.community, stands.state]]
  })
  const state = { ...(last ? { behind: last } : {}), tally: sums, ...(isMore ? {} : { done: true as const }) }
  const written = await ports.table.transact([
    {
      put: partItem(id, part, state, held.version + 1, ports.clock.now()),
      if: { attr: 'v', equals: held.version },
    },
    ...(last && seen.length > 0 ? [{ put: seenItem(ports, id, part, last, seen) }] : []),
    ...earlier.read.map(({ pk, sk }): Write => ({ remove: { pk, sk } })),
  ])
  // Who was faster has counted this page, and sends.
  if (written.ok) await pass(ports, [partMessage(id, isMore ? part : undefined)])
}

async function isSeenBefore({ table }: Ports, { admdvs, before }: Screening, part: number): Promise<boolean> {
  if (before === undefined) return true
  const held = await loadPart(table, screeningIdOf(admdvs, before), part)
  return held === undefined || held.state.done === true
}

/**
 * How those behind a person, up to another or all, stood in the screening before; and the pages that hold nobody behind
 * these, which nobody reads again.
 */
async function seenEarlier(
  { table, keys }: Ports,
  { admdvs, before }: Screening,
  part: number,
  { behind, upTo }: { behind: Pid | undefined; upTo: Pid | undefined },
): Promise<{ stood: ReadonlyMap<Pid, Stood>; read: Item[] }> {
  const stood = new Map<Pid, Stood>()
  const read: Item[] = []
  if (before === undefined) return { stood, read }
  const query = { ...seenBehind(screeningIdOf(admdvs, before), part, behind), limit: 2 }
  for (let cursor: string | undefined; ; ) {
    const page = await table.query(cursor === undefined ? query : { ...query, cursor })
    for (const item of page.items) {
      for (const [pid, community, state] of seenIn(keys, item)) stood.set(pid, { community, state })
      const isLast = upTo !== undefined && lastOf(item) > upTo
      if (isLast) return { stood, read }
      if (read.length < mostTakenAway) read.push(item)
    }
    cursor = page.cursor
    if (cursor === undefined) return { stood, read }
  }
}

const lastOf = ({ sk }: Item) => sk.slice(sk.lastIndexOf('#') + 1) as Pid

function seenItem({ keys }: Ports, id: string, part: number, last: Pid, seen: readonly Seen[]): Item {
  const key = seenKey(id, part, last)
  return { ...key, p: sealAt(keys, key, JSON.stringify(seen)) }
}
