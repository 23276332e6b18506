/** What a stage may have beside its own account and the public network: copies elsewhere, and a door for offices alone. */
import { describe, expect, it } from 'vitest'
import { allRoutes } from '../../functions/api/routes/index.ts'
import { pageRoutes } from '../../functions/pages/routes.ts'
import { apiFunctions } from '../../functions/runtime.ts'
import { farSettings, type Resource, restUris, synthesize } from './support.ts'

const { copies, privateDoor } = farSettings
const [vault] = copies.vaultArns
const far = synthesize('prod', { region: 'cn-north-1', settings: farSettings })
const near = synthesize('prod', { region: 'cn-north-1' })

describe('copies of the table', () => {
  it('are made each night and go to the vault of the other account; a month’s first stays as long as the stage says', () => {
    const rules = far.all('AWS::Backup::BackupPlan')[0]!.Properties.BackupPlan.BackupPlanRule
    const rule = (ScheduleExpression: string, DeleteAfterDays: number) => ({
      ScheduleExpression,
      Lifecycle: { DeleteAfterDays: 7 },
      CopyActions: [{ DestinationBackupVaultArn: vault, Lifecycle: { DeleteAfterDays } }],
    })
    expect(rules).toMatchObject([rule('cron(0 18 * * ? *)', 7), rule('cron(0 18 1 * ? *)', 400)])
  })

  it('are of this table and nothing else', () => {
    const [selection] = far.all('AWS::Backup::BackupSelection')
    const [table] = Object.entries(far.resources).find(([, { Type }]) => Type === 'AWS::DynamoDB::Table')!
    expect(selection!.Properties.BackupSelection.Resources).toEqual([{ 'Fn::GetAtt': [table, 'Arn'] }])
  })

  it('are encrypted with a key that the other account may open with, and stay when the stack goes', () => {
    const [own] = far.all('AWS::Backup::BackupVault')
    expect(own!.DeletionPolicy).toBe('Retain')
    const keyId = own!.Properties.EncryptionKeyArn['Fn::GetAtt'][0] as string
    expect(JSON.stringify(far.resources[keyId]!.Properties.KeyPolicy)).toContain(':iam::222222222222:root')
    expect(JSON.stringify(own!.Properties.AccessPolicy)).toContain('backup:DeleteRecoveryPoint')
  })

  it('leave the secret keys in the other region too', () => {
    const [secret] = far.all('AWS::SecretsManager::Secret')
    expect(secret!.Properties.ReplicaRegions).toEqual([{ Region: 'cn-northwest-1' }])
  })

  it.each(['archive', 'audit'] as const)('are made of each object of the bucket %s, encrypted there too', (bucket) => {
    const { arn, keyArn } = copies.buckets[bucket]
    const rules = far.all('AWS::S3::Bucket').flatMap((one) => one.Properties.ReplicationConfiguration?.Rules ?? [])
    expect(rules.map(({ Destination }) => Destination)).toContainEqual(
      expect.objectContaining({ Bucket: arn, EncryptionConfiguration: { ReplicaKmsKeyID: keyArn } }),
    )
  })

  it('are not made where the stage names none', () => {
    expect(near.all('AWS::S3::Bucket').some((one) => one.Properties.ReplicationConfiguration)).toBe(false)
    expect(near.all('AWS::Backup::BackupPlan')).toEqual([])
    expect(near.all('AWS::SecretsManager::Secret')[0]!.Properties.ReplicaRegions).toBeUndefined()
  })

  it('go nowhere by a name that is no vault', () => {
    const settings = { copies: { vaultArns: ['arn:aws:s3:::somewhere'] } }
    expect(() => synthesize('prod', { region: 'cn-north-1', settings })).toThrow('vaultArns')
  })
})

describe('the door for offices', () => {
  const isPrivate = ({ Properties }: Resource) => Properties.EndpointConfiguration?.Types?.[0] === 'PRIVATE'
  const doors = far.all('AWS::ApiGateway::RestApi')
  const [inner] = doors.filter(isPrivate)
  const [outer] = doors.filter((door) => !isPrivate(door))

  it('has all routes, and the public one those of citizens and of everyone', () => {
    expect(restUris(inner!)).toHaveLength(allRoutes.length + pageRoutes.length)
    const ofCitizens = allRoutes.filter(({ served }) => served === 'citizen').length
    const pages = pageRoutes.filter(({ of }) => of === 'everyone').length
    expect(restUris(outer!)).toHaveLength(ofCitizens + pages)
  })

  it('opens to the named endpoints alone', () => {
    const { Statement } = inner!.Properties.Policy
    expect(Statement).toEqual([
      expect.objectContaining({ Effect: 'Allow', Action: 'execute-api:Invoke' }),
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { StringNotEquals: { 'aws:SourceVpce': privateDoor.vpcEndpointIds } },
      }),
    ])
    expect(inner!.Properties.Body['x-amazon-apigateway-endpoint-configuration']).toEqual({
      vpcEndpointIds: privateDoor.vpcEndpointIds,
    })
  })

  it('may call every function that answers, and rings when it fails', () => {
    const callers = far
      .all('AWS::Lambda::Permission')
      .filter(({ Properties }) => JSON.stringify(Properties.SourceArn).includes('PrivateDoor'))
    expect(callers).toHaveLength(apiFunctions.length)
    const alarms = far.all('AWS::CloudWatch::Alarm').map(({ Properties }) => String(Properties.AlarmName))
    expect(alarms.filter((name) => name.includes('private-api'))).toHaveLength(1)
  })

  it('may stand beside a public one that has all routes as well', () => {
    const both = synthesize('prod', {
      region: 'cn-north-1',
      settings: { privateDoor: { vpcEndpointIds: privateDoor.vpcEndpointIds } },
    })
    for (const door of both.all('AWS::ApiGateway::RestApi'))
      expect(restUris(door)).toHaveLength(allRoutes.length + pageRoutes.length)
  })

  it('is not there where the stage names no endpoint', () => {
    expect(near.all('AWS::ApiGateway::RestApi').filter(isPrivate)).toEqual([])
  })
})
