/** The world that processes call: a table, queues and a clock, each of which fails in every way a real one may. */
import type { InboxPorts } from '../../functions/inbox/archive.ts'
import { addMs, compareInstants, type Instant, instant } from '../../shared/calendar/index.ts'
import { type ManualClock, manualClock } from '../../shared/clock/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Log } from '../../shared/log.ts'
import { type QueueName, queueNames, type Refused } from '../../shared/queues.ts'
import type { RestAfter } from '../../shared/registers/look.ts'
import { ttlAttribute } from '../../shared/table/definition.ts'
import { type MemoryTable, memoryTable } from '../../shared/table/memory.ts'
import type { Item, Query, Table, Transacted, Write } from '../../shared/table/table.ts'
import { memoryBucket } from '../support/bucket.ts'
import { testKeys } from '../support/stack.ts'
import { type FaultKind, type Faults, isExpected, SimulatedFault } from './faults.ts'
import { Process, type Processes } from './processes.ts'
import { MemoryQueue } from './queue.ts'
import type { Random } from './random.ts'

/** Something written to the table: what was there before and what stands now. */
export interface Written {
  at: Instant
  by: string
  changes: { before: Item | undefined; after: Item | undefined }[]
}

/** A message that left for a queue. */
export interface Sent {
  at: Instant
  queue: QueueName
  body: string
}

/** What ends goes to rest within hours here, so that late messages find it there. */
const soon: RestAfter = { settled: 0.05, quiet: 1 }

const never = <T>() => new Promise<T>(() => {})

/** Table, queues and clock, and what was seen of them. */
export class World {
  readonly clock: ManualClock
  readonly table: MemoryTable = memoryTable()
  readonly archive = memoryBucket()
  readonly queues: ReadonlyMap<QueueName, MemoryQueue>
  readonly sent: Sent[] = []
  readonly errors: string[] = []
  readonly #index: MemoryTable = memoryTable()
  #notIndexed: { pk: string; sk: string }[] = []
  readonly #faults: Faults
  readonly #processes: Processes
  readonly #random: Random
  readonly #written: (written: Written) => void

  constructor(
    start: string,
    parts: { faults: Faults; processes: Processes; random: Random; written(w: Written): void },
  ) {
    this.clock = manualClock(instant(start))
    this.queues = new Map(queueNames.map((name) => [name, new MemoryQueue(() => this.clock.now())]))
    this.#faults = parts.faults
    this.#processes = parts.processes
    this.#random = parts.random
    this.#written = parts.written
  }

  queue(name: QueueName): MemoryQueue {
    return this.queues.get(name) as MemoryQueue
  }

  /** Makes a process of this world. */
  process(name: string): Process {
    const skewMs = this.#faults.strikes('clock-skew', this.#random) ? this.#random.int(-1500, 1500) : 0
    return new Process(name, skewMs)
  }

