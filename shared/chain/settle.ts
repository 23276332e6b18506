/**
 * Settling a file: the pure heart of the engine. An input is applied, what was parked is tried again, every bundle says which
 * cases ought to exist, each is asked, until nothing changes: one commit's worth. Nothing here reads a clock, table or queue.
 */
import type { Instant } from '../calendar/index.ts'
import { mayGoOn } from '../registers/apply/waiting.ts'
import type { Acting, Alongside, Applied, Apply, ApplyResult, NumberWrite } from '../registers/applying.ts'
import { type Change, drop, type PersonFile, put } from '../registers/file.ts'
import type { ClaimWrite, Movement } from '../registers/ledger.ts'
import type { At } from '../registers/look.ts'
import { actorNames } from '../registers/rows/cases.ts'
import type { CaseRow, Grounded, JournalLine, Parked } from '../registers/rows.ts'
import type { Forwarded, SignalTo } from '../registers/signals.ts'
import type { CitizenAction } from '../tasks/action.ts'
import { askCase, leaveToNewer } from './ask.ts'
import { reckonAnew, tellOfCalendars } from './calendars.ts'
import type { AnyChain, Send } from './chain.ts'
import { Draft, type ParkedRefusal } from './draft.ts'
import { groundsOf } from './grounds.ts'
import { mergeFiles } from './merged.ts'
import { bringToRest, wakeConcerned } from './rest.ts'
import { ifReadable, OutOfDate } from './states.ts'
import { openAfterAll, openCase } from './switches/open.ts'
import { keepShadows } from './switches/shadows.ts'
import { bundleOff, openingOf } from './switches/switches.ts'
import { tellOfUncovered } from './uncovered.ts'

/** What is put to a file. `action` is a citizen's, to be answered by the step its case stands at. */
export interface Input {
  apply?: Apply
  action?: { case_id: string; action: CitizenAction }
  /** The case whose question `apply` answers. */
  answers?: string | undefined
  /** A citizen applies by it: the cases that it opens say so. */
  applied?: true
  /** Somebody does it on the person's behalf: the person is told in the same commit. */
  acting?: Acting
  /** The case that it is to open: refused if there is none for how its bundle is switched, and nothing is written. */
  opens?: (file: PersonFile) => CaseRow | undefined
  /** All that waits is tried again, not only what the input may have brought what it needs. */
  anew?: boolean
  /** How the input is parked if it needs something first. */
  park?: (reason: string, now: Instant) => Parked
}

/** Applies a parked event again. */
export type ApplyParked = (parked: Parked) => Apply

/** The bundles, and how parked events are applied. */
export interface Rules {
  chains: readonly AnyChain[]
  applyParked: ApplyParked
}

/** Everything one commit writes and sends. */
export interface Settled {
  file: PersonFile
  change: Change[]
  move: Movement[]
  claims: ClaimWrite[]
  entries: JournalLine[]
  /** What the decisions of the commit rested on. */
  grounded: Grounded[]
  sends: (Send & { case_id: string })[]
  signals: SignalTo[]
  forward: Forwarded[]
  numberWrites: NumberWrite[]
  receipts: NonNullable<Applied['receipts']>
  unchanged: PersonFile[]
  alongside: SettledAlongside[]
  refusals: ParkedRefusal[]
  /** What went wrong in shadow: for the log alone. */
  faults: Error[]
  parked: boolean
  /** There may be more to do than one commit holds: the file is to be woken again. */
  again: boolean
}

/** What a commit does to another's file, as it was read. */
export interface SettledAlongside {
  read: PersonFile
  settled: Settled
}

/** The outcome of settling: a commit's worth of changes, or a refusal that changes nothing. */
export type SettleResult = { settled: Settled } | Extract<ApplyResult, { refused: unknown }> | { needs: string }

const maxRounds = 60

