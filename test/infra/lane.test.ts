/** Production takes 2,000 events a second of one partner, at its queue and in whichever lane they go. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { inboundQueueOf } from '../../functions/partner-names.ts'
import {
  batchOf,
  batchSeconds,
  functionsBusy,
  functionsFor,
  laneEvents,
  readers,
  secondsUntil,
  takes,
} from '../../infra/cost/lane.ts'
import { limits } from '../../infra/cost/limits.ts'
import { lanes } from '../../shared/queues.ts'
import { dueShards } from '../../shared/table/keys.ts'
import { type Resource, synthesize } from './support.ts'

const made = synthesize('prod')
const { settings } = made.stack
const large = settings.partners.filter(({ rate }) => rate >= 60 * laneEvents)

const queueRead = ({ Properties }: Resource): string | undefined =>
  made.resources[Properties.EventSourceArn['Fn::GetAtt'][0]]!.Properties.QueueName
/** Of the mappings those of queues: one reads the table's stream. */
const mappings = made.all('AWS::Lambda::EventSourceMapping').filter((one) => queueRead(one) !== undefined)

/** Functions at a queue, by the queue's name without prefix. */
const readersOf = Object.fromEntries(
  mappings.map((one) => [
    queueRead(one)!.slice('mianshen-prod-'.length),
    one.Properties.ScalingConfig.MaximumConcurrency as number,
  ]),
)

describe('in production 2,000 events a second', () => {
  test('are what the partners that send a month, and the visits of a province, may usually send', () => {
    expect(large.map(({ id }) => id)).toEqual(['registry-13', 'tax-13', 'medins-13'])
  })

  test.each(['inbox', ...large.map(({ id }) => inboundQueueOf(id))])('have functions enough at %s', (queue) => {
    expect(readersOf[queue]).toBeGreaterThanOrEqual(functionsFor('inbox', laneEvents))
  })

  test.each(lanes)('have functions enough in the lane %s', (lane) => {
    expect(readersOf[lane]).toBeGreaterThanOrEqual(functionsFor('worker', laneEvents))
  })

  test.each(['steady', 'mass'] as const)('do not overrun the table when a back log of %s is worked off', (lane) => {
    const most = (readersOf[lane]! * batchOf) / batchSeconds('worker')
    const dearest = 8
    expect(most * dearest).toBeLessThanOrEqual(limits.tableWrites.value)
  })

  test('leave room in mass for a sweeper of each shard, which holds a function', () => {
    expect(readersOf.mass).toBeGreaterThan(dueShards)
  })

  test('have them within ten seconds of the first', () => {
    for (const name of ['inbox', 'worker'] as const) {
      expect(secondsUntil(functionsBusy(name, laneEvents))).toBeLessThan(10)
    }
  })

  test('are handed over in tens, and none of them in hand stands in the way of others', () => {
    for (const { Properties } of mappings) {
      expect(Properties.BatchSize).toBe(batchOf)
      // A standard queue has 120,000 messages in hand at most.
      expect(Properties.ScalingConfig.MaximumConcurrency * batchOf).toBeLessThan(120_000)
      expect(Properties.ScalingConfig.MaximumConcurrency).toBeLessThanOrEqual(readers.most)
    }
  })

  test('ring no alarm: not that of a flood, nor those that one in a thousand or in twenty must go wrong for', () => {
    const alarms = made.all('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties)
    const named = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `mianshen-prod-${name}`)!
    const fiveMinutes = 300 * laneEvents
    for (const { id } of large) expect(named(`partner-flood-${id}`).Threshold).toBeGreaterThan(fiveMinutes)
    const percent = (alarm: Resource['Properties'], part: number, whole: number) => {
      const { Expression } = alarm.Metrics.find((metric: { Expression?: string }) => metric.Expression)
      const [, atLeast] = /^IF\(part >= (\d+), 100 \* part \/ whole, 0\)$/.exec(Expression)!
      return part >= Number(atLeast) ? (100 * part) / whole : 0
    }
    for (const { id } of large) {
      const alarm = named(`events-rejected-${id}`)
      expect(percent(alarm, fiveMinutes / 2000, fiveMinutes)).toBeLessThan(alarm.Threshold)
      expect(percent(alarm, 10, 5000)).toBeGreaterThanOrEqual(alarm.Threshold)
      expect(percent(alarm, 9, 9)).toBeLessThan(alarm.Threshold)
    }
    const conflicts = named('conflicts-commits')
    expect(percent(conflicts, fiveMinutes / 50, fiveMinutes)).toBeLessThan(conflicts.Threshold)
    expect(percent(conflicts, 499, 500)).toBeLessThan(conflicts.Threshold)
  })
})

describe('the reckoning', () => {
  const { figures } = JSON.parse(readFileSync(new URL('../bench/results/lane.json', import.meta.url), 'utf8')) as {
    figures: { what: string; cpu_ms_an_event: number }[]
  }

  test.each(figures)('takes no less than what was measured: $what', ({ what, cpu_ms_an_event }) => {
    expect(takes[what.startsWith('inbox') ? 'inbox' : 'worker'].cpuMs).toBeGreaterThanOrEqual(cpu_ms_an_event)
  })

  test('by hand: of a function that needs a tenth of a second for ten, 200 batches a second need twenty, and room', () => {
    expect(functionsBusy('worker', 2000) / functionsBusy('worker', 1000)).toBeCloseTo(2)
    expect(functionsFor('inbox', 1)).toBe(2)
    expect(functionsFor('worker', 1e9)).toBe(readers.most)
    expect(secondsUntil(305)).toBe(60)
  })
})
