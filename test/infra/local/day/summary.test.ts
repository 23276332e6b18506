import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { bundleTitles } from '../../../../functions/bundles/all.ts'
import { speakAs } from '../../../../infra/cli/support/language.ts'
import { type CaseSeen, percentile, type Seen, summarise, summaryText } from '../../../../infra/local/day/summary.ts'
import { addMs, instant } from '../../../../shared/calendar/index.ts'

const now = instant('2026-03-02T18:00:00+08:00')
const started = instant('2026-03-02T09:00:00+08:00')

function found(case_id: string, more: Partial<CaseSeen> = {}): CaseSeen {
  const who = { bundle: 'transfer', psn_no: 'P1', admdvs: '130100' }
  const done = { ...who, status: 'done', step: 'end', outcome: { result: 'transferred' } } as const
  return { case_id, ...done, started_at: started, updated_at: addMs(started, 1_000), ...more }
}

function seen(more: Partial<Seen> = {}): Seen {
  const ledger = { balanced: true, total_debit: '1.00', total_credit: '1.00', unfunded: '0.00', violations: [] }
  const nothing = {
    now,
    events: 10,
    elapsedMs: 2_000,
    cases: [],
    accounts: [],
    rejectedEvents: 0,
    deadLetters: 0,
    clearings: [],
  }
  return { ...nothing, ledger, ...more }
}

const waiting = (until?: string): Partial<CaseSeen> => ({
  status: 'waiting',
  waiting_for: {
    actor: 'clerk',
    what: 'approve-transfer-out',
    ...(until === undefined ? {} : { until: instant(until) }),
  },
})

afterEach(() => {
  speakAs([])
})

describe('the summary of a day', () => {
  it('counts cases by bundle and outcome, the most frequent first', () => {
    const cases = [
      found('1'),
      found('2'),
      found('3', waiting('2026-03-09T18:00:00+08:00')),
      found('4', { bundle: 'filing', status: 'rejected', outcome: { result: 'rejected', reason: 'not-insured' } }),
    ]
    expect(summarise(seen({ cases })).bundles).toMatchObject([
      { bundle: 'filing', cases: 1, outcomes: [{ outcome: '不予办理：not-insured', count: 1 }] },
      {
        bundle: 'transfer',
        cases: 3,
        outcomes: [
          { outcome: 'transferred', count: 2 },
          { outcome: '等 clerk：approve-transfer-out', count: 1 },
        ],
      },
    ])
  })

  it('measures how long it took to the end, not how long the open ones have waited', () => {
    const cases = [1, 2, 3, 100].map((s) => found(String(s), { updated_at: addMs(started, s * 1_000) }))
    const [bundle] = summarise(seen({ cases: [...cases, found('open', waiting())] })).bundles
    expect(bundle).toMatchObject({ p50Ms: 2_000, p95Ms: 100_000 })
  })

  it('calls stuck what runs on, waits for nobody, or for a time that has passed', () => {
    const cases = [
      found('runs', { status: 'running' }),
      found('nobody', { status: 'waiting' }),
      found('late', waiting('2026-03-02T17:59:59+08:00')),
      found('waits', waiting('2026-03-02T18:00:01+08:00')),
      found('withdrawn', { status: 'withdrawn' }),
      found('done'),
    ]
    expect(summarise(seen({ cases }))).toMatchObject({ stuck: ['runs', 'nobody', 'late'], well: false })
  })

  it('is well only if nothing is stuck, nothing given up and the ledger balanced', () => {
    expect(summarise(seen()).well).toBe(true)
    expect(summarise(seen({ deadLetters: 1 })).well).toBe(false)
    expect(summarise(seen({ ledger: { ...seen().ledger, balanced: false } })).well).toBe(false)
  })

  it('is told in full', () => {
    const positions = [{ admdvs: '130100', net: '-200.00' }]
    const clearings = [{ clearing_id: 'CL1', date: '2026-03-02', province: '130000', status: 'settled', positions }]
    const besides = { mandates: 1, errands: 2, questions: 3, screenings: 4 }
    const all = seen({ cases: [found('1')], clearings, rejectedEvents: 3, besides })
    const told = (language: string) => {
      speakAs(['--lang', language])
      return summaryText(all, summarise(all))
    }
    for (const part of [
      '10 个事件，用时 2.0 秒',
      `transfer ${bundleTitles.transfer}：1 件，`,
      '此外：家人授权 1 份，代办 2 件，提问 3 个，筛查 4 次',
      '账：平',
      '没有卡住的办件',
    ])
      expect(told('zh')).toContain(part)
    const text = told('en')
    for (const part of [
      `transfer ${bundleTitles.transfer}: 1 cases`,
      '10 events in 2.0 s',
      '1  transferred',
      'p95 1.0 s',
      'besides: mandates 1, errands 2, questions 3, screenings 4',
      'ledger: balanced',
      '130100',
      '-200.00',
      'rejected events: 3, dead letters: 0\nno case is stuck',
    ])
      expect(text).toContain(part)
  })

  it('a percentile is one of the values, with that share of them not above it', () => {
    const values = fc.array(fc.integer(), { minLength: 1 }).map((array) => array.sort((a, b) => a - b))
    fc.assert(
      fc.property(values, fc.constantFrom(0.5, 0.95, 1), (sorted, p) => {
        const value = percentile(sorted, p)!
        expect(sorted).toContain(value)
        expect(sorted.filter((other) => other <= value).length).toBeGreaterThanOrEqual(p * sorted.length)
        expect(sorted.filter((other) => other < value).length).toBeLessThan(p * sorted.length)
      }),
    )
    expect(percentile([], 0.5)).toBeUndefined()
  })
})