  /** The world as a process calls it. */
  ports(process: Process): InboxPorts {
    return {
      archive: this.archive,
      table: this.#table(process),
      queues: { send: (queue, bodies, group) => this.#send(process, queue, bodies, group) },
      clock: { now: () => addMs(this.clock.now(), process.skewMs) },
      keys: testKeys,
      stage: 'test',
      epoch: 0,
      bundlesLive: true,
      restAfter: soon,
      log: this.#log(process),
      backoff: () => this.#processes.blocked(process),
    }
  }

  /** The world as it is, for those who watch it: no faults, no waiting. */
  get quiet(): Ports {
    return {
      table: this.table,
      queues: { send: async (queue, bodies, group) => this.queue(queue).send(bodies, group) },
      clock: this.clock,
      keys: testKeys,
      stage: 'test',
      epoch: 0,
      bundlesLive: true,
      restAfter: soon,
      log: { info: () => {}, warn: () => {}, error: () => {} },
      backoff: async () => {},
    }
  }

  /** What falls due next, by the table itself. */
  nextDue(): Instant | undefined {
    const dues: Instant[] = []
    for (const item of this.table.items.values()) if (item.due !== undefined) dues.push(item.due_at as Instant)
    return dues.sort(compareInstants)[0]
  }

  /** Brings the index up to date: it is seconds behind, and a proof looks at what is minutes old. */
  async catchUp(): Promise<void> {
    for (const key of this.#notIndexed.splice(0)) await this.#bring(key)
  }

  /** Deletes what has outlived its time, as the table does by itself. */
  expire(): void {
    const now = Math.floor(Date.parse(this.clock.now()) / 1000)
    for (const item of [...this.table.items.values()]) {
      if (item[ttlAttribute] === undefined || (item[ttlAttribute] as number) > now) continue
      void this.table.write({ remove: { pk: item.pk, sk: item.sk } })
      this.#faults.count('expired-identity')
    }
  }

  #log(process: Process): Log {
    return {
      info: () => {},
      warn: () => {},
      error: (message, fields = {}) => {
        if (!isExpected(fields.error) && this.errors.length < 50)
          this.errors.push(`${process.name}: ${message} ${JSON.stringify(fields)}`)
      },
    }
  }

  async #call<T>(process: Process, effect: () => Promise<T>): Promise<T> {
    await this.#processes.blocked(process)
    this.clock.set(addMs(this.clock.now(), this.#random.int(1, 20)))
    if (this.#strikes('slow-call')) this.clock.set(addMs(this.clock.now(), this.#random.int(5_000, 120_000)))
    if (this.#strikes('stopped-before-call')) return this.#stop(process)
    this.#fails('throttled')
    this.#fails('timed-out-not-worked')
    const result = await effect()
    if (this.#strikes('stopped-after-call')) return this.#stop(process)
    this.#fails('timed-out-worked')
    return result
  }

  #strikes(kind: FaultKind): boolean {
    return this.#faults.strikes(kind, this.#random)
  }

  #fails(kind: FaultKind): void {
    if (this.#strikes(kind)) throw new SimulatedFault(kind)
  }

  #stop<T>(process: Process): Promise<T> {
    this.#processes.stop(process)
    return never<T>()
  }

  #table(process: Process): Table {
    const { table } = this
    return {
      get: (key) => this.#call(process, () => table.get(key)),
      getMany: (keys, how) => this.#call(process, () => table.getMany(keys, how)),
      query: async (query) =>
        (await this.#isEmpty(query)) ? { items: [] } : this.#call(process, () => this.#query(query)),
      scan: (cursor, how) => this.#call(process, () => table.scan(cursor, how)),
      write: (write) =>
        this.#call(process, async () => {
          this.#fails('conflict')
          const done = await this.#carryOut(
            process,
            [write],
            () => table.write(write),
            (result) => result,
          )
          // A client that tries again by itself after an answer that got lost finds its own first try.
          return this.#strikes('worked-twice')
            ? this.#carryOut(
                process,
                [write],
                () => table.write(write),
                (result) => result,
              )
            : done
        }),
      putMany: (items) =>
        this.#call(process, () =>
          this.#carryOut(
            process,
            items.map((put) => ({ put })),
            () => table.putMany(items),
            () => true,
          ),
        ),
      transact: (writes) =>
        this.#call(process, async (): Promise<Transacted> => {
          if (this.#strikes('conflict')) return { ok: false, failed: [] }
          return this.#carryOut(
            process,
            writes,
            () => table.transact(writes),
            ({ ok }) => ok,
          )
        }),
    }
  }

  async #carryOut<T>(
    process: Process,
    writes: readonly Write[],
    run: () => Promise<T>,
    worked: (result: T) => boolean,
  ): Promise<T> {
    const keys = writes.map((write) => {
      const { pk, sk } =
        'put' in write ? write.put : 'remove' in write ? write.remove : 'check' in write ? write.check : write.update
      return { pk, sk }
    })
    const before = keys.map(({ pk, sk }) => this.table.items.get(`${pk}\u0000${sk}`))
    const result = await run()
    if (!worked(result)) return result
    const changes = keys.map(({ pk, sk }, index) => ({
      before: before[index],
      after: this.table.items.get(`${pk}\u0000${sk}`),
    }))
    this.#notIndexed.push(...keys)
    this.#written({ at: this.clock.now(), by: process.name, changes })
    return result
  }

  /** Of the shards of what falls due nearly all are empty here: nothing happens to who looks there. */
  async #isEmpty({ index, pk }: Query): Promise<boolean> {
    if (index !== 'due') return false
    const found = await Promise.all([this.table, this.#index].map((table) => table.query({ index, pk, limit: 1 })))
    return found.every(({ items }) => items.length === 0)
  }

  async #query(query: Query) {
    const limit = this.#strikes('short-page') ? Math.min(query.limit ?? 3, this.#random.int(1, 3)) : query.limit
    const wanted = limit === undefined ? query : { ...query, limit }
    if (query.index === undefined) return this.table.query(wanted)
    const stale = this.#notIndexed.length > 0 && this.#strikes('stale-index')
    const upTo = stale ? this.#random.int(0, this.#notIndexed.length - 1) : this.#notIndexed.length
    for (const key of this.#notIndexed.splice(0, upTo)) await this.#bring(key)
    return this.#index.query(wanted)
  }

  /** The index shows the item as it stands. */
  async #bring(key: { pk: string; sk: string }): Promise<void> {
    const item = this.table.items.get(`${key.pk}\u0000${key.sk}`)
    await this.#index.write(item ? { put: item } : { remove: key })
  }

  async #send(
    process: Process,
    name: QueueName,
    bodies: readonly string[],
    group: string | undefined,
  ): Promise<readonly Refused[]> {
    const put = (some: readonly string[]) => {
      const refused = this.queue(name).send(some, group)
      const gone = new Set(refused.map(({ body }) => body))
      for (const body of some) if (!gone.has(body)) this.sent.push({ at: this.clock.now(), queue: name, body })
      return refused
    }
    return this.#call(process, async () => {
      if (bodies.length > 1 && this.#strikes('sent-in-part')) {
        put(bodies.filter(() => this.#random.chance(0.5)))
        throw new SimulatedFault('sent-in-part')
      }
      const refused = put(bodies)
      if (this.#strikes('worked-twice')) put(bodies)
      return refused
    })
  }
}
