/**
 * A crowd that falls due at one moment. Its CPU is measured with some thousands on DynamoDB Local and the SQS server, by
 * the wire; what it asks of table and queues, and how long it takes, is counted in virtual time with ten of the shards of
 * a million, whole, all in one function, which is the worst that a lane makes of it. From both a million is reckoned.
 */
import type { SQSEvent } from 'aws-lambda'
import { makeSweep } from '../../functions/clock/clock.ts'
import { releaseDigest } from '../../functions/worker/new-release.ts'
import { makeWorker } from '../../functions/worker/worker.ts'
import { functionSpecs } from '../../infra/functions.ts'
import { instant } from '../../shared/calendar/index.ts'
import type { OwnMessage } from '../../shared/engine/messages.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Queues } from '../../shared/queues.ts'
import { dueShard, dueShardAt, dueShards, releaseKey } from '../../shared/table/keys.ts'
import { memoryTable } from '../../shared/table/memory.ts'
import type { Item } from '../../shared/table/table.ts'
import { testKeys } from '../support/stack.ts'
import { inParallel, rounded } from './measure.ts'
import { startBench } from './stores.ts'
import { countingReads, countingUnits } from './units.ts'
import { nothingSeen, type Seen, VirtualTime, type VirtualWorld, virtualPorts, workOff } from './virtual.ts'

const million = 1_000_000
const dueAt = '2026-03-31T16:00:00+08:00'
/** A case that waits, sealed, as our bundles store it. */
const caseBytes = 900
/** The clock looks once a minute. */
const untilLooked = 60

const dueItem = (n: number, due: string): Item => ({
  pk: `P#crowd${n}`,
  sk: 'B#case#x',
  due,
  due_at: instant(dueAt),
  p: new Uint8Array(caseBytes),
})

/** CPU milliseconds of this process for each item that is woken, by the wire, on stores of this machine. */
export async function cpuOfSweep(items: number): Promise<number> {
  const bench = await startBench(dueAt)
  try {
    const crowd = Array.from({ length: items }, (_, n) => dueItem(n, dueShard(`crowd${n}`)))
    await bench.aside.table.putMany(crowd)
    const sweepers: OwnMessage[] = []
    const queues: Queues = {
      send(queue, bodies, group) {
        const messages = bodies.map((body): OwnMessage => JSON.parse(body))
        sweepers.push(...messages.filter(({ kind }) => kind === 'sweep'))
        return bench.ports.queues.send(queue, bodies, group)
      },
    }
    const ports: Ports = { ...bench.ports, queues }
    const cpu = process.cpuUsage()
    await makeSweep(ports)()
    await inParallel(batchesOf(sweepers), 1, async (batch) => void (await makeWorker(ports)(batch)))
    const { user, system } = process.cpuUsage(cpu)
    const left = await makeSweep(ports)()
    if (left > 0) throw new Error(`sweep: ${left} were left`)
    return (user + system) / 1000 / items
  } finally {
    await bench.stop()
  }
}

/** Messages that SQS hands to a function at once. */
const abreast = 10

function* batchesOf(messages: readonly OwnMessage[]): Iterable<SQSEvent> {
  for (let from = 0; from < messages.length; from += abreast) {
    const Records = messages
      .slice(from, from + abreast)
      .map((message, index) => ({ messageId: `${from}.${index}`, body: JSON.stringify(message) }))
    yield { Records } as unknown as SQSEvent
  }
}

/** What became of whole shards in virtual time. */
export interface SweptShards {
  items: number
  /** Until the last wake had left. */
  seconds: number
  /** All that was asked of table and queues. */
  calls: Seen['calls']
  read_units: number
  write_units: number
  /** Messages to sweepers. */
  sweeps: number
  /** Write units of the shard of the index that gave most, in its busiest ten seconds, a second. */
  busiest_shard: number
}

/** Sweeps so many shards of so many items each; all of them fall to one function at a time. */
export async function sweepVirtually(shards: number, itemsAShard: number, cpuMsACall: number): Promise<SweptShards> {
  const time = new VirtualTime()
  const written = new Map<string, number>()
  let write_units = 0
  let read_units = 0
  const counted = countingUnits(memoryTable(), (units, partition) => {
    const window = `${partition} ${Math.floor(time.ms / windowMs)}`
    written.set(window, (written.get(window) ?? 0) + units)
    write_units += units
  })
  const table = countingReads(counted, (units) => {
    read_units += units
  })
  for (let shard = 0; shard < shards; shard++) {
    const crowd = Array.from({ length: itemsAShard }, (_, n) => dueItem(shard * itemsAShard + n, dueShardAt(shard)))
    await table.putMany(crowd)
  }
  write_units = 0
  // The release is known: that its rows are kept is no crowd's cost.
  await table.write({ put: { ...releaseKey, d: releaseDigest() } })
  written.clear()
  const seen = nothingSeen()
  const cpus = functionSpecs.worker.memory / wholeCpuMb
  const world: VirtualWorld = { table, time, start: instant(dueAt), keys: testKeys, cpuMs: cpuMsACall, cpus, seen }
  const looked = makeSweep(virtualPorts(world))()
  await time.pass()
  await looked
  await workOff(world, 'mass', { functions: 1, call: (ports, batch) => makeWorker(ports)(batch) })
  const wakes = seen.messages.filter(({ queue }) => queue === 'steady')
  const items = shards * itemsAShard
  if (wakes.length !== items) throw new Error(`sweep: ${wakes.length} of ${items} were woken`)
  const ofShards = [...written].flatMap(([window, units]) => (window.startsWith('due:') ? [units] : []))
  return {
    items,
    seconds: rounded((wakes.at(-1)?.atMs ?? 0) / 1000),
    calls: seen.calls,
    read_units,
    write_units,
    sweeps: seen.messages.length - wakes.length,
    busiest_shard: rounded(ofShards.reduce((most, units) => Math.max(most, units), 0) / (windowMs / 1000)),
  }
}

const windowMs = 10_000
/** Memory with which a function has a whole CPU. */
const wholeCpuMb = 1769

/** Measures CPU with so many items on the stores of this machine, sweeps in virtual time, and reckons a million. */
export async function benchSweep(measured: number) {
  const cpuMs = await cpuOfSweep(measured)
  // An item is a little more than a call.
  const swept = await sweepVirtually(abreast, Math.ceil(million / dueShards), cpuMs)
  const seconds = rounded(untilLooked + swept.seconds)
  const line = (what: string, count: number) => ({
    what,
    'an item': Math.round((count / swept.items) * 10_000) / 10_000,
    'a million': Math.round((count / swept.items) * million),
    'a second': Math.round((count / swept.items) * (million / swept.seconds)),
  })
  const lines = [
    line('wakes', swept.items),
    ...Object.entries(swept.calls).map(([what, calls]) => line(callNames[what as keyof Seen['calls']], calls)),
    line('messages to sweepers', swept.sweeps),
    line('read units', swept.read_units),
    line('write units', swept.write_units),
    line('CPU of sweepers, ms', cpuMs * swept.items),
  ]
  return { measured, swept, seconds_to_the_last_wake: seconds, kept: seconds < limit, lines }
}

const callNames: Readonly<Record<keyof Seen['calls'], string>> = {
  query: 'Query',
  getMany: 'BatchGetItem',
  get: 'GetItem',
  write: 'UpdateItem',
  send: 'SendMessageBatch',
}

/** Seconds that a million may take. */
const limit = 300
