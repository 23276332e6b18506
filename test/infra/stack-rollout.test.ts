/** A release goes out by way of aliases: to some first, back by itself when an alarm rings, and back by hand. */
import { describe, expect, test } from 'vitest'
import { allows, places, type Statement, textOf } from './policies.ts'
import { aliasIn, everywhere, restUris, type Synthesized, synthesize } from './support.ts'

const webAcl = { webAcl: false }

/** Whatever calls a function of ours, as the template points at it. */
function callersOf({ all }: Synthesized): unknown[] {
  return [
    ...all('AWS::Lambda::EventSourceMapping').map(({ Properties }) => Properties.FunctionName),
    ...all('AWS::Lambda::Permission').map(({ Properties }) => Properties.FunctionName),
    ...all('AWS::ApiGatewayV2::Integration').map(({ Properties }) => Properties.IntegrationUri),
    ...all('AWS::ApiGateway::RestApi').flatMap(restUris),
    ...all('AWS::Events::Rule').flatMap(({ Properties: { Targets } }) =>
      Targets.map(({ Arn }: { Arn: unknown }) => Arn),
    ),
  ]
}

/** The names of the alarms by which a function's release is taken back, without the stage's prefix. */
function alarmsOf(made: Synthesized, aliasId: string): string[] {
  const update = (made.resources[aliasId] as { UpdatePolicy?: { CodeDeployLambdaAliasUpdate?: Update } }).UpdatePolicy
  const group = made.resources[update?.CodeDeployLambdaAliasUpdate?.DeploymentGroupName.Ref ?? '']
  const { Enabled, Alarms } = group?.Properties.AlarmConfiguration ?? { Alarms: [] }
  expect(Enabled).toBe(true)
  expect(group?.Properties.AutoRollbackConfiguration).toMatchObject({ Enabled: true })
  expect(group?.Properties.AutoRollbackConfiguration.Events).toContain('DEPLOYMENT_STOP_ON_ALARM')
  return Alarms.map(({ Name }: { Name: { Ref: string } }) =>
    made.resources[Name.Ref]!.Properties.AlarmName.replace(/^mianshen-[a-z]+-/, ''),
  )
}
interface Update {
  DeploymentGroupName: { Ref: string }
}

describe.each([
  ...everywhere.map((place) => ({ ...place, settings: {} })),
  { stage: 'prod', region: 'us-east-1', settings: webAcl },
])('$stage in $region $settings', ({ stage, region, settings }) => {
  const made = synthesize(stage, { region, settings })

  test('every function has one alias, on a version that stays when the next one comes', () => {
    const aliases = made.all('AWS::Lambda::Alias').map(({ Properties }) => Properties)
    const functions = Object.entries(made.resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
    expect(aliases.map(({ FunctionName }) => FunctionName.Ref).sort()).toEqual(functions.map(([id]) => id).sort())
    for (const { Name, FunctionVersion } of aliases) {
      expect(Name).toBe('live')
      const version = made.resources[FunctionVersion['Fn::GetAtt'][0]]!
      // One that a failed release made goes: the same release must be able to come again.
      expect(version.DeletionPolicy).toBe('RetainExceptOnCreate')
    }
  })

  test('every queue, route and schedule calls an alias, and so does every leave to call', () => {
    const called = callersOf(made).map((target) => aliasIn(made, target).functionId)
    const functions = Object.entries(made.resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
    expect([...new Set(called)].sort()).toEqual(functions.map(([id]) => id).sort())
  })
})

describe.each(['staging', 'prod'])('the canary of %s', (stage) => {
  const made = synthesize(stage, { region: 'cn-north-1' })
  const [config] = made.all('AWS::CodeDeploy::DeploymentConfig')

  test('is one application, whose every function has a group', () => {
    expect(made.all('AWS::CodeDeploy::Application')).toHaveLength(1)
    expect(made.all('AWS::CodeDeploy::DeploymentGroup')).toHaveLength(made.all('AWS::Lambda::Function').length)
  })

  test('lasts longer than the alarms need to ring', () => {
    const { CanaryInterval, CanaryPercentage } = config!.Properties.TrafficRoutingConfig.TimeBasedCanary
    expect(CanaryPercentage).toBeLessThanOrEqual(50)
    const errors = made
      .all('AWS::CloudWatch::Alarm')
      .filter(({ Properties }) => /function-failing|messages-failing|api-failing/.test(Properties.AlarmName))
    for (const { Properties } of errors)
      expect(CanaryInterval).toBeGreaterThanOrEqual(5 * Properties.EvaluationPeriods + 5)
  })

  test('is taken back by what rings for a bad release of that function', () => {
    const people = ['citizen', 'agency', 'desk', 'pages']
    for (const [id, { Type, Properties }] of Object.entries(made.resources)) {
      if (Type !== 'AWS::Lambda::Alias') continue
      const name = made.resources[Properties.FunctionName.Ref]!.Properties.FunctionName.replace(/^mianshen-[a-z]+-/, '')
      const reads = name === 'inbox' || name.startsWith('worker-')
      expect(alarmsOf(made, id).sort()).toEqual(
        [
          `function-failing-${name}`,
          `function-throttled-${name}`,
          ...(people.includes(name) ? ['api-failing-api'] : []),
          ...(reads ? [`messages-failing-${name}`] : []),
          ...(name.startsWith('worker-') ? ['chain-stopped-cases', 'item-unreadable-items'] : []),
        ].sort(),
      )
    }
  })

  test('may move aliases of this stage and of no other system, and nothing else', () => {
    const [role] = Object.entries(made.resources).filter(
      ([id, { Type }]) => Type === 'AWS::IAM::Role' && id.startsWith('Rollout'),
    )
    const statements = made
      .all('AWS::IAM::Policy')
      .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes(`"${role![0]}"`))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[])
    expect(role![1].Properties.ManagedPolicyArns).toBeUndefined()
    for (const place of places) {
      const by = role![1].Properties.AssumeRolePolicyDocument.Statement[0].Principal.Service
      expect(textOf(by, place)).toBe(`codedeploy.${place.region}.${place.urlSuffix}`)
      const functionOf = (name: string) =>
        `arn:${place.partition}:lambda:${place.region}:${place.account}:function:${name}`
      const may = (action: string, resource: string) => allows(statements, { action, resource, context: {} }, place)
      expect(may('lambda:UpdateAlias', functionOf(`mianshen-${stage}-desk`))).toBe(true)
      expect(may('lambda:UpdateAlias', functionOf('payroll-desk'))).toBe(false)
      expect(may('lambda:UpdateFunctionCode', functionOf(`mianshen-${stage}-desk`))).toBe(false)
    }
  })
})

