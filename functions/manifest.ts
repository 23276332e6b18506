/** What a bundle declares of itself, for all that knows bundles: engine, API, documents, tests. */
import type * as z from 'zod'
import type { AnyHeard } from '../events/heard.ts'
import type { Day, Instant } from '../shared/calendar/index.ts'
import type { AnyChain } from '../shared/chain/chain.ts'
import type { Names } from '../shared/codes/coded.ts'
import type { Admdvs } from '../shared/codes/index.ts'
import type { Keys } from '../shared/identity/index.ts'
import { houseMatters } from '../shared/points/point.ts'
import type { AnyParameter } from '../shared/policy/index.ts'
import type { Apply } from '../shared/registers/applying.ts'
import type { BirthCases } from '../shared/registers/family/birth-notices.ts'
import type { PersonFile } from '../shared/registers/file.ts'
import type { Pid } from '../shared/registers/ids.ts'
import type { Look } from '../shared/registers/look.ts'
import type { CaseRow, Person } from '../shared/registers/rows.ts'
import type { ActionKind } from '../shared/tasks/action.ts'
import type { TaskKind } from '../shared/tasks/kind.ts'
import type { EntitlementKind, Milestone, Notices } from '../shared/tasks/notice.ts'
import type { Problems } from './calls/problem-codes.ts'

/** A bundle. Its name, title and the prefix of its ids stand in its chain. */
export interface Manifest {
  readonly chain: AnyChain
  /** Bundles whose cases it waits for: they are asked before it. */
  readonly after?: readonly string[]
  /** What it hears beside what registers know: the index gives it to who takes events in, from its `events.ts`. */
  readonly hears?: readonly AnyHeard[]
  /** The kinds of tasks it opens, those of the acts it uses included. */
  readonly tasks: readonly TaskKind[]
  /** What a citizen may do in its cases, the actions of the acts it uses included. */
  readonly actions: readonly ActionKind[]
  /** What people are told in its cases. */
  readonly notices: Notices
  /** What its cases wait for beside tasks, actions and events. */
  readonly awaits?: readonly Milestone[]
  /** What its cases grant. */
  readonly entitlements?: readonly EntitlementKind[]
  /** What its cases come to. */
  readonly outcome: z.ZodType
  /** The dated parameters it decides by, those of the acts it uses included. */
  readonly parameters: readonly AnyParameter[]
  readonly service: Service
  /** What a citizen fills in, where there is something to fill in. */
  // biome-ignore lint/suspicious/noExplicitAny: each bundle has a form of its own
  readonly form?: CaseForm<any>
  /** Calls of its own by which a citizen starts a case. */
  // biome-ignore lint/suspicious/noExplicitAny: each call has a body of its own
  readonly startCalls?: readonly StartCall<any>[]
  /** Of the one bundle that keeps certificates of birth: what its cases say of them. */
  readonly births?: BirthCases
  /** The case as a package of things, each with its own progress. */
  items?(file: PersonFile, row: CaseRow, asked: { look: Look; today: Day }): readonly CaseItem[]
  /** What becomes of somebody whom a screening finds alive and not insured; put to their file, which says how they stand by now. */
  whenScreened?(screening: { readonly admdvs: Admdvs; readonly on: Day }): Apply
  /** Whose account may get what is owed in a case, beside the person's own. */
  payees?(reads: { file: PersonFile; look: Look; today: Day }): readonly Person[]
}

/** A bundle as its folder declares it: its form may be one over all matters there are, its own among them. */
export interface Declared extends Omit<Manifest, 'form'> {
  // biome-ignore lint/suspicious/noExplicitAny: each bundle has a form of its own
  readonly form?: CaseForm<any> | ((matters: Names) => CaseForm<any>)
}

/** All bundles that were declared, each form over the matters of all. */
export function declared(all: readonly Declared[]): Manifest[] {
  const matters = { ...Object.fromEntries(all.map(({ chain: { bundle, title } }) => [bundle, title])), ...houseMatters }
  return all.map(({ form, ...one }) => ({
    ...one,
    ...(form ? { form: typeof form === 'function' ? form(matters) : form } : {}),
  }))
}

