import { describe, expect, test } from 'vitest'
import { functionSpecs } from '../../infra/functions.ts'
import { singleQueues } from '../../shared/queues.ts'
import { aliasIn, type Resource, type Synthesized, synthesize } from './support.ts'

const fourteenDays = 14 * 86_400

describe.each(['dev', 'staging', 'prod'])('every queue of %s', (stage) => {
  const made = synthesize(stage)
  const queues = byName(made, 'AWS::SQS::Queue', 'QueueName')
  const prefix = `mianshen-${stage}-`
  const working = Object.keys(queues).filter((name) => !name.endsWith('-dlq'))

  test('is there, each of them of the one list', () => {
    for (const name of singleQueues) expect(working).toContain(`${prefix}${name}`)
  })

  test('that is not of the one list is a partner’s', () => {
    const sending = made.stack.settings.partners.filter(({ sends }) => sends.length > 0)
    const partners = sending.flatMap(({ id }) => [`inbox-${id}`, `receipts-${id}`])
    expect(working.map((name) => name.slice(prefix.length)).sort()).toEqual([...singleQueues, ...partners].sort())
  })

  test.each(working)('%s sends what fails to dead letters of its own, which nobody else may fill', (name) => {
    const [id, deadLetters] = entryOf(made, `${name}-dlq`)
    const { RedrivePolicy } = queues[name]!.Properties
    expect(RedrivePolicy.deadLetterTargetArn).toEqual({ 'Fn::GetAtt': [id, 'Arn'] })
    expect(RedrivePolicy.maxReceiveCount).toBeGreaterThanOrEqual(5)
    const allowed = deadLetters.Properties.RedriveAllowPolicy
    expect(allowed.redrivePermission).toBe('byQueue')
    expect(allowed.sourceQueueArns).toHaveLength(1)
    expect(JSON.stringify(allowed.sourceQueueArns)).toContain(`:${name}"`)
  })

  test.each(Object.keys(queues))('%s keeps what it has for fourteen days, encrypted, by TLS only', (name) => {
    const { MessageRetentionPeriod, KmsMasterKeyId } = queues[name]!.Properties
    expect(MessageRetentionPeriod).toBe(fourteenDays)
    expect(KmsMasterKeyId).toBeDefined()
    const [id] = entryOf(made, name)
    const policies = made
      .all('AWS::SQS::QueuePolicy')
      .filter(({ Properties }) => JSON.stringify(Properties.Queues).includes(`"${id}"`))
    expect(JSON.stringify(policies)).toContain('"aws:SecureTransport":"false"')
  })

  test.each(working)('%s is watched: its age and its dead letters', (name) => {
    const [id] = entryOf(made, name)
    const [deadId] = entryOf(made, `${name}-dlq`)
    const alarms = made.all('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties)
    const about = (queue: string, metric: string) =>
      alarms.find((alarm) => alarm.MetricName === metric && JSON.stringify(alarm.Dimensions).includes(`"${queue}"`))
    expect(about(id, 'ApproximateAgeOfOldestMessage')?.Threshold).toBeGreaterThan(0)
    expect(about(deadId, 'ApproximateNumberOfMessagesVisible')).toMatchObject({ Threshold: 1 })
  })

  /** What reads a queue; a stream is read from somewhere. */
  const mappings = made
    .all('AWS::Lambda::EventSourceMapping')
    .map(({ Properties }) => Properties)
    .filter(({ StartingPosition }) => StartingPosition === undefined)

  test('hides a message for six times the time of the function that reads it', () => {
    const functions = made.resources
    for (const { FunctionName, EventSourceArn } of mappings) {
      const timeout = functions[aliasIn(made, FunctionName).functionId]!.Properties.Timeout as number
      const queue = functions[EventSourceArn['Fn::GetAtt'][0]]!.Properties
      expect(queue.VisibilityTimeout, queue.QueueName).toBeGreaterThanOrEqual(6 * timeout)
    }
  })

  test('is read message by message, by a bounded number of functions, and never by two kinds', () => {
    for (const mapping of mappings) {
      expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
      expect(mapping.ScalingConfig.MaximumConcurrency).toBeGreaterThanOrEqual(2)
      expect(mapping.BatchSize).toBeLessThanOrEqual(10)
    }
    const sources = mappings.map(({ EventSourceArn }) => JSON.stringify(EventSourceArn))
    expect(new Set(sources).size).toBe(sources.length)
  })

  test('one flood leaves room: all readers and reservations together fit an account of a thousand', () => {
    const readers = mappings.reduce((sum, { ScalingConfig }) => sum + ScalingConfig.MaximumConcurrency, 0)
    const reserved = made
      .all('AWS::Lambda::Function')
      .reduce((sum, { Properties }) => sum + (Properties.ReservedConcurrentExecutions ?? 0), 0)
    // AWS leaves a hundred to functions without a reservation, whatever happens.
    expect(reserved).toBeLessThanOrEqual(900)
    expect(readers + reserved).toBeLessThanOrEqual(1000)
  })

  test('that a chain has is read by a worker of its own', () => {
    const readers = mappings.map(({ FunctionName, EventSourceArn }) => [
      made.resources[EventSourceArn['Fn::GetAtt'][0]]!.Properties.QueueName.slice(prefix.length),
      made.resources[aliasIn(made, FunctionName).functionId]!.Properties.FunctionName.slice(prefix.length),
    ])
    for (const [queue, reader] of readers) {
      expect(reader).toBe(queue.startsWith('inbox') ? 'inbox' : `worker-${queue}`)
    }
  })
})

test('a queue of the release before is made as before, and read beside the steady lane until it is empty', () => {
  const made = synthesize('prod', { settings: { drain: ['maternity-allowance'] } })
  const [id] = entryOf(made, 'mianshen-prod-maternity-allowance')
  expect(entryOf(made, 'mianshen-prod-maternity-allowance-dlq')[0]).toBe('QueuematernityallowanceDeadLetters6821D94F')
  const readers = made
    .all('AWS::Lambda::EventSourceMapping')
    .filter(({ Properties }) => Properties.EventSourceArn['Fn::GetAtt'][0] === id)
    .map(({ Properties }) => made.resources[aliasIn(made, Properties.FunctionName).functionId]!.Properties.FunctionName)
  expect(readers).toEqual(['mianshen-prod-worker-steady'])
  const senders = made.all('AWS::IAM::Policy').filter(({ Properties }) => {
    const statements = Properties.PolicyDocument.Statement as { Action: string | string[]; Resource: unknown }[]
    return statements.some(
      ({ Action, Resource }) => Action === 'sqs:SendMessage' && JSON.stringify(Resource).includes(id),
    )
  })
  expect(senders).toEqual([])
  expect(() => synthesize('prod', { settings: { drain: ['steady'] } })).toThrow('is a queue of this release')
})

test('a reading function’s time leaves its queue’s visibility below SQS’s twelve hours', () => {
  for (const { timeout } of Object.values(functionSpecs)) expect(6 * timeout).toBeLessThan(12 * 3600)
})

function byName(made: Synthesized, type: string, property: string): Record<string, Resource> {
  return Object.fromEntries(made.all(type).map((resource) => [resource.Properties[property], resource]))
}

function entryOf(made: Synthesized, queueName: string): [string, Resource] {
  const found = Object.entries(made.resources).find(
    ([, { Type, Properties }]) => Type === 'AWS::SQS::Queue' && Properties.QueueName === queueName,
  )
  if (!found) throw new Error(`no queue ${queueName}`)
  return found
}
