/** JSON in one way only: the JSON Canonicalization Scheme (RFC 8785), so that both sides sign the same bytes. */
import { createHash } from 'node:crypto'

/**
 * The canonical text of a JSON value: members sorted by UTF-16 code units, no blanks, numbers and strings as ECMAScript
 * writes them. Throws a TypeError for what JSON can't hold: non-finite numbers, lone surrogates, functions, symbols.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (typeof value === 'string' && value.isWellFormed()) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') return canonicalObject(value as Record<string, unknown>)
  throw new TypeError('not a JSON value')
}

function canonicalObject(object: Record<string, unknown>): string {
  // The default order of sort() is by UTF-16 code units, as RFC 8785 has it. A member left undefined is no member.
  const names = Object.keys(object)
    .filter((name) => object[name] !== undefined)
    .sort()
  return `{${names.map((name) => `${canonicalJson(name)}:${canonicalJson(object[name])}`).join(',')}}`
}

/**
 * What tells one content of an event from another: SHA-256 of its canonical text without `signature`. The order of
 * members, blanks and a second signature make no difference. Undefined for what has no canonical text: numbers beyond
 * what JSON's readers hold, halves of letters, nesting that nobody writes.
 */
export function contentDigest(event: object): string | undefined {
  try {
    return createHash('sha256')
      .update(canonicalJson({ ...event, signature: undefined }))
      .digest('base64url')
  } catch {
    return undefined
  }
}

/** Whether JSON as it was parsed can be written out again, letter for letter. */
export const isWritable = (value: object): boolean => contentDigest(value) !== undefined