/** Where an item of a package stands. */
export const itemStates = {
  done: '办好了',
  'to-do': '要您办',
  waiting: '等待中',
  later: '以后再办',
  none: '不用办',
} as const

/** An item of a package. */
export interface CaseItem {
  name: string
  title: string
  state: keyof typeof itemStates
  /** What it is about now, and who has to do what. */
  text: string
  until?: Instant
  /** Of an item that only says what else is to be done: the matters. */
  matters?: readonly { name: string; title: string; text: string }[]
}

/** What a citizen fills in: its schema, and what is known already and never asked. */
export interface CaseForm<Form> {
  readonly schema: z.ZodType<Form>
  prefilled(own: PersonFile, today: Day): object
  /** What a field is called, and where one finds what to write, where its schema says it in an office's words. */
  readonly told?: Readonly<Record<string, { readonly label?: string; readonly hint?: string }>>
  /** Codes of fields that a place decides, for the person and whom they act for today; a field left out takes any. */
  choices?(family: readonly PersonFile[], asked: { look: Look; today: Day }): Readonly<Record<string, Names>>
  /** How `POST /v1/cases` starts a case by it; left out where a call of its own does. */
  readonly start?: {
    /** Why it may be refused. */
    readonly problems: Problems
    readonly example: object
    begin(request: StartRequest<Form>): Promise<Begun>
  }
}

/** A call of a bundle's own that starts a case and answers it. */
export interface StartCall<Body> {
  readonly target: `POST /${string}`
  readonly tag: string
  readonly summary: string
  /** The summary in English. */
  readonly en: string
  readonly body: z.ZodType<Body>
  /** What the body is called in the documents. */
  readonly named: string
  /** Why it may be refused. */
  readonly problems: Problems
  readonly example: object
  begin(request: StartRequest<Body>): Promise<Begun>
}

/** Reads somebody's file as it stands. */
export type LoadFile = (pid: Pid) => Promise<PersonFile>

/**
 * Who fills in which form, and when. `id` names the request: made twice, it is the same; `repeated`: it was made before.
 * `whole` reads with a file what lies at rest beside it.
 */
export interface StartRequest<Form> {
  keys: Keys
  applicant: PersonFile
  form: Form
  id: string
  now: Instant
  repeated: boolean
  load: LoadFile
  whole: LoadFile
  /** Whether the file is the applicant's own or a dependant's. */
  mayActFor(file: PersonFile): Promise<boolean>
}

/** A start that is refused, in words for who fills in. */
export interface Refused {
  status: 400 | 403 | 404 | 409
  code: string
  detail: string
  more?: Record<string, unknown>
}

/**
 * What comes of a start: what is wrong with the form, why it is refused, or what is put to whose files, one after the
 * other, and where the case is found afterwards.
 */
export type Begun =
  | { errors: readonly { field: string; message: string }[] }
  | { refused: Refused }
  | {
      inputs: readonly { pid: Pid; apply: Apply; whenRefused?(): Promise<Refused> }[]
      pid: Pid
      find(file: PersonFile): CaseRow | undefined
    }

/** Something that is asked of somebody, and how long that takes at most. */
export interface Asked {
  who: string
  what: string
  within: string
}

/**
 * A bundle as a citizen reads it, in plain words: what `GET /v1/services` answers and the documents show. Time limits
 * are quoted from the constants that the bundle reckons with; the sources of its rules stand in its RULES.md.
 */
export interface Service {
  /** What it consists of. */
  items: readonly { name: string; title: string }[]
  application_needed: boolean
  /** What must be handed in; what the system knows is never asked for. */
  materials: readonly string[]
  time_limit: string
  guide: string
  /** What happens, in order. */
  happens: readonly string[]
  asks: readonly Asked[]
}

/** What is refused is called so in every bundle: a code has one name. */
export const refusedName = '没有通过'

/** What a case of any bundle may come to without having come to anything. */
export const withoutResult = { rejected: '不符合条件，没有办', withdrawn: '不再办理' } as const

/** A limit in working days, as a citizen reads it. */
export const workingDays = (days: number): string => `${days}个工作日`
/** Days on which something happens one after the other, as a citizen reads them. */
export const daysInTurn = (days: readonly number[]): string => days.join('、')
