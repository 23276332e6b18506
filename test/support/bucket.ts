/** A bucket in memory. */
import { type Bucket, checkKey } from '../../shared/bucket/bucket.ts'

/** Keeps objects as long as the test; `objects` are all of them, by their keys. */
export function memoryBucket(): Bucket & { objects: Map<string, Uint8Array> } {
  const objects = new Map<string, Uint8Array>()
  return {
    objects,
    async put(key, bytes) {
      checkKey(key)
      objects.set(key, bytes)
    },
    get: async (key) => objects.get(key),
    async *list(prefix, after = '') {
      yield* [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort()
    },
  }
}
