/** Process: the SQS server with all queues. */

import { readConfig, sqsUrl } from '../config.ts'
import { deadLettersOf, queuesToMake } from '../queues.ts'
import { startSqs } from '../sqs/fauxqs.ts'
import { endWithParent, sayReady } from './child.ts'

const config = readConfig()
const { region, sqsPort: port, sqsDataDir: dataDir } = config
const server = await startSqs({ port, region, ...(dataDir === undefined ? {} : { dataDir }) })
const queues = queuesToMake(region)
for (const { name, attributes } of queues) {
  // Making a queue that is there would empty it.
  if (!server.inspectQueue(name)) server.createQueue(name, { region, attributes })
}
await emptyFormerQueues()
endWithParent(() => server.stop())
sayReady()

/**
 * A data directory of an older release may have queues that are none of ours any more: what lies in them goes by the
 * steady lane, dead letters to its dead letters. Killed in between, a message is there twice, which changes nothing.
 */
async function emptyFormerQueues(): Promise<void> {
  const listed = (await (await fetch(`${sqsUrl(config)}/_fauxqs/queues`)).json()) as { name: string }[]
  const former = listed.filter(({ name }) => !queues.some((ours) => ours.name === name))
  for (const { name } of former) {
    const { ready = [], delayed = [], inflight = [] } = server.inspectQueue(name)?.messages ?? {}
    const to = name.endsWith(deadLettersOf('')) ? deadLettersOf('steady') : 'steady'
    for (const { body } of [...ready, ...delayed, ...inflight.map(({ message }) => message)]) {
      server.sendMessage(to, body, { region })
    }
    server.deleteQueue(name, { region })
  }
}
