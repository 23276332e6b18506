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
  return sameFields(a as Fields, b as Fields)
}

type Fields = Readonly<Record<string, unknown>>

function sameFields(a: Fields, b: Fields): boolean {
  const names = written(a)
  const others = written(b)
  return (
    names.length === others.length && names.every((name, index) => name === others[index] && same(a[name], b[name]))
  )
}

/** The fields of an object that its JSON has, in their order. */
function written(of: Fields): string[] {
  const names = Object.keys(of)
  return names.some((name) => of[name] === undefined) ? names.filter((name) => of[name] !== undefined) : names
}
