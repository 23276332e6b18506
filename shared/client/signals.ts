/** How whoever called says that the answer is no longer wanted. Mini-programs know no AbortController. */

/** As much of an AbortSignal as is needed: a real one will do, or that of {@link newAbort}. */
export interface Signal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** A signal and what sets it off. */
export interface Abort {
  readonly signal: Signal
  /** Ends every call that has the signal; a second time nothing happens. */
  abort(): void
}

/** What AbortController is elsewhere: mini-programs have none. */
export function newAbort(): Abort {
  const listeners = new Set<() => void>()
  let aborted = false
  return {
    signal: {
      get aborted() {
        return aborted
      },
      addEventListener: (_, listener) => void listeners.add(listener),
      removeEventListener: (_, listener) => void listeners.delete(listener),
    },
    abort() {
      if (aborted) return
      aborted = true
      for (const listener of listeners) quietly(listener)
    },
  }
}

/** One listener's fault is not the next one's. */
function quietly(listener: () => void): void {
  try {
    listener()
  } catch {}
}
