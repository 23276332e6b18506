/** What every engine under comparison offers: transfers that begin, ask an office for approval, and come to an end. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** Called by a peer as its cases go on. */
export interface Heard {
  /** The case waits for the office's approval. */
  task(n: number): void
  /** The money can be spent. */
  done(n: number): void
}

/** A running engine with its stores. */
export interface Peer {
  /** Lays down persons with a paused relation and a balance; not measured. */
  prepare(numbers: readonly number[]): Promise<void>
  /** Tells of the enrolment that sets the case off. */
  begin(n: number): Promise<void>
  approve(n: number): Promise<void>
  /** Roots of the processes whose CPU counts: those that run the cases' code, and those that keep the state. */
  pids(): { worker: number[]; stores: number[] }
  stop(): Promise<void>
}

/** How to start one. `onDisk`: what is committed survives the machine's processes. */
export interface PeerSpec {
  name: string
  onDisk: boolean
  start(heard: Heard): Promise<Peer>
}

const ticksPerSecond = 100

/** CPU seconds of processes with all their descendants, those that have ended included. */
export function cpuSecondsOfTrees(roots: readonly number[]): number {
  const parents = new Map<number, number>()
  const ticks = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      parents.set(Number(name), Number(fields[1]))
      const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number)
      ticks.set(Number(name), (user ?? 0) + (system ?? 0) + (childUser ?? 0) + (childSystem ?? 0))
    } catch {
      // It ended while we looked.
    }
  }
  const isIn = (pid: number): boolean => roots.includes(pid) || (parents.has(pid) && isIn(parents.get(pid) as number))
  const sum = [...ticks].reduce((total, [pid, own]) => (isIn(pid) ? total + own : total), 0)
  return sum / ticksPerSecond
}

/** The process that runs a peer's cases: told things, and telling, by messages. */
export interface Worker {
  pid: number
  tell(message: object): void
  stop(): Promise<void>
}

/** Starts a program of this folder with an argument; resolves when it says `ready`. */
export async function startWorker(program: string, argument: object, heard: Heard): Promise<Worker> {
  const path = fileURLToPath(new URL(program, import.meta.url))
  const child = spawn(process.execPath, [path, JSON.stringify(argument)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await new Promise<void>((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`${program} exited with ${code}`)))
    child.on('message', (message: { ready?: true; task?: number; done?: number }) => {
      if (message.ready) resolve()
      if (message.task !== undefined) heard.task(message.task)
      if (message.done !== undefined) heard.done(message.done)
    })
  })
  return { pid: child.pid ?? 0, tell: (message) => void child.send(message), stop: () => ended(child) }
}

/** A foreign program that is killed when this process ends, however it ends. */
export function startServer(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const server = spawn(command, args, options)
  const watchdog = spawn('sh', ['-c', 'read -r _; kill -INT "$0"', String(server.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  server.on('exit', () => watchdog.kill('SIGKILL'))
  return server
}

/** Ends a process, kindly first. */
export async function ended(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill(signal)
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await gone
  clearTimeout(late)
}

/** Tries until something works; throws the last error after half a minute. */
export async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries > 150) throw error
      await delay(200)
    }
  }
}
