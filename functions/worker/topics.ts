/** What lies outside files and cases and tasks of many persons may wait for: whoever sets one sees to it that they are woken. */
import { addMs } from '../../shared/calendar/index.ts'
import { type OwnMessage, wayForAll } from '../../shared/engine/messages.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'
import type { Pid } from '../../shared/identity/index.ts'
import {
  dueShard,
  subscriberIn,
  subscriberKey,
  subscriberPartitions,
  subscriberRange,
  topicKey,
} from '../../shared/table/keys.ts'
import type { Item, Write } from '../../shared/table/table.ts'

const wokenWithinMs = 60_000

/**
 * Goes into the commit that sets a fact: should its writer die before it has woken who waits, the sweep finds the mark.
 * `version` tells one setting from the next.
 */
export function topicMark(ports: Ports, topic: string, version: number): Write {
  const key = topicKey(topic)
  return { put: { ...key, v: version, due: dueShard(key.pk), due_at: addMs(ports.clock.now(), wokenWithinMs) } }
}

/** Entries looked at together: the whole country may wait. */
const atOnce = 250

/** Wakes the files whose cases or tasks wait for a topic; they leave the list by themselves when they go on. */
export async function wakeSubscribers(ports: Ports, topic: string): Promise<void> {
  await Promise.all(subscriberPartitions(topic).map((pk) => wakeThose(ports, topic, pk)))
}

async function wakeThose(ports: Ports, topic: string, pk: string): Promise<void> {
  let cursor: string | undefined
  do {
    const query = { pk, ...subscriberRange, limit: atOnce }
    const page = await ports.table.query(cursor === undefined ? query : { ...query, cursor })
    for (const item of page.items) await bringHome(ports, topic, item)
    const pids = [...new Set(page.items.map((item) => item.d as Pid))]
    const wakes = pids.map((pid): OwnMessage => ({ kind: 'wake', pid }))
    await pass(ports, wakes, wayForAll(topic))
    cursor = page.cursor
  } while (cursor !== undefined)
}

/** What was written before there were shards stands in the first: it goes where its case looks for it when it leaves. */
async function bringHome({ table }: Ports, topic: string, { pk, sk, d }: Item): Promise<void> {
  const home = subscriberKey(topic, subscriberIn({ pk, sk }))
  if (home.pk === pk) return
  await table.transact([{ put: { ...home, d: d as string } }, { remove: { pk, sk }, if: 'present' }])
}

/** Wakes them and takes the mark away, unless the fact was set anew meanwhile. */
export async function wakeMarked(ports: Ports, topic: string): Promise<void> {
  const key = topicKey(topic)
  const version = (await ports.table.get(key))?.v as number | undefined
  await wakeSubscribers(ports, topic)
  if (version === undefined) return
  await ports.table.write({ update: key, unset: ['due', 'due_at'], if: { attr: 'v', equals: version } })
}
