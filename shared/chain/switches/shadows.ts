/**
 * What would happen where a bundle is in shadow (bundles/RULES.md 9.3): decided in memory, kept in a register of its own, and
 * never acted upon. It is decided from the beginning, over the file as it is now, whenever the file is settled, so that it
 * does not matter in which order things became known. No time passes in it: it goes as far as what is known carries it,
 * and stops where somebody would have to answer. What is wrong with it stops nothing that is real. Pure.
 */
import { compare, compareInstants, type Instant, startOfDay } from '../../calendar/index.ts'
import { type Fen, sumFen } from '../../money/index.ts'
import { caseEver, isOverForGood } from '../../registers/cases.ts'
import { type Change, drop, type PersonFile, put } from '../../registers/file.ts'
import { type Ref, refOf } from '../../registers/ids.ts'
import type { At } from '../../registers/look.ts'
import { isLongAgo } from '../../registers/rest.ts'
import { isOpen } from '../../registers/rows/cases.ts'
import { amountIn } from '../../registers/rows/figures.ts'
import type { CaseRow, ShadowStand, Unopened } from '../../registers/rows.ts'
import { same } from '../../same.ts'
import { switchTopic } from '../../table/settings.ts'
import { askCase } from '../ask.ts'
import type { AnyChain } from '../chain.ts'
import { Draft } from '../draft.ts'
import { ifReadable } from '../states.ts'
import { openingRow } from './open.ts'
import { openingOf } from './switches.ts'

/** Rows written in one commit: each is up to four of its hundred writes. */
const mostAtOnce = 8
/** A commit that changes more than so many rows leaves it to the next. */
const busy = 30
const maxRounds = 60

/** Brings what would be cases to how they stand now; false if the commit has nothing to write of them. */
export function keepShadows(chains: readonly AnyChain[], draft: Draft, at: At): boolean {
  const { file } = draft
  if (file.count('unopened') === 0 && draft.withheld.size === 0) return false
  if (draft.again || file.into !== undefined || file.all('joined').some(({ done }) => !done)) return false
  const changes = changesOf(file, decided(chains, draft, at), at)
  if (changes.length === 0) return false
  if (draft.changes.length > busy) {
    draft.again = true
    return false
  }
  draft.write(changes.slice(0, mostAtOnce))
  draft.again = changes.length > mostAtOnce
  return true
}

/** What would be a case, and whether it is decided now. */
interface Candidate {
  row: Omit<Unopened, 'topics' | 'at'>
  is: 'shadow' | 'off' | 'before'
  /** It is decided, and this is new of it. */
  stand?: ShadowStand
  wake_at?: Instant
  topics?: string[]
}

/** What is held, as it begins and in whose charge it is by now, and what has become known. */
function candidatesIn(draft: Draft, at: At): Candidate[] {
  const { file, withheld } = draft
  const held = file.all('unopened').map((row): Candidate => {
    const { start, because } = withheld.get(row.case_id) ?? {}
    const now = start ? { ...row, admdvs: start.admdvs, begins: start.begins } : row
    const opening = because ?? openingOf(file, row.bundle, row, at)
    // One that may open and did not is of a newer release: that one opens it.
    return { row: now, is: opening === 'open' ? 'off' : opening }
  })
  const fresh = [...withheld].flatMap(([case_id, { chain, start, opening, because }]): Candidate[] => {
    const matters = because === 'shadow' || (because === 'off' && !isLongAgo(at, 'quiet', startOfDay(start.begins)))
    if (!matters || file.one('unopened', case_id)) return []
    return [{ row: unopened(chain, start, opening), is: because }]
  })
  return [...held, ...fresh]
}

const unopened = (
  { bundle }: AnyChain,
  { about, admdvs, begins }: Pick<Unopened, 'about' | 'admdvs' | 'begins'>,
  opening: CaseRow,
) => ({
  case_id: opening.case_id,
  bundle,
  about,
  admdvs,
  begins,
  opening,
})

