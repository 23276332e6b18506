/**
 * The system in a process of its own, so that its CPU is its own: whoever plays partners and clerks, waits for queues to
 * empty and looks at the ends of cases is in the process that measures. Run as a program it is that process.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../../infra/local/config.ts'
import { endWithParent, sayReady } from '../../infra/local/processes/child.ts'
import { type Answered, openSystem, type System } from './system.ts'

/** What the process is asked. */
type Asked = { do: 'poll'; concurrency: number } | { do: 'cpu' } | { do: 'call'; with: Parameters<System['call']> }
interface Question {
  readonly n: number
  readonly asked: Asked
}
interface Reply {
  readonly n: number
  readonly said?: unknown
  readonly failed?: string
}

/** A system elsewhere. */
export interface Apart extends Pick<System, 'call' | 'stop'> {
  poll(concurrency: number): Promise<void>
  /** Milliseconds of CPU that its process has used. */
  cpuMs(): Promise<number>
}

/** Starts the process on the stores of a configuration. */
export async function openApart(configFile: string, now: string): Promise<Apart> {
  const child = fork(fileURLToPath(import.meta.url), [configFile, now], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await new Promise<void>((ready, failed) => {
    child.once('message', () => ready())
    child.once('exit', (code) => failed(new Error(`bench: the system ended with ${code}`)))
  })
  const ask = asking(child)
  return {
    poll: (concurrency) => ask<void>({ do: 'poll', concurrency }),
    cpuMs: () => ask<number>({ do: 'cpu' }),
    call: (...given) => ask<Answered>({ do: 'call', with: given }),
    async stop() {
      const ended = new Promise<void>((end) => child.once('exit', () => end()))
      child.kill('SIGTERM')
      await ended
    },
  }
}

function asking(child: ChildProcess) {
  const waiting = new Map<number, { done(said: unknown): void; failed(error: Error): void }>()
  let last = 0
  child.on('message', ({ n, said, failed }: Reply) => {
    const one = waiting.get(n)
    waiting.delete(n)
    if (failed === undefined) one?.done(said)
    else one?.failed(new Error(failed))
  })
  child.on('exit', () => {
    for (const one of waiting.values()) one.failed(new Error('bench: the system is gone'))
  })
  return <Said>(asked: Asked) =>
    new Promise<Said>((done, failed) => {
      waiting.set(++last, { done: (said) => done(said as Said), failed })
      child.send({ n: last, asked } satisfies Question)
    })
}

function serve(now: string): void {
  const system = openSystem(readConfig(), now)
  const answer = async (asked: Asked): Promise<unknown> => {
    if (asked.do === 'poll') return system.poll(asked.concurrency)
    if (asked.do === 'call') return system.call(...asked.with)
    const { user, system: kernel } = process.cpuUsage()
    return (user + kernel) / 1000
  }
  process.on('message', ({ n, asked }: Question) => {
    answer(asked).then(
      (said) => process.send?.({ n, said } satisfies Reply),
      (error: unknown) => process.send?.({ n, failed: String(error) } satisfies Reply),
    )
  })
  endWithParent(() => system.stop())
  sayReady()
}

if (import.meta.main) serve(String(process.argv[3]))