/** Settles the file under the rules; see above. Throws `OutOfDate`, and else only for bugs in a chain. */
export function settle(rules: Rules, file: PersonFile, input: Input, at: At): SettleResult {
  const draft = new Draft(file, input)
  const answered = input.answers === undefined ? undefined : file.one('case', input.answers)
  if (answered) chainToAnswer(rules, answered)
  if (input.apply) {
    const result = input.apply(file, at)
    if ('refused' in result) return result
    if ('needs' in result) {
      if (!input.park) return result
      draft.write(result.awake ?? [])
      return park(draft, input.park(result.needs, at.now), result.insteadOf) ?? { settled: settledOf(draft, true) }
    } else draft.take(result.ok)
  }
  const refusal = input.action && act(rules, draft, input.action, at)
  if (refusal) return refusal
  toFixpoint(rules, draft, at, input.anew || file.again ? undefined : file)
  tellOnBehalf(draft, input)
  return rounded(rules, draft, input, at)
}

/** Whoever acts for somebody does nothing that they are not told of. */
function tellOnBehalf(draft: Draft, { acting, action, opens }: Input): void {
  if (!acting || draft.file === draft.read) return
  const about = acting.told.about ?? action?.case_id ?? opens?.(draft.file)?.case_id ?? acting.under
  const row = draft.file.one('case', about)
  const isSaid = draft.entries.some(({ case_id, actor }) => case_id === about && actor === acting.as)
  // A step may tell of what it made of the act, and not of who acted: the timeline names them all the same.
  if (row && !isSaid) {
    draft.entries.unshift({
      case_id: row.case_id,
      step: row.step,
      actor: acting.as,
      text: `${actorNames[acting.as]}代为办理。`,
    })
  }
  draft.tell({ ...acting.told, about })
}

/** What goes with a commit once all is decided; refused if the case that the input is to open is withheld. */
function rounded({ chains }: Rules, draft: Draft, { opens }: Input, at: At): SettleResult {
  if (opens && draft.withheld.size > 0 && !opens(draft.file)) return { refused: bundleOff }
  if (!keepShadows(chains, draft, at)) bringToRest(chains, draft, at)
  return { settled: settledOf(draft) }
}

/**
 * Most events that wait with one person: more than the months of a working life, all of which may come before their
 * person. Beyond it somebody sends what nobody will ever need, and everybody who asks for the file pays for it.
 */
const mostParked = 1_000

/**
 * Lets an event wait. It changes nothing else: what waited before it waits on, but for one that it corrects
 * (`insteadOf`), and no case is asked.
 */
function park(
  draft: Draft,
  parked: Parked,
  insteadOf?: string,
): Extract<ApplyResult, { refused: unknown }> | undefined {
  if (insteadOf !== undefined) draft.write([drop('parked', insteadOf)])
  const isNew = draft.file.one('parked', parked.id) === undefined
  if (isNew && draft.file.count('parked') >= mostParked) {
    const detail = `这个人名下等待其他信息的事件已经有 ${mostParked} 个，不再收`
    return { refused: { code: 'too-many-waiting', detail } }
  }
  draft.write([put('parked', parked)])
  return undefined
}

/** Most commits that are followed in memory: the first of somebody's moves of a life may take a few. */
const mostCommits = 20

/** The file as it comes to be when it is woken, and nothing else happens; for who wants to know and writes nothing. */
export function woken(rules: Rules, file: PersonFile, at: At): PersonFile {
  let after = file
  for (let commits = 0; commits < mostCommits; commits++) {
    const draft = new Draft(after)
    toFixpoint(rules, draft, at, undefined)
    after = draft.file
    if (!draft.again) break
  }
  return after
}

function settledOf(draft: Draft, parked = false): Settled {
  const {
    changes: change,
    read: _read,
    applied: _applied,
    acting: _acting,
    withheld: _withheld,
    alongside,
    ...more
  } = draft
  return { ...more, alongside: alongside.map(settledAlongside), change, parked }
}

function settledAlongside({ file, change, tell }: Alongside): SettledAlongside {
  const draft = new Draft(file)
  draft.take({ change, tell })
  return { read: file, settled: settledOf(draft) }
}

function act(rules: Rules, draft: Draft, wanted: NonNullable<Input['action']>, at: At) {
  const row = draft.file.one('case', wanted.case_id)
  const notOffered = {
    refused: { code: 'action-not-offered', status: 409 as const, detail: '这件事现在不能做这个操作' },
  }
  if (!row?.actions.includes(wanted.action.action) || !isOption(row, wanted.action)) return notOffered
  askCase(chainToAnswer(rules, row), row, draft, at, wanted.action)
  return undefined
}

