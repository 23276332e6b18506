import { expect, it } from 'vitest'
import { type StormResult, storm } from './storm.ts'

/** What an undisturbed run of so many cases leaves behind. */
const undisturbed = (cases: number) =>
  Array.from({ length: cases }, (_, index) => `S${String(index).padStart(4, '0')} transferred ${100 + index}.00 ×1`)

const struck = ({ kills }: StormResult) => Object.values(kills).reduce((sum, count) => sum + count, 0)

it('kill -9 of workers, API, inbox and clock, twenty times, leaves no trace', { timeout: 180_000 }, async () => {
  const result = await storm({ cases: 40, kills: 20, seed: 7 })
  expect(result.outcomes).toEqual(undisturbed(40))
  expect(result).toMatchObject({ balanced: true, violations: [], unfunded: '4780.00' })
  expect(struck(result)).toBe(20)
})

it('the table paused and the queues killed, while processes die, leaves no trace', { timeout: 240_000 }, async () => {
  const result = await storm({ cases: 30, kills: 10, pauses: 6, restarts: 5, seed: 11 })
  expect(result.outcomes).toEqual(undisturbed(30))
  expect(result).toMatchObject({ balanced: true, violations: [], unfunded: '3435.00' })
  expect(result.kills).toMatchObject({ dynamodb: 6, sqs: 5 })
  expect(struck(result)).toBe(21)
})

it('calm weather ends the same', { timeout: 120_000 }, async () => {
  const result = await storm({ cases: 5, kills: 0, seed: 11 })
  expect(result).toMatchObject({ outcomes: undisturbed(5), balanced: true, unfunded: '510.00', kills: {} })
})
