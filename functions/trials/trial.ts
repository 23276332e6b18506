/**
 * Trials of a parameter as they are stored (decision 0069): what is tried, and how far each part has come. A part goes
 * through one shard of the lists of cases, area after area; its item bears a version, by which no page counts twice,
 * and falls due if nobody has worked on it for a while.
 */
import { createHash } from 'node:crypto'
import { addMs, compareInstants, epochMs, type Instant } from '../../shared/calendar/index.ts'
import { type Stand, type Verdict, verdicts } from '../../shared/chain/anew.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import type { OwnMessage } from '../../shared/engine/messages.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { ttlAt } from '../../shared/keeping/index.ts'
import type { PolicyRow } from '../../shared/policy/index.ts'
import { ttlAttribute } from '../../shared/table/definition.ts'
import type { Reader } from '../../shared/table/files.ts'
import {
  dueShard,
  trialChangeKey,
  trialChangeRange,
  trialKey,
  trialPartition,
  trialPartKey,
  trialParts,
  trialRange,
} from '../../shared/table/keys.ts'
import { openAt, sealAt } from '../../shared/table/seals/sealed.ts'
import { type Item, queryAll, type Table, type Write } from '../../shared/table/table.ts'
import { readable } from '../../shared/table/unreadable.ts'

/** A row that is tried, by whom and when. */
export interface Trial {
  readonly trial_id: string
  readonly row: PolicyRow
  readonly by: string
  readonly at: Instant
  /** Cases that were decided before are left alone. */
  readonly since: Instant
  /** The call that began it: made twice, it is one. */
  readonly request: string
  readonly released?: { readonly by: string; readonly at: Instant }
  /** It is no trial: the row was set, and corrects what held before. */
  readonly corrects?: Correction
}

/** What a row that was set took the place of, and whether decided cases are concerned: only by one for days past. */
export interface Correction {
  readonly was?: PolicyRow
  readonly decided: boolean
}

/** How many cases came to what. */
export type Counts = Readonly<Record<Verdict, number>>

/** Where the next page of a part begins. */
export interface Place {
  /** The area whose list is read, as far as `cursor`; its first entry is of `begun`, the last one read of `read`. */
  readonly area?: Admdvs
  readonly cursor?: string
  readonly begun?: Instant
  readonly read?: Instant
  readonly done?: true
}

/** How far a part has come. */
export interface Part extends Place {
  readonly counts: Counts
  /** Cases that could not be asked. */
  readonly leftOut: number
  /** Changes that are kept, of which there may be more. */
  readonly kept: number
}

/** A case that comes to something else. */
export interface ChangedCase {
  readonly case_id: string
  readonly bundle: string
  readonly before: Stand
  readonly after: Stand
}

/** No case counted. */
export const nothing: Counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>
/** Both together. */
export const plus = (a: Counts, b: Counts): Counts =>
  Object.fromEntries(verdicts.map((verdict) => [verdict, a[verdict] + b[verdict]])) as Record<Verdict, number>

/** Most changes that an answer lists; of each part as many are kept, for another may have none. */
export const mostListed = 100

/** Somebody who works on a part has said so within this time, or has died. */
const quietMs = 5 * 60_000

const ttlOf = ({ at }: Trial) => ({ [ttlAttribute]: ttlAt('trials', at) })

/** The id of a correction: there is one at most with each version of the parameters. */
export const correctionId = (version: number): string => `PC-${version}`

/** The id of a trial: the `n`th of what is tried by somebody at a moment. */
export function trialIdOf({ row, by, at }: Pick<Trial, 'row' | 'by' | 'at'>, n: number): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([row, by, at, n]))
    .digest('base64url')
  return `PT-${digest.replaceAll(/[-_]/g, '').slice(0, 20)}`
}

/** The messages that work on these parts. */
export const partMessages = (trial_id: string, parts: readonly number[]): OwnMessage[] =>
  parts.map((part) => ({ kind: 'trial', trial_id, part }))

/** The writes that begin a trial: whoever commits them need not live to send for the workers. */
export function beginning(trial: Trial): Write[] {
  const { trial_id, ...rest } = trial
  const head: Item = { ...trialKey(trial_id), d: JSON.stringify(rest), st: 'tried', ...ttlOf(trial) }
  const parts = Array.from({ length: trialParts }, (_, part) =>
    partItem(trial, part, { counts: nothing, leftOut: 0, kept: 0 }, 1, trial.at),
  )
  return [{ put: head, if: 'absent' }, ...parts.map((put): Write => ({ put, if: 'absent' }))]
}

