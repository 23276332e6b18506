import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CaseUse, expressCost, ourCost, standardCost, standingCost } from '../../infra/cost/model.ts'
import { costReport } from '../../infra/cost/report.ts'

const count = (max: number) => fc.integer({ min: 1, max })
const anyUse: fc.Arbitrary<CaseUse> = fc.record({
  bundle: fc.constant('transfer'),
  writeUnits: count(100),
  readUnits: count(100),
  cpuMs: count(100),
  commits: count(10),
  transitions: count(30),
  messages: fc.record({ inbound: count(10), own: count(10), outbound: count(10) }),
  storedBytes: count(100_000),
})
const costs = [ourCost, standardCost, expressCost]
const standing = { queues: 15, alarms: 100, dashboards: 7, metrics: 50 }

describe('the cost of a case', () => {
  test('is the sum of its parts, none of which is below zero', () => {
    fc.assert(
      fc.property(anyUse, (use) => {
        for (const cost of costs) {
          const { total, ...parts } = cost(use)
          for (const part of Object.values(parts)) expect(part).toBeGreaterThanOrEqual(0)
          expect(total).toBeCloseTo(
            Object.values(parts).reduce((sum, part) => sum + part, 0),
            12,
          )
        }
      }),
    )
  })

  test('grows with everything it takes', () => {
    fc.assert(
      fc.property(anyUse, (use) => {
        const more: CaseUse = { ...use, writeUnits: use.writeUnits + 1, storedBytes: use.storedBytes + 1000 }
        for (const cost of costs) expect(cost(more).total).toBeGreaterThan(cost(use).total)
      }),
    )
  })

  test('by hand: a million cases of 24 write units and nothing else to read cost 15 dollars of writes', () => {
    const use = { bundle: 'x', writeUnits: 24, readUnits: 0, cpuMs: 0, commits: 0, transitions: 0, storedBytes: 0 }
    expect(ourCost({ ...use, messages: { inbound: 0, own: 0, outbound: 0 } }).table * 1_000_000).toBeCloseTo(15)
  })

  test('on Standard pays for each transition what it says', () => {
    fc.assert(
      fc.property(anyUse, (use) => {
        const one = standardCost({ ...use, transitions: use.transitions + 1 }).engine - standardCost(use).engine
        expect(one).toBeCloseTo(25 / 1_000_000, 12)
        expect(ourCost(use).engine).toBe(0)
      }),
    )
  })
})

test('what stands is paid for a year', () => {
  const cost = standingCost(standing)
  expect(cost.alarms).toBeCloseTo(100 * 0.1 * 12)
  expect(cost['polling of queues']).toBeCloseTo(15 * 5 * 3 * 525_600 * 0.4e-6)
})

test('the report says what was given and leaves nothing undefined', () => {
  const messages = { inbound: 1, own: 1, outbound: 3 }
  const use = { bundle: 'transfer', writeUnits: 24, readUnits: 5, cpuMs: 16, commits: 2, transitions: 6 }
  const report = costReport([{ ...use, messages, storedBytes: 3924 }], standing)
  expect(report).toContain('| transfer | 2 | 24 | 5 | 16 | 6 | 1 | 1 | 3 | 3924 |')
  for (const volume of ['1,000', '1,000,000', '100,000,000']) expect(report).toContain(`| ${volume} |`)
  expect(report).not.toMatch(/undefined|NaN/)
})
