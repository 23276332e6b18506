import { createSecretKey, type KeyObject } from 'node:crypto'
import { type CredentialKey, readCredentialKeys } from './credential-keys.ts'
import { readSigners, type Signer } from './signers.ts'

/** How keyed hashes are made; by the national standard, SM3 is GB/T 32905. */
export type HashScheme = 'hmac-sha256' | 'hmac-sm3'

/** How a key seals; by the national standards, SM4 is GB/T 32907 (see `ciphers.ts`). */
export type SealScheme = 'aes-256-gcm' | 'sm4'

/** A key for sealing, and how it seals: what it sealed opens in no other way. */
export interface SealKey {
  readonly scheme: SealScheme
  readonly bytes: Uint8Array
}

/**
 * The secrets of this system: one key for hashes, which can't change without rekeying every item, and keys for sealing,
 * which rotate: what was sealed with an older one still opens as long as that is listed. Each sealing key has a scheme of
 * its own, so that a table may change over from one to another while it is used (decision 0080).
 */
export type Keys = {
  readonly hashKey: Uint8Array
  readonly hashScheme: HashScheme
  readonly sealKeys: { readonly current: string; readonly byId: ReadonlyMap<string, SealKey> }
  /** What leaves for partners is signed with these; absent where signing is off. */
  readonly signers?: readonly Signer[]
  /** Credentials are signed with these; absent where there are none. */
  readonly credentialKeys?: readonly CredentialKey[]
}

const made = new WeakMap<Uint8Array, KeyObject>()

/** A key as node:crypto works with it. Made once: making one anew for every use costs five times what the use does. */
export function keyObject(bytes: Uint8Array): KeyObject {
  const held = made.get(bytes) ?? createSecretKey(bytes)
  made.set(bytes, held)
  return held
}

const KEY_BYTES = 32
const KEY_ID = /^[a-z0-9-]{1,16}$/
const HASH_SCHEMES: readonly HashScheme[] = ['hmac-sha256', 'hmac-sm3']
const SEAL_SCHEMES: readonly SealScheme[] = ['aes-256-gcm', 'sm4']

/**
 * Reads the keys from `{ "hash_key": base64, "hash_scheme"?: …, "seal_keys": { "current": id, "by_id": { id: … } },
 * "signing_keys"?: [ … ], "credential_keys"?: [ … ] }` (these as `readSigners` and `readCredentialKeys` have them), each other key 32 bytes. A sealing key is `{ "scheme": "sm4", "key": base64 }`, or its base64 alone, which means AES-256-GCM;
 * without `hash_scheme` hashes are by HMAC-SHA256: so it was before there was a choice.
 * Throws an Error that says what is wrong and never holds any part of a key: without keys nothing may start.
 */
export function keysFromJson(text: string): Keys {
  const root = record(parseJson(text), 'keys')
  const sealKeys = record(root.seal_keys, 'seal_keys')
  const byId = new Map<string, SealKey>()
  for (const [id, value] of Object.entries(record(sealKeys.by_id, 'seal_keys.by_id'))) {
    if (!KEY_ID.test(id)) throw new Error('seal_keys.by_id: a key id is 1 to 16 of a-z, 0-9 and -')
    byId.set(id, sealKey(value, `seal_keys.by_id.${id}`))
  }
  const current = sealKeys.current
  if (typeof current !== 'string' || !byId.has(current)) throw new Error('seal_keys.current names no key of by_id')
  const hashScheme = oneOf(HASH_SCHEMES, root.hash_scheme ?? 'hmac-sha256', 'hash_scheme')
  const hashKey = key(root.hash_key, 'hash_key')
  const signers = root.signing_keys === undefined ? [] : readSigners(root.signing_keys)
  const credentialKeys = root.credential_keys === undefined ? [] : readCredentialKeys(root.credential_keys)
  return {
    hashKey,
    hashScheme,
    sealKeys: { current, byId },
    ...(signers.length > 0 ? { signers } : {}),
    ...(credentialKeys.length > 0 ? { credentialKeys } : {}),
  }
}

function sealKey(value: unknown, name: string): SealKey {
  if (typeof value !== 'object') return { scheme: 'aes-256-gcm', bytes: key(value, name) }
  const given = record(value, name)
  return { scheme: oneOf(SEAL_SCHEMES, given.scheme, `${name}.scheme`), bytes: key(given.key, `${name}.key`) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message quotes its input, which is the secret.
    throw new Error('keys: not JSON')
  }
}

function record(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${name}: not an object`)
  return value as Record<string, unknown>
}

function oneOf<Name extends string>(names: readonly Name[], value: unknown, field: string): Name {
  const known = names.find((name) => name === value)
  if (known === undefined) throw new Error(`${field}: none of ${names.join(', ')}`)
  return known
}

function key(value: unknown, name: string): Uint8Array {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'base64') : undefined
  if (bytes?.length !== KEY_BYTES) throw new Error(`${name}: not ${KEY_BYTES} bytes in base64`)
  return bytes
}
