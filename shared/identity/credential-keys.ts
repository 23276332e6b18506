/**
 * The keys that credentials are signed with (ES256), several at a time while they change: each is known by the thumbprint
 * of its public half (RFC 7638), and published as long as a code that it has signed may be shown (credentials/RULES.md 1).
 */
import { createPrivateKey, createPublicKey, hash, type JsonWebKey, type KeyObject } from 'node:crypto'
import { addMs, compareInstants, type Instant, parseInstant } from '../calendar/index.ts'

/** The public half of a key, as it is published. */
export interface PublicJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
}

/** A key to sign credentials with. */
export interface CredentialKey {
  /** The thumbprint of the public half. */
  readonly kid: string
  readonly jwk: PublicJwk
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** It signs from this moment on… */
  readonly from: Instant
  /** …up to this one; without it, until further notice. */
  readonly until?: Instant
}

/** Hours for which a key is published after its last signature. */
export const publishedHours = 24
const publishedMs = publishedHours * 3_600_000

/** Keys that anybody may verify by: those that sign, those to come, and those that ended not long ago; oldest first. */
export const publishedCredentialKeys = (keys: readonly CredentialKey[], now: Instant): readonly CredentialKey[] =>
  keys
    .filter(({ until }) => until === undefined || compareInstants(now, addMs(until, publishedMs)) < 0)
    .sort((a, b) => compareInstants(a.from, b.from))

/** The key that signs now, the latest begun of several; undefined while none does. */
export const credentialKeyAt = (keys: readonly CredentialKey[], now: Instant): CredentialKey | undefined =>
  keys
    .filter(
      ({ from, until }) => compareInstants(from, now) <= 0 && (until === undefined || compareInstants(now, until) < 0),
    )
    .sort((a, b) => compareInstants(a.from, b.from))
    .at(-1)

/** The thumbprint of a public key: SHA-256 over its members in the order of RFC 7638. */
export const thumbprintOf = ({ kty, crv, x, y }: PublicJwk): string =>
  hash('sha256', JSON.stringify({ crv, kty, x, y }), 'base64url')

/**
 * Reads `[{ "key": private JWK of P-256, "from", "until"? }]`. Throws an Error that says what is wrong and holds nothing of
 * a key.
 */
export function readCredentialKeys(value: unknown): readonly CredentialKey[] {
  if (!Array.isArray(value)) throw new Error('credential_keys: not a list')
  const keys = value.map((one: unknown, index) => readKey(Object(one), `credential_keys[${index}]`))
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) throw new Error('credential_keys: a key twice')
  return keys
}

function readKey(json: Record<string, unknown>, name: string): CredentialKey {
  const from = timeIn(json, 'from', name)
  const until = json.until === undefined ? {} : { until: timeIn(json, 'until', name) }
  if (until.until !== undefined && compareInstants(until.until, from) <= 0)
    throw new Error(`${name}: ends before it begins`)
  const privateKey = privateKeyIn(json.key, name)
  const publicKey = createPublicKey(privateKey)
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const jwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y }
  return { kid: thumbprintOf(jwk), jwk, privateKey, publicKey, from, ...until }
}

function privateKeyIn(key: unknown, name: string): KeyObject {
  try {
    const made = createPrivateKey({ key: key as JsonWebKey, format: 'jwk' })
    if (made.asymmetricKeyDetails?.namedCurve === 'prime256v1') return made
  } catch {
    // What the parser says may quote the key.
  }
  throw new Error(`${name}.key: not a private key of P-256 as JWK`)
}

function timeIn(json: Record<string, unknown>, field: string, name: string): Instant {
  const time = parseInstant(json[field])
  if (!time) throw new Error(`${name}.${field}: not a time with offset`)
  return time
}
