/** As of when the ledger is proved, and how far the proof under way has come: one item that only proofs write. */
import type { Instant } from '../../shared/calendar/index.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { proofKey } from '../../shared/table/keys.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Sums } from './ledger-check.ts'

/** What does not fit, by the person whose money it is. */
export type Wrong = Readonly<Record<Pid, readonly string[]>>

/** What is kept of proofs. */
export interface ProofState {
  /** Absent until every entry was read once. */
  readonly proved?: ProvedUntil
  /** What was found wrong and has not come right since. */
  readonly wrong: Wrong
  /** What the sums of a whole round contradicted, until one does not. */
  readonly sumsDiffer?: string
  /** The round under way through all of the table. */
  readonly round?: Round
}

/** What all entries up to a moment sum to, and the proof under way from there on. */
export interface ProvedUntil {
  readonly as_of: Instant
  readonly sums: Sums
  /** Of who moved money until `to`: shards below this one are done, with these sums. */
  readonly since?: Since
}

/** How far the proof of who moved money has come. */
export interface Since {
  readonly to: Instant
  readonly shard: number
  readonly sums: Sums
}

/** A round through all of the table. */
export interface Round {
  /** Entries up to here are summed. */
  readonly as_of: Instant
  /** What they must sum to; absent in the first round. */
  readonly expected?: Sums
  /** What those read so far sum to. */
  readonly sums: Sums
  /** Where to go on; the items of `done` that come first there are done already. */
  readonly cursor?: string
  readonly done?: Pid
}

/** The state as it is stored; version 0: nothing is. */
export interface StoredState {
  readonly version: number
  readonly state: ProofState
}

/** Reads what is kept of proofs. */
export async function loadState(table: Table): Promise<StoredState> {
  const item = await table.get(proofKey)
  if (!item) return { version: 0, state: { wrong: {} } }
  return { version: item.v as number, state: JSON.parse(item.d as string) as ProofState }
}

/** Stores the next state; undefined if another proof stored one meanwhile, which then goes on alone. */
export async function saveState(table: Table, { version }: StoredState, state: ProofState) {
  const next = { version: version + 1, state }
  const saved = await table.write({
    put: { ...proofKey, v: next.version, d: JSON.stringify(state) },
    if: version === 0 ? 'absent' : { attr: 'v', equals: version },
  })
  return saved ? next : undefined
}

/** As many persons are named; who moves again, or is read again, is found again. */
const mostWrong = 100

/** What was known to be wrong with what was found since. */
export function withWrong(known: Wrong, found: Wrong): Wrong {
  return Object.fromEntries(Object.entries({ ...known, ...found }).slice(0, mostWrong))
}

/** All that is wrong, in words. */
export const violationsOf = ({ wrong, sumsDiffer }: Pick<ProofState, 'wrong' | 'sumsDiffer'>): string[] => [
  ...Object.values(wrong).flat(),
  ...(sumsDiffer === undefined ? [] : [sumsDiffer]),
]
