/**
 * Whatever comes at 2 million events an hour, and all of it about one area, one office, one province: no partition of a
 * list, of what falls due or of claims gives more than half of what DynamoDB lets one give (decision 0064).
 */
import { describe, expect, test } from 'vitest'
import { benchNow } from '../../functions/bench.ts'
import { type KindName, kinds } from '../../infra/cost/province.ts'
import { rejectedList } from '../../shared/table/keys.ts'
import { useOf } from './kinds.ts'
import { tallied } from './tally.ts'

const eventsASecond = 2_000_000 / 3600
/** Half of the write and read units that a partition gives a second. */
const most = { writes: 500, reads: 1500 }
/** Read by key before a commit; how often is no matter of shards. */
const readByKey = ['parameters', 'holds', 'settings of an area']

describe.each(Object.keys(kinds) as KindName[])('%s, and nothing else', (kind) => {
  test('asks no shard for more than half', async () => {
    const { shared, messages } = await useOf(kind)
    for (const { where, writes, reads } of shared) {
      const [written, read] = [writes, reads].map((units) => (units / messages.inbound) * eventsASecond)
      expect(written, where).toBeLessThanOrEqual(most.writes)
      if (!readByKey.includes(where)) expect(read, where).toBeLessThanOrEqual(most.reads)
    }
  })
})

test('rejected events, and nothing else, ask no shard for more than half, replayed or not', async () => {
  const { stack, tally } = await tallied({ now: benchNow })
  const events = 40
  for (let n = 0; n < events; n++) await stack.sendRaw(`nonsense ${n}`)
  await stack.run()
  const units = [...tally().writes].reduce(
    (sum, [at, more]) => (at.startsWith('lists:rejected#') ? sum + more : sum),
    0,
  )
  // As much again when they leave the list.
  expect((2 * (units / events) * eventsASecond) / rejectedList.shards.length).toBeLessThanOrEqual(most.writes)
})
