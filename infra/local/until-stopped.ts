/** When a command of the local stack is to end. */

/** How often we look whether npm is still there. */
const lookEveryMs = 200

/**
 * Resolves when somebody asks this process to stop: SIGTERM, Ctrl-C, a closed terminal, or, when npm started it, npm's
 * own death: killed outright, npm can't pass that on, and we would run on unseen.
 */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve())
    if (process.env.npm_lifecycle_event === undefined) return
    const parent = process.ppid
    const look = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(look)
      resolve()
    }, lookEveryMs)
    look.unref()
  })
}
