/**
 * What is kept apart of what is written to the table: a function reads the table's stream and puts objects into buckets that
 * nothing else of the system may touch.
 */

import { Key } from 'aws-cdk-lib/aws-kms'
import { type Code, EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type CfnBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { consumers } from '../../functions/records/consumers.ts'
import { leastDays } from '../../shared/keeping/index.ts'
import { acknowledge } from '../nag.ts'
import type { Settings } from '../settings.ts'
import { minute } from './alarms.ts'
import { replicate } from './copies.ts'
import { type FunctionContext, TaskFunction, through } from './task-function.ts'

/** A stream keeps what it brings for 24 hours: what could not be kept by then is told while it can still be read. */
const givenUpAfter = Duration.hours(20)

/** The function, its buckets, and what could not be kept. */
export class Records extends Construct {
  readonly part: TaskFunction
  readonly audit: Bucket
  readonly facts: Bucket
  private readonly key: Key
  private readonly setAside: Queue

  constructor(scope: Construct, code: Code, context: FunctionContext & { readonly messageKey: Key }) {
    super(scope, 'Records')
    const { settings, store } = context
    this.key = new Key(this, 'Key', {
      alias: `${settings.prefix}-records`,
      description: 'Encrypts what is kept apart; the function that keeps it may encrypt and not decrypt',
      enableKeyRotation: true,
      removalPolicy: settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    this.audit = this.auditBucket(settings)
    this.facts = this.factsBucket(settings)
    this.setAside = this.makeSetAside(context)
    this.part = new TaskFunction(
      this,
      {
        name: 'records',
        as: 'records',
        code,
        environment: { AUDIT_BUCKET: this.audit.bucketName, FACTS_BUCKET: this.facts.bucketName },
      },
      context,
    )
    this.allow(store.streamArn)
    this.read(settings, store.streamArn)
    this.watch(context)
  }

  /**
   * Lines that nobody can change or take away before their time: not this system, not who administers the account
   * (compliance mode). A stage that keeps nothing must be able to go again, so its lines are locked for a day, and who has
   * leave to may go past that.
   */
  private auditBucket({ prefix, keepData, auditYears, copies }: Settings): Bucket {
    const years = Duration.days(366 * auditYears)
    const bucket = this.bucket('Audit', `${prefix}-audit`, keepData, {
      objectLockEnabled: true,
      objectLockDefaultRetention: keepData
        ? ObjectLockRetention.compliance(years)
        : ObjectLockRetention.governance(Duration.days(1)),
      lifecycleRules: [{ expiration: years, noncurrentVersionExpiration: Duration.days(1) }],
    })
    replicate(bucket, this.key, copies?.buckets.audit)
    return bucket
  }

  /** Facts for analysts, who are given leave to it by name and to nothing else; what they tell stands in the table. */
  private factsBucket({ prefix, keepData }: Settings): Bucket {
    const expiration = Duration.days(leastDays('facts'))
    const lifecycleRules = [{ expiration, noncurrentVersionExpiration: Duration.days(1) }]
    return this.bucket('Facts', `${prefix}-facts`, keepData, { lifecycleRules })
  }

  private bucket(id: string, name: string, keepData: boolean, more: BucketProps): Bucket {
    const bucket = new Bucket(this, id, {
      // The names of all buckets in the world are one namespace.
      bucketName: `${name}-${Stack.of(this).account}`,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      // One request to KMS for many objects.
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...more,
    })
    acknowledge(
      bucket,
      'AwsSolutions-S1',
      'Who reads it is in CloudTrail, by name; a log of the bucket would be one more bucket to guard.',
    )
    return bucket
  }

  /** Told, of a batch that could not be kept, where in the stream it stands. */
  private makeSetAside({ settings, messageKey }: { settings: Settings; messageKey: Key }): Queue {
    const queue = new Queue(this, 'SetAside', {
      queueName: `${settings.prefix}-records-dlq`,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: messageKey,
      dataKeyReuse: Duration.hours(1),
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    const reason = 'It holds what was set aside; a person looks after it.'
    acknowledge(queue, 'Serverless-SQSRedrivePolicy', reason)
    acknowledge(queue, 'AwsSolutions-SQS3', reason)
    return queue
  }

  private allow(streamArn: string): void {
    const { part } = this
    for (const bucket of [this.audit, this.facts]) this.letAdd(bucket)
    part.may(['kms:GenerateDataKey'], [this.key.keyArn], through(this, 's3'))
    part.may(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], [streamArn])
    // Lambda asks for the list of all that there are, to find one.
    part.may(['dynamodb:ListStreams'], ['*'])
    part.may(['sqs:SendMessage'], [this.setAside.queueArn])
    const key = this.setAside.encryptionMasterKey
    if (key) part.may(['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn], through(this, 'sqs'))
  }

  private letAdd(bucket: Bucket): void {
    this.part.may(['s3:PutObject'], [bucket.arnForObjects('*')])
    acknowledge(
      this.part.fn.role as Construct,
      `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(bucket.node.defaultChild as CfnBucket)}.Arn>/*]`,
      'Objects have names that are not known before.',
    )
  }

  /** Of the stream it is brought what a consumer hears, and of a person's file no other rows. */
  private read({ paused }: Settings, eventSourceArn: string): void {
    const mapping = new EventSourceMapping(this, 'Stream', {
      target: this.part.live,
      eventSourceArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      enabled: !paused,
      filters: consumers.map(({ partitions, rows, hears }) => {
        const pk = { S: FilterRule.beginsWith(partitions) }
        const Keys = rows ? { pk, sk: { S: rows.flatMap((row) => FilterRule.beginsWith(row)) } } : { pk }
        return FilterCriteria.filter({ eventName: FilterRule.or(...hears), dynamodb: { Keys } })
      }),
      batchSize: 1000,
      // Objects of a minute's lines, not of one each.
      maxBatchingWindow: minute,
      bisectBatchOnError: true,
      maxRecordAge: givenUpAfter,
      onFailure: { bind: () => ({ destination: this.setAside.queueArn }) },
    })
    mapping.node.addDependency(this.part.fn.role as Construct)
  }

  private watch({ alarms }: FunctionContext): void {
    alarms.add('records-behind', 'stream', {
      what: 'What is written to the table has not been kept apart for half an hour.',
      metric: this.part.fn.metric('IteratorAge', { period: minute, statistic: 'Maximum' }),
      threshold: 30 * 60_000,
      periods: 5,
    })
    alarms.add('records-behind', 'set-aside', {
      what: 'Something that was written to the table could not be kept apart, and was given up.',
      metric: this.setAside.metricApproximateNumberOfMessagesVisible({ period: minute, statistic: 'Maximum' }),
      threshold: 1,
    })
  }
}
