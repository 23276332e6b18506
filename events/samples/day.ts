/**
 * What a sample day is: who does what when, as data. Whoever plays it goes from step to step: sets the clock, puts the
 * events of that moment into the inbox, lets clerks and citizens act, and waits until everything has come to rest.
 */
import type { Instant } from '../../shared/calendar/index.ts'

/** Who acts, as `POST /dev/token` takes it. */
export type Caller =
  | { readonly role: 'citizen'; readonly psn_no: string }
  | { readonly role: 'clerk'; readonly admdvs: string }
  | { readonly role: 'supervisor'; readonly admdvs: string; readonly staff_no: string }
  | { readonly role: 'agent'; readonly agent_no: string; readonly point_no: string }
  | { readonly role: 'expert'; readonly expert_no: string }
  | { readonly role: 'employer'; readonly emp_no: string }
  | { readonly role: 'institution'; readonly fixmedins_code: string }
  | { readonly role: 'partner'; readonly source: string }
  | { readonly role: 'operator' }

/** An event as a partner puts it into the inbox. */
export interface SampleEvent {
  readonly specversion: '1.0'
  readonly id: string
  readonly source: string
  readonly type: string
  readonly time: Instant
  readonly data: Readonly<Record<string, unknown>>
}

/** What is decided upon a task; the body of `POST /v1/tasks/{task_id}/decision`. */
export type TaskAnswer = { readonly decision: 'approve' | 'reject'; readonly reason?: string } & {
  readonly [field: string]: unknown
}

/** The answer to tasks of one kind in the cases of one person or their dependants; `leave` lets them lie. */
export interface AnswerFor {
  readonly of: string
  readonly kind: string
  readonly answer: TaskAnswer | 'leave'
}

/** An event comes in. */
export interface SendStep {
  readonly at: Instant
  readonly do: 'send'
  readonly event: SampleEvent
}

/** Somebody in office goes through their open tasks, and approves each for which the day has no other answer. */
export interface DecideStep {
  readonly at: Instant
  readonly do: 'decide'
  readonly as: Caller
}

/** A citizen acts in their case (or a dependant's) of a bundle that offers the action. */
export interface ActStep {
  readonly at: Instant
  readonly do: 'act'
  readonly psn_no: string
  readonly bundle: string
  readonly action: { readonly action: string; readonly [field: string]: unknown }
}

/** A call of the API. `expect`: what its answer must contain. In `path`, `{NAME.FIELD}` is a field of an answer that was kept. */
export interface CallStep {
  readonly at: Instant
  readonly do: 'call'
  readonly as: Caller
  /** Whose call it is, if it is made on somebody's behalf. */
  readonly for?: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly body?: Readonly<Record<string, unknown>>
  readonly expect?: Readonly<Record<string, unknown>>
  /** Under which name its answer is kept for later paths. */
  readonly keep?: string
}

/** Time passes, and what falls due until then happens. */
export interface PassStep {
  readonly at: Instant
  readonly do: 'pass'
}

/** Something that happens on a sample day. */
export type Step = SendStep | DecideStep | ActStep | CallStep | PassStep

/** How a partner answers messages whose `data` holds these values, in the words of infra/local/stubs/README.md. */
export interface PartnerRule {
  readonly match: Readonly<Record<string, string>>
  readonly behaviour: 'return' | 'never' | 'wrong-sum' | 'twice' | 'paid-twice'
}

/** A case that must have come of the day. */
export interface ExpectedCase {
  /** What the story is called that leads to it. */
  readonly story: string
  readonly bundle: string
  /** Whose it is. A newborn's number is not known before: then `admdvs` and `outcome` tell it from others. */
  readonly psn_no?: string
  readonly admdvs?: string
  readonly status: 'waiting' | 'done' | 'rejected' | 'withdrawn'
  /** Fields the outcome must have. */
  readonly outcome: Readonly<Record<string, unknown>>
}

/** What must have come of the day, by the rules and not by the engine. */
export interface Expected {
  readonly cases: readonly ExpectedCase[]
  /** Balances of personal accounts at the end, in yuan. */
  readonly accounts: readonly { readonly psn_no: string; readonly insu_admdvs: string; readonly balance: string }[]
  /** Clearings in the order in which they are asked for; positions in yuan, by pooling area. */
  readonly clearings: readonly {
    readonly date: string
    readonly province: string
    readonly positions: Readonly<Record<string, string>>
  }[]
  /** Events set aside at the end. */
  readonly rejectedEvents: number
}

/** A sample day. */
export interface SampleDay {
  readonly seed: number
  /** Where the business clock starts. */
  readonly now: Instant
  /** In order of time. */
  readonly steps: readonly Step[]
  /** What those in office answer where they do not simply approve. */
  readonly answers: readonly AnswerFor[]
  /** How partners answer where they do not simply do as they are asked. */
  readonly partners: { readonly [partner in 'bank' | 'tax']: readonly PartnerRule[] }
  readonly expected: Expected
}
