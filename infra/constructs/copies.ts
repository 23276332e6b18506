/**
 * Copies of the table where neither a mistake nor a thief in this account reaches: a daily backup in a vault of its own,
 * and a copy of each in the vaults that the stage names, of another account or region (infra/decisions/0083). Point-in-time
 * recovery stays what a restore begins with; this is for the day on which the account or the region is lost.
 */
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault, type IBackupVault } from 'aws-cdk-lib/aws-backup'
import { type CronOptions, Schedule } from 'aws-cdk-lib/aws-events'
import { AccountPrincipal, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3'
import { Arn, ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { acknowledge } from '../nag.ts'
import type { Settings } from '../settings.ts'

/** So long a day's backup is kept, here and there. Any second of 35 days can be restored without it: it is for the copy. */
const dailyDays = 7

/** Daily backups of the table, and their copies. */
export class Copies extends Construct {
  constructor(scope: Construct, { prefix }: Settings, tableArn: string, copies: NonNullable<Settings['copies']>) {
    super(scope, 'Copies')
    const key = new Key(this, 'Key', {
      alias: `${prefix}-backup`,
      description: 'Encrypts backups of the table; the accounts that keep copies open them with it',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    for (const account of new Set(copies.vaultArns.map(accountOf))) key.grantDecrypt(new AccountPrincipal(account))
    const vault = new BackupVault(this, 'Vault', {
      backupVaultName: prefix,
      encryptionKey: key,
      blockRecoveryPointDeletion: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const plan = new BackupPlan(this, 'Plan', { backupPlanName: prefix, backupVault: vault })
    const vaults = copies.vaultArns.map((arn, index) => BackupVault.fromBackupVaultArn(this, `Copy${index}`, arn))
    plan.addRule(ruleOf('daily', nightly, vaults, dailyDays))
    // Every backup of a table is the whole of it, and paid as such: one a month is kept long.
    plan.addRule(ruleOf('monthly', { ...nightly, day: '1' }, vaults, copies.days))
    const { role } = selectionOf(plan, tableArn)
    acknowledge(
      role,
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
      'The role that AWS Backup works by; the policy is made for it, and is narrowed by what the plan selects.',
    )
  }
}

/** Two in the morning in Shanghai. */
const nightly = { minute: '0', hour: '18' }

const ruleOf = (ruleName: string, when: CronOptions, vaults: readonly IBackupVault[], copyDays: number) =>
  new BackupPlanRule({
    ruleName,
    scheduleExpression: Schedule.cron(when),
    startWindow: Duration.hours(1),
    completionWindow: Duration.hours(12),
    deleteAfter: Duration.days(dailyDays),
    copyActions: vaults.map((destinationBackupVault) => ({
      destinationBackupVault,
      deleteAfter: Duration.days(copyDays),
    })),
  })

function selectionOf(plan: BackupPlan, tableArn: string) {
  const selection = plan.addSelection('Table', { resources: [BackupResource.fromArn(tableArn)] })
  return { role: selection.node.findChild('Role') }
}

const accountOf = (vaultArn: string): string => {
  const { account } = Arn.split(vaultArn, ArnFormat.COLON_RESOURCE_NAME)
  if (account === undefined) throw new Error(`copies.vaultArns: no account in ${vaultArn}`)
  return account
}

/** Has each object of a bucket copied into the one that the stage names for it; into none if it names none. */
export function replicate(bucket: Bucket, key: Key, copy: BucketCopy | undefined): void {
  if (!copy) return
  const role = new Role(bucket, 'Replicates', { assumedBy: new ServicePrincipal('s3.amazonaws.com') })
  const may = (actions: string[], ...resources: string[]) =>
    role.addToPolicy(new PolicyStatement({ actions, resources }))
  may(['s3:GetReplicationConfiguration', 's3:ListBucket'], bucket.bucketArn)
  const reads = ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging']
  may([...reads, 's3:GetObjectRetention', 's3:GetObjectLegalHold'], bucket.arnForObjects('*'))
  may(['s3:ReplicateObject', 's3:ReplicateTags', 's3:ObjectOwnerOverrideToBucketOwner'], `${copy.arn}/*`)
  may(['kms:Decrypt'], key.keyArn)
  may(['kms:Encrypt'], copy.keyArn)
  const cfn = bucket.node.defaultChild as CfnBucket
  cfn.replicationConfiguration = { role: role.roleArn, rules: [ruleInto(copy)] }
  const all = [`<${Stack.of(bucket).getLogicalId(cfn)}.Arn>/*`, `${copy.arn}/*`]
  for (const objects of all) {
    acknowledge(
      role,
      `AwsSolutions-IAM5[Resource::${objects}]`,
      'Every object of this bucket is copied, into that one alone.',
    )
  }
}

type BucketCopy = NonNullable<NonNullable<Settings['copies']>['buckets']['audit']>

const ruleInto = ({ arn, account, keyArn }: BucketCopy): CfnBucket.ReplicationRuleProperty => ({
  status: 'Enabled',
  priority: 0,
  filter: { prefix: '' },
  // What is taken away here stays there.
  deleteMarkerReplication: { status: 'Disabled' },
  sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
  destination: {
    bucket: arn,
    account,
    accessControlTranslation: { owner: 'Destination' },
    encryptionConfiguration: { replicaKmsKeyId: keyArn },
  },
})
