/** The API of a test's stack, and callers with tokens as an issuer would sign them. */
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { type ApiOptions, makeApi } from '../../functions/api/app.ts'
import { epochMs } from '../../shared/calendar/index.ts'
import type { Stack } from './stack.ts'

/** Whose tokens are taken in tests. */
export const issuer = 'urn:test:issuer'
export const audience = 'mianshen-test'

/** A key of an issuer: signs tokens, and shows its public half. */
export async function makeKey(kid: string, alg: 'ES256' | 'RS256' = 'ES256') {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { kid, alg, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}
export type TokenKey = Awaited<ReturnType<typeof makeKey>>

const key = await makeKey('k1')

/** Who calls: the claims of a token. */
export type Claims = { role: string } & Record<string, unknown>

/** Signs a token; everything of it can be made wrong. */
export async function signToken(
  claims: Record<string, unknown>,
  options: { key?: TokenKey; issuer?: string; audience?: string; from: number; ttl?: number },
): Promise<string> {
  const { privateKey, kid, alg } = options.key ?? key
  return new SignJWT(claims)
    .setProtectedHeader({ alg, kid })
    .setIssuer(options.issuer ?? issuer)
    .setAudience(options.audience ?? audience)
    .setIssuedAt(options.from)
    .setExpirationTime(options.from + (options.ttl ?? 3600))
    .sign(privateKey)
}

/** Whose tokens an app of a test takes. */
export const authOf = () => ({ issuer, audience, jwks: { keys: [key.publicJwk] } })

/** An answer with its body read. */
export interface Answered {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests read what front ends read
  body: any
  text: string
}

/** The API over a stack. `call` speaks for somebody; the stack is carried to rest after what writes. */
export function apiOf(stack: Stack, options: Partial<ApiOptions> = {}) {
  const app = makeApi(stack.ports, { auth: authOf(), limits: 'off', archive: stack.archive, ...options })
  const seconds = () => Math.floor(epochMs(stack.clock.now()) / 1000)
  const token = (claims: Claims) => signToken(claims, { from: seconds() })
  const request = async (path: string, init: RequestInit = {}): Promise<Answered> => {
    const response = await app.request(path, init)
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : text }
  }
  return {
    app,
    token,
    seconds,
    request,
    /** Calls as somebody (nobody: without a token): `'GET /v1/me'`. */
    async call(
      who: Claims | undefined,
      target: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answered> {
      const [method = 'GET', path = '/'] = target.split(' ')
      const authorization = who ? { authorization: `Bearer ${await token(who)}` } : {}
      const answer = await request(path, {
        method,
        headers: { 'content-type': 'application/json', ...authorization, ...headers } as Record<string, string>,
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      await stack.run()
      return answer
    },
  }
}

/** The API of a test. */
export type TestApi = ReturnType<typeof apiOf>

export const citizen = (psn_no: string): Claims => ({ role: 'citizen', psn_no })
export const clerk = (admdvs: string): Claims => ({ role: 'clerk', admdvs })
export const supervisor = (admdvs: string): Claims => ({ role: 'supervisor', admdvs })
export const agent = (point_no: string, agent_no: string): Claims => ({ role: 'agent', point_no, agent_no })
export const expert = (expert_no: string): Claims => ({ role: 'expert', expert_no })
export const employer = (emp_no: string): Claims => ({ role: 'employer', emp_no })
export const institution = (fixmedins_code: string): Claims => ({ role: 'institution', fixmedins_code })
export const partner = (source: string): Claims => ({ role: 'partner', source })
export const operator: Claims = { role: 'operator' }
