/** What a case costs, from what was measured and counted; and what the same chains would cost on Step Functions. Pure. */
import { functionSpecs } from '../functions.ts'
import { prices } from './prices.ts'

/** What one plain case of a bundle takes. */
export interface CaseUse {
  readonly bundle: string
  /** Measured: read units of the table, CPU of everything that runs. */
  readonly readUnits: number
  readonly cpuMs: number
  /** Counted: commits and write units, transitions between steps, messages, bytes that stay. */
  readonly commits: number
  readonly writeUnits: number
  readonly transitions: number
  readonly messages: { readonly inbound: number; readonly own: number; readonly outbound: number }
  readonly storedBytes: number
}

/** Assumptions where nothing was measured; each errs on the dear side. */
export const assumed = {
  /** A message is sent, received and deleted, one at a time: batches would make it less. */
  requestsAMessage: 3,
  /** Calls of citizens and clerks a case. */
  apiCalls: 4,
  /** Waiting for the table and queues in each call of a function, ms. */
  waitMs: 30,
  /** Lines of a call in the log, bytes, numbers included. */
  logBytes: 1000,
  /** CPUs of a function of ours: a whole one comes with 1,769 MB. */
  cpus: functionSpecs.worker.memory / 1769,
  /** Time of a step that is a function of its own, ms, and the memory that Express counts, GB. */
  stepMs: 50,
  expressGb: 64 / 1024,
} as const

const million = 1_000_000
const gb = 1024 ** 3

/** Dollars for a case, by what they are for. */
export interface CaseCost {
  readonly table: number
  readonly storage: number
  readonly queues: number
  readonly functions: number
  readonly api: number
  readonly logs: number
  readonly engine: number
  readonly total: number
}

type Parts = Omit<CaseCost, 'total'>

function summed(parts: Parts): CaseCost {
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) }
}

const memoryGb = functionSpecs.worker.memory / 1024

const functionCost = (calls: number, ms: number) =>
  (calls * prices.functionCalls) / million + (ms / 1000) * memoryGb * prices.functionTime

const queueCost = (messages: number) => (messages * assumed.requestsAMessage * prices.queue) / million

/** What is the same whoever walks the chain: registers, their storage, what people call. */
function common(use: CaseUse): Pick<Parts, 'table' | 'storage' | 'api'> {
  return {
    table: (use.writeUnits * prices.tableWrites + use.readUnits * prices.tableReads) / million,
    // What a year's cases leave is there for half of that year on average.
    storage: (use.storedBytes / gb) * prices.tableStorage * 6,
    api: (assumed.apiCalls * prices.restApi + assumed.apiCalls * prices.webAclCalls) / million,
  }
}

const logCost = (calls: number) => ((calls * assumed.logBytes) / gb) * prices.logs

/** A case with our engine: one function call a message, one commit an input. */
export function ourCost(use: CaseUse): CaseCost {
  const { inbound, own, outbound } = use.messages
  const calls = inbound + own + assumed.apiCalls
  return summed({
    ...common(use),
    queues: queueCost(inbound + own + outbound),
    functions: functionCost(calls, use.cpuMs / assumed.cpus + calls * assumed.waitMs),
    logs: logCost(calls),
    engine: 0,
  })
}

/**
 * The same chain on Step Functions Standard, at its kindest: the registers cost no more writes than ours although each
 * step is a function that reads and writes by itself; waits are callbacks and cost nothing while they last.
 */
export function standardCost(use: CaseUse): CaseCost {
  const { inbound, outbound } = use.messages
  const calls = inbound + use.transitions + assumed.apiCalls
  return summed({
    ...common(use),
    queues: queueCost(inbound + outbound),
    functions: functionCost(calls, use.transitions * assumed.stepMs + (calls - use.transitions) * assumed.waitMs),
    logs: logCost(calls),
    engine: (use.transitions * prices.transitions) / million,
  })
}

/**
 * And on Express: an execution for each input, because none may last longer than five minutes; where a case stands
 * between them is kept in the table, as with ours.
 */
export function expressCost(use: CaseUse): CaseCost {
  const { inbound, own, outbound } = use.messages
  const calls = inbound + use.transitions + assumed.apiCalls
  const seconds = (use.transitions * assumed.stepMs) / 1000
  return summed({
    ...common(use),
    queues: queueCost(inbound + own + outbound),
    functions: functionCost(calls, use.transitions * assumed.stepMs + (calls - use.transitions) * assumed.waitMs),
    logs: logCost(calls),
    engine: (use.commits * prices.expressStarts) / million + seconds * assumed.expressGb * prices.expressTime,
  })
}

/** What a stage costs before its first case. */
export interface Standing {
  readonly queues: number
  readonly alarms: number
  readonly dashboards: number
  readonly metrics: number
}

/** Dollars a year for what is there whether cases come or not, by what they are for. */
export function standingCost(standing: Standing): Record<string, number> {
  const year = 12
  const minutes = 365 * 24 * 60
  // Lambda keeps five readers at a queue, each of which asks three times a minute.
  const polls = standing.queues * 5 * 3 * minutes
  const { clock } = functionSpecs
  const sweepSeconds = 0.1
  return {
    'polling of queues': (polls * prices.queue) / million,
    'the clock':
      (minutes * prices.functionCalls) / million + minutes * sweepSeconds * (clock.memory / 1024) * prices.functionTime,
    alarms: standing.alarms * prices.alarm * year,
    dashboards: standing.dashboards * prices.dashboard * year,
    'metrics of our own': standing.metrics * prices.metric * year,
    'keys and secret': (2 * prices.key + prices.secret) * year,
    'web ACL': (prices.webAcl + 3 * prices.webAclRule) * year,
  }
}
