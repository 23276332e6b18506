/**
 * The real processes under kill -9: transfers come in, in a shuffled order and some of them twice, clerks approve over
 * HTTP, while processes of the stack are killed at random, the table does not answer for seconds and the queues go away
 * and come back. Nobody tells the stack; it must come out as if nothing had happened.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import fc from 'fast-check'
import { type InboundType, wireType } from '../../events/index.ts'
import { credentials } from '../../infra/local/config.ts'
import { apiClient } from '../../infra/local/day/api-client.ts'
import { type ReadyFile, startStack } from '../../infra/local/stack.ts'
import { instant } from '../../shared/calendar/index.ts'
import { credit, enrolment, pause, person } from '../support/people.ts'

const A = '130200'
const B = '130100'
const clerkOfA = { role: 'clerk', admdvs: A } as const

/** What is done to the stack; nothing for an undisturbed run. */
export interface Weather {
  cases: number
  /** Processes of ours that are killed. */
  kills: number
  /** Times that DynamoDB Local is stopped for up to two seconds and goes on. */
  pauses?: number
  /** Times that the SQS server is killed and started again; it keeps its messages on disk then. */
  restarts?: number
  seed: number
}

/** What came of a storm. */
export interface StormResult {
  /** What was killed or paused, how often. */
  kills: Record<string, number>
  /** Result and sum of every case, sorted. */
  outcomes: string[]
  balanced: boolean
  violations: string[]
  unfunded: string
}

/** Plays transfers in such weather. */
export async function storm(weather: Weather): Promise<StormResult> {
  const { cases, seed, pauses = 0, restarts = 0 } = weather
  const dataDir = restarts > 0 ? mkdtempSync(join(tmpdir(), 'mianshen-storm-')) : undefined
  const kept = dataDir === undefined ? {} : { dataDir }
  const now = instant('2026-03-02T09:00:00+08:00')
  const stack = await startStack({ now, stubs: false, port: 0, say: () => {}, ...kept })
  try {
    const ready = stack.describe()
    const api = apiClient(ready.api)
    const psns = Array.from({ length: cases }, (_, index) => `S${String(index).padStart(4, '0')}`)
    const killed: Record<string, number> = {}
    const storming = Promise.all([
      killSome(() => stack.describe().pids, { kills: weather.kills, waitMs: 500, seed }, killed),
      pauseSome(() => stack.describe().stores.dynamodb, { pauses, seed }, killed),
      killSome(() => ({ sqs: stack.describe().stores.sqs ?? 0 }), { kills: restarts, waitMs: 4_000, seed }, killed),
    ])
    await sendAll(ready, shuffled(psns.flatMap(eventsOf), seed))
    await approveAll(api, psns.length)
    await storming
    const outcomes = await Promise.all(psns.map((psn_no) => settledOutcome(api, psn_no)))
    const check = await retried(() =>
      api.get<{ balanced: boolean; violations: string[]; unfunded: string }>({ role: 'operator' }, '/v1/ledger/check'),
    )
    return { kills: killed, outcomes: outcomes.sort(), ...check }
  } finally {
    await stack.stop()
    if (dataDir !== undefined) rmSync(dataDir, { recursive: true, force: true })
  }
}

type Told = { type: InboundType; id: string; data: Record<string, unknown> }

/** All that is told of a person; some of it twice. */
function eventsOf(psn_no: string, index: number): Told[] {
  const told: [InboundType, Record<string, unknown>][] = [
    ['person.registered', { ...person(1), psn_no }],
    ['enrolment.registered', enrolment(psn_no, A, '2019-03-01')],
    ['account.credited', credit(psn_no, A, `${100 + index}.00`)],
    ['enrolment.paused', pause(psn_no, A, '2026-01-31')],
    ['enrolment.registered', enrolment(psn_no, B, '2026-03-02')],
  ]
  const events = told.map(([type, data], place) => ({ type, id: `${psn_no}-${place}`, data }))
  return [...events, events[index % events.length] as Told]
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const order = fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length })
  return fc.sample(order, { seed, numRuns: 1 })[0] as T[]
}

