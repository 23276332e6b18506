/** How large the service counts an item. */
import type { Item, Value } from './table.ts'

/** Bytes of an item: of its names and values. */
export function bytesOf(item: Item): number {
  let bytes = 0
  for (const [name, value] of Object.entries(item)) bytes += Buffer.byteLength(name) + valueBytes(value)
  return bytes
}

function valueBytes(value: Value): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  return typeof value === 'number' ? 21 : value.byteLength
}
