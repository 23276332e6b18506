import { createHmac } from 'node:crypto'
import { PsnCertType } from '../codes/index.ts'
import { type HashScheme, type Keys, keyObject } from './keys.ts'

/** Stands for a person in keys and ids: 20 base32 characters, a keyed hash of `psn_no`. Says nothing without the key. */
export type Pid = string & { readonly __brand: 'Pid' }

/** Stands for an identity number (a document's kind and number) in keys, messages and rows: see {@link numberHashOf}. */
export type NumberHash = string & { readonly __brand: 'NumberHash' }

const PID_LENGTH = 20
const CHILD_DIGITS = 17
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
const PID = /^[a-z2-7]{20}$/

/**
 * Keyed hash (HMAC by the keys' scheme, base32 in lower case, 52 characters) of a value for one purpose. The same value
 * hashes differently for another purpose, so that two indexes can't be joined; plain hashes of numbers could be guessed.
 */
export function keyedHash(keys: Keys, purpose: string, value: string): string {
  return base32(digest(keys, purpose, value))
}

/**
 * Tells one hash key from another, scheme and all, and says nothing of it: a table remembers the one that all its pids are
 * made with.
 */
export function hashKeyMark(keys: Keys): string {
  return keyedHash(keys, 'hash-key', keys.hashScheme)
}

/** The pid of a person number. */
export function pidOf(keys: Keys, psnNo: string): Pid {
  return keyedHash(keys, 'pid', psnNo).slice(0, PID_LENGTH) as Pid
}

/** The pid of a file that is nobody's, by its name: no person number leads to it. */
export function pidOfNobody(keys: Keys, name: string): Pid {
  return keyedHash(keys, 'nobody', name).slice(0, PID_LENGTH) as Pid
}

/** Reads a pid (out of a case id, say). Undefined if it can't be one. */
export function parsePid(text: string): Pid | undefined {
  return PID.test(text) ? (text as Pid) : undefined
}

/**
 * The hash under which the holder of an identity number is found: kind of document and number, as `readCertno` reads
 * them. The number of a resident identity card stands for itself; passport X123 and Hong Kong pass X123 are two.
 */
export function numberHashOf(
  keys: Keys,
  certno: string,
  psnCertType: string = PsnCertType.residentIdentityCard,
): NumberHash {
  const purpose = psnCertType === PsnCertType.residentIdentityCard ? 'certno' : `certno-${psnCertType}`
  return keyedHash(keys, purpose, certno.toUpperCase()) as NumberHash
}

/**
 * The person number assigned to a newborn: `N` and 17 digits that follow from its birth certificate number, so that the
 * same certificate, however often and in whatever order it comes, is the same child.
 */
export function childPsnNo(keys: Keys, birthCertNo: string): string {
  const number = digest(keys, 'child-psn-no', birthCertNo.toUpperCase()).readBigUInt64BE(0)
  return `N${String(number % 10n ** BigInt(CHILD_DIGITS)).padStart(CHILD_DIGITS, '0')}`
}

const algorithms: Readonly<Record<HashScheme, string>> = { 'hmac-sha256': 'sha256', 'hmac-sm3': 'sm3' }

function digest({ hashKey, hashScheme }: Keys, purpose: string, value: string): Buffer {
  return createHmac(algorithms[hashScheme], keyObject(hashKey)).update(`${purpose}\0${value}`).digest()
}

/** RFC 4648 base32, lower case, without padding. */
function base32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) text += BASE32.charAt((held >>> (bits - 5)) & 31)
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + BASE32.charAt((held << (5 - bits)) & 31) : text
}
