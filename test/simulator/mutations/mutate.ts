/** A deliberate bug, and a source with it. */

/** One place: `find` stands exactly once in `file`. */
export interface Change {
  file: string
  find: string
  replace: string
}

/** A deliberate bug. */
export interface Mutation {
  name: string
  /** What is wrong with it, in words. */
  about: string
  /** The bundle whose folder it stands in: its own lives are tried first, then populations that live nothing else. */
  bundle?: string
  changes: readonly Change[]
}

/** A bug in one place. */
export const bug = (name: string, about: string, file: string, find: string, replace: string): Mutation => ({
  name,
  about,
  changes: [{ file, find, replace }],
})

/** The source with the bug. Throws if the place is not there exactly once: the list is out of date. */
export function mutated({ name, changes }: Mutation, file: string, source: string): string {
  let result = source
  for (const change of changes.filter((one) => one.file === file)) {
    const times = result.split(change.find).length - 1
    if (times !== 1) throw new Error(`mutation ${name}: found ${times} times in ${file}: ${change.find}`)
    result = result.replace(change.find, () => change.replace)
  }
  return result
}
