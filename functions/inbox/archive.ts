/**
 * The archive: every event that was accepted, as it came, by the hour and by who sent it. It is what registers can be made
 * of again after a restore, and what a bureau shows who asks, years later, what it was told (infra/decisions/0077).
 */
import { createHash } from 'node:crypto'
import type { Bucket } from '../../shared/bucket/bucket.ts'
import type { Instant } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { type Keys, open, seal } from '../../shared/identity/index.ts'

/** What takes events in needs: a place to keep them, beside what the engine needs. */
export type InboxPorts = Ports & { archive: Bucket }

/** What taking events in needs, of a function that answers calls. Throws an Error in one that takes none in. */
export function takingIn({ ports, archive }: { ports: Ports; archive?: Bucket }): InboxPorts {
  if (archive === undefined) throw new Error('this function has no archive')
  return { ...ports, archive }
}

/** An accepted event as it is kept. */
export interface Archived {
  /** When it was accepted. */
  at: Instant
  /** The way it came: what its checks were, if it is sent in again. */
  via: string
  source: string
  id: string
  /** The very message. */
  body: string
}

/** Where all of them lie. */
export const archivePrefix = 'events/'

/** Longest part of a key that tells of a source: a directory of one machine has its limits. */
const longestName = 100

/** Where events of an hour lie, or those of one source in it. */
export function hourPrefix(at: Instant, source?: string): string {
  const [year, month, day, hour] = at.split(/[-T:]/)
  const of = source === undefined ? '' : `${nameOf(source)}/`
  return `${archivePrefix}${year}/${month}/${day}/${hour}/${of}`
}

/** A source as a part of a key: for finding, not for telling one from another. */
const nameOf = (source: string) => `s-${source.replace(/[^A-Za-z0-9.]+/g, '-').slice(0, longestName)}`

/** When the first of an object's events was accepted, as its key tells. */
export const instantOf = (key: string): string => (key.split('/').at(-1) as string).replace(/\+08:00-.*$/, '+08:00')

/**
 * Keeps events that are accepted now: an object a source. They are kept when it resolves. The same events accepted at the
 * same moment are the same object; accepted again later, after a crash in between, they stand there twice, and the second
 * says nothing new.
 */
export async function keepAccepted(ports: InboxPorts, events: readonly Omit<Archived, 'at'>[]): Promise<void> {
  const at = ports.clock.now()
  await Promise.all([...Map.groupBy(events, ({ source }) => source).values()].map((some) => keepOf(ports, at, some)))
}

async function keepOf({ archive, keys }: InboxPorts, at: Instant, events: readonly Omit<Archived, 'at'>[]) {
  const [{ source }] = events as [Archived]
  const text = events.map((event) => JSON.stringify({ at, ...event } satisfies Archived)).join('\n')
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 16)
  const key = `${hourPrefix(at, source)}${at}-${digest}.sealed`
  await archive.put(key, seal(keys, text, key))
}

/** The events of an object. Throws an Error if it is not what was kept under this key. */
export function archivedIn(keys: Keys, key: string, bytes: Uint8Array): Archived[] {
  return open(keys, bytes, key)
    .split('\n')
    .map((line) => JSON.parse(line) as Archived)
}
