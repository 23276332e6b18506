/** Lambda entry of the worker; deployed once for each lane, each with a concurrency of its own. */
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { postByUndici } from '../../shared/wire/by-undici.ts'
import { keepEpoch } from '../epoch.ts'
import { keepHashKey } from '../hash-key.ts'
import { logWith, queueIn } from '../metered-log.ts'
import { deployedPorts } from '../runtime.ts'
import { makeRules } from './personal.ts'
import { makeWorker } from './worker.ts'

const ports = await deployedPorts('worker', postByUndici)
await Promise.all([keepEpoch(ports), keepHashKey(ports.table, ports.keys)])
const rules = makeRules(ports.keys)

/** Called with up to ten messages of one queue: its lane's, or one of the release before that is being emptied. */
export async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
  const queue = queueIn(batch.Records[0]?.eventSourceARN)
  return makeWorker({ ...ports, log: logWith(ports.log, { queue }) }, rules)(batch)
}
