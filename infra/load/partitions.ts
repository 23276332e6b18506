/**
 * The lines of all files, put together by person: each goes to the partition of its person on disk, and a partition is
 * small enough for memory (a grace hash join). What lies there are persons' data, so every block is sealed with a key that
 * was made for this run.
 */
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Keys, open, seal } from '../../shared/identity/index.ts'

const LENGTH_BYTES = 4
/** Of a partition so much is held until it is written. All partitions together hold what {@link heldBytes} allows. */
const blockBytes = 128 * 1024
const heldBytes = 256 * 1024 * 1024

/** A text in base32, such as a pid or a number's hash, to the number of its partition. */
export function partOf(hashed: string, parts: number): number {
  let number = 0
  for (let index = 0; index < 6; index++) {
    const code = hashed.charCodeAt(index)
    // Letters are 0 to 25, 2 to 7 stand for 26 to 31.
    number = number * 32 + (code >= 97 ? code - 97 : code - 24)
  }
  return number % parts
}

/** Sealed files of one kind, one a partition, of records as JSON. */
export class Partitions<Kept> {
  readonly parts: number
  readonly #dir: string
  readonly #kind: string
  readonly #keys: Keys
  readonly #most: number
  readonly #open = new Map<number, { texts: string[]; length: number }>()

  constructor(dir: string, kind: string, parts: number, keys: Keys) {
    this.#dir = dir
    this.#kind = kind
    this.parts = parts
    this.#keys = keys
    this.#most = Math.min(blockBytes, Math.ceil(heldBytes / parts))
  }

  /** Adds a record to a partition. */
  add(part: number, record: Kept): void {
    const text = JSON.stringify(record)
    const held = this.#open.get(part) ?? { texts: [], length: 0 }
    held.texts.push(text)
    held.length += text.length
    this.#open.set(part, held)
    if (held.length >= this.#most) this.#write(part)
  }

  /** Writes what is held. */
  flush(): void {
    for (const part of [...this.#open.keys()]) this.#write(part)
  }

  /** The records of a partition, in the order they were added. Throws if a file was changed or is cut short. */
  read(part: number): Kept[] {
    const path = this.#path(part)
    if (!existsSync(path)) return []
    const bytes = readFileSync(path)
    const records: Kept[] = []
    for (let at = 0; at < bytes.length; ) {
      const length = bytes.readUInt32BE(at)
      const end = at + LENGTH_BYTES + length
      const text = open(this.#keys, bytes.subarray(at + LENGTH_BYTES, end), this.#name(part))
      for (const line of text.split('\n')) records.push(JSON.parse(line) as Kept)
      at = end
    }
    return records
  }

  /** Takes the file of a partition away. */
  remove(part: number): void {
    rmSync(this.#path(part), { force: true })
  }

  #name = (part: number) => `${this.#kind}-${String(part).padStart(5, '0')}`
  #path = (part: number) => join(this.#dir, this.#name(part))

  #write(part: number): void {
    const held = this.#open.get(part)
    this.#open.delete(part)
    if (!held) return
    const sealed = seal(this.#keys, held.texts.join('\n'), this.#name(part))
    const length = Buffer.alloc(LENGTH_BYTES)
    length.writeUInt32BE(sealed.length)
    appendFileSync(this.#path(part), Buffer.concat([length, sealed]), { mode: 0o600 })
  }
}
