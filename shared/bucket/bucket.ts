/**
 * Where whole objects are kept beside the table: archives, the audit trail, what analysts get. An object is written once,
 * under a key that follows from what it is; written again it is the same. Nothing here can take one away: how long they
 * are kept is for the bucket's own rules to say.
 */
export interface Bucket {
  /** Keeps these bytes under a key (`events/2026/03/02/…`); they stand when it resolves. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** What is kept under a key; undefined if nothing is. */
  get(key: string): Promise<Uint8Array | undefined>
  /** The keys that begin with a prefix, in the order of their bytes; those behind `after` alone, if it is given. */
  list(prefix: string, after?: string): AsyncIterable<string>
}

const keyPart = /^[A-Za-z0-9][\w.:+=-]*$/

/** Throws an Error unless a key is made of plain parts: it becomes a path on one machine. */
export function checkKey(key: string): void {
  if (!key.split('/').every((part) => keyPart.test(part))) throw new Error(`bucket: no key: ${key}`)
}
