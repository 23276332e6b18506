/**
 * How a key seals bytes, by its scheme. Both hide and prove: what was changed by a bit, or is bound to something else,
 * does not open. What is sealed is nonce, tag, text, each of a length that the scheme knows.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { keyObject, type SealKey, type SealScheme } from './keys.ts'

/** A scheme at work. `bound` is not stored and must be the same to open. */
interface Cipher {
  readonly nonceBytes: number
  seal(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, bound: Uint8Array): { tag: Uint8Array; text: Uint8Array }
  /** Throws an Error that holds nothing of the content if it does not open. */
  open(key: Uint8Array, nonce: Uint8Array, tag: Uint8Array, text: Uint8Array, bound: Uint8Array): Uint8Array
}

/** Of both schemes; half of what SM3 gives, and no less than what SM4 itself withstands. */
const TAG_BYTES = 16

const aes256Gcm: Cipher = {
  nonceBytes: 12,
  seal(key, nonce, plain, bound) {
    const cipher = createCipheriv('aes-256-gcm', keyObject(key), nonce).setAAD(bound)
    const text = Buffer.concat([cipher.update(plain), cipher.final()])
    return { tag: cipher.getAuthTag(), text }
  },
  open(key, nonce, tag, text, bound) {
    const decipher = createDecipheriv('aes-256-gcm', keyObject(key), nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(bound)
    decipher.setAuthTag(tag)
    return Buffer.concat([decipher.update(text), decipher.final()])
  },
}

/**
 * SM4 in counter mode, then HMAC-SM3 over all that it hides and all that it is bound to: OpenSSL as Node has it knows no
 * GCM of SM4. The two keys are derived from the one, so that neither can say anything of the other.
 */
const sm4: Cipher = {
  nonceBytes: 16,
  seal(key, nonce, plain, bound) {
    const { hides, proves } = sm4Keys(key)
    const cipher = createCipheriv('sm4-ctr', hides, nonce)
    const text = Buffer.concat([cipher.update(plain), cipher.final()])
    return { tag: tagOf(proves, nonce, text, bound), text }
  },
  open(key, nonce, tag, text, bound) {
    const { hides, proves } = sm4Keys(key)
    if (!timingSafeEqual(tag, tagOf(proves, nonce, text, bound))) throw new Error('sealed data does not open')
    const decipher = createDecipheriv('sm4-ctr', hides, nonce)
    return Buffer.concat([decipher.update(text), decipher.final()])
  },
}

/** Lengths that are not fixed stand before what they are of: no other parts make the same bytes. */
function tagOf(proves: KeyObject, nonce: Uint8Array, text: Uint8Array, bound: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bound.length)
  const mac = createHmac('sm3', proves).update(length).update(bound).update(nonce).update(text)
  return mac.digest().subarray(0, TAG_BYTES)
}

interface Sm4Keys {
  readonly hides: KeyObject
  readonly proves: KeyObject
}

const derived = new WeakMap<Uint8Array, Sm4Keys>()

function sm4Keys(key: Uint8Array): Sm4Keys {
  const derive = (label: string) => createHmac('sm3', keyObject(key)).update(label).digest()
  const held = derived.get(key) ?? {
    hides: createSecretKey(derive('mianshen sm4-ctr').subarray(0, 16)),
    proves: createSecretKey(derive('mianshen hmac-sm3')),
  }
  derived.set(key, held)
  return held
}

const ciphers: Readonly<Record<SealScheme, Cipher>> = { 'aes-256-gcm': aes256Gcm, sm4 }

/** Seals bytes under a key: nonce, tag, text. */
export function encrypt({ scheme, bytes }: SealKey, plain: Uint8Array, bound: Uint8Array): Uint8Array[] {
  const nonce = randomBytes(ciphers[scheme].nonceBytes)
  const { tag, text } = ciphers[scheme].seal(bytes, nonce, plain, bound)
  return [nonce, tag, text]
}

/** What {@link encrypt} sealed. Throws an Error that holds nothing of it if it does not open. */
export function decrypt({ scheme, bytes }: SealKey, sealed: Uint8Array, bound: Uint8Array): Uint8Array {
  const { nonceBytes, open } = ciphers[scheme]
  const begin = nonceBytes + TAG_BYTES
  if (sealed.length < begin) throw new Error('sealed data is cut short')
  return open(bytes, sealed.subarray(0, nonceBytes), sealed.subarray(nonceBytes, begin), sealed.subarray(begin), bound)
}
