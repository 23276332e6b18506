/**
 * Routes as data. Method, path, who may call, the schemas of what comes and goes: one table that registers the
 * handlers, checks the traffic, and makes the OpenAPI document. A handler sees only requests of the roles it names:
 * functions/http checks them before.
 */
import type * as z from 'zod'
import type { Bucket } from '../../shared/bucket/bucket.ts'
import type { Rules } from '../../shared/chain/settle.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Door } from '../../shared/engine/rejected.ts'
import type { Acting } from '../../shared/registers/applying.ts'
import type { BirthCases } from '../../shared/registers/family/birth-notices.ts'
import type { MandateScope } from '../../shared/registers/rows/mandates.ts'
import type { Once, Write } from '../../shared/table/table.ts'
import { type Access, type Role, type RoleIn, type SubjectOf, seen } from './access.ts'
import type { Problem } from './problem.ts'
import type { Problems } from './problem-codes.ts'

/** What a handler answers when it says yes. */
export interface Answer {
  status?: 200 | 201 | 202
  body: unknown
  /** A later fact may change it: asked again under the same `Idempotency-Key`, it is made anew. */
  passing?: boolean
}

/** A call under a key, for whoever commits its effect. */
export interface Attempt {
  /** Names the request: a repetition has the same. */
  id: string
  /** The effect took place in an attempt that died before it answered. */
  repeated: boolean
  /** Goes into the commit of the effect: spread it into the one `handle` that has it. */
  mark: { beside?: Write[]; acting?: Acting; once?: Once }
}

/** What every handler is given. */
export interface Api {
  ports: Ports
  rules: Rules
  /** What the cases of children say of who their guardians are. */
  births: BirthCases
  /** The way in by its name, for an event that is sent in again; without it what its sender was refused for stays so. */
  doors?: (via: string | undefined) => Door
  /** Where events that are accepted are kept; the citizens' function takes none in. */
  archive?: Bucket
  /** Every route there is, for who makes a call that was kept. */
  routes?: () => Promise<readonly Route[]>
  /** A parameter takes two persons: one tries it, another releases it. */
  secondPerson?: boolean
}

/** A checked call: who calls, and what came. Without a token nobody is known. */
export interface Call<R extends Role, Q, B, P extends string = string> extends Api {
  subject: [R] extends [never] ? undefined : SubjectOf<R>
  /** What stands in the places of the path. */
  params: Readonly<Record<P, string>>
  query: Q
  body: B
  /** What the commit of the call's effect takes along, so that a call under an idempotency key is done once. */
  attempt: Attempt
}

/** The functions that answer calls. */
export type ServedBy = 'citizen' | 'agency' | 'desk'

/** What of a call says which matter it is about. */
export type ErrandCall = Pick<Call<never, unknown, unknown>, 'rules' | 'params' | 'query' | 'body'>

/**
 * Whether an errand on this matter allows a call (decision 0099); a list that would show more than the matter's answers the
 * query that does not.
 */
export type ErrandAllows = (matter: string, call: ErrandCall) => boolean | { query: object }

/** A route: what is called, by whom, with what, and what comes back. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'delete'
  /** In OpenAPI's form: `/v1/cases/{case_id}`. */
  path: string
  /** Who may call, and whose data each of them sees. */
  access: Access
  /** The function that answers, where each runs by itself. */
  served: ServedBy
  tag: string
  summary: string
  /** The summary in English, of a call of a bundle's; those of others stand in the portal. */
  en?: string
  query?: z.ZodType
  body?: z.ZodType
  answer: z.ZodType
  status: 200 | 201 | 202
  /** Takes an optional `Idempotency-Key`. */
  idempotent: boolean
  /** The body is whatever JSON came, blanks and all, and may be long: it is kept as it is. */
  asItCame: boolean
  /** The same for everyone: may be cached. */
  cacheable: boolean
  /** Answers a page, not JSON. */
  html: boolean
  /** The one script that its page may run; none if left out. */
  script?: string
  /** For how many calls it counts, of those that a caller may make: what costs more than others is asked more seldom. */
  weight: number
  /** What a mandate must allow for a helper to make it; by its method and path, if left out (functions/behalf/scopes.ts). */
  behalf?: MandateScope | 'never'
  /** Whether an errand on a matter allows the call; none does, if left out. */
  errand?: ErrandAllows
  /** Problems that are this call's own, beside those that any call may answer. */
  problems: Problems
  /** An example of the body, executed by the tests. */
  example?: unknown
  /** More of them, each with what it is of: the document shows these. */
  examples?: Readonly<Record<string, { summary: string; value: unknown }>>
  handler(call: Call<Role, unknown, unknown> | Call<never, unknown, unknown>): Promise<Answer | Problem>
}

interface Definition<A extends Access, Q extends z.ZodType, B extends z.ZodType, P extends string> {
  access: A
  /** Left out: the citizens' where they may call, and where nobody need be known; else that of the offices. */
  served?: ServedBy
  tag: string
  summary: string
  en?: string
  query?: Q
  body?: B
  answer: z.ZodType
  status?: 200 | 201 | 202
  /** Left out: as every POST is. */
  idempotent?: boolean
  asItCame?: boolean
  cacheable?: boolean
  html?: boolean
  script?: string
  weight?: number
  behalf?: Route['behalf']
  errand?: ErrandAllows
  problems?: Problems
  example?: unknown
  examples?: Route['examples']
  handler(call: Call<RoleIn<A>, z.output<Q>, z.output<B>, P>): Promise<Answer | Problem>
}

/** The names of the places in a path: of `/v1/cases/{case_id}` it is `case_id`. */
type PlacesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlacesIn<Rest>
  : never

/** Declares a route: the one place that says its method and path, who may call it, and what it takes and answers. */
export function route<
  const Target extends `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`,
  const A extends Access,
  Q extends z.ZodType = z.ZodUnknown,
  B extends z.ZodType = z.ZodUnknown,
>(target: Target, definition: Definition<A, Q, B, PlacesIn<Target>>): Route {
  const [method, path] = target.split(' ') as [string, string]
  const mayCitizens = seen(definition.access).some(([role]) => role === 'citizen')
  return {
    served: definition.access === 'none' || mayCitizens ? 'citizen' : 'agency',
    status: 200,
    idempotent: method === 'POST',
    asItCame: false,
    cacheable: false,
    html: false,
    weight: 1,
    problems: {},
    ...definition,
    method: method.toLowerCase() as Route['method'],
    path,
  } as Route
}

/** A route's name: `GET /v1/cases/{case_id}`. */
export const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method.toUpperCase()} ${path}`
