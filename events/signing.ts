/**
 * SM2 signatures on events (contract.md §3): `signtype` is `SM2`, `signature` 128 hexadecimal digits (r and s) over the
 * canonical form (RFC 8785) of the event without `signature`, hashed with SM3 under the user id all of China defaults to.
 */
import { sm2 } from 'sm-crypto-v2'
import { addMs, type Instant, parseInstant } from '../shared/calendar/index.ts'
import { canonicalJson } from './canonical.ts'

/** The user id of GM/T 0009 where nobody agreed on another. */
const USER_ID = '1234567812345678'

const DAY_MS = 86_400_000

/** A queue keeps a message 14 days at most: so long after a key ended can something signed in its time still arrive. */
const LATEST_ARRIVAL_DAYS = 14

/** A pair of SM2 keys in hexadecimal; the public one is uncompressed, `04` first. */
export interface KeyPair {
  readonly privateKey: string
  readonly publicKey: string
}

/** A public key of a partner: who signs with it, and for events of what time. Two may hold at once while they change. */
export interface PartnerKey {
  readonly source: string
  readonly keyId: string
  readonly publicKey: string
  readonly from: Instant
  /** The moment from which it holds no more; none: until further notice. */
  readonly until?: Instant
}

/** Why a signature is refused. `no-key`: none of the source's keys holds for the time of the event. */
export type SignatureFault = 'unsigned' | 'unknown-signtype' | 'unknown-source' | 'no-key' | 'bad-signature'

/** The key that fits, or why none does. */
export type Verified =
  | { readonly ok: true; readonly keyId: string }
  | { readonly ok: false; readonly reason: SignatureFault }

/** A new pair of keys from the machine's secure random numbers. */
export function generateKeyPair(): KeyPair {
  return sm2.generateKeyPairHex()
}

/** Whether a text is a public key: a point of the curve. */
export function isPublicKey(text: string): boolean {
  try {
    return sm2.verifyPublicKey(text)
  } catch {
    return false
  }
}

/** The public key that belongs to a private key. Throws for what is no private key. */
export function publicKeyOf(privateKey: string): string {
  return sm2.getPublicKeyFromPrivateKey(privateKey)
}

/** Signs a text with SM2 and SM3; a signature of 128 hexadecimal digits. */
function signText(text: string, keys: KeyPair): string {
  return sm2.doSignature(text, keys.privateKey, { hash: true, publicKey: keys.publicKey, userId: USER_ID })
}

/** Whether a signature of a text is this key's. Malformed signatures and keys are wrong, not errors. */
export function verifyText(text: string, signature: string, publicKey: string): boolean {
  if (!/^[0-9a-fA-F]{128}$/.test(signature)) return false
  try {
    return sm2.doVerifySignature(text, signature.toLowerCase(), pointOf(publicKey), { hash: true, userId: USER_ID })
  } catch {
    return false
  }
}

/** The event with `signtype` and `signature`; one it had is replaced. Throws a TypeError if it is no JSON. */
export function sign<Event extends object>(
  event: Event,
  keys: KeyPair,
): Event & { signtype: 'SM2'; signature: string } {
  const unsigned = { ...event, signtype: 'SM2' as const, signature: undefined }
  return { ...unsigned, signature: signText(canonicalJson(unsigned), keys) }
}

/**
 * Checks the signature of an event as it was received (parsed JSON, nothing mapped). The `time` of the event must lie in
 * the validity of a key of its source, and it must have arrived (`now`) while or soon after that key held: whoever steals
 * an old key can't write events of its time for ever.
 */
export function verify(event: unknown, keys: readonly PartnerKey[], now: Instant): Verified {
  const { signature, signtype, source, time } = Object(event) as Record<string, unknown>
  if (typeof signature !== 'string' || signature === '') return { ok: false, reason: 'unsigned' }
  if (signtype !== 'SM2') return { ok: false, reason: 'unknown-signtype' }
  const theirs = keys.filter((key) => key.source === source)
  if (theirs.length === 0) return { ok: false, reason: 'unknown-source' }
  const at = parseInstant(time)
  const holding = theirs.filter((key) => at !== undefined && holds(key, at, now))
  if (holding.length === 0) return { ok: false, reason: 'no-key' }
  const text = signedText(event as Record<string, unknown>)
  const fits = text === undefined ? undefined : holding.find((key) => verifyText(text, signature, key.publicKey))
  return fits ? { ok: true, keyId: fits.keyId } : { ok: false, reason: 'bad-signature' }
}

function holds(key: PartnerKey, at: Instant, now: Instant): boolean {
  if (at < key.from) return false
  if (key.until === undefined) return true
  return at < key.until && now <= addMs(key.until, LATEST_ARRIVAL_DAYS * DAY_MS)
}

/** What was signed; undefined for what has no canonical form. */
function signedText(event: Record<string, unknown>): string | undefined {
  try {
    return canonicalJson({ ...event, signature: undefined })
  } catch {
    return undefined
  }
}

type Point = ReturnType<typeof sm2.precomputePublicKey>
const points = new Map<string, Point>()

/** The key as a prepared point, ten times faster to verify with. Keys come from our configuration, so there are few. */
function pointOf(publicKey: string): Point {
  const known = points.get(publicKey)
  if (known) return known
  const point = sm2.precomputePublicKey(publicKey)
  points.set(publicKey, point)
  return point
}
