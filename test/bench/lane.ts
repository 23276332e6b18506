/**
 * What the inbox and the workers take of an event, in batches of ten as SQS hands them over: the handlers in this process
 * on DynamoDB Local and the SQS server by the lean wire, without reading queues, which is Lambda's work in the cloud.
 */
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { generateKeyPair, sign } from '../../events/signing.ts'
import { benchNow, type Told } from '../../functions/bench.ts'
import { inboundTypes } from '../../functions/bundles/catalogue.ts'
import { makeInbox, ownInbox } from '../../functions/inbox/inbox.ts'
import { doorOf } from '../../functions/inbox/partners.ts'
import { sourceOf } from '../../functions/partner-names.ts'
import { makeWorker } from '../../functions/worker/worker.ts'
import { batchOf } from '../../infra/cost/lane.ts'
import type { KindName } from '../../infra/cost/province.ts'
import { instant } from '../../shared/calendar/index.ts'
import { lanes } from '../../shared/queues.ts'
import { memoryBucket } from '../support/bucket.ts'
import { benchOf } from './bundles.ts'
import { eachTold, plainKinds } from './kinds.ts'
import { eventBody, inParallel, spread } from './measure.ts'
import { type CountedBench, startBench } from './stores.ts'

/** What was measured of a handler on events of a kind. */
export interface LaneFigures {
  what: string
  /** Events a CPU second of this process, the stores not in it. */
  events_per_cpu_second: number
  cpu_ms_an_event: number
}

/** What is told, and of whom what is known before. */
interface Flood {
  readonly before: (n: number) => Told[]
  readonly told: (n: number) => Told[]
}

const transfer = benchOf('transfer')
const floods: readonly (readonly [KindName, Flood])[] = [
  ['contribution', plainKinds.contribution],
  ['credit', plainKinds.credit],
  ['spending', plainKinds.spending],
  ['new person', plainKinds['new person']],
  ['transfer', { before: transfer.before, told: (n) => [transfer.trigger(n)] }],
]

type Handler = (batch: SQSEvent) => Promise<SQSBatchResponse>

/** Batches at work at a time in this process: enough that it never waits for the stores with nothing to do. */
const width = 4

/** So many persons a kind and run; the first run warms up and is not told. */
export async function benchLane(persons: number, runs: number): Promise<LaneFigures[]> {
  const bench = await startBench(benchNow)
  try {
    const figures = new Map<string, number[]>()
    for (let run = 0; run <= runs; run++) {
      for (const [index, [kind, flood]] of floods.entries()) {
        const first = (run * floods.length + index) * persons
        const numbers = Array.from({ length: persons }, (_, n) => first + n)
        const measured = await floodOf(bench, flood, numbers)
        for (const [stage, ms] of Object.entries(measured)) {
          const what = `${stage}, ${kind}`
          if (run > 0) figures.set(what, [...(figures.get(what) ?? []), ms])
        }
      }
    }
    return [...figures].map(([what, times]) => {
      const cpu_ms_an_event = spread(times).median
      return { what, events_per_cpu_second: Math.round(1000 / cpu_ms_an_event), cpu_ms_an_event }
    })
  } finally {
    await bench.stop()
  }
}

/** CPU milliseconds an event, of each stage it passes. */
async function floodOf(bench: CountedBench, { before, told }: Flood, numbers: readonly number[]) {
  const { ports } = bench
  let caught: string[] = []
  const send = ports.queues.send.bind(ports.queues)
  const queues: typeof ports.queues = {
    send(queue, bodies, group) {
      if ((lanes as readonly string[]).includes(queue)) caught.push(...bodies)
      return send(queue, bodies, group)
    },
  }
  const own = { ...ports, queues, archive: memoryBucket() }
  const worker = makeWorker(own)
  const open = makeInbox(own, ownInbox)
  const { signed, door } = signing(bench)

  /** Hands messages over; answers CPU a message. */
  const through = async (handler: Handler, bodies: readonly string[]) => {
    const cpu = process.cpuUsage()
    await inParallel(batchesOf(bodies), width, async (batch) => {
      const { batchItemFailures } = await handler(batch)
      if (batchItemFailures.length > 0) throw new Error(`lane: ${batchItemFailures.length} messages failed`)
    })
    const { user, system } = process.cpuUsage(cpu)
    return (user + system) / 1000 / bodies.length
  }
  const passedOn = () => {
    const bodies = caught
    caught = []
    return bodies
  }
  const workedOff = async () => {
    for (let bodies = passedOn(); bodies.length > 0; bodies = passedOn()) await through(worker, bodies)
  }
  for (const list of eachTold(numbers.map(before))) {
    await through(
      open,
      list.map((one) => eventBody(one, benchNow)),
    )
    await workedOff()
  }
  const [list = []] = eachTold(numbers.map(told))
  const bodies = list.map((one) => eventBody(one, benchNow))
  const signedBodies = signed(bodies)
  const inbox = await through(open, bodies)
  const unsent = passedOn()
  const inboxSigned = await through(makeInbox(own, door), signedBodies)
  passedOn()
  const work = await through(worker, unsent)
  await workedOff()
  return { inbox, 'inbox with signatures': inboxSigned, worker: work }
}

/** A partner that signs: its events and its door. */
function signing({ ports }: CountedBench) {
  const keys = generateKeyPair()
  const key = { id: 'k', publicKey: keys.publicKey, from: instant('2020-01-01T00:00:00+08:00') }
  const partner = { id: 'bench', sends: [...inboundTypes], keys: [key], receipts: 'none' as const }
  const signed = (bodies: readonly string[]) =>
    bodies.map((body) => JSON.stringify(sign({ ...(JSON.parse(body) as object), source: sourceOf(partner.id) }, keys)))
  return { signed, door: doorOf(partner, ports.clock) }
}

let messages = 0

function* batchesOf(bodies: readonly string[]): Iterable<SQSEvent> {
  for (let from = 0; from < bodies.length; from += batchOf) {
    const some = bodies.slice(from, from + batchOf)
    yield { Records: some.map((body) => ({ messageId: `m${++messages}`, body })) } as unknown as SQSEvent
  }
}
