/**
 * Time that only passes where nothing is left to do: what would take minutes of waiting is run in seconds, and always the
 * same. Functions of a lane run in it as Lambda runs them, each with its share of a CPU, on a table and queues that take
 * their time.
 */
import type { SQSEvent } from 'aws-lambda'
import { addMs, type Instant } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Keys } from '../../shared/identity/index.ts'
import type { Lane, QueueName } from '../../shared/queues.ts'
import { type SendBatch, sqsQueues } from '../../shared/sqs.ts'
import type { Table } from '../../shared/table/table.ts'

/** Milliseconds from a request to its answer within a region, CPU aside; rather too many than too few. */
export const latencyMs = { get: 5, getMany: 12, query: 8, write: 8, send: 15, start: 50 }

interface Timer {
  at: number
  ring: () => void
}

/** A clock that is set to the next thing that is waited for. */
export class VirtualTime {
  /** Milliseconds since it began. */
  ms = 0
  readonly #timers: Timer[] = []

  after(ms: number): Promise<void> {
    return new Promise((ring) => this.#timers.push({ at: this.ms + ms, ring }))
  }

  /** Lets time pass until nothing is waited for any more. */
  async pass(): Promise<void> {
    for (;;) {
      // Calls that go together wait for a turn of the event loop, and for another.
      for (let turns = 0; turns < 3; turns++) await new Promise((turn) => setImmediate(turn))
      if (this.#timers.length === 0) return
      const next = this.#timers.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY)
      this.ms = next
      const ringing = this.#timers.filter(({ at }) => at <= next)
      this.#timers.splice(0, this.#timers.length, ...this.#timers.filter(({ at }) => at > next))
      for (const { ring } of ringing) ring()
    }
  }
}

/** What a function does to the world, counted. */
export interface Seen {
  calls: Record<'get' | 'getMany' | 'query' | 'write' | 'send', number>
  messages: { queue: QueueName; body: string; atMs: number }[]
  /** Most functions of a lane at work at a time. */
  mostAtWork: number
}

/** A world in virtual time: `cpuMs` of a call at a whole CPU, `cpus` of one that a function has. */
export interface VirtualWorld {
  table: Table
  time: VirtualTime
  start: Instant
  keys: Keys
  cpuMs: number
  cpus: number
  seen: Seen
}

/** Nothing seen yet. */
export const nothingSeen = (): Seen => ({
  calls: { get: 0, getMany: 0, query: 0, write: 0, send: 0 },
  messages: [],
  mostAtWork: 0,
})

/** Names of queues as their addresses. */
const urls = new Proxy({} as Record<QueueName, string>, { get: (_, name) => String(name) })

/** The ports of one call of a function: its calls share its CPU, one after the other, and wait beside each other. */
export function virtualPorts({ table, time, start, keys, cpuMs, cpus, seen }: VirtualWorld): Ports {
  let busyUntil = 0
  const call = async <Answer>(name: keyof Seen['calls'], make: () => Promise<Answer>): Promise<Answer> => {
    seen.calls[name]++
    busyUntil = Math.max(busyUntil, time.ms) + cpuMs / cpus
    await time.after(busyUntil - time.ms + latencyMs[name])
    return make()
  }
  const send: SendBatch = ({ QueueUrl, Entries }) =>
    call('send', async () => {
      const sent = Entries.map(({ MessageBody: body }) => ({ queue: QueueUrl as QueueName, body, atMs: time.ms }))
      seen.messages.push(...sent)
      return {}
    })
  return {
    table: {
      ...table,
      get: (key) => call('get', () => table.get(key)),
      getMany: (keys) => call('getMany', () => table.getMany(keys)),
      query: (query) => call('query', () => table.query(query)),
      write: (write) => call('write', () => table.write(write)),
    },
    queues: sqsQueues(send, urls),
    clock: { now: () => addMs(start, Math.round(time.ms)) },
    keys,
    stage: 'test',
    epoch: 0,
    bundlesLive: true,
    log: { info: () => {}, warn: () => {}, error: (message, fields) => console.error(message, fields) },
    backoff: () => time.after(10),
    pause: (ms) => time.after(ms),
  }
}

/** Most messages of one call. */
const batchSize = 10

/** Works a lane off, as messages come, with so many functions at most; resolves when it is empty. */
export async function workOff(
  world: VirtualWorld,
  lane: Lane,
  { functions, call }: { functions: number; call: (ports: Ports, batch: SQSEvent) => Promise<unknown> },
): Promise<void> {
  const { seen, time } = world
  let taken = 0
  let atWork = 0
  const waiting = () => seen.messages.slice(taken).filter(({ queue }) => queue === lane)
  const begin = () => {
    for (let some = waiting(); some.length > 0 && atWork < functions; some = waiting()) {
      const batch = some.slice(0, batchSize)
      taken = seen.messages.indexOf(batch.at(-1) as Seen['messages'][number]) + 1
      atWork++
      seen.mostAtWork = Math.max(seen.mostAtWork, atWork)
      const Records = batch.map(({ body }, index) => ({ messageId: `${taken}.${index}`, body }))
      void time.after(latencyMs.start).then(async () => {
        await call(virtualPorts(world), { Records } as unknown as SQSEvent)
        atWork--
        begin()
      })
    }
  }
  begin()
  await time.pass()
}