/** The write that says who released a trial; its condition fails if somebody else did. */
export function releasing({ released: _before, trial_id, ...rest }: Trial, by: string, at: Instant): Write {
  const released = JSON.stringify({ ...rest, released: { by, at } })
  return { update: trialKey(trial_id), set: { d: released, st: 'released' }, if: { attr: 'st', equals: 'tried' } }
}

function partItem(trial: Trial, part: number, state: Part, v: number, now: Instant): Item {
  const key = trialPartKey(trial.trial_id, part)
  const due = state.done ? {} : { due: dueShard(key.pk + key.sk), due_at: addMs(now, quietMs) }
  return { ...key, v, d: JSON.stringify(state), ...due, ...ttlOf(trial) }
}

/** The writes that bring a part on by a page, if nobody else has; `found` are the cases to be kept. */
export function broughtOn(
  { keys, clock }: Pick<Ports, 'keys' | 'clock'>,
  trial: Trial,
  { part, version, state, found }: { part: number; version: number; state: Part; found: readonly ChangedCase[] },
): Write[] {
  const item = partItem(trial, part, state, version + 1, clock.now())
  const first = state.kept - found.length
  const changes = found.map((one, index): Item => {
    const key = trialChangeKey(trial.trial_id, part, first + index)
    return { ...key, p: sealAt(keys, key, JSON.stringify(one)), ...ttlOf(trial) }
  })
  return [{ put: item, if: { attr: 'v', equals: version } }, ...changes.map((put): Write => ({ put }))]
}

/** Reads a trial; undefined if there is none, or no longer. */
export async function loadTrial(table: Table, trialId: string): Promise<Trial | undefined> {
  const item = await table.get(trialKey(trialId))
  return item && trialIn(trialId, item)
}

const trialIn = (trial_id: string, { d }: Item): Trial => ({ trial_id, ...JSON.parse(d as string) })

/** Reads how far a part has come, and its version. */
export async function loadPart(table: Table, trialId: string, part: number) {
  const item = await table.get(trialPartKey(trialId, part))
  return item && { state: JSON.parse(item.d as string) as Part, version: item.v as number }
}

/** A trial and how it stands. */
export interface Standing {
  readonly trial: Trial
  readonly parts: readonly Part[]
}

/** Reads a trial with all its parts; undefined if there is none. */
export async function loadStanding(table: Table, trialId: string): Promise<Standing | undefined> {
  const items = await queryAll(table, { pk: trialPartition(trialId), ...trialRange })
  const head = items.find(({ sk }) => sk === trialKey(trialId).sk)
  const parts = items.filter((item) => item !== head).map(({ d }) => JSON.parse(d as string) as Part)
  return head && { trial: trialIn(trialId, head), parts }
}

/** Whether all parts are done. */
export const isDone = ({ parts }: Standing): boolean => parts.every(({ done }) => done === true)

/** The first cases that a trial changes, in the order in which they are kept. */
export async function loadChanges({ table, keys, log }: Reader, trialId: string): Promise<ChangedCase[]> {
  const pk = trialPartition(trialId)
  const { items } = await table.query({ pk, ...trialChangeRange, limit: mostListed })
  return items.flatMap((item) => readable(log, item, () => JSON.parse(openAt(keys, item)) as ChangedCase) ?? [])
}

/** The share of the work that is done, from 0 to 1; within an area by the time at which its cases began. */
export function progressOf({ trial, parts }: Standing, areas: readonly Admdvs[]): number {
  const shares = parts.map(({ done, area, begun, read }) => {
    if (done) return 1
    const before = area === undefined ? 0 : areas.indexOf(area)
    return (Math.max(0, before) + shareOf(begun, read, trial.at)) / Math.max(1, areas.length)
  })
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length)
}

function shareOf(begun: Instant | undefined, read: Instant | undefined, end: Instant): number {
  if (begun === undefined || read === undefined || compareInstants(begun, end) >= 0) return 0
  return (epochMs(read) - epochMs(begun)) / (epochMs(end) - epochMs(begun))
}
