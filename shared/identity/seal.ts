import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { type Keys, keyObject } from './keys.ts'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
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
 * Seals personal data for the table: packed, then AES-256-GCM under the current key. The bytes are: length of the key's
 * id, the id, nonce, tag, text. Packing first halves what the table has to write. `context` (the pid, say) isn't stored:
 * what was sealed for one person doesn't open for another.
 */
export function seal(keys: Keys, plaintext: string, context = ''): Uint8Array {
  const id = keys.sealKeys.current
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, keyOf(keys, id), nonce).setAAD(associated(id, context))
  const text = Buffer.concat([cipher.update(pack(plaintext)), cipher.final()])
  const name = Buffer.from(id, 'utf8')
  return new Uint8Array(Buffer.concat([Uint8Array.of(name.length), name, nonce, cipher.getAuthTag(), text]))
}

/**
 * Opens what {@link seal} sealed, with whichever listed key it was sealed. Throws an Error (that holds nothing of the
 * content) if the key is not listed, the context is another or a bit was changed: the table then isn't to be trusted.
 */
export function open(keys: Keys, sealed: Uint8Array, context = ''): string {
  const id = sealedWith(sealed)
  const bytes = Buffer.from(sealed).subarray(1 + Buffer.byteLength(id))
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error('sealed data is cut short')
  const decipher = createDecipheriv(CIPHER, keyOf(keys, id), bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(associated(id, context))
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  const packed = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
  return unpack(packed)
}

/** The id of the key that sealed data was sealed with, to find what is still to be sealed anew after a rotation. */
export function sealedWith(sealed: Uint8Array): string {
  const length = sealed[0]
  if (!length || sealed.length <= length) throw new Error('not sealed data')
  return Buffer.from(sealed.subarray(1, 1 + length)).toString('utf8')
}

function keyOf(keys: Keys, id: string): KeyObject {
  const key = keys.sealKeys.byId.get(id)
  if (!key) throw new Error(`no seal key ${id}`)
  return keyObject(key)
}

function associated(id: string, context: string): Buffer {
  return Buffer.from(`${id}\0${context}`, 'utf8')
}
