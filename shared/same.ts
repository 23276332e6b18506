/**
 * Whether two values are stored as the same, as their JSON tells: what is reckoned anew and comes out alike is written and
 * said once. What both have in common is not looked into, and nothing is written out to be compared.
 */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, index) => same(one, b[index]))
  }
  const [left, right] = [written(a), written(b)]
  return (
    left.length === right.length &&
    left.every(([name, value], index) => right[index]?.[0] === name && same(value, right[index]?.[1]))
  )
}

/** The fields of an object that its JSON has, in their order. */
const written = (value: object) => Object.entries(value).filter(([, held]) => held !== undefined)
