/** Asking one case: its step decides, and decides on in memory, until the chain waits or ends. */

import { addMs, compareInstants, epochMs } from '../calendar/index.ts'
import { asDue, type Due, dueFields, withoutDue } from '../policy/due.ts'
import { taskIdOf } from '../registers/cases.ts'
import { put } from '../registers/file.ts'
import type { At } from '../registers/look.ts'
import { endOf, isOpen } from '../registers/rows/cases.ts'
import type { CaseRow } from '../registers/rows.ts'
import { same } from '../same.ts'
import type { CitizenAction } from '../tasks/action.ts'
import { nameOf } from '../tasks/notice.ts'
import { chainStopped } from '../tasks/operator.ts'
import { keepTasks, settleTasks, upsertTask } from './case-tasks.ts'
import type { AnyChain, Ctx, Decision, Effects, Wait } from './chain.ts'
import type { Draft, Mark } from './draft.ts'
import { type Grounds, groundsOf } from './grounds.ts'
import { UnfitState, UnreadableCase, upgraded } from './states.ts'

const maxSteps = 50
const dayMs = 86_400_000

/**
 * Asks the case as it now stands; writes to the draft what changed, and nothing if nothing did. What it can't decide
 * without a case that a newer release has taken over is left to that, too; one whose state nobody can read is referred
 * to an operator. Whoever acts in such a case gets the {@link UnreadableCase}.
 */
export function askCase(chain: AnyChain, stored: CaseRow, draft: Draft, at: At, action?: CitizenAction): void {
  const found = draft.file.one('case', stored.case_id) ?? stored
  if (isStopped(found, at) || (!action && draft.isQuiet(found.case_id))) return
  const mark = draft.mark()
  try {
    ask(chain, found, mark, draft, at, action)
  } catch (error) {
    if (action || !(error instanceof UnreadableCase)) throw error
    draft.backTo(mark)
    if (error instanceof UnfitState) refer(found, draft, at, error.message)
    else leaveToNewer(found, draft, at)
  }
}

function ask(chain: AnyChain, found: CaseRow, mark: Mark, draft: Draft, at: At, action?: CitizenAction): void {
  const { retry_at: _retry, ...asked } = found
  let row = upgraded(chain.states, asked)
  let grounds = groundsOf(at)
  const first = firstDecision(chain, row, draft, grounds.at, action)
  if ('stay' in first.next) {
    heard(found, mark, draft)
    return
  }
  let decision = first
  for (let steps = 0; ; steps++) {
    if (steps >= maxSteps) {
      draft.backTo(mark)
      refer(found, draft, at)
      return
    }
    if (steps === 0 && isUnchangedWait(row, decision, at)) {
      keepTasks(row, decision.effects, draft, at)
      heard(found, mark, draft)
      return
    }
    if (decides(decision)) ground(row, grounds, draft)
    row = applyEffects(row, decision, draft, at)
    if (!('go' in decision.next)) break
    if (draft.isFullFor('cases')) {
      // The case stays where it is, running, and goes on in the next commit.
      writeRow(found, row, draft, at)
      return
    }
    grounds = groundsOf(at)
    decision = stepOf(chain, row).decide(context(row, draft, grounds.at))
  }
  settleTasks(row, decision.effects, draft)
  writeRow(found, row, draft, at)
}

/** A wait that says, sends and changes nothing decides nothing: what it looks at again each time is no new ground. */
function decides({ next, effects }: Decision<unknown>): boolean {
  const { say, tell = [], send = [], change = [] } = effects
  return !('wait' in next) || say !== undefined || tell.length + send.length + change.length > 0
}

/** What a decision rests on is kept with what it says. */
export function ground({ case_id, step }: CaseRow, grounds: Grounds, draft: Draft): void {
  const rests = grounds.rows()
  if (rests.length > 0) draft.grounded.push({ case_id, step, rests })
}

function firstDecision(chain: AnyChain, row: CaseRow, draft: Draft, at: At, action?: CitizenAction): Decision<unknown> {
  const ctx = context(row, draft, at, action)
  if (row.status !== 'running' && row.status !== 'waiting') {
    return chain.ended?.(ctx) ?? { effects: {}, next: { stay: true } }
  }
  return chain.overrides?.(ctx) ?? stepOf(chain, row).decide(ctx)
}

