/**
 * Sending a wake for what has fallen due, page by page of a shard of the due index. A wake leaves before its item is put
 * off: who dies in between sends it once more, and never not at all (decision 0064).
 */
import { addMs, compareInstants, epochMs, type Instant } from '../calendar/index.ts'
import type { NumberHash, Pid } from '../identity/index.ts'
import { dueShardAt, holdsKey, rowSk, sweeperKey, volumeIn } from '../table/keys.ts'
import type { Item, Key, Page } from '../table/table.ts'
import { dueWay, type OwnMessage } from './messages.ts'
import type { Ports } from './ports.ts'
import { pass } from './send.ts'

/** As many as one call reads by their keys. */
const pageLength = 100
/** For one message so long: with a last page that is slow, less than a function has time. */
const workMs = 18_000
/**
 * A sweeper begins no page sooner after the last: every item put off is two write units of its shard of the index, and
 * what comes of its wake some four more. With this all shards together send some 4,500 wakes a second.
 */
const pageMs = 1_350
/** A sweeper that has not come to its end by now has died: its function is given less. */
const deadAfterMs = 40_000

/**
 * So long a due item is left to whoever works on its wake; each time it falls due again as it was, twice as long. What
 * cannot be worked on so stands in nobody's way, and makes a dead letter now and then instead of one a minute. The wakes
 * of a crowd may lie in their lane for longer than that, and are no reason to send it all again.
 */
const firstLeaseMs = 5 * 60_000
const crowdLeaseMs = 30 * 60_000
const longestLeaseMs = 86_400_000

/**
 * Looks at a shard: wakes a page of what is due, and has a sweeper sent for if there is more. One that somebody is at is
 * left to them. Answers how many messages have left, or will.
 */
export async function sweepShard(ports: Ports, shard: number): Promise<number> {
  const now = ports.clock.now()
  const found = await dueIn(ports, shard, now)
  if (found.items.length === 0) return 0
  if (isHeld(await ports.table.get(sweeperKey(shard)), now)) return 1
  const sent = await wakeAll(ports, found, now, firstLeaseMs)
  if (found.cursor === undefined) return sent
  await pass(ports, [{ kind: 'sweep', shard }])
  return sent + 1
}

/** Works on a shard that holds a crowd, for as long as one message may; a further one goes on from there. */
export async function sweepCrowd(ports: Ports, shard: number): Promise<void> {
  const release = await holdShard(ports, shard)
  if (!release) return
  const now = ports.clock.now()
  const end = addMs(now, workMs)
  let cursor: string | undefined
  for (let begun = now; ; begun = ports.clock.now()) {
    const page = await dueIn(ports, shard, now, cursor)
    await wakeAll(ports, page, now, crowdLeaseMs)
    cursor = page.cursor
    if (cursor === undefined || compareInstants(ports.clock.now(), end) >= 0) break
    await ports.pause?.(Math.max(0, pageMs - (epochMs(ports.clock.now()) - epochMs(begun))))
  }
  await release()
  if (cursor !== undefined) await pass(ports, [{ kind: 'sweep', shard }])
}

/** The row of the packs that wait for somebody. */
const packsSk = rowSk('packs', 'self')

const isHeld = (sweeper: Item | undefined, now: Instant) =>
  sweeper !== undefined && compareInstants(sweeper.until as Instant, now) > 0

/** Holds a shard, so that no two work on the same pages; answers how to let go of it. Undefined if somebody holds it. */
async function holdShard({ table, clock }: Ports, shard: number): Promise<(() => Promise<unknown>) | undefined> {
  const key = sweeperKey(shard)
  const sweeper = await table.get(key)
  const now = clock.now()
  if (isHeld(sweeper, now)) return undefined
  const before = sweeper?.v as number | undefined
  const v = (before ?? 0) + 1
  const put = { ...key, v, until: addMs(now, deadAfterMs) }
  const held = await table.write({ put, if: before === undefined ? 'absent' : { attr: 'v', equals: before } })
  if (!held) return undefined
  return () => table.write({ update: key, set: { until: clock.now() }, if: { attr: 'v', equals: v } })
}

const dueIn = ({ table }: Ports, shard: number, to: Instant, cursor?: string): Promise<Page> =>
  table.query({
    index: 'due',
    pk: dueShardAt(shard),
    to,
    limit: pageLength,
    ...(cursor === undefined ? {} : { cursor }),
  })

/** Wakes a page, each person once, and puts off what was found; answers how many wakes were sent. */
async function wakeAll(ports: Ports, { items }: Page, now: Instant, leaseMs: number): Promise<number> {
  // The index may lag, and tells nothing but keys: what the table says of an item counts.
  const stored = await ports.table.getMany(items.map(({ pk, sk }) => ({ pk, sk })))
  const due = stored.filter(({ due_at }) => due_at !== undefined && compareInstants(due_at as Instant, now) <= 0)
  const wakes = new Map(due.map((item) => [JSON.stringify(wakeFor(item)), wakeFor(item)]))
  await pass(ports, [...wakes.values()], dueWay)
  await Promise.all(due.map((item) => putOff(ports, item, now, leaseMs)))
  return wakes.size
}

/** Puts a due item off once its wake has left; whoever has dealt with it in the meantime is not disturbed. */
async function putOff({ table }: Ports, item: Item, now: Instant, leaseMs: number): Promise<void> {
  const { pk, sk, due_at, tries = 0 } = item
  const ms = Math.min(leaseMs * 2 ** (tries as number), longestLeaseMs)
  const set = { due_at: addMs(now, ms), tries: (tries as number) + 1 }
  await table.write({ update: { pk, sk }, set, if: { attr: 'due_at', equals: due_at as string } })
}

/** What a due item asks for: by its key alone. */
function wakeFor({ pk, sk }: Key): OwnMessage {
  if (pk.startsWith('C#')) return { kind: 'list-parked', cert: pk.slice(2) as NumberHash, key: sk }
  if (pk.startsWith('T#')) return { kind: 'topic', topic: pk.slice(2) }
  if (pk === holdsKey.pk) return { kind: 'let-go' }
  if (pk.startsWith('TRIAL#')) return { kind: 'trial', trial_id: pk.slice(6), part: Number(sk.slice('part#'.length)) }
  if (pk.startsWith('SCREENING#')) {
    return { kind: 'screening', screening_id: pk.slice('SCREENING#'.length), part: Number(sk.slice('part#'.length)) }
  }
  if (pk.startsWith('SCREEN#')) return { kind: 'screening', screening_id: `SC-${pk.slice('SCREEN#'.length)}-${sk}` }
  if (pk.startsWith('CORRECTION#')) return { kind: 'correction', correction_id: pk.slice('CORRECTION#'.length) }
  if (pk.startsWith('VOLUME#')) return { kind: 'volume', ...volumeIn({ pk, sk }) }
  if (pk.startsWith('CR#')) return { kind: 'clearing', clearing_id: pk.slice(3) }
  if (pk.startsWith('PACK#')) return { kind: 'pack-part', pack_id: pk.slice(5), part: Number(sk.slice('part#'.length)) }
  const pid = pk.slice(2) as Pid
  if (sk === packsSk) return { kind: 'packs', pid }
  return sk.startsWith('J#') || sk.startsWith('M#') ? { kind: 'flush', pid, journal: sk } : { kind: 'wake', pid }
}
