/** What is kept apart of what is written to the table, and that nobody but its function comes near it. */

import { App } from 'aws-cdk-lib/core'
import { describe, expect, test } from 'vitest'
import { consumers } from '../../functions/records/consumers.ts'
import { settingsOf } from '../../infra/settings.ts'
import { cdkContext, type Synthesized, synthesize } from './support.ts'

const prod = synthesize('prod', { region: 'cn-north-1' })
const bucketOf = ({ all }: Synthesized) =>
  all('AWS::S3::Bucket').find(({ Properties }) => Properties.ObjectLockConfiguration)!

describe('the bucket of the audit trail', () => {
  test('locks each line for as long as the stage says, for everybody, where data are kept', () => {
    const { Properties, DeletionPolicy } = bucketOf(prod)
    expect(Properties.ObjectLockConfiguration).toEqual({
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 3660 } },
    })
    expect(DeletionPolicy).toBe('Retain')
    const longer = bucketOf(synthesize('prod', { settings: { auditYears: 12 } }))
    expect(longer.Properties.ObjectLockConfiguration.Rule.DefaultRetention.Days).toBe(4392)
  })

  test('can go with a stage that keeps nothing', () => {
    const { Properties, DeletionPolicy } = bucketOf(synthesize('dev'))
    expect(Properties.ObjectLockConfiguration.Rule.DefaultRetention).toEqual({ Mode: 'GOVERNANCE', Days: 1 })
    expect(DeletionPolicy).toBe('Delete')
  })

  test('is not kept shorter than the law asks', () => {
    const context = cdkContext()
    const stages = context.stages as Record<string, object>
    const prod = { ...stages.prod, alarmEmails: ['a@example.cn'], auditYears: 9 }
    const app = new App({ context: { ...context, stage: 'prod', stages: { ...stages, prod } } })
    expect(() => settingsOf(app.node)).toThrow(/"auditYears" must be 10/)
  })

  test('lets nobody in from outside, is encrypted with a key of its own, and forgets no earlier than the lock', () => {
    const { Properties } = bucketOf(prod)
    expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true])
    expect(JSON.stringify(Properties.BucketEncryption)).toMatch(/RecordsKey.*"aws:kms"/)
    const [{ ExpirationInDays }] = Properties.LifecycleConfiguration.Rules
    expect(ExpirationInDays).toBe(Properties.ObjectLockConfiguration.Rule.DefaultRetention.Days)
  })
})

describe('the stream', () => {
  const [mapping] = prod
    .all('AWS::Lambda::EventSourceMapping')
    .map(({ Properties }) => Properties)
    .filter(({ StartingPosition }) => StartingPosition !== undefined)

  test('is read from its beginning, and brings what a consumer hears and nothing else', () => {
    expect(mapping.StartingPosition).toBe('TRIM_HORIZON')
    const filters = mapping.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern))
    expect(filters).toEqual(
      consumers.map(({ partitions, rows, hears }) => {
        const pk = { S: [{ prefix: partitions }] }
        const sk = rows && { S: rows.map((prefix) => ({ prefix })) }
        return { eventName: hears, dynamodb: { Keys: sk ? { pk, sk } : { pk } } }
      }),
    )
  })

  test('a batch that fails is halved and comes again until it is told, while it can still be read', () => {
    expect(mapping.BisectBatchOnFunctionError).toBe(true)
    expect(mapping.MaximumRetryAttempts).toBeUndefined()
    expect(mapping.MaximumRecordAgeInSeconds).toBeLessThan(24 * 3600)
    const [queue] = prod
      .all('AWS::SQS::Queue')
      .filter(({ Properties }) => Properties.QueueName === 'mianshen-prod-records-dlq')
    expect(queue).toBeDefined()
    expect(JSON.stringify(mapping.DestinationConfig.OnFailure.Destination)).toContain('RecordsSetAside')
  })
})
