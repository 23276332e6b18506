import { expect, it } from 'vitest'
import { storm } from './storm.ts'

it('kill -9 of workers, API, inbox and clock, fifty times, leaves no trace', { timeout: 180_000 }, async () => {
  const cases = 40
  const result = await storm({ cases, kills: 50, seed: 7 })
  const undisturbed = Array.from({ length: cases }, (_, index) => {
    return `S${String(index).padStart(4, '0')} transferred ${100 + index}.00 ×1`
  })
  expect(result.outcomes).toEqual(undisturbed)
  expect(result).toMatchObject({ balanced: true, violations: [], unfunded: '4780.00' })
  expect(Object.values(result.kills).reduce((sum, count) => sum + count, 0)).toBe(50)
})
