/**
 * Chains as typed data. A chain is a set of named steps; a step says where it may go and decides, purely, what happens
 * next. Steps know nothing of the table, queues, network or clock: they get the person's file and the time, and
 * answer with a decision. The engine does the rest: settle.ts decides, handle.ts commits and sends.
 *
 * A bundle makes its kit with `stepsOver(states)`; a wrong step name, a state field that does not exist or a wait
 * without a deadline does not compile.
 */
import type * as z from 'zod'
import type { OutboundEvent, OwnEvent } from '../../events/index.ts'
import type { Day, Instant } from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import type { Due } from '../policy/due.ts'
import type { Told } from '../registers/applying.ts'
import type { ReceiptWrite } from '../registers/care/receipt-state.ts'
import type { Change, PersonFile } from '../registers/file.ts'
import type { ClaimWrite, Movement } from '../registers/ledger.ts'
import type { At, Look } from '../registers/look.ts'
import type { Matter } from '../registers/rest.ts'
import type { Actor, CaseRow, CaseStatus, Staff, TakenSum, TaskOwner, TaskRow } from '../registers/rows.ts'
import type { SignalTo } from '../registers/signals.ts'
import type { ActionKind, CitizenAction } from '../tasks/action.ts'
import type { FactsOf, TaskKind } from '../tasks/kind.ts'
import type { Awaited, Notice } from '../tasks/notice.ts'
import { type CaseStates, lostSteps, stateOf } from './states.ts'

/**
 * An event to a partner, as the catalogue or its bundle promises it. The engine gives it its id and journals it until it
 * is known to be sent.
 */
export type Send = OutboundEvent | OwnEvent

/** Something said to the person in plain Chinese: a line of the timeline, a notice in the mini-program, a message. */
export type Tell = Pick<Told, 'text' | 'to'> & { notice: Notice }

/** A task that ought to exist. Its id follows from case, kind and key: asked for twice, it is the same task. */
export interface TaskDraft {
  kind: string
  key?: string
  owner: TaskOwner
  admdvs: Admdvs
  due: Due
  facts: Record<string, unknown>
  standing?: true
  private?: Record<string, unknown>
  /** Working days that it may be given more, once (`POST …/extension`); left out: none. */
  extension?: number
  /** Whose work it is about: they neither claim nor decide it, and it counts as come back to them. */
  work?: Staff[]
}

/** A task of a kind, with what it shows. */
export type TaskOf<K extends TaskKind> = Omit<TaskRow, 'facts'> & { facts: FactsOf<K> }

/** A standing task that nobody needs to look at any more. */
export interface TaskDone {
  kind: string
  key?: string
  done: true
}

/** What a decision does beside saying what comes next. */
export interface Effects<S> {
  /** Fields of the state that change. */
  state?: Partial<S>
  /** Fields of the state to be forgotten. */
  forget?: (keyof S)[]
  change?: Change[]
  move?: Movement[]
  claims?: ClaimWrite[]
  /** What is said of receipts, which are one in the whole system. */
  receipts?: readonly ReceiptWrite[]
  send?: Send[]
  /** Word to other files. */
  signals?: SignalTo[]
  /** A line of the timeline that is no message. */
  say?: string
  tell?: Tell[]
  tasks?: (TaskDraft | TaskDone)[]
  /** Time limit of the case from now on. */
  due?: Due
  /** Of a case that ends: topics outside the file whose change asks it again all the same. */
  topics?: string[]
  /** Of a case taken up again after its end: what it came to no longer holds. */
  withoutOutcome?: true
  admdvs?: Admdvs
  areas?: Admdvs[]
  /** Who did what the timeline tells; the system if left out. */
  actor?: Actor | 'system'
}

/** A named somebody is waited for, with a time. */
export interface Wait {
  actor: Actor
  what: Awaited
  /** When the step is asked again at the latest; shown to the citizen. */
  until: Instant | Due
  /** An earlier time to be asked again, for example a reminder; not shown. */
  wakeAt?: Instant | Due
  /** It lasts through the very last second of `until`: it is asked again after that, not at it. */
  through?: true
  actions?: readonly ActionKind[]
  /** Of an action that takes an `option`: those that are offered now, if not all. */
  options?: readonly string[]
  /** Topics outside the file whose change asks the step again. */
  topics?: string[]
}

/** What comes next. */
export type Then<Next extends string> =
  | { go: Next }
  | { wait: Wait }
  | { end: Exclude<CaseStatus, 'running' | 'waiting'>; outcome: Record<string, unknown> }
  | { stay: true }

/** A step's answer. */
export interface Decision<S, Next extends string = string> {
  effects: Effects<S>
  next: Then<Next>
}

/** What a step gets to decide upon. */
export interface Ctx<S> {
  file: PersonFile
  state: Readonly<S>
  case: Readonly<CaseRow>
  now: Instant
  today: Day
  look: Look
  /** Set while a citizen's action is answered. */
  action?: CitizenAction
  /** This case's task of the kind, with its decision if there is one. */
  task<K extends TaskKind>(kind: K, key?: string): TaskOf<K> | undefined
  task(like: { kind: string }, key?: string): TaskRow | undefined
}

/** A step: where it may go, and the pure function that decides. `label` is its name in the diagram, in Chinese. */
export interface Step<S, Goes extends string = string> {
  label: string
  goes: readonly Goes[]
  decide(ctx: Ctx<S>): Decision<S, Goes>
}

