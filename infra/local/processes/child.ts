/** What every child process of the local stack does alike: say that it is ready, stop when asked, never outlive its parent. */

/** Tells the supervisor that this process serves. */
export function sayReady(): void {
  process.send?.('ready')
}

/**
 * Makes this process end well: at SIGTERM it runs `stop` and exits; when its parent is gone it exits on the spot.
 */
export function endWithParent(stop: () => Promise<void>): void {
  let stopping = false
  process.on('SIGTERM', () => {
    if (stopping) return
    stopping = true
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  })
  process.on('disconnect', () => process.exit(1))
}

/** Writes an error into this process's log: in full, but a store or table that is not there (yet) in a line. */
export function logError(where: string, error: unknown): void {
  const known = error instanceof Error && (error.name === 'ResourceNotFoundException' || 'code' in error)
  console.error(where, known ? error.message : error)
}
