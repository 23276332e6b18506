import { expect, it } from 'vitest'
import { type StormResult, storm } from './storm.ts'

/** What an undisturbed run of so many cases leaves behind. */
const undisturbed = (cases: number) =>
  Array.from({ length: cases }, (_, index) => `S${String(index).padStart(4, '0')} transferred ${100 + index}.00 ×1`)

const struck = ({ kills }: StormResult) => Object.values(kills).reduce((sum, count) => sum + count, 0)

it('kill -9 of workers, API, inbox and clock, fourteen times, leaves no trace', { timeout: 180_000 }, async () => {
  const result = await storm({ cases: 28, kills: 14, seed: 7 })
  expect(result.outcomes).toEqual(undisturbed(28))
  expect(result).toMatchObject({ balanced: true, violations: [], unfunded: '3178.00' })
  expect(struck(result)).toBe(14)
})

it('the table paused and the queues killed, while processes die, leaves no trace', { timeout: 240_000 }, async () => {
  const result = await storm({ cases: 24, kills: 8, pauses: 5, restarts: 4, seed: 11 })
  expect(result.outcomes).toEqual(undisturbed(24))
  expect(result).toMatchObject({ balanced: true, violations: [], unfunded: '2676.00' })
  expect(result.kills).toMatchObject({ dynamodb: 5, sqs: 4 })
  expect(struck(result)).toBe(17)
})