function stepOf(chain: AnyChain, row: CaseRow) {
  const step = chain.steps[row.step]
  if (!step) throw new Error(`chain ${chain.bundle}: no step ${row.step}; say in 'upgrades' what became of it`)
  return step
}

/** While two releases are deployed side by side, the next asker may read it; after a step back that takes days. */
const retryMs = { least: 15 * 60_000, most: 6 * 3_600_000 } as const

/**
 * Leaves a case as it is that a newer release has taken over: while both are deployed, or after a step back. Whatever
 * it ought to hear of is on file by now; it is woken, ever more seldom, until a release is there that can read it. Its
 * wait is not touched: the newer release finds the one it wrote, and says and sends nothing twice.
 */
export function leaveToNewer(row: CaseRow, draft: Draft, at: At): void {
  if (isStopped(row, at) || (row.retry_at !== undefined && compareInstants(row.retry_at, at.now) > 0)) return
  const unheardMs = epochMs(at.now) - epochMs(row.updated_at)
  const next = addMs(at.now, Math.min(retryMs.most, Math.max(retryMs.least, unheardMs)))
  const { wake_at } = row
  const isSooner = wake_at !== undefined && compareInstants(wake_at, at.now) > 0 && compareInstants(wake_at, next) < 0
  draft.write([put('case', { ...row, retry_at: isSooner ? wake_at : next })])
}

/** The case was asked by a release that can read it, and nothing came of it: it need not be woken for that again. */
function heard(row: CaseRow, asked: Mark, draft: Draft): void {
  const { retry_at, ...kept } = row
  if (retry_at !== undefined) draft.write([put('case', kept)])
  if (draft.file === asked.file) draft.setQuiet(row.case_id)
}

/** What a chain gets to decide upon a case of the file. */
export function context(row: CaseRow, { file }: Pick<Draft, 'file'>, at: At, action?: CitizenAction): Ctx<unknown> {
  return {
    ...at,
    file,
    state: row.state as Readonly<unknown>,
    case: row,
    ...(action ? { action } : {}),
    task: (of: { kind: string }, key?: string) => file.one('task', taskIdOf(row.case_id, of.kind, key)) as never,
  }
}

/** The state with what changes of it. */
export function mergedState(row: CaseRow, effects: Pick<Effects<unknown>, 'state' | 'forget'>): unknown {
  if (!effects.state && !effects.forget) return row.state
  const state = { ...(row.state as object), ...(effects.state as object) } as Record<string, unknown>
  for (const name of (effects.forget ?? []) as string[]) delete state[name]
  return state
}

/** A wait that is the one already stored, with the same state: nothing new is said or sent. */
function isUnchangedWait(row: CaseRow, decision: Decision<unknown>, at: At): boolean {
  if (!('wait' in decision.next) || row.status !== 'waiting') return false
  const next = waitFields(decision.next.wait, row, at)
  return (
    same(next.waiting_for, row.waiting_for) &&
    next.wake_at === row.wake_at &&
    same(next.actions, row.actions) &&
    same(next.options, row.options) &&
    same(next.waits_reckoned, row.waits_reckoned) &&
    same(next.topics, row.topics) &&
    same(mergedState(row, decision.effects), row.state)
  )
}

/** A wait as the case stores it. One whose time has passed is asked again a day later: no case is ever forgotten. */
function waitFields(wait: Wait, row: CaseRow, at: At) {
  const { actor, what, actions = [], options, topics, through } = wait
  const limits = [wait.until, wait.wakeAt ?? wait.until].map(asDue) as [Due, Due]
  const [{ at: until }, { at: wakeAt }] = limits
  const last = through ? addMs(until, 1000) : until
  const next = compareInstants(wakeAt, last) < 0 && wait.wakeAt !== undefined ? wakeAt : last
  const reckoned = [...new Set(limits.flatMap((limit) => limit.reckoned ?? []))]
  const past = compareInstants(next, at.now) <= 0
  const stored = row.wake_at !== undefined && compareInstants(row.wake_at, at.now) > 0 ? row.wake_at : undefined
  return {
    waiting_for: { actor, what: nameOf(what), until },
    wake_at: past ? (stored ?? addMs(at.now, dayMs)) : next,
    actions: actions.map(({ action }) => action),
    ...(options ? { options: [...options] } : {}),
    ...(reckoned.length > 0 ? { waits_reckoned: reckoned } : {}),
    ...(topics ? { topics } : {}),
  }
}

