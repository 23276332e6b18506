/**
 * Copies of the table where neither a mistake nor a thief in this account reaches: a daily backup in a vault of its own,
 * and a copy of each in the vaults that the stage names, of another account or region (infra/decisions/0083). Point-in-time
 * recovery stays what a restore begins with; this is for the day on which the account or the region is lost.
 */
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup'
import { Schedule } from 'aws-cdk-lib/aws-events'
import { AccountPrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Arn, ArnFormat, Duration, RemovalPolicy } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { acknowledge } from '../nag.ts'
import type { Settings } from '../settings.ts'

/** So long a backup stays in the account's own vault: as long as any moment can be restored without it. */
const ownDays = 35

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
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'daily',
        // At two in the morning in Shanghai.
        scheduleExpression: Schedule.cron({ minute: '0', hour: '18' }),
        startWindow: Duration.hours(1),
        completionWindow: Duration.hours(12),
        deleteAfter: Duration.days(ownDays),
        copyActions: copies.vaultArns.map((arn, index) => ({
          destinationBackupVault: BackupVault.fromBackupVaultArn(this, `Copy${index}`, arn),
          deleteAfter: Duration.days(copies.days),
        })),
      }),
    )
    const { role } = selectionOf(plan, tableArn)
    acknowledge(
      role,
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
      'The role that AWS Backup works by; the policy is made for it, and is narrowed by what the plan selects.',
    )
  }
}

function selectionOf(plan: BackupPlan, tableArn: string) {
  const selection = plan.addSelection('Table', { resources: [BackupResource.fromArn(tableArn)] })
  return { role: selection.node.findChild('Role') }
}

const accountOf = (vaultArn: string): string => {
  const { account } = Arn.split(vaultArn, ArnFormat.COLON_RESOURCE_NAME)
  if (account === undefined) throw new Error(`copies.vaultArns: no account in ${vaultArn}`)
  return account
}
