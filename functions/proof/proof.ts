/**
 * The proof of the ledger: each hour who moved money since the last one, in as many runs as that takes, and a part of a
 * round through everything. It
 * looks at the clearings of the last fortnight too. It changes nothing but what is kept of itself; it says in the log
 * what it found, and alarms follow from that.
 */
import {
  addDays,
  addMs,
  compareInstants,
  type Day,
  dayOf,
  daysFrom,
  type Instant,
} from '../../shared/calendar/index.ts'
import { provinceNames } from '../../shared/codes/area-names.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { yuan } from '../../shared/money/index.ts'
import { clearingKey, movedShards } from '../../shared/table/keys.ts'
import type { Clearing } from '../clearing/clearing.ts'
import { checkOf, type LedgerCheck, plus } from './ledger-check.ts'
import { goRound } from './round.ts'
import { nothing, proveShard, settledMs, stillWrong } from './since.ts'
import {
  loadState,
  type ProofState,
  type ProvedUntil,
  type Round,
  type Since,
  saveState,
  violationsOf,
  withWrong,
} from './state.ts'

/** Days from which a clearing counts as late, and days looked back. */
const lateAfterDays = 2
const lookBackDays = 14

/** How much one run does; tests may make it less. */
export interface Limits {
  /** No part begins later than this after the run, ms. A shard of all who have an account takes six minutes. */
  readonly beginsWithinMs: number
  /** Who moved money is proved anew when what is proved is so old, ms; until then a run goes on with what is begun. */
  readonly everyMs: number
  /** Pages of a megabyte of the round in a run, once the ledger is proved: what a night costs follows from it. */
  readonly pages: number
  /** Pages after which it is kept how far the round has come. */
  readonly pagesAPart: number
  /** How old what is proved is at least, ms. */
  readonly settledMs: number
}

/** What a run of the deployed function does: decision 0065 reckons it. */
export const limits: Limits = {
  beginsWithinMs: 7.5 * 60_000,
  everyMs: 55 * 60_000,
  pages: 75,
  pagesAPart: 25,
  settledMs,
}

/** What was found. */
export interface Proof {
  /** What all entries say, if a proof came to its end in this run. */
  readonly ledger?: LedgerCheck & { as_of: Instant }
  /** Ids of clearings that ought to be settled and are not. */
  readonly late: readonly string[]
}

/** One run of the proof; throws when the table stays out of reach. What it had done by then is kept. */
export function makeProof(ports: Ports, limit: Limits = limits): () => Promise<Proof> {
  return async () => {
    const begun = ports.clock.now()
    const late = await lateClearings(ports, dayOf(begun))
    ports.log.info('clearings looked at', { late: late.length, clearings: late })
    const ledger = await proveOn(ports, begun, limit)
    return ledger ? { ledger, late } : { late }
  }
}

/** Goes on with the proof, part by part, until this run has done its share. */
async function proveOn(ports: Ports, begun: Instant, limit: Limits): Promise<Proof['ledger']> {
  const lastBegin = addMs(begun, limit.beginsWithinMs)
  const to = addMs(begun, -limit.settledMs)
  const run: Run = { to, oldest: addMs(to, -limit.everyMs), pages: limit.pages, pagesAPart: limit.pagesAPart }
  let stored = await loadState(ports.table)
  let ledger: Proof['ledger']
  while (compareInstants(ports.clock.now(), lastBegin) <= 0) {
    const part = await nextPart(ports, stored.state, run)
    const saved = part && (await saveState(ports.table, stored, part.state))
    if (!part || !saved) break
    if (part.ends && part.state.proved) ledger = tell(ports, part.state, part.state.proved)
    stored = saved
  }
  return ledger
}

/** What a run has still to do. */
interface Run {
  /** Up to here who moved money is proved. */
  readonly to: Instant
  /** What is proved up to here only, or not so far, is proved on. */
  readonly oldest: Instant
  /** Pages left of the round. */
  pages: number
  readonly pagesAPart: number
}

/** What a part of the proof came to; `ends`: it was the last of who moved money, or of a round. */
interface Part {
  readonly state: ProofState
  readonly ends: boolean
}

/** The next part: of who moved money before of the round. Undefined if this run has done its share. */
async function nextPart(ports: Ports, state: ProofState, run: Run): Promise<Part | undefined> {
  const { proved } = state
  if (proved?.since) return nextShard(ports, state, proved, proved.since)
  if (proved && compareInstants(run.oldest, proved.as_of) >= 0 && compareInstants(run.to, proved.as_of) > 0)
    return nextShard(ports, state, proved, { to: run.to, shard: 0, sums: nothing.sums })
  if (run.pages <= 0) return undefined
  // The first round proves the ledger: it goes on for as long as there is time.
  if (proved) run.pages -= run.pagesAPart
  const next = await goRound(ports, state, state.round ?? newRound(proved, run), run.pagesAPart)
  const ends = next.round === undefined
  if (ends) run.pages = 0
  return { state: next, ends }
}

/** A round sums what is proved by the time it begins. */
const newRound = (proved: ProvedUntil | undefined, { to }: Run): Round => ({
  ...(proved ? { as_of: proved.as_of, expected: proved.sums } : { as_of: to }),
  sums: nothing.sums,
})

/** The next shard of who moved money; after the last the ledger is proved as of then. */
async function nextShard(ports: Ports, state: ProofState, proved: ProvedUntil, since: Since): Promise<Part> {
  const { to, shard } = since
  const found = await proveShard(ports, shard, { from: proved.as_of, to })
  const wrong = withWrong(state.wrong, found.wrong)
  const sums = plus(since.sums, found.sums)
  if (shard + 1 < movedShards)
    return { state: { ...state, wrong, proved: { ...proved, since: { to, shard: shard + 1, sums } } }, ends: false }
  const all = { as_of: to, sums: plus(proved.sums, sums) }
  return { state: { ...state, wrong: await stillWrong(ports, wrong), proved: all }, ends: true }
}

/** Says in the log what is proved. */
function tell(ports: Ports, state: ProofState, { as_of, sums }: ProvedUntil): Proof['ledger'] {
  const ledger = { ...checkOf(sums, violationsOf(state)), as_of }
  const say = ledger.balanced ? ports.log.info : ports.log.error
  say('ledger proved', {
    as_of,
    unfunded_fen: sums.unfunded,
    imbalance_fen: Math.abs(yuan(ledger.total_debit) - yuan(ledger.total_credit)),
    violations: ledger.violations.length,
  })
  return ledger
}
/** Clearings of all provinces that were opened two days ago or earlier and are not settled. */
async function lateClearings(ports: Ports, today: Day): Promise<string[]> {
  const days = daysFrom(addDays(today, -lookBackDays), addDays(today, -lateAfterDays))
  const late: string[] = []
  for (const day of days) {
    const keys = Object.keys(provinceNames).map((province) => clearingKey(`CLR-${province}-${day}`, 'clearing'))
    const clearings = (await ports.table.getMany(keys)).map((item) => JSON.parse(item.d as string) as Clearing)
    late.push(...clearings.filter(({ status }) => status !== 'settled').map(({ clearing_id }) => clearing_id))
  }
  return late
}
