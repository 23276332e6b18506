/** A queue with its dead letters and their alarms. All queues are made here, so what holds for one holds for all. */

import type { Key } from 'aws-cdk-lib/aws-kms'
import { Queue, QueueEncryption, RedrivePermission } from 'aws-cdk-lib/aws-sqs'
import { ArnFormat, Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { receiptsQueueOf } from '../../functions/partner-names.ts'
import { acknowledge } from '../nag.ts'
import type { Settings } from '../settings.ts'
import { type Alarms, fiveMinutes, minute } from './alarms.ts'

/** As long as SQS keeps anything: fourteen days, for queues and dead letters alike. */
const retention = Duration.days(14)

/** How a queue is read. */
export interface Reading {
  /** Seconds a message stays hidden from others once it was taken. */
  readonly visibility: number
  /** Tries before it goes to the dead letters. */
  readonly tries: number
  /** Seconds a message may wait before an operator is told. */
  readonly lateAfter: number
  /** Who reads it: a function of ours or a partner. */
  readonly by: 'us' | 'partner'
}

/** What a function of ours reads: hidden for six times the function's time, as Lambda wants it; tried five times. */
export function readByFunction(timeoutSeconds: number): Reading {
  return { visibility: 6 * timeoutSeconds, tries: 5, lateAfter: 600, by: 'us' }
}

/**
 * What a partner reads. A partner whose programs fail for a night must not lose its place, so a message is tried a
 * hundred times (eight hours and more); but one that can never be read must not stand in the way for ever.
 */
export const readByPartner: Reading = { visibility: 300, tries: 100, lateAfter: 4 * 3600, by: 'partner' }

/** A queue and its dead letters. */
export class WorkQueue extends Construct {
  readonly queue: Queue
  readonly deadLetters: Queue
  /** Its name without the stage's prefix. */
  readonly shortName: string

  constructor(scope: Construct, name: string, reading: Reading, context: QueueContext) {
    super(scope, `Queue-${name}`)
    const { settings, messageKey } = context
    const queueName = `${settings.prefix}-${name}`
    this.shortName = name
    const common = {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: messageKey,
      // An hour: every new key is a paid request to KMS.
      dataKeyReuse: Duration.hours(1),
      enforceSSL: true,
      retentionPeriod: retention,
      removalPolicy: settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    }
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...common,
      queueName: `${queueName}-dlq`,
      visibilityTimeout: Duration.minutes(5),
      redriveAllowPolicy: {
        redrivePermission: RedrivePermission.BY_QUEUE,
        // By name, not by reference: each of the two queues names the other.
        sourceQueues: [Queue.fromQueueArn(this, 'Source', arnOf(this, queueName))],
      },
    })
    acknowledge(
      this.deadLetters,
      'Serverless-SQSRedrivePolicy',
      'It holds dead letters itself; `npm run redrive` sends them back.',
    )
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName,
      visibilityTimeout: Duration.seconds(reading.visibility),
      receiveMessageWaitTime: Duration.seconds(20),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: reading.tries },
    })
    this.watch(context.alarms, reading)
  }

  private watch(alarms: Alarms, { by, lateAfter }: Reading): void {
    alarms.add('dead-letters', this.shortName, {
      what: `Messages of the queue ${this.shortName} failed time and again and were set aside.`,
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({ period: minute, statistic: 'Maximum' }),
      threshold: 1,
    })
    alarms.add(by === 'us' ? 'queue-late' : 'partner-not-reading', this.shortName, {
      what: `The oldest message of the queue ${this.shortName} waits for ${lateAfter / 60} minutes.`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: fiveMinutes, statistic: 'Maximum' }),
      threshold: lateAfter,
    })
  }
}

/** What every queue needs of its stack. */
export interface QueueContext {
  readonly settings: Settings
  readonly messageKey: Key
  readonly alarms: Alarms
}

/**
 * The queues of receipts of all partners, of which each has one: there may be more of them than an environment or a policy
 * can hold.
 */
export function receiptQueues(scope: Construct, { prefix }: Pick<Settings, 'prefix'>) {
  const { region, urlSuffix, account } = Stack.of(scope)
  const common = `${prefix}-${receiptsQueueOf('')}`
  const known = (value: string, name: string) => (Token.isUnresolved(value) ? `<AWS::${name}>` : value)
  return {
    /** What all their URLs begin with. */
    url: `https://sqs.${region}.${urlSuffix}/${account}/${common}`,
    arn: arnOf(scope, `${common}*`),
    /** The same as cdk-nag writes it. */
    arnInWords: `arn:<AWS::Partition>:sqs:${known(region, 'Region')}:${known(account, 'AccountId')}:${common}*`,
  }
}

function arnOf(scope: Construct, queueName: string): string {
  return Stack.of(scope).formatArn({ service: 'sqs', resource: queueName, arnFormat: ArnFormat.NO_RESOURCE_NAME })
}
