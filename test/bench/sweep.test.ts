/** The sweep of a crowd, counted in virtual time: what `npm run bench -- sweep` shows of whole shards holds. */
import { expect, test } from 'vitest'
import { dueShards } from '../../shared/table/keys.ts'
import { sweepVirtually } from './sweep.ts'

test('a shard’s part of a million is woken in time, at little more than a call an item, and no partition is worked too hard', async () => {
  const items = 2_000
  const { seconds, calls, read_units, write_units, sweeps, busiest_shard } = await sweepVirtually(2, items / 2, 0.3)
  const ofAMillion = (seconds / (items / 2)) * (1_000_000 / dueShards)
  expect(60 + ofAMillion).toBeLessThan(300)
  expect(calls.write / items).toBeLessThan(1.01)
  expect((calls.get + calls.getMany + calls.query) / items).toBeLessThan(0.1)
  expect(calls.send / items).toBeLessThan(0.11)
  expect(write_units / items).toBeLessThan(3.01)
  expect(read_units / items).toBeLessThan(1.1)
  expect(sweeps / items).toBeLessThan(0.005)
  // Of the half that a partition may give, two thirds are for what comes of the wakes, and some for events.
  expect(busiest_shard).toBeLessThan((500 - 52) / 3 + 50)
})
