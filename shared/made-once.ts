/** A pure function that makes what it makes of the same object once: of a row, say, or of all that was read of a file. */
export function madeOnce<Of extends object, T extends NonNullable<unknown>>(make: (of: Of) => T): (of: Of) => T {
  const made = new WeakMap<Of, T>()
  return (of) => {
    const held = made.get(of)
    if (held !== undefined) return held
    const fresh = make(of)
    made.set(of, fresh)
    return fresh
  }
}
