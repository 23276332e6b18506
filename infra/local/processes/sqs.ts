/** Process: the SQS server with all queues. */
import { endWithParent, sayReady } from '../child.ts'
import { readConfig } from '../config.ts'
import { startSqs } from '../fauxqs.ts'
import { queuesToMake } from '../queues.ts'

const config = readConfig()
const { region, sqsPort: port, sqsDataDir: dataDir } = config
const server = await startSqs({ port, region, ...(dataDir === undefined ? {} : { dataDir }) })
for (const { name, attributes } of queuesToMake(region)) {
  // Making a queue that is there would empty it.
  if (!server.inspectQueue(name)) server.createQueue(name, { region, attributes })
}
endWithParent(() => server.stop())
sayReady()
