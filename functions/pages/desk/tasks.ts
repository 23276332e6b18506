/** Tasks as the desk lists them: who works there, how urgent one is, how the list is narrowed. */
import { taskKinds } from '../../bundles/all.ts'
import { kindOf, triageNames } from '../frame/tasks/index.ts'
import type { Visit } from '../frame/visit.ts'

/** Who works at the desk. */
export type Officer = 'clerk' | 'supervisor' | 'agent' | 'expert'
/** One of them before a page. */
export type DeskVisit = Visit<Officer>

/** A supervisor before theirs. */
export type SupervisorVisit = Visit<'supervisor'>

/** Colours of urgency with their words, for whoever chooses one. */
export const triages: readonly (readonly [string, string])[] = Object.entries(triageNames)

/** Kinds of tasks by name, for whoever looks for one; those that no decision closes are none of the desk's. */
export const kindsHere: readonly (readonly [string, string])[] = [...taskKinds.values()]
  .filter(({ closedByFacts }) => !closedByFacts)
  .map(({ kind, title }) => [kind, title])

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
    ...(triage && triage in triageNames ? { triage } : {}),
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
