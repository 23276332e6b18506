import { expect, test } from 'vitest'
import { someone } from '../../functions/bench.ts'
import { levels } from '../system/load-memory.ts'
import { bundleOf, toldOf } from '../system/load-mix.ts'
import { isOrderly, type Saturation } from '../system/load-saturate.ts'
import { benchOf, bundleBenches } from './bundles.ts'
import { inParallel, percentile, spread } from './measure.ts'

test('the median of an even number of runs lies between the two in the middle', () => {
  expect(spread([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 })
  expect(spread([5, 1, 3])).toEqual({ median: 3, min: 1, max: 5 })
})

test('of a hundred times the 99th percentile is the longest', () => {
  const times = Array.from({ length: 100 }, (_, index) => index + 1)
  expect(percentile(times, 0.99)).toBe(100)
  expect(percentile(times, 0.5)).toBe(51)
})

test('what runs in parallel runs once for each item, and no more at a time than wanted', async () => {
  const seen: number[] = []
  let now = 0
  let most = 0
  await inParallel([1, 2, 3, 4, 5].values(), 2, async (item) => {
    most = Math.max(most, ++now)
    await Promise.resolve()
    seen.push(item)
    now--
  })
  expect(seen.sort()).toEqual([1, 2, 3, 4, 5])
  expect(most).toBe(2)
})

test('no two people of a measurement have a number in common', () => {
  const people = Array.from({ length: 2_000 }, (_, index) => someone(index, { from: '1990-01-01', gend: '1' }))
  expect(new Set(people.map(({ certno }) => certno)).size).toBe(2_000)
  expect(new Set(people.map(({ psn_no }) => psn_no)).size).toBe(2_000)
})

test('who asks for a bundle that is not there is told which there are', () => {
  const all = Object.keys(bundleBenches).join(', ')
  expect(() => benchOf('no-such')).toThrow(`no bundle no-such; there are ${all}`)
})

test('the load mixes all bundles that ask nobody, and no person has two cases', () => {
  const bundles = Array.from({ length: 100 }, (_, n) => bundleOf(n).bundle)
  const mixed = Object.values(bundleBenches).filter(({ share }) => share > 0)
  expect(new Set(bundles)).toEqual(new Set(mixed.map(({ bundle }) => bundle)))
  const registered = Array.from({ length: 100 }, (_, n) => toldOf(n).find(([type]) => type === 'person.registered'))
  expect(new Set(registered.map((told) => told?.[1].psn_no)).size).toBe(100)
})

const memory = (sizes: readonly number[]) =>
  levels(sizes.map((worker, at_s) => ({ at_s, mb: { worker } }))).worker?.level

test('memory that stays, or falls, is level; memory that rises to the end is not', () => {
  expect(memory([100, 200, 210, 205, 208, 206, 207, 209])).toBe(true)
  expect(memory([100, 200, 300, 400, 500, 600, 700, 800])).toBe(false)
})

const flood = (more: Partial<Saturation>): Saturation => ({
  what: '',
  at_once: 1,
  calls_per_second: 1,
  answers: { '200': 10 },
  broken: 0,
  p50_ms: 10,
  p99_ms: 20,
  bystander: { answers: { '200': 1 }, p50_ms: 1, p99_ms: 1 },
  recovered_after_ms: 1,
  ...more,
})

test.each([
  ['answers everybody soon', {}, true],
  ['turns some away', { answers: { '200': 5, '503': 5 }, p99_ms: 5_000 }, true],
  ['lets everybody wait', { p99_ms: 5_000 }, false],
  ['fails', { answers: { '200': 9, '500': 1 } }, false],
  ['fails somebody else', { bystander: { answers: { '500': 1 }, p50_ms: 1, p99_ms: 1 } }, false],
  ['breaks connections', { broken: 1 }, false],
])('an API that %s is in order or not', (_, more, orderly) => {
  expect(isOrderly(flood(more))).toBe(orderly)
})
