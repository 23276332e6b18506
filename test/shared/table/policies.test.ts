import { expect, it } from 'vitest'
import { instant } from '../../../shared/calendar/index.ts'
import { manualClock } from '../../../shared/clock/index.ts'
import { versionSk } from '../../../shared/table/common/versioned.ts'
import { policyPartition } from '../../../shared/table/keys.ts'
import { memoryTable } from '../../../shared/table/memory.ts'
import { currentPolicies } from '../../../shared/table/policies.ts'
import type { Item } from '../../../shared/table/table.ts'

/** A table whose queries are counted, and may answer with what stood before. */
function scene() {
  const memory = memoryTable()
  const clock = manualClock(instant('2026-03-02T09:00:00+08:00'))
  const seen = { queries: 0, stale: undefined as Item[] | undefined }
  const table = {
    ...memory,
    async query(query: Parameters<typeof memory.query>[0]) {
      seen.queries++
      const page = await memory.query(query)
      if (!seen.stale) return page
      return { items: [...page.items.filter(({ sk }) => sk === versionSk), ...seen.stale] }
    },
  }
  const set = async (version: number, value: number) => {
    await memory.transact([
      { put: { pk: policyPartition, sk: versionSk, v: version } },
      { put: { pk: policyPartition, sk: 'rate#130000#', d: JSON.stringify({ name: 'rate', value }) } },
    ])
  }
  const after = (time: string) => clock.set(instant(`2026-03-02T${time}+08:00`))
  const values = async () => {
    const { version, amendments } = await currentPolicies({ table, clock })
    return [version, ...amendments.map(({ value }) => value)]
  }
  return { set, after, values, seen, memory }
}

it('are read again only when their version is new', async () => {
  const { set, after, values, seen } = scene()
  expect(await values()).toEqual([0])
  await set(1, 10)
  for (let second = 1; second <= 9; second++) {
    after(`09:00:0${second}`)
    expect(await values()).toEqual([1, 10])
  }
  const before = seen.queries
  for (let n = 0; n < 5; n++) expect(await values()).toEqual([1, 10])
  expect(seen.queries).toBe(before)
  await set(2, 20)
  expect(await values()).toEqual([2, 20])
})

it('are not kept as they were read while they were being set', async () => {
  const { set, after, values, seen, memory } = scene()
  await set(1, 10)
  seen.stale = [...memory.items.values()].filter(({ sk }) => sk !== versionSk)
  await set(2, 20)
  // The version is there already, the row not yet.
  expect(await values()).toEqual([2, 10])
  seen.stale = undefined
  after('09:00:30')
  expect(await values()).toEqual([2, 20])
  expect(await values()).toEqual([2, 20])
})
