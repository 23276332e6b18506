/**
 * `node test/system/load.ts [--cases 20000] [--backlog 1500] [--minutes 40]`: mixed cases of all bundles on the real
 * local stack, at the highest rate it takes; then the API under more calls than it can answer. Prints a summary, writes
 * test/bench/results/load.json, and fails if a case is stuck, the ledger does not balance, memory does not come to a
 * level (judged of runs of five minutes and more), or the API answers in disorder. With the minutes over no more cases
 * are begun; those begun are brought to their end.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { benchNow } from '../../functions/bench.ts'
import { collectEntries, type LedgerEntries, proveLedger } from '../../functions/proof/ledger-check.ts'
import { fileClock } from '../../infra/local/clock-file.ts'
import { credentials, region, tableName } from '../../infra/local/config.ts'
import { queueDepths } from '../../infra/local/day/queue-depths.ts'
import { openDevKeys } from '../../infra/local/dev-keys.ts'
import { type Stack, startStack } from '../../infra/local/stack.ts'
import { epochMs, type Instant, instant } from '../../shared/calendar/index.ts'
import { pidOf } from '../../shared/identity/index.ts'
import { lanes, type QueueName } from '../../shared/queues.ts'
import { sqsQueues, sqsWire } from '../../shared/sqs.ts'
import { dynamoTable, dynamoWire } from '../../shared/table/dynamo.ts'
import { personKey } from '../../shared/table/keys.ts'
import { queryAll } from '../../shared/table/table.ts'
import { caseOf, faultOf } from '../bench/ends.ts'
import { eventBody, inParallel, percentile, rounded } from '../bench/measure.ts'
import { writeTable } from '../bench/readme.ts'
import { writeResult } from '../bench/results.ts'
import { cpuOf, type Level, levels, watchMemory } from './load-memory.ts'
import { bundleOf, factsOfAll, officesOfAll, toldOf } from './load-mix.ts'
import { type Office, openOffices } from './load-offices.ts'
import { isOrderly, type Saturation, saturate } from './load-saturate.ts'

interface LoadOptions {
  cases: number
  /** Messages that may lie in the queues: so many keep every worker busy, more would only lie there. */
  backlog: number
  minutes: number
}

const portion = 50
const sampleEveryMs = 3_000
const crowdSize = 600
const settledSeconds = 300
const systemQueues: readonly QueueName[] = ['inbox', ...lanes, 'tax', 'bank']

async function load(options: LoadOptions): Promise<boolean> {
  const stack = await startStack({ now: instant(benchNow), stubs: true, port: 0, say: (line) => console.error(line) })
  try {
    const { pids, stores, sqs } = stack.describe()
    const all = { ...pids, ...stores }
    const memory = watchMemory(() => ({ ...stack.describe().pids, ...stack.describe().stores }), sampleEveryMs)
    const office = openOffices(stack.describe().api, officesOfAll)
    const cpu = cpuOf(all)
    const begun = performance.now()
    const sentAt = await sendAll(stack, options)
    const sending_s = (performance.now() - begun) / 1_000
    await untilEnded(sqs, office)
    const seconds = (performance.now() - begun) / 1_000
    await office.stop()
    memory.stop()
    const used = cpuOf(all)
    const cases = sentAt.length
    const cpuPer1000 = Object.entries(used).map(([name, s]) => [name, rounded(((s - (cpu[name] ?? 0)) * 1000) / cases)])
    const ends = await lookAtAll(stack, sentAt)
    const check = await ledgerCheck(stack, cases)
    const crowd = Array.from({ length: crowdSize }, (_, n) => `P1${String(n * 10).padStart(8, '0')}`)
    const saturation = await saturate(stack.describe().api, crowd)
    const memoryLevels = levels(memory.samples)
    const result = {
      cases,
      wanted: options.cases,
      seconds: rounded(seconds),
      sending_s: rounded(sending_s),
      cases_per_second: rounded(cases / seconds),
      ...ends,
      tasks_decided: office.decided,
      offices_turned_away: office.turnedAway,
      office_faults: office.faults.slice(0, 10),
      cpu_s_per_1000_cases: Object.fromEntries(cpuPer1000),
      ledger: check,
      memory: memoryLevels,
      saturation,
      memory_samples: thinned(memory.samples, 60),
    }
    writeResult('load', result)
    writeTable('load', tableOf(result))
    const { memory_samples: _, ...shown } = result
    console.dir(shown, { depth: 6 })
    // Before that a process is still finding its size.
    const level =
      seconds < settledSeconds || Object.entries(memoryLevels).every(([name, of]) => name in stores || of.level)
    return ends.stuck === 0 && check.balanced && level && office.faults.length === 0 && saturation.every(isOrderly)
  } finally {
    await stack.stop()
  }
}

/** Sends everything, never more than the queues may hold; answers when each case was set off. */
async function sendAll(stack: Stack, { cases, backlog, minutes }: LoadOptions): Promise<Instant[]> {
  const { sqs, queues: urls } = stack.describe()
  const clock = fileClock(stack.config.clockFile)
  const queues = sqsQueues(sqsWire({ endpoint: sqs, region, credentials }), urls)
  const send = (told: ReturnType<typeof toldOf>) =>
    queues.send(
      'inbox',
      told.map((one) => eventBody(one, clock.now())),
    )
  await send([...factsOfAll])
  const sentAt: Instant[] = []
  const end = performance.now() + minutes * 60_000
  while (sentAt.length < cases && performance.now() < end) {
    const { open } = await queueDepths(sqs, systemQueues)
    if (open > backlog) {
      await delay(50)
      continue
    }
    const from = sentAt.length
    const numbers = Array.from({ length: Math.min(portion, cases - from) }, (_, index) => from + index)
    for (const _ of numbers) sentAt.push(clock.now())
    await send(numbers.flatMap(toldOf))
    if (sentAt.length % 1_000 === 0) console.log(`${sentAt.length} cases sent, ${open} messages in the queues`)
  }
  return sentAt
}

