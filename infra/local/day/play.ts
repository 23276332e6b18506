/** Plays a sample day: events through the partner inbox, people over the API, with the business clock going along. */
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { SampleDay, SendStep, Step } from '../../../events/samples/day.ts'
import type { Instant } from '../../../shared/calendar/index.ts'
import { inItsTurn } from '../../cli/messages/inbox.ts'
import { offsetIn } from '../clock-file.ts'
import { apiUrl, credentials, type LocalConfig, region, sqsUrl } from '../config.ts'
import { queueUrl } from '../queues.ts'
import { untilSweep } from '../sweeps.ts'
import { act, call, decideTasks, type Kept } from './actors.ts'
import { type ApiClient, apiClient } from './api-client.ts'
import type { Progress } from './progress.ts'
import { untilDrained } from './queue-depths.ts'

/** Everything that happens at one moment. */
export interface Moment {
  readonly at: Instant
  readonly steps: readonly Step[]
}

/** How playing went. */
export interface Played {
  readonly events: number
  readonly elapsedMs: number
  /** What went otherwise than the day has it. */
  readonly faults: readonly string[]
  /** Answers of the clearings that were asked for, in order. */
  readonly clearings: readonly { readonly clearing_id: string }[]
}

const batchSize = 10
const sendersAtOnce = 8

/** The steps of a day (in order of time) by moment. */
export function momentsOf(steps: readonly Step[]): Moment[] {
  const moments: { at: Instant; steps: Step[] }[] = []
  for (const step of steps) {
    const last = moments.at(-1)
    if (last?.at === step.at) last.steps.push(step)
    else moments.push({ at: step.at, steps: [step] })
  }
  return moments
}

/**
 * Plays a day on a running stack. At each moment it sets the clock, waits until what has fallen due by then has
 * happened, sends the events, lets people act, and waits until the queues are empty: no case waits for the rest of the
 * day to be sent, and time stands still for none.
 */
export async function playDay(
  config: LocalConfig,
  day: SampleDay,
  show: (progress: Progress) => void,
): Promise<Played> {
  const player = new Player(config, day, show)
  for (const moment of momentsOf(day.steps)) await player.play(moment)
  return player.end()
}

class Player {
  readonly #config: LocalConfig
  readonly #day: SampleDay
  readonly #show: (progress: Progress) => void
  readonly #api: ApiClient
  readonly #sqs: SQSClient
  readonly #began = performance.now()
  readonly #faults: string[] = []
  readonly #clearings: { clearing_id: string }[] = []
  readonly #kept: Kept = new Map()
  #done = 0
  #now: Instant

  constructor(config: LocalConfig, day: SampleDay, show: (progress: Progress) => void) {
    this.#config = config
    this.#day = day
    this.#show = show
    this.#api = apiClient(apiUrl(config))
    this.#sqs = new SQSClient({ endpoint: sqsUrl(config), region, credentials, md5: false })
    this.#now = day.now
  }

  async play({ at, steps }: Moment): Promise<void> {
    this.#now = at
    await this.#api.setClock(at)
    await this.#whatFellDue(steps.some((step) => step.do === 'pass'))
    await this.#sendAll(steps.filter((step) => step.do === 'send'))
    await this.#drained()
    for (const step of steps) {
      if (step.do === 'send') continue
      if (step.do !== 'pass') await this.#let(step)
      this.#tell(0, 1)
    }
    await this.#drained()
  }

  end(): Played {
    this.#sqs.destroy()
    const events = this.#day.steps.filter((step) => step.do === 'send').length
    const elapsedMs = performance.now() - this.#began
    return { events, elapsedMs, faults: this.#faults, clearings: this.#clearings }
  }

  /** Where time is meant to pass, what follows from what fell due is waited for too: until a sweep finds nothing. */
  async #whatFellDue(toTheEnd: boolean): Promise<void> {
    const { clockFile, sweepFile } = this.#config
    const offsetMs = offsetIn(clockFile)
    let sweep = await untilSweep(sweepFile, (found) => found.offsetMs === offsetMs)
    await this.#drained()
    while (toTheEnd && sweep.sent > 0) {
      const { count } = sweep
      sweep = await untilSweep(sweepFile, (found) => found.count !== count)
      await this.#drained()
    }
  }

  async #let(step: Exclude<Step, { do: 'send' | 'pass' }>): Promise<void> {
    if (step.do === 'decide') this.#faults.push(...(await decideTasks(this.#api, step.as, this.#day.answers)))
    else if (step.do === 'act') this.#faults.push(...(await act(this.#api, step)))
    else {
      const { body, faults } = await call(this.#api, step, this.#kept)
      this.#faults.push(...faults)
      if (step.path === '/v1/clearings' && faults.length === 0) this.#clearings.push(body as { clearing_id: string })
    }
  }

  async #drained(): Promise<void> {
    await untilDrained(sqsUrl(this.#config), ({ open }) => this.#tell(open, 0))
  }

  #tell(open: number, done: number): void {
    this.#done += done
    const elapsedMs = performance.now() - this.#began
    this.#show({ done: this.#done, total: this.#day.steps.length, open, now: this.#now, elapsedMs })
  }

  async #sendAll(steps: readonly SendStep[]): Promise<void> {
    const QueueUrl = queueUrl(this.#config.sqsPort, 'inbox')
    let next = 0
    const sender = async () => {
      while (next < steps.length) {
        const batch = steps.slice(next, next + batchSize)
        next += batch.length
        const Entries = batch.map(({ event }, i) => ({ Id: String(i), ...inItsTurn(JSON.stringify(event)) }))
        const { Failed = [] } = await this.#sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
        if (Failed.length > 0) throw new Error(`the inbox did not take an event: ${Failed[0]?.Message}`)
        this.#tell(0, batch.length)
      }
    }
    await Promise.all(Array.from({ length: sendersAtOnce }, sender))
  }
}