/** Whether an option that is taken is one of those offered now. */
const isOption = ({ options }: CaseRow, { option }: CitizenAction): boolean =>
  options === undefined || typeof option !== 'string' || options.includes(option)

/** `rested`: the file as it was when nothing that waits could go on; undefined if that is not known. */
function toFixpoint(rules: Rules, draft: Draft, at: At, rested: PersonFile | undefined): void {
  let tried = rested
  for (let round = 0; ; round++) {
    const before = draft.file
    draft.again = false
    if (!mergeFiles(draft, at, rules.chains)) return
    takeUpParked(rules, draft, at, tried)
    tried = draft.file
    if (draft.file.into !== undefined) {
      // What waited may itself have merged this file into another.
      mergeFiles(draft, at, rules.chains)
      return
    }
    // Cases decide upon all that has been reported, or not yet.
    if (draft.again) return
    wakeConcerned(rules.chains, draft, at)
    reckonAnew(draft, at, (row) => chainFor(rules, row) !== undefined)
    startCases(rules, draft, at)
    for (const row of draft.file.all('case')) {
      if (draft.isFullFor('cases')) break
      const chain = chainFor(rules, row)
      if (chain) askCase(chain, row, draft, at)
      else leaveToNewer(row, draft, at)
    }
    tellOfUncovered(draft, at)
    tellOfCalendars(draft, at)
    if (draft.file === before) return
    if (round >= maxRounds) throw new Error(`settle: file ${draft.file.pid} does not come to rest`)
  }
}

/** What waits was looked for at rest when it came, and what comes since stands in the file: it need not be again. */
const withoutRest = (at: At): At => ({
  ...at,
  look: { ...at.look, rest: { ...at.look.rest, find: () => undefined, findAll: () => undefined } },
})

/** Until nothing more fits: what one event was waiting for may be another of them, and no case is asked in between. */
function takeUpParked(rules: Rules, draft: Draft, at: At, rested: PersonFile | undefined): void {
  const awake = withoutRest(at)
  for (let tried = rested; draft.file !== tried; ) {
    const before = draft.file
    for (const parked of mayGoOn(() => draft.file, tried)) {
      const result = rules.applyParked(parked)(draft.file, awake)
      if ('needs' in result && result.needs === parked.reason) continue
      if (draft.isFullFor('parked')) return
      takeUp(draft, parked, result)
    }
    tried = before
  }
}

/** An event that had waited waits no more, or for something else: what it needs may come in one thing after the other. */
function takeUp(draft: Draft, parked: Parked, result: ApplyResult): void {
  if ('needs' in result) {
    draft.write([put('parked', { ...parked, reason: result.needs })])
    return
  }
  draft.write([drop('parked', parked.id)])
  if ('ok' in result) draft.take(result.ok)
  else draft.refusals.push({ parked, refused: result.refused })
}

function startCases(rules: Rules, draft: Draft, at: At): void {
  draft.withheld.clear()
  for (const chain of rules.chains) {
    const grounds = groundsOf(at)
    for (const start of ifReadable(() => chain.starts(draft.file, grounds.at)) ?? []) {
      if (draft.isFullFor('cases')) return
      openCase(chain, start, draft, at, grounds)
    }
  }
  for (const row of draft.file.all('unopened')) {
    const chain = draft.withheld.has(row.case_id) ? undefined : chainFor(rules, row.opening)
    if (!chain || openingOf(draft.file, row.bundle, row, at) !== 'open') continue
    if (draft.isFullFor('cases')) return
    openAfterAll(chain, row, draft, at)
  }
}

/** The chain that goes on with a case; undefined if that of a newer release has taken it over, or is the first to know it. */
export function chainFor(rules: Rules, row: CaseRow): AnyChain | undefined {
  return rules.chains.find(({ bundle, states }) => bundle === row.bundle && states.version >= row.chain_version)
}

function chainToAnswer(rules: Rules, row: CaseRow): AnyChain {
  const chain = chainFor(rules, row)
  if (!chain) throw new OutOfDate(`case ${row.case_id} is of a newer release`)
  return chain
}
