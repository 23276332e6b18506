/** A process that reads queues. */
import { SQSClient } from '@aws-sdk/client-sqs'
import { credentials, type LocalConfig, sqsUrl } from '../config.ts'
import { queueUrl } from '../queues.ts'
import { endWithParent, logError, sayReady } from './child.ts'
import { type Poller, type QueueHandler, startPolling } from './poll.ts'

/** Reads queues until this process is asked to stop: each with its handler, so many batches of it at a time. */
export function runPollers(config: LocalConfig, handlers: Record<string, QueueHandler>, concurrency: number): void {
  // The SDK would check every body against its MD5; on loopback nothing is garbled.
  const client = new SQSClient({ endpoint: sqsUrl(config), region: config.region, credentials, md5: false })
  const pollers: Poller[] = Object.entries(handlers).map(([queue, handler]) =>
    startPolling({
      client,
      queueUrl: queueUrl(config.sqsPort, queue),
      handler,
      concurrency,
      failed: (error) => logError(queue, error),
    }),
  )
  endWithParent(async () => {
    await Promise.all(pollers.map((poller) => poller.stop()))
  })
  sayReady()
}
