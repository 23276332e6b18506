import { createSecretKey, type KeyObject } from 'node:crypto'

/**
 * The secrets of this system: one key for hashes, which can't change without rekeying every item, and keys for sealing,
 * which rotate: what was sealed with an older one still opens as long as that is listed.
 */
export type Keys = {
  readonly hashKey: Uint8Array
  readonly sealKeys: { readonly current: string; readonly byId: ReadonlyMap<string, Uint8Array> }
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

/**
 * Reads the keys from `{ "hash_key": base64, "seal_keys": { "current": id, "by_id": { id: base64 } } }`, each 32 bytes.
 * Throws an Error that says what is wrong and never holds any part of a key: without keys nothing may start.
 */
export function keysFromJson(text: string): Keys {
  const root = record(parseJson(text), 'keys')
  const sealKeys = record(root.seal_keys, 'seal_keys')
  const byId = new Map<string, Uint8Array>()
  for (const [id, value] of Object.entries(record(sealKeys.by_id, 'seal_keys.by_id'))) {
    if (!KEY_ID.test(id)) throw new Error('seal_keys.by_id: a key id is 1 to 16 of a-z, 0-9 and -')
    byId.set(id, key(value, `seal_keys.by_id.${id}`))
  }
  const current = sealKeys.current
  if (typeof current !== 'string' || !byId.has(current)) throw new Error('seal_keys.current names no key of by_id')
  return { hashKey: key(root.hash_key, 'hash_key'), sealKeys: { current, byId } }
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

function key(value: unknown, name: string): Uint8Array {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'base64') : undefined
  if (bytes?.length !== KEY_BYTES) throw new Error(`${name}: not ${KEY_BYTES} bytes in base64`)
  return bytes
}
