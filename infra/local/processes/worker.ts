/** Process: does the work of all lanes. In the cloud each has its own function; here one process reads them all. */
import { makePorts } from '../../../functions/ports.ts'
import { makeWorker } from '../../../functions/worker/worker.ts'
import { lanes } from '../../../shared/queues.ts'
import { postByUndici } from '../../../shared/wire/by-undici.ts'
import { readConfig } from '../config.ts'
import { runPollers } from './pollers.ts'
import { runtimeConfig } from './runtime.ts'

const config = readConfig()
const worker = makeWorker(makePorts(runtimeConfig(config), postByUndici))
runPollers(config, Object.fromEntries(lanes.map((lane) => [lane, worker])), 4)
