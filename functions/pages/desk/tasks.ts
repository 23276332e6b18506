/** Tasks as the desk reads them, whatever their kind: what a page shows of one follows from the kind's declaration. */
import * as z from 'zod'
import { dayOf, daysBetween, type Instant } from '../../../shared/calendar/index.ts'
import type { Answer } from '../../../shared/client/index.ts'
import { schemas } from '../../../shared/schemas.ts'
import type { TaskKind } from '../../../shared/tasks/kind.ts'
import { taskKinds, taskNames } from '../../bundles/all.ts'
import { type Field, fieldsOf } from '../frame/fields.ts'
import type { Visit } from '../frame/visit.ts'

/** Who works at the desk. */
export type Officer = 'clerk' | 'supervisor' | 'agent'
/** One of them before a page. */
export type DeskVisit = Visit<Officer>

/** A supervisor before theirs. */
export type SupervisorVisit = Visit<'supervisor'>

/** A task. */
export type Task = Answer<'GET /v1/tasks'>['tasks'][number]

const words = { red: '红', blue: '蓝', green: '绿' } as const

/** What its mark says. */
export const markOf = ({ triage }: Pick<Task, 'triage'>): string => words[triage]

/** Colours of urgency with their words, for whoever chooses one. */
export const triages: readonly (readonly [string, string])[] = Object.entries(words)

/** Kinds of tasks by name, for whoever looks for one; those that no decision closes are none of the desk's. */
export const kindsHere: readonly (readonly [string, string])[] = [...taskKinds.values()]
  .filter(({ closedByFacts }) => !closedByFacts)
  .map(({ kind, title }) => [kind, title])

/** What a kind of task is called. */
export const titleOf = (kind: string): string => taskNames[kind] ?? kind

/** Its declaration. */
export const kindOf = (kind: string): TaskKind | undefined => taskKinds.get(kind)

/** What the facts of a task of the kind are. */
export const schemaOf = remembered((kind) => z.object({ ...kind.facts(schemas), ...kind.forClaimer?.(schemas) }))
/** What approving it brings, as the fields of a form. */
export const approvalOf = (kind: string): readonly Field[] => fieldsOf(approvalSchema(kind))

const approvalSchema = remembered((kind) => z.object(kind.approval(schemas)))

function remembered(make: (kind: TaskKind) => z.ZodType): (kind: string) => z.ZodType {
  const made = new Map<string, z.ZodType>()
  return (name) => {
    const kind = kindOf(name)
    const schema = made.get(name) ?? (kind ? make(kind) : z.object({}))
    made.set(name, schema)
    return schema
  }
}

/** Time that is left, in words: days of the calendar, as a clerk counts them. */
export function timeLeft(dueAt: string, now: Instant): string {
  if (dueAt < now) {
    const days = daysBetween(dayOf(dueAt as Instant), dayOf(now))
    return days === 0 ? '今天已超期' : `已超 ${days} 天`
  }
  const days = daysBetween(dayOf(now), dayOf(dueAt as Instant))
  if (days === 0) return '今天到期'
  return days === 1 ? '明天到期' : `还有 ${days} 天`
}

/** How a list was narrowed, as it stands in addresses: `kind`, `triage`, `claimed`. */
export interface Narrowed {
  readonly kind?: string
  readonly triage?: string
  readonly claimed?: string
}

/** Reads it from the address, or from a form that bears it on. */
export function narrowedBy(given: Readonly<Record<string, string | undefined>>): Narrowed {
  const { kind, triage, claimed } = given
  return {
    ...(kind && kindOf(kind) ? { kind } : {}),
    ...(triage && triage in words ? { triage } : {}),
    ...(claimed === 'me' ? { claimed } : {}),
  }
}

/** Writes it behind a path. */
export function withNarrowed(path: string, narrowed: Narrowed, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ ...narrowed, ...more } as Record<string, string>).toString()
  return query ? `${path}?${query}` : path
}

/** What a list is asked with. */
export const queryOf = (narrowed: Narrowed) => narrowed as { kind?: never; triage?: never; claimed?: never }
