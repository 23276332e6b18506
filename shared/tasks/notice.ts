/** What people are told, what is waited for and what is granted, each named once by whoever says it. */
import type { AnyHeard, InboundType } from '../../events/index.ts'
import type { ActionKind } from './action.ts'
import type { TaskKind } from './kind.ts'

/** A notice by its template, and what it is called; Chinese. */
export interface Notice {
  readonly template: string
  readonly title: string
}

/** The notices of a bundle, by what comes after its name in their templates. */
export type Notices<Name extends string = string> = { readonly [N in Name]: Notice }

/** Declares the notices of a bundle: `continued` of `transfer` has the template `transfer.continued`. */
export const noticesOf = <const Name extends string>(bundle: string, titles: Readonly<Record<Name, string>>) =>
  Object.fromEntries(
    Object.entries<string>(titles).map(([name, title]) => [name, { template: `${bundle}.${name}`, title }]),
  ) as Notices<Name>

/** Something a case waits for that is no task, no action and no event. */
export interface Milestone {
  readonly milestone: string
  readonly title: string
}

/** A kind of entitlement that a case grants, and what it is called; Chinese. */
export interface EntitlementKind {
  readonly kind: string
  readonly title: string
}

/** What a case may wait for: a task's decision, somebody's action, a partner's event, or another milestone. */
export type Awaited =
  | Pick<TaskKind, 'kind' | 'title'>
  | Pick<ActionKind, 'action' | 'title'>
  | InboundType
  | Pick<AnyHeard, 'type' | 'title'>
  | Milestone

/** What is waited for by its name, as a case shows it. */
export function nameOf(awaited: Awaited): string {
  if (typeof awaited === 'string') return awaited
  if ('kind' in awaited) return awaited.kind
  if ('type' in awaited) return awaited.type
  return 'action' in awaited ? awaited.action : awaited.milestone
}