/** Until the queues have been empty and the offices without a task for a while. */
async function untilEnded(sqs: string, office: Office): Promise<void> {
  let decided = -1
  for (let quiet = 0; quiet < 4; await delay(500)) {
    const { open, dead } = await queueDepths(sqs, systemQueues)
    if (dead > 0) throw new Error(`load: ${dead} messages were given up`)
    quiet = open === 0 && decided === office.decided ? quiet + 1 : 0
    decided = office.decided
  }
}

/** Looks at every case: how it ended, and how long after it was set off. */
async function lookAtAll({ config }: Stack, sentAt: readonly Instant[]) {
  const endpoint = `http://127.0.0.1:${config.dynamodbPort}`
  const table = dynamoTable(dynamoWire({ endpoint, region, credentials }), tableName)
  const { keys } = openDevKeys(config.keysFile)
  const times: number[] = []
  const faults: string[] = []
  const byBundle: Record<string, number[]> = {}
  await inParallel(sentAt.entries(), 16, async ([n, sent]) => {
    const spec = bundleOf(n)
    const fault = await faultOf(table, keys, spec, n)
    if (fault) {
      faults.push(fault)
      return
    }
    const { only } = await caseOf(table, keys, spec, n)
    const took = epochMs(only?.updated_at ?? sent) - epochMs(sent)
    times.push(took)
    byBundle[spec.bundle] = [...(byBundle[spec.bundle] ?? []), took]
  })
  const of = (some: readonly number[]) => ({ p50_ms: percentile(some, 0.5), p95_ms: percentile(some, 0.95) })
  return {
    stuck: faults.length,
    faults: faults.slice(0, 10),
    to_completion: { ...of(times), p99_ms: percentile(times, 0.99) },
    to_completion_by_bundle: Object.fromEntries(Object.entries(byBundle).map(([name, some]) => [name, of(some)])),
  }
}

/**
 * The proof of the ledger over everybody's part of the table. Not by the API: DynamoDB Local takes for each page of a
 * scan as long as for the whole table, so that the proof of this many cases would take longer than a call may.
 */
async function ledgerCheck({ config }: Stack, cases: number) {
  const begun = performance.now()
  const endpoint = `http://127.0.0.1:${config.dynamodbPort}`
  const table = dynamoTable(dynamoWire({ endpoint, region, credentials }), tableName)
  const { keys } = openDevKeys(config.keysFile)
  const numbers = Array.from({ length: cases }, (_, n) => n)
  const told = numbers.flatMap((n) => toldOf(n).map(([, data]) => data.psn_no as string | undefined))
  const psns = new Set([...told, ...numbers.map((n) => bundleOf(n).psnNo(keys, n))].filter((psn) => psn !== undefined))
  const entries: LedgerEntries = { movements: [], accounts: [] }
  await inParallel(psns, 16, async (psn) => {
    collectEntries({ keys }, await queryAll(table, { pk: personKey(pidOf(keys, psn)) }), entries)
  })
  return { persons: psns.size, ...proveLedger(entries), took_s: rounded((performance.now() - begun) / 1_000) }
}

/** What a reader looks at first. */
function tableOf(result: {
  cases: number
  cases_per_second: number
  stuck: number
  ledger: { balanced: boolean; total_debit: string }
  to_completion: { p50_ms: number; p99_ms: number }
  cpu_s_per_1000_cases: Record<string, number>
  memory: Record<string, Level>
  saturation: readonly Saturation[]
}): { figure: string; value: string | number }[] {
  const { to_completion, cpu_s_per_1000_cases, memory } = result
  const list = (of: Record<string, unknown>) =>
    Object.entries(of)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')
  const most = Object.fromEntries(Object.entries(memory).map(([name, { last_quarter_mb }]) => [name, last_quarter_mb]))
  return [
    { figure: 'cases, their persons included', value: result.cases },
    { figure: 'not ended as they should', value: result.stuck },
    { figure: 'ledger', value: result.ledger.balanced ? `balanced, ${result.ledger.total_debit} yuan moved` : 'WRONG' },
    { figure: 'cases per second', value: result.cases_per_second },
    { figure: 'from trigger to end, p50 / p99', value: `${to_completion.p50_ms} / ${to_completion.p99_ms} ms` },
    { figure: 'CPU seconds per 1,000 cases', value: list(cpu_s_per_1000_cases) },
    { figure: 'memory in the last quarter, MB', value: list(most) },
    ...result.saturation.map(({ what, answers, p50_ms, p99_ms, recovered_after_ms }) => ({
      figure: `API under ${what}: answers; p50 / p99; well again after`,
      value: `${list(answers)}; ${p50_ms} / ${p99_ms} ms; ${recovered_after_ms} ms`,
    })),
  ]
}

function thinned<T>(samples: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(samples.length / most))
  return samples.filter((_, index) => index % step === 0)
}

const text = { type: 'string' } as const
const { values } = parseArgs({ options: { cases: text, backlog: text, minutes: text } })
const ok = await load({
  cases: Number(values.cases ?? 20_000),
  backlog: Number(values.backlog ?? 1_500),
  minutes: Number(values.minutes ?? 40),
})
process.exit(ok ? 0 : 1)
