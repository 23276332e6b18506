/** A process that reads queues. */
import { credentials, type LocalConfig, sqsUrl } from '../config.ts'
import { queueUrl } from '../queues.ts'
import { endWithParent, logError, sayReady } from './child.ts'
import { type Poller, pollingWire, type QueueHandler, startPolling } from './poll.ts'

/** Reads queues until this process is asked to stop: each with its handler, so many batches of it at a time. */
export function runPollers(config: LocalConfig, handlers: Record<string, QueueHandler>, concurrency: number): void {
  const call = pollingWire({ endpoint: sqsUrl(config), region: config.region, credentials })
  const pollers: Poller[] = Object.entries(handlers).map(([queue, handler]) =>
    startPolling({
      call,
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
