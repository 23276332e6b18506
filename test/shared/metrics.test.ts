import { describe, expect, test } from 'vitest'
import { logWith, meteredLog, queueIn } from '../../functions/metered-log.ts'
import type { Log } from '../../shared/log.ts'
import { emfLines, type MetricName, measuredBy, metrics } from '../../shared/metrics.ts'

const at = 1_770_000_000_000

interface Emf {
  _aws: { Timestamp: number; CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: object[] }[] }
  [name: string]: unknown
}
const parsed = (lines: string[]) => lines.map((line) => JSON.parse(line) as Emf)

describe('a measure in the embedded metric format', () => {
  test('names its number, unit, namespace and time', () => {
    const [line] = parsed(emfLines('mianshen-dev', at, [{ name: 'UnfundedFen', value: 12_345 }]))
    expect(line).toEqual({
      _aws: {
        Timestamp: at,
        CloudWatchMetrics: [
          { Namespace: 'mianshen-dev', Dimensions: [[]], Metrics: [{ Name: 'UnfundedFen', Unit: 'None' }] },
        ],
      },
      UnfundedFen: 12_345,
    })
  })

  test('is counted by its bundle and in total', () => {
    const [line] = parsed(emfLines('n', at, [{ name: 'CasesOpened', value: 1, of: 'transfer' }]))
    expect(line?._aws.CloudWatchMetrics[0]?.Dimensions).toEqual([[], ['bundle']])
    expect(line?.bundle).toBe('transfer')
  })

  test('shares a line with others of the same bundle, and with none of another', () => {
    const lines = parsed(
      emfLines('n', at, [
        { name: 'CasesDone', value: 1, of: 'transfer' },
        { name: 'CaseSeconds', value: 60, of: 'transfer' },
        { name: 'CasesDone', value: 1, of: 'newborn' },
      ]),
    )
    expect(lines.map(({ bundle }) => bundle)).toEqual(['transfer', 'newborn'])
    expect(lines[0]).toMatchObject({ CasesDone: 1, CaseSeconds: 60 })
  })

  test('measured twice keeps both numbers', () => {
    const [line] = parsed(
      emfLines('n', at, [
        { name: 'CaseSeconds', value: 60, of: 'transfer' },
        { name: 'CaseSeconds', value: 90, of: 'transfer' },
      ]),
    )
    expect(line?.CaseSeconds).toEqual([60, 90])
  })
})

describe('what the log says is what is measured', () => {
  const everything = { bundle: 'transfer', queue: 'transfer', partner: 'tax-13', seconds: 60, late: 1, violations: 0 }

  test('every metric is measured by a line', () => {
    const measured = new Set(Object.values(measuredBy).flatMap((of) => of(everything).map(({ name }) => name)))
    expect([...measured].sort()).toEqual((Object.keys(metrics) as MetricName[]).sort())
  })

  test('a line is written and counted, whatever level is shown', () => {
    const shown: string[] = []
    const lines: string[] = []
    const silent: Log = { info() {}, warn: (message) => shown.push(message), error() {} }
    const log = meteredLog(silent, { namespace: 'n', nowMs: () => at, write: (line) => lines.push(line) })
    log.info('case opened', { bundle: 'filing', case_id: 'F1' })
    log.info('nothing to count')
    log.warn('rejected', { partner: 'tax-13', reason: 'unsigned' })
    expect(shown).toEqual(['rejected'])
    expect(parsed(lines)).toMatchObject([
      { CasesOpened: 1, bundle: 'filing' },
      { EventsRejected: 1, partner: 'tax-13' },
    ])
    for (const line of lines) expect(line.endsWith('}\n')).toBe(true)
  })

  test('numbers hold no id of a case or person', () => {
    const lines: string[] = []
    const quiet: Log = { info() {}, warn() {}, error() {} }
    const log = meteredLog(quiet, { namespace: 'n', nowMs: () => at, write: (line) => lines.push(line) })
    for (const message of Object.keys(measuredBy))
      log.info(message, { ...everything, case_id: 'secret', pid: 'secret' })
    expect(lines.join()).not.toContain('secret')
  })

  test('what a log is given for all lines stands in each, unless a line knows better', () => {
    const seen: unknown[] = []
    const log = logWith({ info: (_, fields) => seen.push(fields), warn() {}, error() {} }, { queue: 'transfer' })
    log.info('conflict', { pid: 'p' })
    log.info('conflict', { queue: 'filing' })
    log.info('conflict')
    expect(seen).toEqual([{ queue: 'transfer', pid: 'p' }, { queue: 'filing' }, { queue: 'transfer' }])
  })

  test('a message that only a newer release can handle is no failure of this one', () => {
    const failed = (error: string) => measuredBy['message failed']?.({ queue: 'prompt', error })
    expect(['FromNewerRelease', 'OutOfDate'].map(failed)).toEqual([[], []])
    expect(failed('TypeError')).toHaveLength(1)
  })

  test('a queue is known by its ARN', () => {
    expect(queueIn('arn:aws-cn:sqs:cn-north-1:111111111111:mianshen-prod-maternity-allowance')).toBe(
      'maternity-allowance',
    )
    expect(queueIn(undefined)).toBe('unknown')
  })
})
