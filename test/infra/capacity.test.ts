import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  crowdUnits,
  firstLoad,
  type KindUse,
  loadOf,
  monthCost,
  nearest,
  proofAtMonthEnd,
  quotasToAsk,
  ratesAt,
  ratesOf,
  shares,
  warmFor,
  warmingCost,
} from '../../infra/cost/capacity.ts'
import { capacityReport } from '../../infra/cost/capacity-report.ts'
import { sizesTable } from '../../infra/cost/capacity-sizes.ts'
import { batchOf, batchSeconds, laneEvents } from '../../infra/cost/lane.ts'
import { limits } from '../../infra/cost/limits.ts'
import { type KindName, kinds, pace } from '../../infra/cost/province.ts'
import { productionStage } from '../bench/capacity-stage.ts'
import { countCrowds } from '../bench/crowds.ts'
import { useOf } from '../bench/kinds.ts'
import { synthesize } from './support.ts'

const use = (kind: KindName, more: Partial<KindUse> = {}): KindUse => ({
  ...{ kind, commits: 1, writeUnits: 10, readUnits: 1, storedBytes: 100, shared: [] },
  ...{ messages: { inbound: 1, own: 1, outbound: 0 }, indexes: { due: 1, lists: 1 } },
  ...more,
})
const yardstick = 2_000_000
const uses = await Promise.all((Object.keys(kinds) as KindName[]).map(useOf))
const crowds = await countCrowds()
const stage = productionStage()
const page = readFileSync(new URL('../../infra/capacity.md', import.meta.url), 'utf8')
const deploy = readFileSync(new URL('../../infra/DEPLOY.md', import.meta.url), 'utf8')

describe('the model, by hand', () => {
  test('a month of contributions comes within twenty hours', () => {
    const [rate] = ratesOf([use('contribution')], 1_000_000)
    expect(rate?.aSecond).toBeCloseTo((1_000_000 * 0.2) / 20 / 3600)
  })

  test('2 million events an hour of one kind write what one writes, so often a second', () => {
    const { used, eventsASecond } = loadOf(ratesAt([{ use: use('spending'), aSecond: 1 }], yardstick), 0)
    expect(eventsASecond).toBeCloseTo(555.6, 1)
    expect(used.tableWrites).toBeCloseTo(555.6 * 8, 0)
    expect(used.dueWrites).toBeCloseTo(555.6, 1)
  })

  test('the fullest partition is the sum of what all kinds write there', () => {
    const shared = [{ where: 'cases of an area', writes: 1, reads: 0 }]
    const rates = [use('filing', { shared }), use('transfer', { shared })].map((one) => ({ use: one, aSecond: 300 }))
    const load = loadOf(rates, 0)
    expect(load.used.partitionWrites).toBe(600)
    expect(load.fullest.writes).toBe('cases of an area')
    expect(nearest(load)).toEqual({ name: 'partitionWrites', share: 0.6 })
  })

  test('of what is half used twice as much is asked for, of what AWS does not raise nothing', () => {
    const load = loadOf([{ use: use('spending'), aSecond: 3000 }], 0)
    expect(quotasToAsk(load)).toEqual([{ name: 'tableWrites', ask: 48_000 }])
  })

  test('what a new table gives costs nothing to warm; a thousand write units more are 15.60 dollars at most', () => {
    expect(warmingCost({ writes: 4000, reads: 12_000 })).toBe(0)
    expect(warmingCost({ writes: 5000, reads: 100 })).toBeCloseTo(15.6)
  })

  test('ten times the persons cost ten times as much, but for what stands and the round of the proof', () => {
    const [one, ten] = [1e6, 1e7].map((persons) => monthCost([use('spending')], persons, 50))
    for (const [part, dollars] of Object.entries(one!)) {
      if (part === 'proof') expect(ten?.[part]).toBeGreaterThan(dollars)
      else expect(ten?.[part]).toBeCloseTo(part === 'standing' ? dollars : 10 * dollars)
    }
  })
})

test('the proof of a month’s end is made up for within two days, for the largest province', () => {
  expect(proofAtMonthEnd(10_000_000).behind).toBe(0)
  expect(proofAtMonthEnd(100_000_000).behind).toBeLessThan(50)
})

describe('nothing breaks at 2 million events an hour', () => {
  test('in the mix of a month’s end: no limit is half used', () => {
    const persons = 75_000_000
    const load = loadOf(ratesAt(ratesOf(uses, persons), yardstick), persons)
    for (const { name, share } of shares(load)) expect(share, name).toBeLessThan(0.5)
  })

  test.each(uses)('of $kind alone, in one area: no partition gives half of the writes it could', (one) => {
    const { used } = loadOf(ratesAt([{ use: one, aSecond: 1 }], yardstick), 0)
    expect(used.partitionWrites).toBeLessThanOrEqual(limits.partitionWrites.value / 2)
    expect(used.tableWrites).toBeLessThanOrEqual(limits.tableWrites.value / 2)
    expect(used.tableReads).toBeLessThanOrEqual(limits.tableReads.value / 2)
  })
})

test('production is warm enough for a first load from two partners with 2,000 events a second each', () => {
  const needed = warmFor(uses, 2 * laneEvents)
  expect(stage.warm.table.writes).toBeGreaterThanOrEqual(needed.writes)
  expect(stage.warm.table.reads).toBeGreaterThanOrEqual(needed.reads)
  expect(firstLoad(uses, 1).events).toBe(4)
})

test.each(['due', 'lists'] as const)('the index %s is warm enough for 2,000 events a second of any kind', (index) => {
  for (const { kind, indexes, messages } of uses) {
    const units = (laneEvents * indexes[index]) / messages.inbound
    expect(stage.warm[index].writes, kind).toBeGreaterThanOrEqual(units)
  }
})

test('a crowd that falls due at one moment is swept from a table and an index as warm as that takes', () => {
  const units = crowdUnits(crowds)
  expect(stage.warm.table.writes).toBeGreaterThanOrEqual(units.table)
  expect(stage.warm.due.writes).toBeGreaterThanOrEqual(units.due)
  // As many wakes as are sent, the lane works on.
  const steady = synthesize('prod').stack.settings.maxConcurrency.steady
  expect((steady * batchOf) / batchSeconds('worker')).toBeGreaterThanOrEqual(pace.sweptASecond)
})

test('a hold on everything keeps back what leaves in the busiest hour, in lines that are half used at most', () => {
  const out = ratesAt(ratesOf(uses, 75_000_000), yardstick).map(({ use, aSecond }) => aSecond * use.messages.outbound)
  const together = out.reduce((sum, one) => sum + one, 0)
  expect(together * crowds.held.line).toBeLessThan(limits.partitionWrites.value / 2)
})

describe('the page', () => {
  test.each(uses)('says of $kind what it takes (else: npm run capacity)', ({ kind, commits, writeUnits }) => {
    expect(page).toMatch(new RegExp(`^\\| ${kind} \\| [\\d.]+ \\| ${commits} \\| ${writeUnits} \\|`, 'm'))
  })

  test('leaves nothing undefined, and DEPLOY.md has its first table', () => {
    expect(capacityReport(uses, crowds, stage)).not.toMatch(/undefined|NaN|Infinity/)
    const rows = (text: string) => text.split('\n').map((line) => line.split('|')[1])
    const table = /<!-- begin capacity -->\n([\s\S]*?)\n<!-- end capacity -->/.exec(deploy)?.[1] ?? ''
    expect(rows(table)).toEqual(rows(sizesTable(uses, stage)))
    expect(page).toContain(table)
  })
})
