/** What only a newer release knows is left to it: while two releases are deployed side by side nothing of that is wrong. */

/** The name of the error, by which the log tells it from a fault. */
export const fromNewerRelease = 'FromNewerRelease'

/** A message of a newer release: it comes again, if need be from the dead letters, until a release is there that knows it. */
export class FromNewerRelease extends Error {
  override readonly name = fromNewerRelease
}
