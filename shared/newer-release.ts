/** What only a newer release knows is left to it: while two releases are deployed side by side nothing of that is wrong. */

/** Whether an error, by its name, leaves something to a newer release: no fault of this one. */
export const isLeftToNewer = (error: unknown): boolean => error === 'FromNewerRelease' || error === 'OutOfDate'

/** A message of a newer release: it comes again, if need be from the dead letters, until a release is there that knows it. */
export class FromNewerRelease extends Error {
  override readonly name = 'FromNewerRelease'
}
