import { App } from 'aws-cdk-lib/core'
import { describe, expect, test } from 'vitest'
import { settingsOf } from '../../infra/settings.ts'
import { cdkContext, type Synthesized, synthesize } from './support.ts'

/** The archive's bucket and its policy. */
function archiveOf(made: Synthesized) {
  const [[id, bucket]] = Object.entries(made.resources).filter(
    ([name, { Type }]) => Type === 'AWS::S3::Bucket' && name.startsWith('Archive'),
  ) as [[string, Synthesized['resources'][string]]]
  const policy = made
    .all('AWS::S3::BucketPolicy')
    .find(({ Properties }) => JSON.stringify(Properties.Bucket).includes(`"${id}"`))
  return { bucket, statements: policy?.Properties.PolicyDocument.Statement as Record<string, unknown>[] }
}

const denied = (made: Synthesized) =>
  archiveOf(made).statements.filter(({ Effect, Principal }) => {
    return Effect === 'Deny' && JSON.stringify(Principal) === '{"AWS":"*"}'
  })

describe('the archive of accepted events', () => {
  const prod = synthesize('prod')

  test('is encrypted, in versions, closed to the public, and stays when the stack goes', () => {
    const { bucket } = archiveOf(prod)
    expect(bucket.DeletionPolicy).toBe('Retain')
    expect(bucket.Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true }] },
    })
  })

  test('is kept for thirty years after the year it came in', () => {
    const { Rules } = archiveOf(prod).bucket.Properties.LifecycleConfiguration
    const [days] = Rules.flatMap(({ ExpirationInDays }: { ExpirationInDays?: number }) => ExpirationInDays ?? [])
    const came = Date.UTC(2026, 0, 1)
    expect(new Date(came + days * 86_400_000).toISOString() >= '2057-01-01').toBe(true)
  })

  test('is deleted by nobody, and reached by TLS alone', () => {
    expect(denied(prod).map(({ Action }) => Action)).toEqual(
      expect.arrayContaining(['s3:*', ['s3:DeleteObject', 's3:DeleteObjectVersion']]),
    )
    // A stage that keeps nothing can be taken down.
    expect(denied(synthesize('dev')).map(({ Action }) => Action)).toEqual(['s3:*'])
  })

  test('cannot be kept shorter than the law asks where people live by it', () => {
    const context = cdkContext()
    const { prod: given } = context.stages as Record<string, object>
    const stages = { prod: { ...given, alarmEmails: ['night@example.cn'], archiveYears: 10 } }
    const { node } = new App({ context: { ...context, stages, stage: 'prod' } })
    expect(() => settingsOf(node)).toThrow(/"archiveYears" must be 30/)
  })
})
