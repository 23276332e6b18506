/** One stack, and all who have to do with it: what every tale of the storm is played upon. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { type AnyInboundType, wireType } from '../../../events/index.ts'
import { credentials } from '../../../infra/local/config.ts'
import { type Stack, startStack } from '../../../infra/local/stack.ts'
import type { CloudEvent } from '../../../infra/local/stubs/partners.ts'
import { addMs, instant } from '../../../shared/calendar/index.ts'
import { Random } from '../../simulator/random.ts'
import { Callers, type Heard } from './callers.ts'
import { Offices } from './offices.ts'
import { rage, type Struck, type Weather } from './weather.ts'

/** The day on which all of it happens. */
export const today = '2026-03-02'
const start = instant(`${today}T09:00:00+08:00`)

/** What a partner tells. */
export interface Told {
  readonly type: AnyInboundType
  readonly id: string
  readonly data: Record<string, unknown>
}

/** The stack and who has to do with it. */
export interface World {
  readonly stack: Stack
  readonly callers: Callers
  readonly offices: Offices
  /** Puts events into the inbox, in this order. */
  tell(events: readonly Told[]): Promise<void>
  /** Whatever chance says, the same each time. */
  random(...words: string[]): Random
  /** Asks until what is heard will do; throws if it never does. */
  until<T>(what: string, look: () => Promise<T | undefined>): Promise<T>
  close(): Promise<void>
}

/** A matter that is played in the storm: each knows what is told and what must have come of it. */
export interface Tale {
  /** Told in calm weather. Resolves when the system knows it. */
  before(world: World): Promise<void>
  /** All that happens while processes die. Resolves when everybody has an answer and nothing more will come. */
  amid(world: World): Promise<void>
}

/** Starts a stack that keeps its queues on disk. */
export async function openWorld(seed: number): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mianshen-storm-'))
  const stack = await startStack({ now: start, stubs: false, port: 0, say: () => {}, dataDir })
  const ready = stack.describe()
  const sqs = new SQSClient({ endpoint: ready.sqs, region: ready.region, credentials, maxAttempts: 20 })
  const send = (events: readonly CloudEvent[]) => sendAll(sqs, ready.queues.inbox, events)
  const offices = new Offices(ready, send)
  return {
    stack,
    callers: new Callers(ready.api),
    offices,
    tell: (events) => send(events.map(eventOf)),
    random: (...words) => new Random(...words, seed),
    until,
    async close() {
      await Promise.all([offices.stop(), stack.stop()])
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** An event as it is told of the hour before. */
const eventOf = ({ type, id, data }: Told): CloudEvent => ({
  specversion: '1.0',
  id,
  source: 'urn:storm',
  type: wireType(type),
  time: `${today}T08:00:00+08:00`,
  data,
})

async function sendAll(sqs: SQSClient, QueueUrl: string, events: readonly CloudEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += 10) {
    const Entries = events.slice(at, at + 10).map((event, n) => ({ Id: String(n), MessageBody: JSON.stringify(event) }))
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
  }
}

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const last = performance.now() + 120_000; performance.now() < last; await delay(300)) {
    const found = await look()
    if (found !== undefined) return found
  }
  throw new Error(`it never came that ${what}`)
}

/** Plays all tales at once in such weather; answers what was struck, how often. */
export async function playInStorm(
  world: World,
  tales: readonly Tale[],
  weather: Weather,
  seed: number,
): Promise<Struck> {
  const { stack, callers } = world
  const raging = rage(stack, callers, weather, seed).then(async (struck) => {
    // Who called under a key when the API died may call again under it a minute later.
    const now = addMs(stack.describe().now, 120_000)
    await until('the clock is set', async () => (await setClock(stack, now)) || undefined)
    return struck
  })
  const [struck] = await Promise.all([raging, ...tales.map((tale) => tale.amid(world))])
  return struck
}

const setClock = (stack: Stack, now: string): Promise<boolean> =>
  fetch(`${stack.describe().api}/dev/clock`, { method: 'POST', body: JSON.stringify({ now }) }).then(
    ({ ok }) => ok,
    () => false,
  )

/** The clerks of an area decide whatever lies there, over and over, until the work is done; what has no decision yet they leave. */
export async function atWork<T>(
  { callers }: World,
  admdvs: string,
  decide: (task: Task) => object | undefined,
  work: Promise<T>,
): Promise<T> {
  const as = { role: 'clerk', admdvs } as const
  const office = { open: true }
  const deciding = (async () => {
    for (; office.open; await delay(250)) {
      const { tasks } = (await callers.read(as, '/v1/tasks?limit=100')) as { tasks: Task[] }
      for (const task of tasks) {
        const decision = decide(task)
        // 409: the answer of an approval that worked was lost with the process that gave it.
        if (decision) answered(await callers.answer(decisionOn(as, task, decision)), 200, 409)
      }
    }
  })()
  try {
    return await Promise.race([work, deciding.then(() => work)])
  } finally {
    office.open = false
    await deciding
  }
}

/** A task as clerks see it. */
export interface Task {
  readonly task_id: string
  // biome-ignore lint/suspicious/noExplicitAny: tests read what clerks read
  readonly facts: any
}

const decisionOn = (as: { role: 'clerk'; admdvs: string }, { task_id }: Task, body: object) =>
  ({ as, method: 'POST', path: `/v1/tasks/${task_id}/decision`, body }) as const

/** The answer, if it is one of these; else throws. */
export function answered(heard: Heard, ...statuses: number[]): Heard {
  if (!statuses.includes(heard.status)) throw new Error(`answered ${heard.status}: ${JSON.stringify(heard.body)}`)
  return heard
}
