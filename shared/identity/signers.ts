/** The keys that we sign with what leaves for partners: SM2, several at a time while they change (decision 0085). */
import { createECDH } from 'node:crypto'
import { addMs, compareInstants, type Instant, parseInstant } from '../calendar/index.ts'

/** A key of ours, in hexadecimal; the public one uncompressed, `04` first. */
export interface Signer {
  readonly keyId: string
  readonly publicKey: string
  /** Absent for a key that signs nothing any more, and by which what lies in queues can still be verified. */
  readonly privateKey?: string
  /** It signs what has its `time` from this moment on… */
  readonly from: Instant
  /** …up to this one; without it, until further notice. */
  readonly until?: Instant
}

/** One that can sign. */
export type AbleSigner = Signer & Required<Pick<Signer, 'privateKey'>>

const DAY_MS = 86_400_000

/** Days for which a public key is published after its end. */
export const listedDays = 180

/**
 * Days after its end for which a key still signs what is of its time and leaves late (held back, or sent again): what it
 * signs lies in a queue for 14 days at most, and is verified by a list that may be some hours old.
 */
const signsAfterDays = listedDays - 15

/** Keys that partners are told of: those that hold, those to come, and those that ended not too long ago; oldest first. */
export function listedSigners(signers: readonly Signer[], now: Instant): readonly Signer[] {
  return signers.filter((key) => isWithin(key, listedDays, now)).sort((a, b) => compareInstants(a.from, b.from))
}

/**
 * The key for an event of this `time` that leaves now: the one that holds at that time, the latest begun if several do;
 * where it can't sign any more, the one that holds now. Undefined before the first key begins: until then nothing is
 * signed. Throws if none of those that have begun can sign: nothing may leave unsigned that partners expect to be signed.
 */
export function signerFor(signers: readonly Signer[], time: Instant, now: Instant): AbleSigner | undefined {
  const able = signers.filter((key): key is AbleSigner => key.privateKey !== undefined)
  const late = able.filter((key) => isWithin(key, signsAfterDays, now))
  const key = holdingAt(late, time) ?? holdingAt(able, now)
  if (!key && signers.some(({ from }) => from <= now)) throw new Error('signing: no key that can sign holds')
  return key
}

function isWithin({ until }: Signer, days: number, now: Instant): boolean {
  return until === undefined || now < addMs(until, days * DAY_MS)
}

function holdingAt<Key extends Signer>(keys: readonly Key[], at: Instant): Key | undefined {
  const holding = keys.filter(({ from, until }) => from <= at && (until === undefined || at < until))
  return holding.sort((a, b) => compareInstants(b.from, a.from))[0]
}

const KEY_ID = /^[a-z0-9-]{1,32}$/
const PUBLIC_KEY = /^04[0-9a-f]{128}$/
const PRIVATE_KEY = /^[0-9a-f]{64}$/

/**
 * Reads `[{ "key_id", "public_key", "private_key"?, "from", "until"? }]`. Throws an Error that says what is wrong and holds
 * nothing of a key: the parts of a pair must belong together, and one that can sign must hold for good, or a day would
 * come on which nothing could leave.
 */
export function readSigners(value: unknown): readonly Signer[] {
  if (!Array.isArray(value)) throw new Error('signing_keys: not a list')
  const signers = value.map((one: unknown, index) => readSigner(Object(one), `signing_keys[${index}]`))
  if (new Set(signers.map(({ keyId }) => keyId)).size < signers.length) throw new Error('signing_keys: a key_id twice')
  if (signers.length > 0) checkNoGap(signers.filter(({ privateKey }) => privateKey !== undefined))
  return signers
}

function readSigner(json: Record<string, unknown>, name: string): Signer {
  const matching = (field: string, pattern: RegExp): string => {
    const text = json[field]
    if (typeof text !== 'string' || !pattern.test(text)) throw new Error(`${name}.${field}: not ${pattern.source}`)
    return text
  }
  const time = (field: string): Instant => {
    const parsed = parseInstant(json[field])
    if (!parsed) throw new Error(`${name}.${field}: not a time with offset`)
    return parsed
  }
  const publicKey = matching('public_key', PUBLIC_KEY)
  const from = time('from')
  const until = json.until === undefined ? {} : { until: time('until') }
  if (until.until !== undefined && until.until <= from) throw new Error(`${name}: ends before it begins`)
  const signer = { keyId: matching('key_id', KEY_ID), publicKey, from, ...until }
  if (json.private_key === undefined) return signer
  const privateKey = matching('private_key', PRIVATE_KEY)
  if (!isPair(privateKey, publicKey)) throw new Error(`${name}: private_key and public_key do not belong together`)
  return { ...signer, privateKey }
}

/** By OpenSSL, which reckons the point; so that no function that signs nothing carries a library for this. */
function isPair(privateKey: string, publicKey: string): boolean {
  const pair = createECDH('SM2')
  try {
    pair.setPrivateKey(privateKey, 'hex')
  } catch {
    // Zero, or not below the order of the curve.
    return false
  }
  return pair.getPublicKey('hex') === publicKey
}

function checkNoGap(able: readonly Signer[]): void {
  const ordered = [...able].sort((a, b) => compareInstants(a.from, b.from))
  let covered: Instant | undefined = ordered[0]?.from
  for (const { from, until } of ordered) {
    if (covered === undefined) break
    if (from > covered) throw new Error(`signing_keys: no key that can sign holds from ${covered} to ${from}`)
    if (until === undefined) return
    if (until > covered) covered = until
  }
  throw new Error('signing_keys: no key that can sign holds for good')
}
