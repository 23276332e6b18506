/** What is done to the stack while it works: processes are killed, the table stands still, the queues go away and come back. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Stack } from '../../../infra/local/stack.ts'
import { Random } from '../../simulator/random.ts'
import type { Callers } from './callers.ts'

/** Nothing of it: an undisturbed run. */
export interface Weather {
  /** Processes of ours that are killed, whichever chance says. */
  readonly kills: number
  /** Times that the API is killed while it owes somebody an answer to a call that changes something. */
  readonly cuts: number
  /** Times that DynamoDB Local is stopped for up to two seconds and goes on. */
  readonly pauses: number
  /** Times that the SQS server is killed and started again; it keeps its messages on disk. */
  readonly restarts: number
}

/** What was killed or paused, how often. */
export type Struck = Record<string, number>

interface Strikes {
  readonly random: Random
  readonly struck: Struck
}

/** Lets the storm rage; resolves when it is over. Throws if it could not do all it was told to. */
export async function rage(stack: Stack, callers: Callers, weather: Weather, seed: number): Promise<Struck> {
  const struck: Struck = {}
  const strikes = (what: string): Strikes => ({ random: new Random('weather', what, seed), struck })
  const ours = () => stack.describe().pids
  const queues = () => ({ sqs: stack.describe().stores.sqs ?? 0 })
  await Promise.all([
    killSome(ours, { times: weather.kills, waitMs: 500 }, strikes('kills')),
    killSome(queues, { times: weather.restarts, waitMs: 4_000 }, strikes('restarts')),
    cutShort(() => ({ api: ours().api ?? 0 }), callers, weather.cuts, strikes('cuts')),
    pauseSome(() => stack.describe().stores.dynamodb, weather.pauses, strikes('pauses')),
  ])
  return struck
}

/** Kills one process after another, whichever chance says, at uneven times. */
async function killSome(
  pids: () => Record<string, number>,
  { times, waitMs }: { times: number; waitMs: number },
  { random, struck }: Strikes,
): Promise<void> {
  for (let done = 0; done < times; ) {
    await delay(random.int(waitMs / 10, waitMs))
    if (killOne(pids(), random, struck)) done++
  }
}

/** So many calls are answered between two that are cut short; none for so long: there are too few. */
const apart = 8
const patienceMs = 90_000

/** Kills who owes an answer, at any moment of a call. */
async function cutShort(
  pids: () => Record<string, number>,
  callers: Callers,
  times: number,
  { random, struck }: Strikes,
): Promise<void> {
  for (let [done, heard, since] = [0, 0, performance.now()]; done < times; ) {
    if (performance.now() > since + patienceMs)
      throw new Error(`only ${done} calls were cut short: nobody called any more`)
    await delay(random.int(5, 40))
    // Some get their answers in between.
    const isDue = callers.open > 0 && callers.heard >= heard + apart
    if (!isDue || !killOne(pids(), random, struck)) continue
    done++
    heard = callers.heard
    since = performance.now()
  }
}

function killOne(pids: Record<string, number>, random: Random, struck: Struck): boolean {
  const [name, pid] = random.pick(Object.entries(pids))
  if (!signal(pid, 'SIGKILL')) return false
  struck[name] = (struck[name] ?? 0) + 1
  return true
}

/** Stops the table's process in its tracks, and lets it go on. */
async function pauseSome(pid: () => number | undefined, times: number, { random, struck }: Strikes): Promise<void> {
  for (let done = 0; done < times; ) {
    const lengthMs = random.int(100, 2_000)
    await delay(lengthMs)
    const stopped = pid() ?? 0
    if (!signal(stopped, 'SIGSTOP')) continue
    struck.dynamodb = (struck.dynamodb ?? 0) + 1
    done++
    await delay(lengthMs)
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
