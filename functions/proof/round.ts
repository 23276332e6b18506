/**
 * A round through all of the table: every account is proved from all its entries, and all entries up to the beginning of
 * the round must sum to what was then taken for proved. In parts, each of which ends where the next begins.
 */
import type { Ports } from '../../shared/engine/ports.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { headKey } from '../../shared/table/keys.ts'
import { type Item, lagging } from '../../shared/table/table.ts'
import { UnreadableItem } from '../../shared/table/unreadable.ts'
import { plus, type Sums } from './ledger-check.ts'
import { type Entry, entryOf, fits, inOrder, moneyOf, proveWhole } from './person.ts'
import { both, type Found, nothing, sumsWithin, wrongOf } from './since.ts'
import { type ProofState, type Round, withWrong } from './state.ts'

type Reads = Pick<Ports, 'table' | 'keys'>

const isMoney = ({ pk, sk }: Item) =>
  pk.startsWith('P#') && (sk.startsWith('J#') || sk.startsWith('M#') || sk === 'A#head')

/** The state after the next part of the round, of at most so many pages of a megabyte. */
export async function goRound(reads: Reads, state: ProofState, round: Round, pages: number): Promise<ProofState> {
  const { persons, cursor } = await readPart(reads, round, pages)
  const pids = [...persons.keys()]
  // The items of a person lie together: the last one's may go on in the next part.
  const cut = cursor === undefined ? undefined : pids.at(-1)
  let found = nothing
  for (const [pid, items] of persons) {
    if (pid === round.done) continue
    found = both(found, await proveItems(reads, pid, pid === cut ? undefined : items, round))
  }
  const sums = plus(round.sums, found.sums)
  const wrong = withWrong(state.wrong, found.wrong)
  if (cursor === undefined) return ended({ ...state, wrong }, round, sums)
  const { as_of, expected } = round
  const done = cut ?? round.done
  const next = { as_of, ...(expected ? { expected } : {}), sums, cursor, ...(done ? { done } : {}) }
  return { ...state, wrong, round: next }
}

async function readPart({ table }: Reads, round: Round, pages: number) {
  const persons = new Map<Pid, Item[]>()
  let { cursor } = round
  for (let read = 0; read < pages; read++) {
    const page = await table.scan(cursor, lagging)
    for (const item of page.items) {
      if (!isMoney(item)) continue
      const pid = item.pk.slice(2) as Pid
      const items = persons.get(pid)
      if (items) items.push(item)
      else persons.set(pid, [item])
    }
    cursor = page.cursor
    if (cursor === undefined) break
  }
  return { persons, cursor }
}

/** Proves a person from items that were read, or from what is read anew if these are not all or do not fit. */
async function proveItems(
  reads: Reads,
  pid: Pid,
  items: readonly Item[] | undefined,
  { as_of }: Round,
): Promise<Found> {
  const span = { from: beginning, to: as_of }
  const entries = items && fitting(reads, pid, items)
  if (entries) return { sums: sumsWithin(entries, span), wrong: {} }
  const proved = await proveWhole(reads, pid)
  return { sums: sumsWithin(proved.entries, span), wrong: wrongOf(pid, proved.violations) }
}

const beginning = '0001-01-01T00:00:00+08:00' as Round['as_of']

/** The entries of a person, if they fit; undefined also if one can't be read. */
function fitting(reads: Reads, pid: Pid, items: readonly Item[]): readonly Entry[] | undefined {
  try {
    const { sk } = headKey(pid)
    const entries = items.filter((item) => item.sk !== sk).map((item) => entryOf(reads, pid, item))
    const head = items.find((item) => item.sk === sk)
    const money = moneyOf(reads, pid, head, inOrder(entries))
    return fits([money]) ? money.entries : undefined
  } catch (error) {
    if (error instanceof UnreadableItem) return undefined
    throw error
  }
}

/** The end of a round. The first one proves the ledger; of later ones the sums hold, whatever was taken for proved. */
function ended({ round: _round, sumsDiffer: _differed, ...state }: ProofState, round: Round, sums: Sums): ProofState {
  const { as_of, expected } = round
  const { proved } = state
  if (!proved || !expected) return { ...state, proved: { as_of, sums } }
  if (expected.moved === sums.moved && expected.unfunded === sums.unfunded) return state
  const by = { moved: sums.moved - expected.moved, unfunded: sums.unfunded - expected.unfunded }
  const sumsDiffer = `all entries until ${as_of} sum to ${by.moved} fen more than proved, ${by.unfunded} more unfunded`
  return { ...state, proved: { ...proved, sums: plus(proved.sums, by) }, sumsDiffer }
}