/** The case as the decision leaves it; what the decision does beside goes to the draft. */
function applyEffects(row: CaseRow, decision: Decision<unknown>, draft: Draft, at: At): CaseRow {
  const { effects, next } = decision
  draft.take({
    ...(effects.change ? { change: effects.change } : {}),
    ...(effects.move ? { move: effects.move } : {}),
    ...(effects.claims ? { claims: effects.claims } : {}),
    ...(effects.signals ? { signals: effects.signals } : {}),
    ...(effects.receipts ? { receipts: effects.receipts } : {}),
  })
  for (const send of effects.send ?? []) draft.sends.push({ ...send, case_id: row.case_id })
  for (const task of effects.tasks ?? []) upsertTask(row, task, draft, at)
  narrate(row, effects, draft)
  const { waiting_for: _waiting, wake_at: _wake, waits_reckoned: _reckoned, options: _, topics: _topics, ...kept } = row
  const base: CaseRow = {
    ...(effects.due ? { ...withoutDue(kept), ...dueFields(effects.due) } : kept),
    state: mergedState(row, effects),
    admdvs: effects.admdvs ?? row.admdvs,
    areas: effects.areas ? [...new Set([...row.areas, ...effects.areas])] : row.areas,
    actions: [],
  }
  if (effects.withoutOutcome) delete base.outcome
  if (effects.topics && 'end' in next) base.topics = effects.topics
  const after = progressed(base, next, at)
  draft.write([put('case', after)])
  return after
}

function progressed(base: CaseRow, next: Decision<unknown>['next'], at: At): CaseRow {
  if ('go' in next) return { ...base, status: 'running', step: next.go }
  if ('wait' in next) return { ...base, status: 'waiting', ...waitFields(next.wait, base, at) }
  if ('end' in next) return { ...base, status: next.end, outcome: next.outcome }
  return base
}

function narrate(row: CaseRow, effects: Effects<unknown>, draft: Draft): void {
  const actor = draft.actor(effects.actor ?? 'system')
  const line = { case_id: row.case_id, step: row.step, actor }
  if (effects.say) draft.entries.push({ ...line, text: effects.say })
  for (const told of effects.tell ?? []) draft.tell(told, line)
}

function writeRow(stored: CaseRow, row: CaseRow, draft: Draft, at: At): void {
  if (!same(stored, row)) draft.write([put('case', { ...withEnd(stored, row, at), updated_at: at.now })])
}

/** One that was taken up again and stands as it stood before the commit had ended all the time. */
function withEnd(stored: CaseRow, { ended_at: _, ...row }: CaseRow, at: At): CaseRow {
  if (isOpen(row)) return row
  return { ...row, ended_at: (stored.status === row.status ? endOf(stored) : undefined) ?? at.now }
}

const isStopped = (row: CaseRow, at: At) =>
  row.waiting_for?.what === chainStopped.kind && compareInstants(row.waiting_for.until ?? at.now, at.now) > 0

/** A chain that never ends, or can't go on for a state that does not fit, is referred to an operator, with all it held. */
function refer({ retry_at: _retry, ended_at: _ended, ...row }: CaseRow, draft: Draft, at: At, unfit?: string): void {
  const until = addMs(at.now, dayMs)
  const stopped: CaseRow = {
    ...row,
    status: 'waiting',
    waiting_for: { actor: 'operator', what: chainStopped.kind, until },
    wake_at: until,
    actions: [],
    updated_at: at.now,
  }
  draft.write([put('case', stopped)])
  const facts = { bundle: row.bundle, step: row.step, ...(unfit === undefined ? {} : { unfit }) }
  const owner = { role: 'operator' as const }
  upsertTask(row, { kind: chainStopped.kind, owner, admdvs: row.admdvs, due: { at: until }, facts }, draft, at)
}