/** A case that ought to exist, by what it is about. */
export interface Start<S> {
  about: string
  state: S
  /** The area in charge: by its switch a case opens, or not. */
  admdvs: Admdvs
  /** The day on which what it is about began (birth, enrolment, discharge, retirement, visit): older than the switch, it opens nothing. */
  begins: Day
  /** When the case is said to have started, if that was before we heard of it. */
  since?: Instant
  areas?: Admdvs[]
  due?: Due
  /** Rejected from the start, or any first sentence of the timeline. */
  say?: string
  actor?: Actor | 'system'
}

/** Where a case that has ended is put back to, for it to be asked anew in memory (anew.ts). */
export interface Anew<S, Names extends string = string> {
  /** The step at which it decides again; what overrides a wait is asked only after that. */
  step: Names
  /** Fields of the state that it decides by, if they are other ones. */
  state?: Partial<S>
  /** What it remembers of its decision, and reckons anew. */
  forget?: (keyof S)[]
  /** What it wrote into registers that it would read as somebody else's word. */
  change?: Change[]
}

/** A chain. `Names` are its steps' names. */
export interface Chain<S, Names extends string = string> {
  bundle: string
  /** What its cases remember, and the version in which they do. */
  states: CaseStates
  /** Opens the case ids. */
  prefix: string
  /** Its cases are not rated by the person (rules of feedback). */
  unrated?: true
  title: string
  first: Names
  steps: { [N in Names]: Step<S, Names> }
  /** Which cases ought to exist, by what the registers hold. */
  starts(file: PersonFile, at: At): Start<S>[]
  /** Asked before the step the case stands at: an event that overrides every wait. */
  overrides?(ctx: Ctx<S>): Decision<S, Names> | undefined
  /** Asked of a case that has ended: a late event may take it up again, or add to its outcome. */
  ended?(ctx: Ctx<S>): Decision<S, Names>
  /**
   * Where a case that has ended decides anew, if parameters had been others: as if it were asked for the first time, but
   * with all that was answered, decided by people and paid since. Left out: at its first step, as it remembers itself;
   * undefined: its end rests on no parameter.
   */
  anew?(ctx: Ctx<S>): Anew<S, Names> | undefined
  /** Sums that a case has taken out of the account: if it ends with its number, they go to the number that is kept. */
  sums?(of: Pick<Ctx<S>, 'file' | 'state' | 'case'>): TakenSum[]
  /**
   * It counts itself what its cases had ordered under a number that was lost: one goes on in their place all the same, and
   * none of their orders is one of its own debts.
   */
  countsBefore?: true
  /** What of the file has come to its end, with the cases it belongs to: it goes to rest once these have ended too. */
  atEnd?(file: PersonFile, at: At): Matter[]
  /**
   * What cases at rest are about that must be asked for what has changed since `then` (undefined: whatever has), if what
   * they come from stays in the file and nothing that names them is reported.
   */
  concerns?(now: PersonFile, then: PersonFile | undefined): string[]
}

/** A chain whose state type does not matter. */
export type AnyChain = Chain<unknown>

/** The kit for steps over the states of one bundle. */
export function stepsOver<Shape extends z.ZodRawShape>(states: CaseStates<Shape>) {
  type S = z.output<z.ZodObject<Shape>>
  return {
    /** Declares a step; its `decide` can only go where `goes` says. */
    step: <const G extends string = never>(definition: {
      label: string
      goes: readonly G[]
      decide(ctx: Ctx<S>): Decision<S, NoInfer<G>>
    }): Step<S, G> => definition,
    /** Goes on to another step in the same commit. */
    go: <const N extends string>(to: N, effects: Effects<S> = {}): Decision<S, N> => ({ effects, next: { go: to } }),
    /** Waits for somebody, with a time. A wait that changes nothing writes nothing and says nothing again. */
    wait: (wait: Wait, effects: Effects<S> = {}): Decision<S, never> => ({ effects, next: { wait } }),
    /** Ends the case. */
    end: (
      status: 'done' | 'rejected' | 'withdrawn',
      outcome: Record<string, unknown>,
      effects: Effects<S> = {},
    ): Decision<S, never> => ({ effects, next: { end: status, outcome } }),
    /** Of an ended case: nothing changes. */
    stay: (): Decision<S, never> => ({ effects: {}, next: { stay: true } }),
    /** The step at which the case stands decides again, over what changed: for what overrides every wait. */
    again: (ctx: Ctx<S>, effects: Effects<S>): Decision<S, never> => ({
      effects,
      next: { go: ctx.case.step as never },
    }),
    /** An ended case stays as it ended, but for these effects. */
    still: ({ case: { status, outcome = {} } }: Ctx<S>, effects: Effects<S>): Decision<S, never> => ({
      effects,
      next: { end: status as Exclude<CaseStatus, 'running' | 'waiting'>, outcome },
    }),
    /** What a case of the bundle remembers, whichever release stored it. Throws an `UnreadableCase` if it can't be read. */
    stateIn: (row: CaseRow): Readonly<S> => stateOf(states, row),
    /** Checks a chain: every place a step goes to, or an old name leads to, is a step. Throws if one is not: a bug. */
    chain: <const Names extends string>(definition: Omit<Chain<S, Names>, 'states'>): AnyChain => {
      const lost = lostSteps(states, Object.keys(definition.steps))
      if (lost.length > 0) throw new Error(`chain ${definition.bundle}: nothing became of the steps ${lost.join(', ')}`)
      return { ...definition, states } as unknown as AnyChain
    },
  }
}