async function sendAll(ready: ReadyFile, events: readonly Told[]): Promise<void> {
  const sqs = new SQSClient({ endpoint: ready.sqs, region: ready.region, credentials, maxAttempts: 20 })
  for (let start = 0; start < events.length; start += 10) {
    const Entries = events.slice(start, start + 10).map(({ type, id, data }, index) => {
      const envelope = {
        specversion: '1.0',
        id,
        source: 'urn:storm',
        type: wireType(type),
        time: '2026-03-02T08:00:00+08:00',
      }
      return { Id: String(index), MessageBody: JSON.stringify({ ...envelope, data }) }
    })
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: ready.queues.inbox, Entries }))
    await delay(50)
  }
}

/** Kills one process after another, whichever the seed says, at uneven times. */
async function killSome(
  pids: () => Record<string, number>,
  { kills, waitMs, seed }: { kills: number; waitMs: number; seed: number },
  killed: Record<string, number>,
): Promise<void> {
  const waits = fc.integer({ min: waitMs / 10, max: waitMs })
  const chances = fc.sample(fc.tuple(fc.nat(), waits), { seed, numRuns: kills * 3 + 1 })
  let done = 0
  for (const [which, wait] of chances) {
    if (done >= kills) return
    await delay(wait)
    const alive = Object.entries(pids())
    const [name, pid] = alive[which % alive.length] ?? ['', 0]
    if (signal(pid, 'SIGKILL')) {
      killed[name] = (killed[name] ?? 0) + 1
      done++
    }
  }
}

/** Stops the table's process in its tracks, and lets it go on. */
async function pauseSome(
  pid: () => number | undefined,
  { pauses, seed }: { pauses: number; seed: number },
  paused: Record<string, number>,
): Promise<void> {
  const lengths = fc.sample(fc.integer({ min: 100, max: 2_000 }), { seed, numRuns: pauses + 1 })
  for (const length of lengths.slice(0, pauses)) {
    await delay(length)
    const stopped = pid() ?? 0
    if (!signal(stopped, 'SIGSTOP')) continue
    paused.dynamodb = (paused.dynamodb ?? 0) + 1
    await delay(length)
    signal(stopped, 'SIGCONT')
  }
}

/** False if the process died a moment ago and is being started again. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return pid > 0 && process.kill(pid, name)
  } catch {
    return false
  }
}

/** Tries until the API is there again. */
async function retried<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await call()
    } catch (error) {
      if (tries > 600) throw error
      await delay(100)
    }
  }
}

/** The clerks of A approve whatever is open until every case has been decided. */
async function approveAll(api: ReturnType<typeof apiClient>, cases: number): Promise<void> {
  const decided = new Set<string>()
  for (let rounds = 0; decided.size < cases; rounds++) {
    if (rounds > 1200) throw new Error(`only ${decided.size} of ${cases} tasks came`)
    const { tasks } = await retried(() => api.get<{ tasks: { task_id: string }[] }>(clerkOfA, '/v1/tasks?limit=100'))
    for (const { task_id } of tasks) {
      const { status } = await retried(() =>
        api.call(clerkOfA, 'POST', `/v1/tasks/${task_id}/decision`, { decision: 'approve' }),
      )
      // 409: the answer of an approval that worked was lost with the process that gave it.
      if (status === 200 || status === 409) decided.add(task_id)
    }
    await delay(100)
  }
}

async function settledOutcome(api: ReturnType<typeof apiClient>, psn_no: string): Promise<string> {
  const citizen = { role: 'citizen', psn_no } as const
  for (let tries = 0; tries < 300; tries++) {
    const { cases } = await retried(() =>
      api.get<{ cases: { status: string; outcome?: { result: string; amt: string } }[] }>(citizen, '/v1/cases'),
    )
    const [kase] = cases
    if (kase?.status === 'done') return `${psn_no} ${kase.outcome?.result} ${kase.outcome?.amt} ×${cases.length}`
    await delay(100)
  }
  return `${psn_no} stuck`
}
