/** Groups of logs: all encrypted with one key of their own, kept as long as the stage says. */
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Settings } from '../settings.ts'

/** The key of the logs, and the groups encrypted with it. */
export class Logs extends Construct {
  readonly key: Key
  private readonly settings: Settings

  constructor(scope: Construct, settings: Settings) {
    super(scope, 'Logs')
    this.settings = settings
    this.key = new Key(this, 'Key', {
      alias: `${settings.prefix}-logs`,
      description: 'Encrypts logs; who may read logs needs no other key',
      enableKeyRotation: true,
      removalPolicy: settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    this.mayWrite()
  }

  /** A group of logs in the scope that writes it. */
  group(scope: Construct, id: string, logGroupName: string): LogGroup {
    const { logDays, keepData } = this.settings
    return new LogGroup(scope, id, {
      logGroupName,
      encryptionKey: this.key,
      retention: logDays,
      removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
  }

  /** The service that keeps the logs uses the key, for groups that bear this stage's name and for nothing else. */
  private mayWrite(): void {
    const stack = Stack.of(this)
    const groups = stack.formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: `*${this.settings.prefix}*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`)],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups } },
      }),
    )
  }
}
