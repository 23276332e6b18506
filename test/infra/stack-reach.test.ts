/** Whoever is on duty hears of what goes wrong: from the alarm by the topic, its policy and its key to a receiver. */
import { App } from 'aws-cdk-lib/core'
import { describe, expect, test } from 'vitest'
import { settingsOf } from '../../infra/settings.ts'
import { allows, type Place, places, policyOn, type Statement, textOf } from './policies.ts'
import { cdkContext, type Resource, type Synthesized, synthesize } from './support.ts'

const stages = ['dev', 'staging', 'prod'].flatMap((stage) => places.map((place) => ({ stage, place })))

/** Who speaks to a topic. */
interface Speaker {
  name: string
  service: string
  sourceArn: string
  topics: unknown[]
}

function speakersOf({ all, resources }: Synthesized, { partition, region, account }: Place): Speaker[] {
  const at = `${region}:${account}`
  const alarms = all('AWS::CloudWatch::Alarm').map(({ Properties: { AlarmName: name, AlarmActions, OKActions } }) => ({
    name,
    service: 'cloudwatch.amazonaws.com',
    sourceArn: `arn:${partition}:cloudwatch:${at}:alarm:${name}`,
    topics: [...AlarmActions, ...OKActions],
  }))
  // A schedule's target is a function's alias, named by a reference as topics are.
  const isOther = ({ Ref }: { Ref?: string }) => Ref !== undefined && resources[Ref]?.Type !== 'AWS::Lambda::Alias'
  const toTopic = ({ Properties }: Resource) =>
    (Properties.Targets ?? []).map(({ Arn }: { Arn: unknown }) => Arn).filter(isOther)
  const rules = all('AWS::Events::Rule')
    .filter((rule) => toTopic(rule).length > 0)
    .map((rule) => ({
      name: rule.Properties.Name,
      service: 'events.amazonaws.com',
      sourceArn: `arn:${partition}:events:${at}:rule/${rule.Properties.Name}`,
      topics: toTopic(rule),
    }))
  return [...alarms, ...rules]
}

/** What stops a speaker's word on its way; nothing if it arrives. `without`: statements that are taken away. */
function whatStops(made: Synthesized, speaker: Speaker, place: Place, without = (_: Statement) => false): string[] {
  const context = {
    'aws:SourceAccount': place.account,
    'aws:SourceArn': speaker.sourceArn,
    'aws:SecureTransport': 'true',
  }
  const { service } = speaker
  const wrong: string[] = []
  for (const topic of speaker.topics) {
    const id = (topic as { Ref?: string }).Ref ?? ''
    const { Properties } = made.resources[id] ?? {}
    if (made.resources[id]?.Type !== 'AWS::SNS::Topic') return [`${JSON.stringify(topic)} is no topic of ours`]
    const may = (on: string, action: string, resource: string) => {
      const statements = policyOn(made, on).filter((statement) => !without(statement))
      if (!allows(statements, { service, action, resource, context }, place)) wrong.push(`${action} on ${on}`)
    }
    may(id, 'sns:Publish', textOf(topic, place))
    const key = Properties.KmsMasterKeyId?.['Fn::GetAtt']?.[0]
    if (key === undefined) wrong.push(`${id} is not encrypted with our key`)
    else for (const action of ['kms:Decrypt', 'kms:GenerateDataKey']) may(key, action, '*')
  }
  return wrong
}

describe.each(stages)('$stage in $place.partition', ({ stage, place }) => {
  const made = synthesize(stage, { region: place.region })
  const speakers = speakersOf(made, place)

  test.each(speakers)('$name may speak to its topic, and use the key of it', (speaker) => {
    expect(speaker.topics.length).toBeGreaterThan(0)
    expect(whatStops(made, speaker, place)).toEqual([])
  })

  test('nobody else may speak by the same leave: another account, an alarm of another system', () => {
    const [alarm] = speakers as [Speaker]
    const foreign = { ...alarm, sourceArn: alarm.sourceArn.replace(place.account, '999999999999') }
    const other = { ...alarm, sourceArn: alarm.sourceArn.replace('mianshen', 'payroll') }
    expect(whatStops(made, foreign, place)).not.toEqual([])
    expect(whatStops(made, other, place)).not.toEqual([])
  })

  test('without any one of the leaves an alarm would be lost, and this test would say so', () => {
    const isFor = ({ Principal }: Statement) => JSON.stringify(Principal ?? '').includes('cloudwatch')
    expect(whatStops(made, speakers[0] as Speaker, place, isFor)).toEqual([
      expect.stringContaining('sns:Publish'),
      expect.stringContaining('kms:Decrypt'),
      expect.stringContaining('kms:GenerateDataKey'),
      ...[expect.anything(), expect.anything(), expect.anything()],
    ])
  })

  test('every topic has a receiver', () => {
    const told = made.all('AWS::SNS::Subscription').map(({ Properties }) => Properties.TopicArn.Ref)
    for (const { topics } of speakers)
      for (const topic of topics) expect(told).toContain((topic as { Ref: string }).Ref)
  })
})

describe('a stage that keeps data', () => {
  const settingsWith = (changed: Record<string, unknown>, context: Record<string, unknown> = {}) => {
    const cdk = cdkContext()
    const stages = cdk.stages as Record<string, object>
    const prod = { ...stages.prod, ...changed }
    return () =>
      settingsOf(new App({ context: { ...cdk, stage: 'prod', stages: { ...stages, prod }, ...context } }).node)
  }

  test('is not made while nobody is told of its alarms, and says what to do', () => {
    expect(settingsWith({ alarmEmails: [], alarmUrls: [] })).toThrow(/"prod" keeps data.*"alarmEmails" or "alarmUrls"/)
    expect(settingsWith({ alarmEmails: [], keepData: false })).not.toThrow()
  })

  test.each([
    [{ alarmEmails: ['night@example.cn'] }, {}],
    [{ alarmUrls: ['https://duty.example.cn/hook'] }, {}],
    [{}, { alarmEmails: 'night@example.cn,day@example.cn' }],
  ])('is made with %j and on the command line %j', (settings, context) => {
    expect(settingsWith(settings, context)).not.toThrow()
  })

  test('tells every receiver', () => {
    const alarmUrls = ['https://duty.example.cn/hook']
    const made = synthesize('prod', { settings: { alarmEmails: ['a@example.cn', 'b@example.cn'], alarmUrls } })
    const told = made
      .all('AWS::SNS::Subscription')
      .map(({ Properties: { Protocol, Endpoint } }) => [Protocol, Endpoint])
    expect(told.sort()).toEqual([
      ['email', 'a@example.cn'],
      ['email', 'b@example.cn'],
      ['https', 'https://duty.example.cn/hook'],
    ])
  })
})
