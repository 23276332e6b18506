/** The API under more calls than it can answer: what it answers then, to whom, and how soon it is itself again. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Caller } from '../../events/samples/day.ts'
import { apiClient } from '../../infra/local/day/api-client.ts'
import { percentile, rounded } from '../bench/measure.ts'

/** What a flood met with. Times in milliseconds. */
export interface Saturation {
  what: string
  at_once: number
  calls_per_second: number
  answers: Record<string, number>
  /** Without an answer: refused or broken connections. */
  broken: number
  p50_ms: number
  p99_ms: number
  /** Somebody else, who calls five times a second meanwhile. */
  bystander: { answers: Record<string, number>; p50_ms: number; p99_ms: number }
  /** Until a call of one who flooded was answered 200 within a quarter of a second again. */
  recovered_after_ms: number
}

const floodMs = 8_000
const lookEveryMs = 200
const soonMs = 250
const longestMs = 2_000
const patienceMs = 60_000
const isWell = (status: string) => status === '200' || status === '429' || status === '503'

/**
 * Whether nobody met with anything but an answer or a request to come later, and those who were let in did not wait
 * long: an API that turns nobody away and lets everybody wait does not shed load.
 */
export function isOrderly({ answers, bystander, broken, p99_ms }: Saturation): boolean {
  const sheds = (answers['429'] ?? 0) + (answers['503'] ?? 0) > 0
  const well = [...Object.keys(answers), ...Object.keys(bystander.answers)].every(isWell)
  return broken === 0 && well && (sheds || p99_ms < longestMs)
}

/** One caller with a broken program, and then a crowd of callers each within their own limit. */
export async function saturate(api: string, psnNos: readonly string[]): Promise<Saturation[]> {
  const crowd = psnNos.map((psn_no): Caller => ({ role: 'citizen', psn_no }))
  return [
    await flood(api, 'one caller', crowd.slice(0, 1), '/v1/cases', 64),
    await flood(api, 'a crowd', crowd, '/v1/cases', 512),
  ]
}

interface Tally {
  answers: Record<string, number>
  broken: number
  times: number[]
}

async function flood(api: string, what: string, callers: readonly Caller[], path: string, width: number) {
  const client = apiClient(api)
  const bystander: Caller = { role: 'citizen', psn_no: 'P100000010' }
  // Tokens are had before: making them is not what is under load.
  for (const caller of [...callers, bystander]) await client.call(caller, 'GET', '/v1/me/notices')
  const flooded = tally()
  const beside = tally()
  const begun = performance.now()
  let next = 0
  const until = (run: () => Promise<void>) => async () => {
    while (performance.now() - begun < floodMs) await run()
  }
  const push = until(() => counted(flooded, () => client.call(callers[next++ % callers.length] as Caller, 'GET', path)))
  const look = until(async () => {
    await counted(beside, () => client.call(bystander, 'GET', '/v1/me'))
    await delay(lookEveryMs)
  })
  await Promise.all([look(), ...Array.from({ length: width }, push)])
  const seconds = (performance.now() - begun) / 1_000
  const recovered_after_ms = await recovery(() => client.call(callers[0] as Caller, 'GET', path))
  return {
    what,
    at_once: width,
    calls_per_second: rounded(flooded.times.length / seconds),
    answers: flooded.answers,
    broken: flooded.broken + beside.broken,
    ...timesOf(flooded),
    bystander: { answers: beside.answers, ...timesOf(beside) },
    recovered_after_ms,
  } satisfies Saturation
}

const tally = (): Tally => ({ answers: {}, broken: 0, times: [] })
const timesOf = ({ times }: Tally) => ({ p50_ms: percentile(times, 0.5), p99_ms: percentile(times, 0.99) })

async function counted(into: Tally, call: () => Promise<{ status: number }>): Promise<void> {
  const begun = performance.now()
  try {
    const { status } = await call()
    into.answers[status] = (into.answers[status] ?? 0) + 1
  } catch {
    into.broken++
  }
  into.times.push(performance.now() - begun)
}

/** Milliseconds until a call is answered well and soon. Throws if that does not happen within a minute. */
async function recovery(call: () => Promise<{ status: number }>): Promise<number> {
  const begun = performance.now()
  while (performance.now() - begun < patienceMs) {
    const from = performance.now()
    const { status } = await call().catch(() => ({ status: 0 }))
    if (status === 200 && performance.now() - from < soonMs) return Math.round(performance.now() - begun)
    await delay(100)
  }
  throw new Error('load: the API does not recover')
}
