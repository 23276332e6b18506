/**
 * What lies sealed in the table: the attribute `p` of an item, bound to the partition that the item lies in. Said here
 * alone, so that whoever seals a table anew need not know what any item is about.
 */
import { type Keys, open, seal, sealAnew, sealedWith } from '../../identity/index.ts'
import type { Item, Key } from '../table.ts'

/** Partitions whose items are bound to the bare id: of persons, numbers, topics and rejected events. */
const byBareId = ['P#', 'C#', 'T#', 'R#']

const boundTo = ({ pk }: Pick<Key, 'pk'>) => (byBareId.some((kind) => pk.startsWith(kind)) ? pk.slice(2) : pk)

/** Seals a text for an item's `p`. */
export function sealAt(keys: Keys, key: Pick<Key, 'pk'>, text: string): Uint8Array {
  return seal(keys, text, boundTo(key))
}

/** What an item holds sealed, and the id of the key, `?` if it says none; undefined if it holds nothing sealed. */
export function sealIn({ p }: Item): { keyId: string; sealed: Uint8Array } | undefined {
  if (!(p instanceof Uint8Array)) return undefined
  try {
    return { keyId: sealedWith(p), sealed: p }
  } catch {
    return { keyId: '?', sealed: p }
  }
}

/** What lies sealed at a key, under the current one. Throws as {@link openAt} does. */
export function sealAnewAt(keys: Keys, key: Pick<Key, 'pk'>, sealed: Uint8Array): Uint8Array {
  return sealAnew(keys, sealed, boundTo(key))
}

/** The text that an item holds sealed, at a key that is its own. Throws an Error if it does not open, or there is none. */
export function openAt(keys: Keys, item: Item, key: Pick<Key, 'pk'> = item): string {
  if (!(item.p instanceof Uint8Array)) throw new Error('nothing is sealed here')
  return open(keys, item.p, boundTo(key))
}
