/** Who calls: tokens checked by JWKS with issuer, audience and algorithms fixed, expiry judged by the business clock. */
import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import { epochMs } from '../../shared/calendar/index.ts'
import type { Clock } from '../../shared/clock/index.ts'
import { parseAdmdvs, poolingAreaOf } from '../../shared/codes/index.ts'
import { type Role, roles, type Subject, type SubjectOf } from '../calls/access.ts'
import { KeysOutOfReach, keysAt, type RemoteKeys } from './token-keys.ts'

/** Whose tokens are taken: issuer, audience, and where the keys are. */
export interface AuthConfig {
  issuer: string
  audience: string
  jwks: JSONWebKeySet | RemoteKeys
  /** How far the issuer's clock and ours may differ, in seconds; not at all if left out. */
  skewSeconds?: number
  /** How long a token may be good for, in seconds, from when it was issued to its end; any time if left out. */
  longestSeconds?: number
}

/** Reads the bearer token of a request; undefined without a valid one. */
export type Authenticate = (authorization: string | undefined) => Promise<Subject | undefined>

const algorithms = ['ES256', 'ES384', 'RS256', 'PS256']

/** What jose says of a token that is not good; whatever else goes wrong is no fault of the token. */
const isTokenFault = (error: unknown) =>
  /^ERR_(JWT|JWS|JOSE_ALG|JOSE_NOT_SUPPORTED|JWKS_NO_MATCHING_KEY|JWKS_MULTIPLE)/.test(
    String((error as { code?: unknown }).code),
  )

/**
 * The check of tokens. Throws `KeysOutOfReach` when a key that is not known cannot be fetched: whether the token is good
 * cannot be said then.
 */
export function makeAuthenticate(config: AuthConfig, clock: Clock): Authenticate {
  const { issuer, audience, jwks, skewSeconds = 0 } = config
  const keys = isRemote(jwks) ? keysAt(jwks) : createLocalJWKSet(jwks)
  return async (authorization) => {
    const token = /^Bearer +([\w.-]+)$/i.exec(authorization ?? '')?.[1]
    if (token === undefined) return undefined
    const nowMs = epochMs(clock.now())
    try {
      const options = {
        issuer,
        audience,
        algorithms,
        currentDate: new Date(nowMs),
        clockTolerance: skewSeconds,
        requiredClaims: ['exp'],
      }
      const { payload } = await jwtVerify(token, keys, options)
      return isSound(payload, Math.floor(nowMs / 1000), config) ? subjectOf(payload) : undefined
    } catch (error) {
      if (isTokenFault(error)) return undefined
      // Keys that lie here can't be out of reach: what goes wrong is the token's fault.
      if (!isRemote(jwks)) return undefined
      throw error instanceof KeysOutOfReach ? error : new KeysOutOfReach('the check failed', { cause: error })
    }
  }
}

/** Whether a token was issued by now, and for no longer than tokens may be good for. */
function isSound({ iat, exp }: JWTPayload, now: number, { skewSeconds = 0, longestSeconds }: AuthConfig): boolean {
  if (iat !== undefined && iat > now + skewSeconds) return false
  return longestSeconds === undefined || (exp as number) - (iat ?? now) <= longestSeconds
}

const isRemote = (jwks: AuthConfig['jwks']): jwks is RemoteKeys => 'url' in jwks

const textIn = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/**
 * The caller a token's claims name; undefined if they name none completely. Beside `role` and `sub`: of a citizen `psn_no`,
 * a clerk or supervisor `admdvs`, an agent `agent_no` and `point_no`, an expert `expert_no`, an employer `emp_no`, an
 * institution `fixmedins_code`, a partner's system `source`.
 */
export function subjectOf(claims: Record<string, unknown>): Subject | undefined {
  const { role } = claims
  return (roles as readonly unknown[]).includes(role) ? namedBy[role as Role](new Claims(claims)) : undefined
}

/** Claims as texts. */
class Claims {
  readonly #all: Record<string, unknown>
  constructor(all: Record<string, unknown>) {
    this.#all = all
  }

  text(name: string): string | undefined {
    return textIn(this.#all[name])
  }

  /** Who it is under keys and in the trail. */
  id(otherwise: string): { id: string } {
    return { id: this.text('sub') ?? otherwise }
  }

  get staff(): { staff_no?: string } {
    const staff_no = this.text('staff_no')
    return staff_no === undefined ? {} : { staff_no }
  }

  /** Whom a single claim names, by what becomes of it. */
  by<S>(name: string, subject: (value: string) => S): S | undefined {
    const value = this.text(name)
    return value === undefined ? undefined : subject(value)
  }
}

const clerkOrSupervisor = <R extends 'clerk' | 'supervisor'>(role: R, claims: Claims) => {
  const admdvs = parseAdmdvs(claims.text('admdvs'))
  return admdvs && { role, ...claims.id(`clerk:${admdvs}`), area: poolingAreaOf(admdvs), ...claims.staff }
}

const namedBy: { readonly [R in Role]: (claims: Claims) => SubjectOf<R> | undefined } = {
  citizen: (claims) =>
    claims.by('psn_no', (psn_no) => ({ role: 'citizen', ...claims.id(`citizen:${psn_no}`), psn_no })),
  clerk: (claims) => clerkOrSupervisor('clerk', claims),
  supervisor: (claims) => clerkOrSupervisor('supervisor', claims),
  agent: (claims) =>
    claims.by('point_no', (point_no) =>
      claims.by('agent_no', (agent_no) => ({
        role: 'agent',
        ...claims.id(`agent:${point_no}:${agent_no}`),
        agent_no,
        point_no,
      })),
    ),
  expert: (claims) =>
    claims.by('expert_no', (expert_no) => ({ role: 'expert', ...claims.id(`expert:${expert_no}`), expert_no })),
  employer: (claims) =>
    claims.by('emp_no', (emp_no) => ({ role: 'employer', ...claims.id(`employer:${emp_no}`), emp_no })),
  institution: (claims) =>
    claims.by('fixmedins_code', (fixmedins_code) => ({
      role: 'institution',
      ...claims.id(`institution:${fixmedins_code}`),
      fixmedins_code,
    })),
  operator: (claims) => ({ role: 'operator', ...claims.id('operator'), ...claims.staff }),
  partner: (claims) =>
    claims.by('source', (source) => ({ role: 'partner', ...claims.id(`partner:${source}`), source })),
}
