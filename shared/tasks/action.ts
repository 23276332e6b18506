/** What a citizen may do in a case, each action declared once by whoever offers it. */
import * as z from 'zod'
import { words } from '../../events/fields.ts'

/** What a citizen does in a case, checked by the action's own schema; {@link saidBy} reads it. */
export interface CitizenAction {
  action: string
  [field: string]: unknown
}

/** A kind of action. */
export interface ActionKind<Name extends string = string, Body extends z.ZodRawShape = z.ZodRawShape> {
  readonly action: Name
  /** What it does, for who does it; Chinese. */
  readonly title: string
  /** What it takes beside its name. */
  readonly body: z.ZodObject<Body>
}

/** Declares an action. */
export const actionKind = <const Name extends string, Body extends z.ZodRawShape>(
  action: Name,
  title: string,
  body: Body,
): ActionKind<Name, Body> => ({ action, title, body: z.object(body) })

/** What the citizen says with this action, if it is the one they do in this very call. */
export function saidBy<K extends ActionKind>(
  kind: K,
  { action }: { action?: CitizenAction },
): z.output<K['body']> | undefined {
  if (action?.action !== kind.action) return undefined
  return kind.body.safeParse(action).data as z.output<K['body']> | undefined
}

/** Takes a matter back. */
export const withdraw = actionKind('withdraw', '撤回这件事', { reason: words('原因').optional() })
