/** Alarms: each says what happened and which runbook to open, and reaches the operators by one topic. */

import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { type ITopicSubscription, Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { MetricName } from '../../shared/metrics.ts'
import { acknowledge } from '../nag.ts'
import type { Settings } from '../settings.ts'

/** Kinds of alarm; each has its runbook, `infra/runbooks/<kind>.md`. */
export const alarmKinds = [
  'alarms-lost',
  'api-failing',
  'api-slow',
  'audit-changed',
  'calls-blocked',
  'cases-overdue',
  'chain-stopped',
  'clearing-not-settled',
  'clock-stopped',
  'concurrency-high',
  'conflicts',
  'dead-letters',
  'events-rejected',
  'events-unmet',
  'function-failing',
  'function-throttled',
  'item-unreadable',
  'keys-throttled',
  'ledger-unbalanced',
  'message-refused',
  'messages-failing',
  'partner-flood',
  'partner-not-reading',
  'partner-silent',
  'policy-missing',
  'proof-slow',
  'queue-late',
  'records-behind',
  'table-throttled',
  'unfunded-high',
] as const
/** A kind of alarm. */
export type AlarmKind = (typeof alarmKinds)[number]

/** What raises an alarm. */
export interface AlarmWhen {
  /** What has happened, in a sentence an operator understands at night. */
  readonly what: string
  readonly metric: IMetric
  /** Raised from this number on (or below it, with `below`). */
  readonly threshold: number
  /** Raised when less than the threshold. */
  readonly below?: boolean
  /** So many of the metric's periods in a row; 1 if not given. */
  readonly periods?: number
  /** What no data means: all is well (if not given), all is as it was, or something is wrong. */
  readonly silence?: 'good' | 'same' | 'bad'
}

/** The topic and the alarms of a stack. */
export class Alarms extends Construct {
  readonly topic: Topic
  private readonly prefix: string

  constructor(scope: Construct, settings: Settings, key: Key) {
    super(scope, 'Alarms')
    this.prefix = settings.prefix
    this.topic = new Topic(this, 'Topic', { topicName: `${settings.prefix}-alarms`, masterKey: key, enforceSSL: true })
    this.mayPublish('cloudwatch', key, { service: 'cloudwatch', resource: 'alarm', sep: ArnFormat.COLON_RESOURCE_NAME })
    for (const email of settings.alarmEmails) this.tell(new EmailSubscription(email))
    for (const url of settings.alarmUrls) this.tell(new UrlSubscription(url))
  }

  private tell(receiver: ITopicSubscription): void {
    acknowledge(
      this.topic.addSubscription(receiver),
      'Serverless-SNSRedrivePolicy',
      'An alarm stays raised in CloudWatch whether its message arrived or not; one found in a queue days later helps nobody.',
    )
  }

  /**
   * Lets a service of Amazon's speak to the operators, on behalf of what bears this stage's name in this account. A
   * topic with a policy of its own has lost the one it is born with, by which alarms may publish; and a message to an
   * encrypted topic is lost, without a word to anybody, if who sends it may not use the key.
   */
  private mayPublish(service: string, key: Key, source: { service: string; resource: string; sep: ArnFormat }): void {
    const stack = Stack.of(this)
    const principals = [new ServicePrincipal(`${service}.amazonaws.com`)]
    const sourceArn = stack.formatArn({
      service: source.service,
      resource: source.resource,
      resourceName: `${this.prefix}-*`,
      arnFormat: source.sep,
    })
    const conditions = {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': sourceArn },
    }
    this.topic.addToResourcePolicy(
      new PolicyStatement({ principals, actions: ['sns:Publish'], resources: [this.topic.topicArn], conditions }),
    )
    key.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions,
      }),
    )
  }

  /** Adds an alarm; `subject` is what it is about: a queue, a function, a partner. */
  add(kind: AlarmKind, subject: string, when: AlarmWhen): Alarm {
    const alarm = new Alarm(this, `${kind}-${subject}`, {
      alarmName: `${this.prefix}-${kind}-${subject}`,
      alarmDescription: `${when.what} Runbook: infra/runbooks/${kind}.md`,
      metric: when.metric,
      threshold: when.threshold,
      evaluationPeriods: when.periods ?? 1,
      ...comparison(when),
    })
    alarm.addAlarmAction(new SnsAction(this.topic))
    alarm.addOkAction(new SnsAction(this.topic))
    return alarm
  }
}

const silences = {
  good: TreatMissingData.NOT_BREACHING,
  same: TreatMissingData.IGNORE,
  bad: TreatMissingData.BREACHING,
}

function comparison({
  below,
  silence = 'good',
}: AlarmWhen): Pick<AlarmProps, 'comparisonOperator' | 'treatMissingData'> {
  return {
    comparisonOperator: below
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: silences[silence],
  }
}

/** A metric that the functions write themselves; `of` a bundle, queue or partner, or in total. */
export function ownMetric(
  { prefix }: Pick<Settings, 'prefix'>,
  metricName: MetricName,
  statistic: string,
  of: Record<string, string> = {},
): Metric {
  return new Metric({ namespace: prefix, metricName, statistic, period: fiveMinutes, dimensionsMap: of })
}

/**
 * How many in a hundred: what counts at little traffic and at much alike; with `atLeast`, nothing while they are fewer.
 * Both metrics are sums over five minutes.
 */
export function percentOf(part: IMetric, whole: IMetric, atLeast = 0): MathExpression {
  const percent = '100 * part / whole'
  const expression = atLeast > 0 ? `IF(part >= ${atLeast}, ${percent}, 0)` : percent
  return new MathExpression({ expression, usingMetrics: { part, whole }, period: fiveMinutes })
}

/** The usual periods of metrics. */
export const minute = Duration.minutes(1)
/** Five of them. */
export const fiveMinutes = Duration.minutes(5)
/** For what happens seldom. */
export const hour = Duration.hours(1)
/** For what is measured once a night. */
export const oneDay = Duration.days(1)
