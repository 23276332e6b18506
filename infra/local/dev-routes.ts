/**
 * What only the local stack offers: tokens for whoever one wants to be, and a business clock that can be set. It is no
 * part of what is deployed; the API's own code does not know of it.
 */
import { Hono } from 'hono'
import { importJWK, SignJWT } from 'jose'
import * as z from 'zod'
import { errorsOf } from '../../events/parse.ts'
import { type Role, roles } from '../../functions/calls/access.ts'
import { badRequest, type FieldFault, notFound, problem, problemResponse } from '../../functions/calls/problem.ts'
import { jarOf, ownPath } from '../../functions/pages/frame/session.ts'
import { addDuration, epochMs, type Instant, parseInstant } from '../../shared/calendar/index.ts'
import type { Clock } from '../../shared/clock/index.ts'
import { audience, type DevKeys, issuer } from './dev-keys.ts'

/** What the routes need. */
export interface DevOptions {
  readonly clock: Clock
  /** Sets the clock forward; undefined if that moment has passed. */
  readonly setClock: (to: Instant) => Instant | undefined
  readonly keys: DevKeys
}

const defaultTtlSeconds = 3_600
const longestTtlSeconds = 10 * 366 * 86_400

/** Who somebody is, by role: the fields that say it. Of an operator, and of clerks beside their area, `staff_no` may. */
const identifiedBy = {
  citizen: ['psn_no'],
  clerk: ['admdvs'],
  supervisor: ['admdvs'],
  agent: ['point_no', 'agent_no'],
  expert: ['expert_no'],
  employer: ['emp_no'],
  institution: ['fixmedins_code'],
  operator: [],
  partner: ['source'],
} as const satisfies Record<Role, readonly string[]>

const text = z.string().min(1, '不能为空').max(64, '太长了').optional()

const tokenRequest = z
  .object({
    role: z.enum(roles),
    psn_no: text,
    admdvs: z
      .string()
      .regex(/^\d{6}$/, '要写六位行政区划代码，例如 130102')
      .optional(),
    emp_no: text,
    staff_no: text,
    agent_no: text,
    point_no: text,
    expert_no: text,
    fixmedins_code: text,
    source: z.string().min(1, '不能为空').max(256, '太长了').optional(),
    ttl_s: z.int().min(0).max(longestTtlSeconds).default(defaultTtlSeconds),
  })
  .superRefine((request, context) => {
    for (const field of identifiedBy[request.role]) {
      if (request[field] !== undefined) continue
      context.addIssue({ code: 'custom', path: [field], message: `${request.role} 要写明 ${field}` })
    }
  })

type TokenRequest = z.output<typeof tokenRequest>

const clockRequest = z
  .object({ now: z.string().optional(), advance: z.string().optional() })
  .refine(({ now, advance }) => (now === undefined) !== (advance === undefined), 'now 和 advance 要写一个，只写一个')

/** In an address every value is text. */
const signInRequest = z.preprocess((query: Record<string, string>) => {
  const { ttl_s, to: _to, ...claims } = query
  return { ...claims, ...(ttl_s === undefined ? {} : { ttl_s: Number(ttl_s) }) }
}, tokenRequest)

/** The routes `POST /dev/token`, `POST /dev/clock` and `GET /dev/sign-in`. */
export function devRoutes(options: DevOptions): Hono {
  const jar = jarOf(options.keys.keys, true)
  const app = new Hono()
  app.post('/dev/token', async (c) => {
    const request = tokenRequest.safeParse(await bodyOf(c.req.raw))
    return request.success ? c.json({ token: await tokenFor(request.data, options) }) : refuse(errorsOf(request.error))
  })
  app.get('/dev/sign-in', async (c) => {
    const request = signInRequest.safeParse(c.req.query())
    const to = ownPath(c.req.query('to') ?? '/desk')
    if (to === undefined) return refuse([{ field: 'to', message: '要写本站的路径，例如 /desk' }])
    if (!request.success) return refuse(errorsOf(request.error))
    jar.keep(c, 'session', await tokenFor(request.data, options))
    return c.redirect(to, 303)
  })
  app.post('/dev/clock', async (c) => {
    const request = clockRequest.safeParse(await bodyOf(c.req.raw))
    if (!request.success) return refuse(errorsOf(request.error))
    const { now, advance } = request.data
    const present = options.clock.now()
    if (now !== undefined) return goTo(options, parseInstant(now), { field: 'now', message: '要写带时区的时间' })
    return goTo(options, addDuration(present, advance ?? ''), { field: 'advance', message: '要写时长，例如 P1DT2H' })
  })
  app.notFound(() => problemResponse(notFound()))
  return app
}

function goTo(options: DevOptions, to: Instant | undefined, fault: FieldFault): Response {
  if (to === undefined) return refuse([fault])
  const now = options.setClock(to)
  if (now !== undefined) return Response.json({ now })
  const detail = `业务时钟现在是 ${options.clock.now()}，只能向前拨，不能向后拨。`
  return problemResponse(problem(409, 'clock-never-goes-back', detail))
}

/** Times are the business clock's, by which the API judges whether a token has expired. */
async function tokenFor({ ttl_s, ...claims }: TokenRequest, { clock, keys }: DevOptions): Promise<string> {
  const issuedAt = Math.floor(epochMs(clock.now()) / 1_000)
  return await new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: keys.tokenKey.kid, typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(subjectOf(claims))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ttl_s)
    .sign(await importJWK(keys.tokenKey, 'ES256'))
}

/** Roles of people in office, of whom there are several. */
const inOffice: readonly TokenRequest['role'][] = ['clerk', 'supervisor', 'operator']

/** The same `staff_no`, of the same area, is the same person, supervisor or not; all without one are one person. */
function subjectOf({ role, staff_no, ...claims }: Omit<TokenRequest, 'ttl_s'>): string {
  const staff = inOffice.includes(role) ? staff_no : undefined
  return [role === 'supervisor' ? 'clerk' : role, ...identifiedBy[role].map((field) => claims[field]), staff]
    .filter((part) => part !== undefined)
    .join(':')
}

/** A body that is no JSON is checked like an empty one, so that the answer says what is missing. */
async function bodyOf(request: Request): Promise<unknown> {
  return await request.json().catch(() => ({}))
}

function refuse(errors: readonly FieldFault[]): Response {
  return problemResponse(badRequest(errors))
}
