/**
 * Processes under one scheduler. Every call a process makes to the world stops it until the scheduler lets it go on;
 * in between others may run, or the process may be stopped for good. Nothing here waits for real time.
 */
import type { Random } from './random.ts'

/** How a process ended. */
export type Ended = { result: unknown } | { error: Error } | { stopped: true }

/** A process: an invocation of a function, or an API call. */
export class Process {
  readonly name: string
  /** How far its clock is off, in milliseconds. */
  readonly skewMs: number
  stopped = false

  constructor(name: string, skewMs: number) {
    this.name = name
    this.skewMs = skewMs
  }
}

interface Blocked {
  process: Process
  resume: () => void
}

/** Lets everything that can run without the world run. */
const drained = () => new Promise<void>((done) => setImmediate(done))

/** The scheduler. */
export class Processes {
  /** How often another process went on than the one that went on last. */
  switches = 0
  readonly #random: Random
  readonly #running = new Map<Process, (ended: Ended) => void>()
  #blocked: Blocked[] = []
  #last: Process | undefined

  constructor(random: Random) {
    this.#random = random
  }

  /** Processes that have not ended. */
  get running(): number {
    return this.#running.size
  }

  /** Starts a process; `ended` is told once how it ended. */
  start(process: Process, run: () => Promise<unknown>, ended: (how: Ended) => void): Promise<void> {
    this.#running.set(process, ended)
    const end = (how: Ended) => {
      if (process.stopped) return
      this.#running.delete(process)
      ended(how)
    }
    run().then(
      (result) => end({ result }),
      (error: Error) => end({ error }),
    )
    return drained()
  }

  /** Called by a process before each call to the world: resolves when the scheduler says so, or never. */
  blocked(process: Process): Promise<void> {
    return new Promise((resume) => this.#blocked.push({ process, resume }))
  }

  /** Lets one blocked process go on to its next call. False if none is blocked: one may be gathering calls for a turn. */
  async step(): Promise<boolean> {
    if (this.#blocked.length === 0) {
      await drained()
      return false
    }
    const [next] = this.#blocked.splice(this.#random.int(0, this.#blocked.length - 1), 1) as [Blocked]
    if (this.#last !== undefined && this.#last !== next.process) this.switches++
    this.#last = next.process
    next.resume()
    await drained()
    return true
  }

  /** Stops a process where it stands. */
  stop(process: Process): void {
    if (process.stopped) return
    process.stopped = true
    this.#blocked = this.#blocked.filter((blocked) => blocked.process !== process)
    const ended = this.#running.get(process)
    this.#running.delete(process)
    ended?.({ stopped: true })
  }
}
