/** What the proof of the ledger costs a night, and how long it takes: from counted figures and assumptions. Pure. */
import { limits } from '../../functions/proof/proof.ts'
import { movedShards } from '../../shared/table/keys.ts'
import { functionSpecs } from '../functions.ts'
import { prices } from './prices.ts'
import { kinds } from './province.ts'
import { number, table } from './table.ts'

/** What one who moved money takes; a test counts it. */
export const counted = {
  /** Units that the list takes of a commit that is a person's first in its hour: the place before goes, the new one comes. */
  listWrites: 2,
  /** Half units of the table: the head, and the newest entries of either kind. */
  halfReads: 3,
} as const

/** Assumptions; each errs on the dear side. */
const assumed = {
  /** Hours of a year in which somebody spends from an account: the fee, the examination and the drugs of a visit are each
   * settled by itself, within an hour or the next, so that the fifteen spendings of an account fall into ten hours. */
  spendingHours: 10,
  /** Time of the function for each who moved money, ms: CPU, of which it has one (0.27 measured in memory, the rest for two
   * calls); calls wait side by side. */
  msAPerson: 1.2,
  /** And for each megabyte of the round. */
  msAPage: 60,
} as const

const million = 1_000_000
/** Proofs of who moved money a day, and runs of the function. */
const proofsADay = 24
const runsADay = 96
/** Half units of a page of a megabyte. */
const halvesAPage = 256

/** Dollars a day by what they are for, and seconds of the function. */
export interface ProofCost {
  readonly moved: number
  readonly list: number
  readonly reads: number
  readonly round: number
  readonly function: number
  readonly total: number
  readonly seconds: number
}

/** Seconds of the function for so many who moved money; the round comes beside. */
export const provingSeconds = (moved: number): number => (moved * assumed.msAPerson) / 1000

/** What the proof costs a province of so many persons a day of 24 proofs, its share of every commit included. */
export function proofCost(persons: number): ProofCost {
  const creditsAYear = kinds.credit.aYear
  // An account has twelve credits a year.
  const holders = (persons * creditsAYear) / 12
  const moved = (persons * creditsAYear + holders * assumed.spendingHours) / 365
  const pages = runsADay * limits.pages
  const seconds = provingSeconds(moved) + (pages * assumed.msAPage) / 1000
  const list = (moved * counted.listWrites * prices.tableWrites) / million
  // Of the list itself a hundred places are read with a unit, twice; each shard keeps what it found.
  const places = (2 * moved) / 100 + 2 * movedShards * proofsADay
  const kept = (movedShards * proofsADay * prices.tableWrites) / million
  const reads = ((moved * counted.halfReads + places) * prices.tableReads) / 2 / million + kept
  const round = (pages * halvesAPage * prices.tableReads) / 2 / million
  const gbSeconds = seconds * (functionSpecs.proof.memory / 1024)
  const of = { list, reads, round, function: gbSeconds * prices.functionTime }
  return { moved, ...of, total: Object.values(of).reduce((sum, part) => sum + part, 0), seconds }
}

/** Days that a round through a table of so many bytes takes. */
export const roundDays = (bytes: number): number => bytes / 2 ** 20 / (runsADay * limits.pages)

/** The table of decision 0065. */
export function proofTable(): string {
  const dollars = (value: number) => value.toFixed(2)
  return table(
    ['persons', 'moved money a day', 'the list', 'reads of these', 'the round', 'function', 'dollars a day', 'minutes'],
    [1_000_000, 10_000_000, 75_000_000, 100_000_000].map((persons) => {
      const { moved, list, reads, round, function: time, total, seconds } = proofCost(persons)
      return [number(persons), number(moved), ...[list, reads, round, time, total].map(dollars), number(seconds / 60)]
    }),
  )
}
