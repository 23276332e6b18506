/** Measuring: what a run of so many cases cost, per case. */
import { setTimeout as delay } from 'node:timers/promises'
import { type InboundType, wireType } from '../../events/index.ts'
import type { Ports } from '../../shared/chain/ports.ts'
import type { Bench } from './stores.ts'

/** Figures of a run, per case. Units: DynamoDB capacity units; CPU of this process alone, without the stores. */
export interface Figures {
  bundle: string
  cases: number
  seconds: number
  cases_per_second: number
  commits: number
  read_units: number
  write_units: number
  sqs_requests: number
  sqs_bytes: number
  cpu_ms: number
  calls: Record<string, number>
}

const rounded = (value: number) => Math.round(value * 100) / 100

/** Runs and counts. */
export async function measure(bench: Bench, bundle: string, cases: number, run: () => Promise<void>): Promise<Figures> {
  await delay(500)
  bench.meter.reset()
  const cpu = process.cpuUsage()
  const begun = performance.now()
  await run()
  const seconds = (performance.now() - begun) / 1000
  // What is still being sent and marked belongs to the run, and the waiting for it does not.
  await delay(1000)
  const { user, system } = process.cpuUsage(cpu)
  const { costs } = bench.meter
  const each = (total: number) => rounded(total / cases)
  return {
    bundle,
    cases,
    seconds: rounded(seconds),
    cases_per_second: rounded(cases / seconds),
    commits: each(costs.commits),
    read_units: each(costs.read_units),
    write_units: each(costs.write_units),
    sqs_requests: each(costs.sqs_requests),
    sqs_bytes: each(costs.sqs_bytes),
    cpu_ms: each((user + system) / 1000),
    calls: Object.fromEntries(Object.entries(costs.calls).map(([name, total]) => [name, each(total)])),
  }
}

let events = 0

/** Puts events into the inbox, as a partner does. */
export function eventBodies(ports: Ports) {
  return {
    async send(list: readonly (readonly [InboundType, Record<string, unknown>])[]): Promise<void> {
      const time = ports.clock.now()
      const bodies = list.map(([type, data]) =>
        JSON.stringify({
          specversion: '1.0',
          id: `b${++events}`,
          source: 'urn:bench',
          type: wireType(type),
          time,
          data,
        }),
      )
      await ports.queues.send('inbox', bodies)
    },
  }
}

/** Waits until something holds; fails after two minutes. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 2400; tries++) {
    if (await holds()) return
    await delay(50)
  }
  throw new Error('bench: it did not come to an end')
}
