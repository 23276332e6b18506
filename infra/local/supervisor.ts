/**
 * Keeps child processes alive: starts them, tells when they are ready, starts again what dies, and stops them all.
 * It knows nothing of what they do. A child lives no longer than this process: children of ours see the channel to
 * their parent close, foreign programs get a watchdog that sees the same.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { say } from '../cli/support/language.ts'

/** One program to keep running. */
export interface ChildSpec {
  /** Its name, as in the ready file's `pids`. */
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Where its output goes; read back to explain a crash. */
  readonly logFile: string
  /** Says whether it serves; asked every 20 ms. Without it the child says so itself (see child.ts). */
  readonly probe?: () => Promise<boolean>
  /** Children of a later stage are stopped first: users before the stores they use. */
  readonly stage: number
}

/** What a supervisor tells: that a process was started (again), and that one died unasked, with its last words if it ended itself. */
export interface SupervisorEvents {
  readonly started?: (name: string, pid: number) => void
  readonly died?: (name: string, how: string, lastWords: string) => void
}

interface Child {
  readonly spec: ChildSpec
  process: ChildProcess
  watchdog: ChildProcess | undefined
  startedAt: number
  quickDeaths: number
  everReady: boolean
}

/** A child that lived shorter than this died "at once": the wait before its next start grows. */
const quickDeathMs = 5_000
const longestPauseMs = 5_000
/** As often as this may a child die before it was ever ready; then starting it fails. */
const startAttempts = 3
const startLimitMs = 60_000
/** So many lines of its output explain a death. */
const lastLines = 15

/** Starts and keeps child processes. */
export class Supervisor {
  readonly #children = new Map<string, Child>()
  readonly #events: SupervisorEvents
  #stopping = false

  constructor(events: SupervisorEvents = {}) {
    this.#events = events
  }

  /** Starts a child and resolves once it is ready. Rejects with its last words if it can't be brought up. */
  async start(spec: ChildSpec): Promise<void> {
    if (this.#stopping) throw new Error('already stopping')
    const failed = new AbortController()
    const ready = new Promise<void>((resolve, reject) => {
      const child: Child = { ...this.#spawn(spec), spec, startedAt: 0, quickDeaths: 0, everReady: false }
      this.#children.set(spec.name, child)
      this.#watch(child, resolve, (error) => {
        failed.abort()
        reject(error)
      })
    })
    const limit = delay(startLimitMs, undefined, { signal: failed.signal, ref: false }).then(() => {
      throw new Error(`${spec.name} was not ready within ${startLimitMs / 1000} s\n${lastWordsOf(spec)}`)
    })
    limit.catch(() => {})
    await Promise.race([ready, limit])
  }

  /** The process ids as they are now, of children whose names pass `which`. */
  pids(which: (name: string) => boolean = () => true): Record<string, number> {
    const found: Record<string, number> = {}
    for (const [name, child] of this.#children) {
      if (which(name) && child.process.pid !== undefined) found[name] = child.process.pid
    }
    return found
  }

  /** Stops all children, later stages first; who has not gone `graceMs` after being asked is killed. */
  async stop(graceMs = 1_200): Promise<void> {
    this.#stopping = true
    const children = [...this.#children.values()]
    const stages = [...new Set(children.map((child) => child.spec.stage))].sort((a, b) => b - a)
    for (const stage of stages) {
      await Promise.all(
        children.filter((child) => child.spec.stage === stage).map((child) => stopChild(child, graceMs)),
      )
    }
  }

  /** Kills all children on the spot; for a process that is about to end itself. */
  killAll(): void {
    this.#stopping = true
    for (const child of this.#children.values()) child.process.kill('SIGKILL')
  }

  #spawn(spec: ChildSpec): Pick<Child, 'process' | 'watchdog'> {
    const log = openSync(spec.logFile, 'a')
    try {
      const ours = spec.probe === undefined
      const child = spawn(spec.command, spec.args, {
        stdio: ours ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
        env: { ...process.env, ...spec.env },
        // No child hears the Ctrl-C or the signal to a whole group that is meant for us: we stop them, in order.
        detached: true,
      })
      return { process: child, watchdog: ours ? undefined : watchdogOf(child) }
    } finally {
      closeSync(log)
    }
  }

  #watch(child: Child, ready: () => void, failed: (error: Error) => void): void {
    const { process: running, spec } = child
    child.startedAt = performance.now()
    if (running.pid !== undefined) this.#events.started?.(spec.name, running.pid)
    const isReady = () => {
      child.everReady = true
      ready()
    }
    running.on('message', (message) => {
      if (message === 'ready') isReady()
    })
    if (spec.probe) probeUntilReady(spec.probe, running).then((yes) => yes && isReady())
    running.on('error', (error) =>
      failed(
        new Error(
          say({ zh: `${spec.name} 启动不了：${error.message}`, en: `${spec.name} can't be started: ${error.message}` }),
        ),
      ),
    )
    running.on('exit', (code, signal) => {
      child.watchdog?.kill('SIGKILL')
      if (this.#stopping) return
      const how = signal
        ? say({ zh: `被 ${signal} 终止`, en: `killed by ${signal}` })
        : say({ zh: `退出，退出码 ${code}`, en: `exited with ${code}` })
      this.#events.died?.(spec.name, how, signal ? '' : lastWordsOf(spec))
      child.quickDeaths = performance.now() - child.startedAt < quickDeathMs ? child.quickDeaths + 1 : 0
      if (!child.everReady && child.quickDeaths >= startAttempts) {
        failed(new Error(`${spec.name} ${how}\n${lastWordsOf(spec)}`))
        return
      }
      setTimeout(() => this.#again(child, ready, failed), pauseMs(child.quickDeaths))
    })
  }

  #again(child: Child, ready: () => void, failed: (error: Error) => void): void {
    if (this.#stopping) return
    Object.assign(child, this.#spawn(child.spec))
    this.#watch(child, ready, failed)
  }
}

/** First death: again at once; each further quick one doubles the wait. */
function pauseMs(quickDeaths: number): number {
  return Math.min(longestPauseMs, 50 * 2 ** Math.max(0, quickDeaths - 1))
}

async function probeUntilReady(probe: () => Promise<boolean>, running: ChildProcess): Promise<boolean> {
  while (running.pid !== undefined && running.exitCode === null && running.signalCode === null) {
    if (await probe().catch(() => false)) return true
    await delay(20)
  }
  return false
}

/** A shell that does nothing but wait for our end of its input to close, which our death does too, and then kills. */
function watchdogOf(child: ChildProcess): ChildProcess | undefined {
  if (child.pid === undefined) return undefined
  const watchdog = spawn('sh', ['-c', 'read -r _; kill -KILL "$0"', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watchdog.on('error', () => {})
  watchdog.stdin?.on('error', () => {})
  return watchdog
}

async function stopChild(child: Child, graceMs: number): Promise<void> {
  const { process: running } = child
  if (running.exitCode !== null || running.signalCode !== null || running.pid === undefined) return
  const gone = new Promise<void>((resolve) => running.once('exit', () => resolve()))
  running.kill('SIGTERM')
  const late = setTimeout(() => running.kill('SIGKILL'), graceMs)
  await gone
  clearTimeout(late)
}

function lastWordsOf(spec: ChildSpec): string {
  try {
    // Where in the code it was is for who reads the log.
    const lines = readFileSync(spec.logFile, 'utf8').trim().split('\n')
    return lines
      .filter((line) => !/^\s+at /.test(line))
      .slice(-lastLines)
      .join('\n')
  } catch {
    return ''
  }
}
