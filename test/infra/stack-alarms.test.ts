import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { alarmKinds } from '../../infra/constructs/alarms.ts'
import { countedLines, metrics } from '../../shared/metrics.ts'
import { lanes } from '../../shared/queues.ts'
import { tableDefinition } from '../../shared/table/definition.ts'
import { synthesize } from './support.ts'

const folder = 'infra/runbooks'
const runbooks = readdirSync(folder).filter((file) => file.endsWith('.md'))

describe.each(['dev', 'prod'])('every alarm of %s', (stage) => {
  const made = synthesize(stage)
  const alarms = made.all('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties)

  test.each(alarms.map((alarm) => [alarm.AlarmName, alarm]))(
    '%s names its runbook and reaches the operators',
    (_, alarm) => {
      const [, runbook] = /Runbook: infra\/runbooks\/([\w-]+\.md)$/.exec(alarm.AlarmDescription) ?? []
      expect(runbooks).toContain(runbook)
      expect(alarm.AlarmActions).toHaveLength(1)
      expect(alarm.OKActions).toHaveLength(1)
    },
  )

  test('has a name of its own', () => {
    const names = alarms.map(({ AlarmName }) => AlarmName)
    expect(new Set(names).size).toBe(names.length)
  })

  test('on a number of ours asks for one that is written by that name', () => {
    const own = alarms.filter(({ Namespace }) => Namespace === `mianshen-${stage}`)
    expect(own.length).toBeGreaterThan(0)
    for (const { MetricName, Dimensions = [] } of own) {
      expect(Object.keys(metrics)).toContain(MetricName)
      const { by } = metrics[MetricName as keyof typeof metrics]
      for (const { Name } of Dimensions) expect(Name).toBe(by)
    }
  })

  test('can be raised: its kinds are all in use', () => {
    const used = new Set(alarms.map(({ AlarmDescription }) => /runbooks\/([\w-]+)\.md/.exec(AlarmDescription)?.[1]))
    const byPartner = ['partner-silent', 'partner-flood', 'calls-blocked']
    const expected = alarmKinds.filter((kind) => stage === 'prod' || !byPartner.includes(kind))
    expect([...used].sort()).toEqual([...expected].sort())
  })
})

test('errors and refusals are told as a share of all: one in a hundred is the same at night and at noon', () => {
  const alarms = synthesize('prod').all('AWS::CloudWatch::Alarm')
  const shares = ['function-failing', 'function-throttled', 'api-failing', 'table-throttled', 'calls-blocked']
  for (const { Properties } of alarms.filter(({ Properties }) =>
    shares.some((s) => Properties.AlarmName.includes(s)),
  )) {
    expect(JSON.stringify(Properties.Metrics), Properties.AlarmName).toContain('"100 * part / whole"')
  }
})

test('the table and each of its indexes are watched for refusals, reads and writes', () => {
  const alarms = synthesize('prod').all('AWS::CloudWatch::Alarm')
  const watched = alarms
    .map(({ Properties }) => /table-throttled-(.*)/.exec(Properties.AlarmName)?.[1])
    .filter((subject) => subject !== undefined)
  const indexes = tableDefinition('').GlobalSecondaryIndexes?.map(({ IndexName }) => `-${IndexName}`) ?? []
  const kinds = ['ReadThrottleEvents', 'WriteThrottleEvents']
  expect(watched.sort()).toEqual(kinds.flatMap((kind) => ['', ...indexes].map((index) => `${kind}${index}`)).sort())
})

describe('every runbook', () => {
  const text = (file: string) => readFileSync(`${folder}/${file}`, 'utf8')

  test('is that of an alarm, or one that a runbook sends to', () => {
    const ofAlarms = alarmKinds.map((kind) => `${kind}.md`)
    const linked = ofAlarms.flatMap((file) => [...text(file).matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, to]) => to))
    for (const file of runbooks) expect([...ofAlarms, ...linked]).toContain(file)
    for (const file of [...ofAlarms, ...linked]) expect(runbooks).toContain(file)
  })

  test.each(runbooks)('%s says what it means, what to look at and what to do, and fits a page', (file) => {
    for (const heading of ['## Means', '## Look', '## Do']) expect(text(file)).toContain(heading)
    expect(text(file).split('\n').length).toBeLessThanOrEqual(60)
  })

  test('names only commands that there are', () => {
    const scripts = JSON.parse(readFileSync('package.json', 'utf8')).scripts as Record<string, string>
    const known = [...Object.keys(scripts), 'redrive', 'prove', 'keys']
    for (const file of runbooks) {
      for (const [, name] of text(file).matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)) expect(known).toContain(name)
    }
  })
})

test('dashboards show cases, areas, lanes and money, and find bundles by their numbers', () => {
  const boards = synthesize('prod').all('AWS::CloudWatch::Dashboard')
  const bodyOf = (name: string) =>
    JSON.stringify(boards.find(({ Properties }) => Properties.DashboardName === `mianshen-prod-${name}`))
  expect(boards).toHaveLength(4)
  for (const line of countedLines) expect(bodyOf('areas')).toContain(`filter message = '${line}'`)
  for (const lane of lanes) expect(bodyOf('lanes')).toContain(`npm run redrive -- ${lane}`)
  for (const [metric, { by }] of Object.entries(metrics)) {
    if (by === 'bundle') expect(bodyOf('cases')).toMatch(new RegExp(`bundle} MetricName=\\W+${metric}\\W`))
  }
  expect(bodyOf('money')).toContain('UnfundedFen')
})

test('a partner that sends nothing for its hours is heard: silence counts as bad', () => {
  const alarms = synthesize('prod').all('AWS::CloudWatch::Alarm')
  const silent = alarms.filter(({ Properties }) => Properties.AlarmName.includes('partner-silent'))
  expect(silent.length).toBeGreaterThan(0)
  for (const { Properties } of silent) {
    expect(Properties).toMatchObject({
      TreatMissingData: 'breaching',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
    })
    // CloudWatch looks back seven days at most.
    expect(Properties.Period * Properties.EvaluationPeriods).toBeLessThanOrEqual(7 * 86_400)
  }
})
