import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { decrypt, encrypt } from './ciphers.ts'
import type { Keys, SealKey } from './keys.ts'

const packing = (quality: number) => ({
  params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
})
/** Half of what the best quality saves, at a fiftieth of its time. */
const WELL = packing(5)
/** A fifth more bytes in two fifths of that time: for what fits one write unit however it is packed, as most rows do. */
const QUICKLY = packing(1)
const QUICK_LENGTH = 1_000

/** Text as few bytes, in the clear: for what is read often and names nobody. */
export const pack = (text: string): Uint8Array => brotliCompressSync(text, text.length < QUICK_LENGTH ? QUICKLY : WELL)
/** What {@link pack} packed. Throws if it is something else. */
export const unpack = (packed: Uint8Array): string => brotliDecompressSync(packed).toString('utf8')

/**
 * Seals personal data for the table: packed, then sealed under the current key in that key's scheme. The bytes are: length
 * of the key's id, the id, and what the scheme makes of the text. Packing first halves what the table has to write.
 * `context` (the pid, say) isn't stored: what was sealed for one person doesn't open for another.
 */
export function seal(keys: Keys, plaintext: string, context = ''): Uint8Array {
  return sealPacked(keys, pack(plaintext), context)
}

function sealPacked(keys: Keys, packed: Uint8Array, context: string): Uint8Array {
  const id = keys.sealKeys.current
  const name = Buffer.from(id, 'utf8')
  const sealed = encrypt(keyOf(keys, id), packed, associated(id, context))
  return new Uint8Array(Buffer.concat([Uint8Array.of(name.length), name, ...sealed]))
}

/** What was opened of bytes that somebody still holds; with them it goes. */
const opened = new WeakMap<Uint8Array, { keys: Keys; context: string; text: string }>()

/**
 * Opens what {@link seal} sealed, with whichever listed key it was sealed. Throws an Error (that holds nothing of the
 * content) if the key is not listed, the context is another or a bit was changed: the table then isn't to be trusted.
 * Who holds an item reads it more than once: the same bytes are opened once. Nobody may write into them.
 */
export function open(keys: Keys, sealed: Uint8Array, context = ''): string {
  const known = opened.get(sealed)
  if (known?.keys === keys && known.context === context) return known.text
  const text = unpack(packedIn(keys, sealed, context))
  opened.set(sealed, { keys, context, text })
  return text
}

function packedIn(keys: Keys, sealed: Uint8Array, context: string): Uint8Array {
  const id = sealedWith(sealed)
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength).subarray(1 + Buffer.byteLength(id))
  return decrypt(keyOf(keys, id), bytes, associated(id, context))
}

/**
 * What was sealed, sealed anew under the current key; packed as it was, which is most of the work. Throws as {@link open}
 * does.
 */
export function sealAnew(keys: Keys, sealed: Uint8Array, context = ''): Uint8Array {
  return sealPacked(keys, packedIn(keys, sealed, context), context)
}

/** The id of the key that sealed data was sealed with, to find what is still to be sealed anew after a rotation. */
export function sealedWith(sealed: Uint8Array): string {
  const length = sealed[0]
  if (!length || sealed.length <= length) throw new Error('not sealed data')
  return Buffer.from(sealed.subarray(1, 1 + length)).toString('utf8')
}

function keyOf(keys: Keys, id: string): SealKey {
  const key = keys.sealKeys.byId.get(id)
  if (!key) throw new Error(`no seal key ${id}`)
  return key
}

/** Of an id and any text one thing only: an id holds no zero. */
function associated(id: string, context: string): Buffer {
  return Buffer.from(`${id}\0${context}`, 'utf8')
}