/** Deciding what is in shadow, over a file that nobody will ever see. */
interface Work {
  chains: readonly AnyChain[]
  /** The real one: it hears of what goes wrong, and of nothing else. */
  draft: Draft
  scratch: Draft
  shadows: Map<Ref, Candidate>
  /** What went wrong is not asked again. */
  failed: Set<Ref>
  at: At
}

/** All that would be cases; those in shadow as they are decided together, each of which may wait for another. */
function decided(chains: readonly AnyChain[], draft: Draft, at: At): Candidate[] {
  const [some, others] = [true, false].map((is) =>
    candidatesIn(draft, at).filter((one) => (one.is === 'shadow') === is),
  ) as [Candidate[], Candidate[]]
  if (some.length === 0) return others
  const shadows = new Map(some.map((one) => [one.row.case_id, one]))
  const scratch = new Draft(draft.file, { scratch: true })
  const work: Work = { chains, draft, scratch, shadows, failed: new Set(), at }
  toFixpoint(work)
  const stood = [...shadows.values()].map((one) => (work.failed.has(one.row.case_id) ? one : stoodAs(one, scratch)))
  return [...stood, ...others]
}

function toFixpoint(work: Work): void {
  const { chains, draft, scratch } = work
  for (let round = 0; ; round++) {
    const before = scratch.file
    for (const chain of chains) openShadows(work, chain)
    askShadows(work)
    if (scratch.file === before) return
    if (round < maxRounds) continue
    draft.faults.push(new Error('shadows do not come to rest'))
    return
  }
}

/** Opens those of a chain that are not open yet. */
function openShadows(work: Work, chain: AnyChain): void {
  const { scratch, shadows, failed, at } = work
  guarded(work, () => findMore(chain, scratch, shadows, at))
  for (const { row } of inTurn(chain, shadows)) {
    if (scratch.file.one('case', row.case_id) || failed.has(row.case_id)) continue
    scratch.write([put('case', row.opening)])
    ask(work, chain, row.opening)
  }
}

/** Asks all that are open, and only them. */
function askShadows(work: Work): void {
  for (const row of work.scratch.file.all('case')) {
    const isMeant = work.shadows.has(row.case_id) && !work.failed.has(row.case_id)
    const chain = isMeant ? chainOf(work.chains, row) : undefined
    if (chain) ask(work, chain, row)
  }
}

function ask(work: Work, chain: AnyChain, row: CaseRow): void {
  if (!guarded(work, () => askCase(chain, row, work.scratch, work.at))) work.failed.add(row.case_id)
}

/** Does something over the scratch; if it fails, nothing of it was done. What asks for more to be read is no failure. */
function guarded({ scratch, draft: { faults } }: Work, what: () => void): boolean {
  const mark = scratch.mark()
  try {
    what()
    return true
  } catch (fault) {
    if (!(fault instanceof Error)) throw fault
    scratch.backTo(mark)
    faults.push(fault)
    return false
  }
}

/** What ought to be a case only because another would be one. */
function findMore(chain: AnyChain, scratch: Draft, shadows: Map<Ref, Candidate>, at: At): void {
  const { file } = scratch
  for (const start of ifReadable(() => chain.starts(file, at)) ?? []) {
    const case_id = refOf(chain.prefix, file.pid, start.about)
    if (shadows.has(case_id) || caseEver(file, chain.prefix, start.about, at)) continue
    if (isOverForGood(file, chain, start.about, at)) continue
    if (openingOf(file, chain.bundle, start, at) !== 'shadow') continue
    shadows.set(case_id, { row: unopened(chain, start, openingRow(chain, start, scratch, at)), is: 'shadow' })
  }
}

const chainOf = (chains: readonly AnyChain[], row: CaseRow): AnyChain | undefined =>
  chains.find(({ bundle, states }) => bundle === row.bundle && states.version >= row.chain_version)

