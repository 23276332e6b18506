/** A template in a few lines that a person can read in a diff: what there is, how many, and what matters of each. */
import type { Synthesized } from './support.ts'

type Properties = Record<string, unknown>

/** For each type, which properties are shown of each resource, and under which name. */
const shown: Record<string, { name: string; of: readonly string[] }> = {
  'AWS::DynamoDB::Table': {
    name: 'TableName',
    of: [
      'BillingMode',
      'KeySchema',
      'GlobalSecondaryIndexes',
      'WarmThroughput',
      'TimeToLiveSpecification',
      'PointInTimeRecoverySpecification',
      'DeletionProtectionEnabled',
      'StreamSpecification',
    ],
  },
  'AWS::SQS::Queue': { name: 'QueueName', of: ['VisibilityTimeout', 'MessageRetentionPeriod', 'RedrivePolicy'] },
  'AWS::S3::Bucket': { name: 'BucketName', of: ['ObjectLockConfiguration', 'LifecycleConfiguration'] },
  'AWS::Lambda::Function': {
    name: 'FunctionName',
    of: ['Runtime', 'Architectures', 'MemorySize', 'Timeout', 'ReservedConcurrentExecutions'],
  },
  'AWS::Lambda::Alias': { name: 'FunctionName', of: ['Name'] },
  'AWS::CodeDeploy::DeploymentGroup': { name: 'ApplicationName', of: ['AlarmConfiguration'] },
  'AWS::CodeDeploy::DeploymentConfig': { name: 'ComputePlatform', of: ['TrafficRoutingConfig'] },
  'AWS::CloudWatch::Alarm': { name: 'AlarmName', of: ['Threshold', 'Period', 'EvaluationPeriods', 'TreatMissingData'] },
  'AWS::ApiGatewayV2::Route': { name: 'RouteKey', of: ['AuthorizationType'] },
  'AWS::ApiGatewayV2::Stage': { name: 'StageName', of: ['DefaultRouteSettings'] },
  'AWS::ApiGateway::Stage': { name: 'StageName', of: ['MethodSettings'] },
  'AWS::WAFv2::WebACL': { name: 'Name', of: ['Scope', 'DefaultAction'] },
  'AWS::Events::Rule': { name: 'Name', of: ['ScheduleExpression', 'State'] },
  'AWS::Logs::LogGroup': { name: 'LogGroupName', of: ['RetentionInDays'] },
  'AWS::KMS::Key': { name: 'Description', of: ['EnableKeyRotation'] },
}

/** The summary of a stack, as Markdown. */
export function summaryOf({ template, resources }: Synthesized): string {
  const types = [...new Set(Object.values(resources).map(({ Type }) => Type))].sort()
  const counts = types.map(
    (type) => `| ${type} | ${Object.values(resources).filter(({ Type }) => Type === type).length} |`,
  )
  const details = types.flatMap((type) => {
    const what = shown[type]
    if (!what) return []
    const lines = Object.values(resources)
      .filter(({ Type }) => Type === type)
      .map(({ Properties, DeletionPolicy = 'Delete' }) => `${lineOf(Properties, what)} · ${DeletionPolicy}`)
    return ['', `## ${type}`, '', ...lines.sort()]
  })
  const outputs = Object.keys((template.toJSON().Outputs as object | undefined) ?? {}).sort()
  return [
    '| type | count |',
    '|---|---|',
    ...counts,
    ...details,
    '',
    '## Outputs',
    '',
    ...outputs.map((name) => `- ${name}`),
    '',
  ].join('\n')
}

function lineOf(properties: Properties, { name, of }: { name: string; of: readonly string[] }): string {
  const values = of
    .filter((property) => properties[property] !== undefined)
    .map((property) => `${property} ${brief(properties[property])}`)
  return `- ${[brief(properties[name] ?? 'unnamed'), ...values].join(' · ')}`
}

/** References say nothing of their own but a hash of where they stand. */
function brief(value: unknown): string {
  if (typeof value === 'string') return value
  return JSON.stringify(value, (_, inner: unknown) => {
    const reference = inner as { 'Fn::GetAtt'?: [string, string]; Ref?: string } | null
    if (typeof inner !== 'object' || reference === null) return inner
    if (reference['Fn::GetAtt']) return `→${reference['Fn::GetAtt'][0].replace(/[0-9A-F]{8}$/, '')}`
    return reference.Ref ? `→${reference.Ref.replace(/[0-9A-F]{8}$/, '')}` : inner
  }).replaceAll('"', '')
}
