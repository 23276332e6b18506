/** Where accepted events are kept as they came (infra/decisions/0077). */

import { AnyPrincipal, Effect, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  ObjectOwnership,
  StorageClass,
  TransitionDefaultMinimumObjectSize,
} from 'aws-cdk-lib/aws-s3'
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { archivePrefix } from '../../functions/inbox/archive.ts'
import { acknowledge } from '../nag.ts'
import type { Settings } from '../settings.ts'
import { replicate } from './copies.ts'
import { type TaskFunction, through } from './task-function.ts'

/** The longest that a year is: nothing goes a day too soon. */
const daysAYear = 366

/** The bucket of accepted events. */
export class Archive extends Construct {
  readonly bucket: Bucket
  private readonly key: Key

  constructor(scope: Construct, settings: Settings) {
    super(scope, 'Archive')
    const { keepData, archiveYears, prefix } = settings
    const removalPolicy = keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY
    this.key = new Key(this, 'Key', {
      alias: `${prefix}-archive`,
      description: 'Encrypts the archive of accepted events; what lies there is sealed besides',
      enableKeyRotation: true,
      removalPolicy,
    })
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      // One request to KMS for many objects.
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      // The colder classes bill 128 kB at least: what is smaller costs less where it is.
      transitionDefaultMinimumObjectSize: TransitionDefaultMinimumObjectSize.ALL_STORAGE_CLASSES_128_K,
      lifecycleRules: [
        {
          id: 'colder',
          transitions: [{ storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(90) }],
        },
        {
          id: 'as-long-as-the-law-asks',
          // The term begins when the year has ended.
          expiration: Duration.days((archiveYears + 1) * daysAYear),
          noncurrentVersionExpiration: Duration.days(90),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
      removalPolicy,
    })
    replicate(this.bucket, this.key, settings.copies?.buckets.archive)
    if (keepData) this.letNobodyDelete()
    acknowledge(
      this.bucket,
      'AwsSolutions-S1',
      'Who reads or writes is in CloudTrail, by name; a log of the bucket would be one more bucket to guard.',
    )
  }

  /** Lets a function put events here, and do nothing else; it is told the bucket's name when it is made. */
  takesFrom(part: TaskFunction): void {
    part.may(['s3:PutObject'], [this.bucket.arnForObjects(`${archivePrefix}*`)])
    part.may(['kms:GenerateDataKey'], [this.key.keyArn], through(this, 's3'))
    const id = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket)
    acknowledge(
      part.fn.role as Role,
      `AwsSolutions-IAM5[Resource::<${id}.Arn>/${archivePrefix}*]`,
      'Objects bear the moment at which events came.',
    )
  }

  /** Whoever would have to change this first: it is in CloudTrail. What has outlived its time goes by the bucket's own rule. */
  private letNobodyDelete(): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
        resources: [this.bucket.arnForObjects('*')],
      }),
    )
  }
}
