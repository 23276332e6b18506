/** Who calls: tokens checked by JWKS with issuer, audience and algorithms fixed, expiry judged by the business clock. */
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { epochMs } from '../../shared/calendar/index.ts'
import type { Clock } from '../../shared/clock/index.ts'
import { type Admdvs, parseAdmdvs, poolingAreaOf } from '../../shared/codes/index.ts'

/** Roles a token can have. */
export const roles = ['citizen', 'clerk', 'employer', 'institution', 'operator'] as const
/** A role. */
export type Role = (typeof roles)[number]

/** Keys at an address; they are asked for anew at most every `cooldownMs` (30 seconds if left out). */
export interface RemoteKeys {
  url: string
  cooldownMs?: number
}

/** Whose tokens are taken: issuer, audience, and where the keys are. */
export interface AuthConfig {
  issuer: string
  audience: string
  jwks: JSONWebKeySet | RemoteKeys
  /** How far the issuer's clock and ours may differ, in seconds; not at all if left out. */
  skewSeconds?: number
}

/** The caller. `id` names them in the audit trail and under idempotency keys. */
export type Subject = { id: string } & (
  | { role: 'citizen'; psn_no: string }
  | { role: 'clerk'; area: Admdvs }
  | { role: 'employer'; emp_no: string }
  | { role: 'institution'; fixmedins_code: string }
  | { role: 'operator' }
)

/** The subject of a role. */
export type SubjectOf<R extends Role> = Extract<Subject, { role: R }>

/** Reads the bearer token of a request; undefined without a valid one. */
export type Authenticate = (authorization: string | undefined) => Promise<Subject | undefined>

const algorithms = ['ES256', 'ES384', 'RS256', 'PS256']

/** The keys that tokens are checked by could not be fetched: whether the token is good cannot be said. */
export class KeysOutOfReach extends Error {
  override name = 'KeysOutOfReach'
}

/** What jose says of a token that is not good; whatever else goes wrong is no fault of the token. */
const isTokenFault = (error: unknown) =>
  /^ERR_(JWT|JWS|JOSE_ALG|JOSE_NOT_SUPPORTED|JWKS_NO_MATCHING_KEY|JWKS_MULTIPLE)/.test(
    String((error as { code?: unknown }).code),
  )

/**
 * The check of tokens. Keys at a URL are cached and fetched anew when an unknown one is named. Throws `KeysOutOfReach`
 * when they cannot be fetched.
 */
export function makeAuthenticate(config: AuthConfig, clock: Clock): Authenticate {
  const { issuer, audience, jwks } = config
  const keys = isRemote(jwks) ? remoteKeys(jwks) : createLocalJWKSet(jwks)
  return async (authorization) => {
    const token = /^Bearer +([\w.-]+)$/i.exec(authorization ?? '')?.[1]
    if (token === undefined) return undefined
    try {
      const currentDate = new Date(epochMs(clock.now()))
      const options = {
        issuer,
        audience,
        algorithms,
        currentDate,
        clockTolerance: config.skewSeconds ?? 0,
        requiredClaims: ['exp'],
      }
      const { payload } = await jwtVerify(token, keys, options)
      return subjectOf(payload)
    } catch (error) {
      // Keys that lie here can't be out of reach.
      if (isTokenFault(error) || !isRemote(jwks)) return undefined
      throw new KeysOutOfReach('the keys of tokens are out of reach', { cause: error })
    }
  }
}

const isRemote = (jwks: AuthConfig['jwks']): jwks is RemoteKeys => 'url' in jwks

/** Keys that were fetched are kept ten minutes. */
const remoteKeys = ({ url, cooldownMs }: RemoteKeys) =>
  createRemoteJWKSet(new URL(url), cooldownMs === undefined ? {} : { cooldownDuration: cooldownMs })

const textIn = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** The caller a token's claims name; undefined if they name none completely. */
export function subjectOf(claims: Record<string, unknown>): Subject | undefined {
  const psn_no = textIn(claims.psn_no)
  const admdvs = parseAdmdvs(claims.admdvs)
  const emp_no = textIn(claims.emp_no)
  const fixmedins_code = textIn(claims.fixmedins_code)
  const sub = textIn(claims.sub)
  switch (claims.role) {
    case 'citizen':
      return psn_no === undefined ? undefined : { role: 'citizen', id: sub ?? `citizen:${psn_no}`, psn_no }
    case 'clerk':
      return admdvs && { role: 'clerk', id: sub ?? `clerk:${admdvs}`, area: poolingAreaOf(admdvs) }
    case 'employer':
      return emp_no === undefined ? undefined : { role: 'employer', id: sub ?? `employer:${emp_no}`, emp_no }
    case 'institution':
      return fixmedins_code === undefined
        ? undefined
        : { role: 'institution', id: sub ?? `institution:${fixmedins_code}`, fixmedins_code }
    case 'operator':
      return { role: 'operator', id: sub ?? 'operator' }
    default:
      return undefined
  }
}
