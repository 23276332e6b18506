/** A bucket in a directory, for the local stack and for tests. */
import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Bucket, checkKey } from './bucket.ts'

/** A key never begins with it: what was begun and not finished is no object. */
const UNFINISHED = '.'

/** Keeps objects as files under a directory, which is made when something is first kept in it. */
export function directoryBucket(directory: string): Bucket {
  return {
    async put(key, bytes) {
      checkKey(key)
      const path = join(directory, key)
      const unfinished = join(dirname(path), `${UNFINISHED}${randomUUID()}`)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      try {
        await writeThrough(unfinished, bytes)
        await rename(unfinished, path)
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error
      }
    },
    async get(key) {
      checkKey(key)
      return ifThere(() => readFile(join(directory, key)))
    },
    list: (prefix, after) => keysIn(directory, '', prefix, after),
  }
}

/** The bytes are on the disk when this resolves. */
async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Keys under a place, in the order of their bytes: a directory's name counts with its `/`. */
async function* keysIn(directory: string, place: string, prefix: string, after = ''): AsyncGenerator<string> {
  const entries = (await ifThere(() => readdir(join(directory, place), { withFileTypes: true }))) ?? []
  const names = entries
    .filter(({ name }) => !name.startsWith(UNFINISHED))
    .map((entry) => `${place}${entry.name}${entry.isDirectory() ? '/' : ''}`)
    .sort((a, b) => (a < b ? -1 : 1))
  for (const name of names) {
    const isPlace = name.endsWith('/')
    const mayHold = name.startsWith(prefix) || (isPlace && prefix.startsWith(name))
    const isPast = isPlace ? name < after && !after.startsWith(name) : name <= after
    if (!mayHold || isPast) continue
    if (isPlace) yield* keysIn(directory, name, prefix, after)
    else yield name
  }
}

async function ifThere<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