describe('without CodeDeploy', () => {
  const withIt = synthesize('prod', { region: 'cn-north-1' })
  const without = synthesize('prod', { region: 'cn-north-1', settings: { rollout: 'at-once' } })
  const rolledOut = /^AWS::CodeDeploy::/

  test('the stack is whole: all else is there, and nothing waits for it', () => {
    expect(Object.values(without.resources).filter(({ Type }) => rolledOut.test(Type))).toEqual([])
    expect(JSON.stringify(without.template.toJSON())).not.toContain('CodeDeploy')
    const others = Object.keys(withIt.resources).filter((id) => !id.startsWith('Rollout'))
    expect(Object.keys(without.resources).sort()).toEqual(others.sort())
  })

  test('dev does without, and so does whoever says so on the command line', () => {
    expect(synthesize('dev').all('AWS::CodeDeploy::Application')).toEqual([])
    expect(synthesize('prod', { context: { rollout: 'at-once' } }).stack.settings.rollout).toBe('at-once')
  })

  test('a paused stage moves at once: nothing can be learnt from calls that nobody makes', () => {
    const paused = synthesize('prod', { settings: { paused: true } })
    expect(paused.all('AWS::CodeDeploy::DeploymentGroup')).toEqual([])
    expect(paused.all('AWS::Lambda::Alias').length).toBeGreaterThan(0)
  })

  test('a canary too short for any alarm is refused', () => {
    const hasty = { rollout: { canaryPercent: 10, minutes: 5 } }
    expect(() => synthesize('prod', { settings: hasty })).toThrow(/minutes|rollout/)
  })
})

describe('a restored table', () => {
  const restored = (epoch: number) => ({
    tableName: `mianshen-prod-r${epoch}`,
    tableStreamArn: `arn:aws-cn:dynamodb:cn-north-1:111111111111:table/mianshen-prod-r${epoch}/stream/2026`,
  })
  const ofEpoch = (epoch: number) => {
    const settings = { ...(epoch > 0 ? restored(epoch) : {}), epoch }
    return synthesize('prod', { region: 'cn-north-1', settings })
  }
  const before = ofEpoch(0)
  const after = ofEpoch(1)
  const ids = ({ resources }: Synthesized, type: string) =>
    Object.keys(resources).filter((id) => resources[id]!.Type === type)

  test('has an alias of its own, so that no canary writes to two tables', () => {
    for (const { Properties } of after.all('AWS::Lambda::Alias')) expect(Properties.Name).toBe('live-1')
    const old = ids(before, 'AWS::Lambda::Alias')
    expect(ids(after, 'AWS::Lambda::Alias').filter((id) => old.includes(id))).toEqual([])
    for (const target of callersOf(after)) expect(old).not.toContain(aliasIn(after, target).id)
  })

  test('is reached by people too: the API is deployed anew', () => {
    const old = ids(before, 'AWS::ApiGateway::Deployment')
    expect(old).toHaveLength(1)
    expect(ids(after, 'AWS::ApiGateway::Deployment')).not.toEqual(old)
  })
})
