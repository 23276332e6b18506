/** How long is waited: for a call, for a try, between two. */
import { newAbort, type Signal } from './signals.ts'

/** Why nothing more is waited for. */
export type Ending = 'aborted' | 'deadline'

/** A bounded wait. */
export interface Limit {
  readonly signal: Signal
  /** Why it is over; undefined while it is not. */
  ending(): Ending | undefined
  /** Lets go of timer and signal. */
  release(): void
}

/** Timers reckon in 32 bits: what is longer would be over at once. */
const longestTimerMs = 0x7fff_ffff

/** A wait of at most `ms` (`Infinity`: without end) that is over with `outer` too. */
export function limitOf(ms: number, outer?: Signal): Limit {
  const { signal, abort } = newAbort()
  let ending: Ending | undefined
  const end = (why: Ending) => {
    ending ??= why
    abort()
  }
  const abandon = () => end('aborted')
  if (outer?.aborted) abandon()
  else if (ms <= 0) end('deadline')
  outer?.addEventListener('abort', abandon)
  const timer = ms <= longestTimerMs ? setTimeout(() => end('deadline'), ms) : undefined
  return {
    signal,
    ending: () => ending,
    release() {
      clearTimeout(timer)
      outer?.removeEventListener('abort', abandon)
    },
  }
}

/** What the work comes to, unless the signal is set off first: then it rejects at once, whatever the work does. */
export function unless<T>(signal: Signal, work: () => T | Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error('ended'))
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop)
    const done = () => signal.removeEventListener('abort', stop)
    Promise.resolve().then(work).then(resolve, reject).then(done)
  })
}

/** Waits; the timer is gone with the signal. */
export function pause(ms: number, signal: Signal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
}
