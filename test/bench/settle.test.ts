import { expect, test } from 'vitest'
import { benchOf } from './bundles.ts'
import { benchSettle } from './settle.ts'

test('what a case costs to decide is split into its parts, and its functions are named', async () => {
  const { line, hottest } = await benchSettle(benchOf('retirement'), 20, 1)
  const { settle, sealing, items, rest } = line
  expect(settle).toBeGreaterThan(0)
  expect(sealing).toBeGreaterThan(0)
  expect(settle + sealing + items + rest).toBeCloseTo(Number.parseFloat(line.all), 1)
  expect(Object.keys(hottest).join()).toContain('shared/')
})
