/** A pure function that makes what it makes of the same object once: of a row, say, or of all that was read of a file. */
export function madeOnce<Of extends object, T>(make: (of: Of) => T): (of: Of) => T {
  const made = new WeakMap<Of, { it: T }>()
  return (of) => {
    const held = made.get(of) ?? { it: make(of) }
    made.set(of, held)
    return held.it
  }
}
