import { expect, it } from 'vitest'
import { differencesIn } from '../../../../events/samples/compare.ts'
import { sampleDay } from '../../../../infra/samples/index.ts'
import { playInMemory } from '../../../infra/samples/stage.ts'

it('the sample day has donors, and ends as the rules say', async () => {
  const day = sampleDay(1, 0.01)
  expect(day.expected.cases.filter(({ bundle }) => bundle === 'donation')).toHaveLength(2)
  const { faults, stack: _stack, ...found } = await playInMemory(day)
  expect([...faults, ...differencesIn(day.expected, found)]).toEqual([])
})
