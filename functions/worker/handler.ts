/** Lambda entry of the worker; deployed once for each chain queue, each with a concurrency of its own. */
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { keepEpoch } from '../epoch.ts'
import { logWith, queueIn } from '../metered-log.ts'
import { deployedPorts } from '../runtime.ts'
import { makeWorker } from './worker.ts'

const ports = await deployedPorts('worker')
await keepEpoch(ports)
let work: ReturnType<typeof makeWorker> | undefined

/** Called with up to ten messages of one chain queue, always the same one. */
export async function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
  const queue = queueIn(batch.Records[0]?.eventSourceARN)
  work ??= makeWorker({ ...ports, log: logWith(ports.log, { queue }) })
  return work(batch)
}
