/** What each function is given: memory, time, and what it may do. A test holds the leave against the code. */
import { type FunctionName, sendsTo } from '../functions/runtime.ts'
import type { QueueName } from '../shared/queues.ts'
import type { IndexName } from '../shared/table/table.ts'

/** What a function does to the table, in the words of `shared/table/table.ts`. */
export type TableUse = 'get' | 'getMany' | 'query' | 'scan' | 'put' | 'putMany' | 'update' | 'remove' | 'check'

/** The IAM action behind each; a transaction needs the action of each of its writes. */
export const tableActions: Readonly<Record<TableUse, string>> = {
  get: 'dynamodb:GetItem',
  getMany: 'dynamodb:BatchGetItem',
  query: 'dynamodb:Query',
  scan: 'dynamodb:Scan',
  put: 'dynamodb:PutItem',
  putMany: 'dynamodb:BatchWriteItem',
  update: 'dynamodb:UpdateItem',
  remove: 'dynamodb:DeleteItem',
  check: 'dynamodb:ConditionCheckItem',
}

/** One function's share of the world. */
export interface FunctionSpec {
  /** Megabytes; a CPU comes with 1,769 of them. */
  readonly memory: number
  /** Seconds. */
  readonly timeout: number
  readonly table: readonly TableUse[]
  /** Partitions of the table it may name, if not all; `*` stands for anything. */
  readonly partitions?: readonly string[]
  /** Partitions of the table it may put to and update, if not all of those. */
  readonly writes?: readonly string[]
  readonly indexes: readonly IndexName[]
  readonly sends: readonly QueueName[]
}

const engine: readonly TableUse[] = ['get', 'getMany', 'query', 'put', 'update', 'remove', 'check']
/** Who answers calls writes the lines of the audit trail, too; a worker the rows that a release brings. */
const calls: readonly TableUse[] = [...engine, 'putMany']

/** All functions. */
export const functionSpecs: Readonly<Record<FunctionName, FunctionSpec>> = {
  // Ten messages: ten schemas and at most ten signatures (a millisecond each) and one request for each queue they go
  // on to. The time is for SQS's slow moments.
  inbox: {
    memory: 512,
    timeout: 30,
    table: ['get', 'put', 'update', 'check'],
    partitions: ['R#*', 'E#*', 'RELEASE', 'HOLDS', 'INST#*'],
    writes: ['R#*', 'E#*', 'H#receipts', 'HOLDS#*'],
    indexes: [],
    sends: sendsTo.inbox,
  },
  // Ten files side by side: a Query, deciding in memory, one transaction, one send; some 50 ms each, a lost race again
  // as much and a pause. A person of forty years of months is a hundred times that, and still within the time.
  worker: { memory: 1024, timeout: 30, table: calls, indexes: ['due', 'lists'], sends: sendsTo.worker },
  // A Query of each of 64 shards, eight at a time; at most a hundred wakes of each, and for each a write that puts it off:
  // what is more is the work of the lane mass. Less than a minute, so that two sweeps never overlap. More memory for the
  // CPU of the writes.
  clock: {
    memory: 1024,
    timeout: 50,
    table: ['get', 'getMany', 'query', 'put', 'update'],
    indexes: ['due'],
    sends: sendsTo.clock,
  },
  // A citizen's call is a Query and at most one commit; who waits longer than this has gone.
  citizen: { memory: 1024, timeout: 15, table: calls, indexes: ['lists'], sends: sendsTo.citizen },
  // As long as the gateway waits: a clearing of a province's day, and the proof of the ledger of what came since the last.
  agency: {
    memory: 1769,
    timeout: 29,
    table: [...calls, 'scan'],
    indexes: ['lists'],
    sends: sendsTo.agency,
  },
  // A hospital's desk waits for it: a Query and a Put, the audit trail's beside it. More memory for a faster start.
  desk: {
    memory: 1024,
    timeout: 5,
    table: ['get', 'query', 'put', 'putMany', 'update'],
    indexes: [],
    sends: sendsTo.desk,
  },
  // As `agency`: it does whatever people in office and citizens do by pages, through the same API.
  pages: {
    memory: 1769,
    timeout: 29,
    table: [...calls, 'scan'],
    indexes: ['lists'],
    sends: sendsTo.pages,
  },
  // In the hour's share of the proof no part begins after half of the time there is (a quarter of an hour is the most),
  // and none takes longer than the other half. A whole CPU; it holds a shard's persons, or fifty megabytes of the table.
  proof: {
    memory: 1769,
    timeout: 900,
    table: ['get', 'getMany', 'query', 'scan', 'put'],
    writes: ['LEDGER'],
    indexes: ['lists'],
    sends: sendsTo.proof,
  },
  // A thousand items of the table's stream at most, and a put for each day among them: seconds. The time is for S3's slow
  // moments. It reads and writes nothing of the table.
  records: { memory: 512, timeout: 60, table: [], indexes: [], sends: sendsTo.records },
}