/** What began first is asked first, whichever became known first. */
const inTurn = (chain: AnyChain, shadows: ReadonlyMap<Ref, Candidate>): Candidate[] =>
  [...shadows.values()]
    .filter(({ row }) => row.bundle === chain.bundle && chain.states.version >= row.opening.chain_version)
    .sort((a, b) => compare(a.row.begins, b.row.begins) || compare(a.row.about, b.row.about))

/** How the case stands in the scratch, and what would have it decided anew. */
function stoodAs(one: Candidate, scratch: Draft): Candidate {
  const row = scratch.file.one('case', one.row.case_id)
  if (!row) return one
  const { case_id, step, status, outcome } = row
  const task = scratch.changes.flatMap(({ register, row: task }) =>
    register === 'task' && task?.case_id === case_id && task.status === 'open' ? [task.kind] : [],
  )[0]
  const ordered = scratch.file.all('payment').filter((payment) => payment.case_id === case_id)
  const bills = scratch.file.all('bill').filter((bill) => bill.case_id === case_id && !bill.superseded)
  const amt = amountIn(outcome) || sumFen(ordered.map((one) => one.amt)) || sumFen(bills.map((one) => one.amt))
  const stand: ShadowStand = {
    step,
    status,
    ...(outcome ? { outcome } : {}),
    ...(task === undefined ? {} : { task }),
    ...(amt === 0 ? {} : { amt: amt as Fen }),
  }
  const psn_no = scratch.file.person?.psn_no
  const goesOn = isOpen(row) && !isAsked(row) && ordered.length + bills.length === 0
  return {
    ...one,
    row: { ...one.row, ...(psn_no === undefined ? {} : { psn_no }) },
    stand,
    topics: row.topics ?? [],
    ...(goesOn && row.wake_at !== undefined ? { wake_at: row.wake_at } : {}),
  }
}

/** Whether somebody would be asked, who is not asked in shadow: no time brings it on. */
const isAsked = ({ waiting_for }: CaseRow): boolean =>
  waiting_for !== undefined && ['citizen', 'clerk', 'employer'].includes(waiting_for.actor)

function changesOf(file: PersonFile, candidates: readonly Candidate[], at: At): Change[] {
  return candidates.flatMap((one): Change[] => {
    const held = file.one('unopened', one.row.case_id)
    if (held && isOver(one, held, at)) return [drop('unopened', held.case_id)]
    const next = rowOf(one, held, at)
    return held && isAlike(held, next, at) ? [] : [put('unopened', next)]
  })
}

/** It can't open any more and nothing was ever said of it; or it is not decided any more, and began long ago. */
const isOver = ({ is, row }: Candidate, held: Unopened, at: At): boolean =>
  (is === 'before' && !held.stand) || (is !== 'shadow' && isLongAgo(at, 'quiet', startOfDay(row.begins)))

function rowOf({ row, is, stand, wake_at, topics = [] }: Candidate, held: Unopened | undefined, { now }: At): Unopened {
  const waits = switchTopic(row.bundle, row.admdvs)
  // What failed stays as it stood, to be decided again by the next who asks.
  if (is === 'shadow' && !stand && held) return { ...held, ...row, topics: [waits, ...held.topics.slice(1)] }
  const { wake_at: _wake, ...kept } = { ...held, ...row }
  return {
    ...kept,
    ...(stand ? { stand } : {}),
    ...(wake_at === undefined ? {} : { wake_at }),
    topics: [waits, ...topics],
    at: held && same(held.stand, stand ?? held.stand) ? held.at : now,
  }
}

/** Whether a row says the same and is woken in time, if a little sooner than need be. */
function isAlike(held: Unopened, next: Unopened, { now }: At): boolean {
  const { wake_at: was, ...before } = held
  const { wake_at: is, ...after } = next
  if (!same(before, after)) return false
  if (was === is) return true
  return was !== undefined && is !== undefined && compareInstants(was, now) > 0 && compareInstants(was, is) <= 0
}
