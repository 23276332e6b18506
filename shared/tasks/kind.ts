/**
 * Kinds of tasks, each declared once by whoever opens it: what such a task shows, and what a decision upon it must say.
 * Consoles, documents and the check of a decision know a kind by nothing else.
 */
import type * as z from 'zod'
import type { Day } from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import type { Schemas } from '../schemas.ts'

/** What is wrong with a decision: the field, and why, in Chinese. */
export interface DecisionFault {
  field: string
  detail: string
}

/** What a decision may be held against beside its task: the day, and which points an area has. */
export interface AsOf {
  readonly today: Day
  readonly look: { points(area: Admdvs): readonly { readonly point_no: string }[] }
}

/** Who wants to claim or decide a task, and what may be asked of whether it is their own matter. */
export interface Barring {
  readonly task: {
    readonly task_id: string
    readonly case_id?: string
    readonly facts: Readonly<Record<string, unknown>>
    readonly private?: Readonly<Record<string, unknown>>
  }
  /** Whoever asks, as decisions name them. */
  readonly by: string
  /** Who decided tasks of a case. */
  decidersOf(caseId: string): Promise<readonly string[]>
}

/** A kind of task. */
export interface TaskKind<
  Kind extends string = string,
  Facts extends z.ZodRawShape = z.ZodRawShape,
  Approval extends z.ZodRawShape = z.ZodRawShape,
> {
  readonly kind: Kind
  /** What is to be decided, for who decides it; Chinese. */
  readonly title: string
  /** What the task shows. */
  facts(zod: Schemas): Facts
  /** What approving brings beside itself; fields of other kinds are ignored. */
  approval(zod: Schemas): Approval
  /** Which of these fields are asked for where a task has these facts; left out: all. */
  asks?(facts: z.output<z.ZodObject<Facts>>): readonly (string & keyof Approval)[]
  /** Those that a rejection says, too; left out: none. */
  readonly rejectionSays?: readonly (string & keyof Approval)[]
  /** What comes of it if it is approved, and if it is not, in a sentence for who decides; Chinese. */
  readonly after?: { readonly approve: string; readonly reject: string }
  /** No decision closes it, only what is missing (contract.md, Tasks). */
  readonly closedByFacts: boolean
  /** A claim holds until it is released, not only until the day ends. */
  readonly claimLasts?: true
  /** What only whoever has claimed it is shown beside its facts; it lies sealed in the task's `private` until then. */
  forClaimer?(zod: Schemas): z.ZodRawShape
  /** Whether this officer may neither claim nor decide it, for it is about what they did themselves (403 `own-matter`). */
  barred?(asked: Barring): Promise<boolean>
  /** What sum an approval of a task with these facts moves, in yuan; left out: the facts' `amt`. */
  sum?(facts: z.output<z.ZodObject<Facts>>, approval: Readonly<Record<string, unknown>>): string | undefined
  /** What is wrong with an approval of a task with these facts, given now. */
  fault?(
    facts: z.output<z.ZodObject<Facts>>,
    approval: Readonly<Record<string, unknown>>,
    at: AsOf,
  ): DecisionFault | undefined
}

/** The facts that a task of the kind shows. */
export type FactsOf<K extends TaskKind> = z.output<z.ZodObject<ReturnType<K['facts']>>>

/** Declares a kind of task; `approval` is empty and `closedByFacts` false unless said. */
export function taskKind<
  const Kind extends string,
  Facts extends z.ZodRawShape,
  // biome-ignore lint/complexity/noBannedTypes: no field beside the decision itself
  Approval extends z.ZodRawShape = {},
>(definition: {
  kind: Kind
  title: string
  facts: (zod: Schemas) => Facts
  approval?: (zod: Schemas) => Approval
  asks?: NonNullable<TaskKind<Kind, Facts, Approval>['asks']>
  rejectionSays?: NonNullable<TaskKind<Kind, Facts, Approval>['rejectionSays']>
  after?: NonNullable<TaskKind['after']>
  closedByFacts?: true
  claimLasts?: true
  forClaimer?: NonNullable<TaskKind['forClaimer']>
  barred?: NonNullable<TaskKind['barred']>
  sum?: NonNullable<TaskKind<Kind, Facts, Approval>['sum']>
  fault?: NonNullable<TaskKind<Kind, Facts, Approval>['fault']>
}): TaskKind<Kind, Facts, Approval> {
  return { approval: () => ({}) as Approval, closedByFacts: false, ...definition }
}

/** Kinds by their names. Throws if two bear the same name: a bug. */
export function kindsByName(kinds: Iterable<TaskKind>): ReadonlyMap<string, TaskKind> {
  const named = new Map<string, TaskKind>()
  for (const one of kinds) {
    if ((named.get(one.kind) ?? one) !== one) throw new Error(`task kinds: two are named ${one.kind}`)
    named.set(one.kind, one)
  }
  return named
}

/** How values are written where people read them, in tasks and outcomes: sums in yuan as text, days, months, areas. */
export const shown = {
  area: (zod: Schemas) => zod.string().regex(/^\d{6}$/),
  money: (zod: Schemas) => zod.string().regex(/^-?\d+\.\d{2}$/),
  day: (zod: Schemas) => zod.iso.date(),
  month: (zod: Schemas) => zod.string().regex(/^\d{6}$/),
  time: (zod: Schemas) => zod.iso.datetime({ offset: true }),
}
