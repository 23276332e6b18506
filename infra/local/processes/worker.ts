/** Process: does the work of all chains. In the cloud each queue has its own function; here one process reads them all. */
import { makePorts } from '../../../functions/ports.ts'
import { makeWorker } from '../../../functions/worker/worker.ts'
import { chainQueues } from '../../../shared/queues.ts'
import { readConfig } from '../config.ts'
import { runPollers } from '../pollers.ts'
import { runtimeConfig } from '../runtime.ts'

const config = readConfig()
const worker = makeWorker(makePorts(runtimeConfig(config)))
runPollers(config, Object.fromEntries(chainQueues.map((queue) => [queue, worker])), 4)
