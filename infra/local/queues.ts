/** The queues of the local stack: their names, their URLs and what becomes of messages that fail time and again. */
import { inboundQueues, lanes, type QueueName, queueNames } from '../../shared/queues.ts'

/** The account number that local queue URLs bear. */
const account = '000000000000'
/** So often is a message tried before it goes to the dead letters. */
const maxReceiveCount = 5
const visibilitySeconds = 30
const longestRetentionSeconds = 14 * 86_400

/** The URL of a queue on the local SQS server. */
export function queueUrl(port: number, name: string): string {
  return `http://127.0.0.1:${port}/${account}/${name}`
}

/** The URLs of all queues. */
export function queueUrls(port: number): Record<QueueName, string> {
  return Object.fromEntries(queueNames.map((name) => [name, queueUrl(port, name)])) as Record<QueueName, string>
}

/** The name of the dead letters of a queue. */
export function deadLettersOf(name: string): string {
  return `${name}-dlq`
}

/**
 * Queues to make, dead letters before the queue that uses them. What partners read has none: reading without deleting,
 * however often, must not take a message from them.
 */
export function queuesToMake(region: string): { name: string; attributes: Record<string, string> }[] {
  const withDeadLetters: readonly string[] = [...inboundQueues, ...lanes]
  return queueNames.flatMap((name) => {
    const attributes = {
      VisibilityTimeout: String(visibilitySeconds),
      MessageRetentionPeriod: String(longestRetentionSeconds),
    }
    if (!withDeadLetters.includes(name)) return [{ name, attributes }]
    const deadLetterTargetArn = `arn:aws:sqs:${region}:${account}:${deadLettersOf(name)}`
    const redrive = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }) }
    return [
      { name: deadLettersOf(name), attributes },
      { name, attributes: { ...attributes, ...redrive } },
    ]
  })
}
