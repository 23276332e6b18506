/** Lists in shards: read as if they were one, whatever the shards and pages, and whatever comes and goes meanwhile. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaEntry, areaList, type List, rejectedList, taskList } from '../../../shared/table/keys.ts'
import { entryAt, openList, placeOf } from '../../../shared/table/lists.ts'
import { memoryTable } from '../../../shared/table/memory.ts'
import type { Item, Query, Table } from '../../../shared/table/table.ts'

const listOf = (shards: number): List => ({
  name: 'list',
  shards: Array.from({ length: shards }, (_, shard) => `list#${shard}`),
})

/** An entry: its shard, its moment (few, so that many bear the same), and which it is. */
interface Entry {
  shard: number
  moment: number
  id: number
}

const itemOf = ({ shard, moment, id }: Entry): Item => ({
  pk: `X#${id}`,
  sk: 'x',
  list: `list#${shard}`,
  list_at: `2026-03-0${moment}`,
})

const entries = (shards: number) =>
  fc.uniqueArray(
    fc.record({
      shard: fc.nat({ max: shards - 1 }),
      moment: fc.integer({ min: 1, max: 9 }),
      id: fc.nat({ max: 10_000 }),
    }),
    { maxLength: 80, selector: ({ id }) => id },
  )

const situation = fc.integer({ min: 1, max: 9 }).chain((shards) =>
  fc.record({
    shards: fc.constant(shards),
    there: entries(shards),
    comes: entries(shards),
    limits: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }),
    backwards: fc.boolean(),
    goes: fc.func(fc.integer({ min: 0, max: 4 }).map((n) => n === 0)),
  }),
)

/** Reads to the end, page by page as callers do: each answer knows nothing but the place that the last one gave. */
async function readAll(
  table: Table,
  list: List,
  { limits, backwards }: { limits: readonly number[]; backwards: boolean },
  between: (page: number) => Promise<void> = async () => {},
): Promise<Item[]> {
  const shown: Item[] = []
  for (let page = 0, place: string | undefined; ; page++) {
    const limit = limits[page % limits.length]!
    const reader = openList(table, list, { backwards, behind: place === undefined ? undefined : entryAt(place) })
    const taken = await reader.take(limit)
    expect(taken.length).toBeLessThanOrEqual(limit)
    shown.push(...taken)
    const last = taken.at(-1)
    if (!last || !reader.isMore()) return shown
    expect(taken).toHaveLength(limit)
    place = placeOf(last)
    await between(page)
  }
}

const inOrder = (items: readonly Item[], backwards: boolean) => {
  const at = items.map(({ list_at }) => list_at as string)
  expect(at).toEqual(backwards ? at.toSorted().reverse() : at.toSorted())
}

describe('a list in shards', () => {
  it('shows every entry once and in order, however it is read', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async ({ shards, there, ...how }) => {
        const table = memoryTable()
        for (const entry of there) await table.write({ put: itemOf(entry) })
        const shown = await readAll(table, listOf(shards), how)
        inOrder(shown, how.backwards)
        expect(shown.map(({ pk }) => pk).sort()).toEqual(there.map(({ id }) => `X#${id}`).sort())
      }),
    )
  })

  it('shows what is there all the time once, and nothing twice, while others come and go', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async ({ shards, there, comes, goes, ...how }) => {
        const table = memoryTable()
        for (const entry of there) await table.write({ put: itemOf(entry) })
        const known = new Set(there.map(({ id }) => id))
        const newcomers = comes.filter(({ id }) => !known.has(id))
        const stays = new Set(there.map(({ id }) => `X#${id}`))
        const shown = await readAll(table, listOf(shards), how, async (page) => {
          const newcomer = newcomers[page]
          if (newcomer) await table.write({ put: itemOf(newcomer) })
          const leaving = there.filter(({ id }) => goes(page, id))[0]
          if (!leaving) return
          stays.delete(`X#${leaving.id}`)
          await table.write({ remove: { pk: `X#${leaving.id}`, sk: 'x' } })
        })
        inOrder(shown, how.backwards)
        const ids = shown.map(({ pk }) => pk)
        expect(new Set(ids).size).toBe(ids.length)
        for (const id of stays) expect(ids).toContain(id)
      }),
    )
  })

  it('reads of each shard no more than its likely share', async () => {
    const memory = memoryTable()
    const read: { pk: string; limit: number | undefined; items: number }[] = []
    const table: Table = {
      ...memory,
      async query(query: Query) {
        const page = await memory.query(query)
        read.push({ pk: query.pk, limit: query.limit, items: page.items.length })
        return page
      },
    }
    const area = '130100' as never
    for (let n = 0; n < 2_000; n++) {
      await memory.write({ put: { pk: `P#${n}`, sk: 'B#case#x', ...areaEntry(area, '2026-03-01', `case${n}`) } })
    }
    for (const limit of [20, 100]) {
      read.length = 0
      expect(await openList(table, areaList(area), { backwards: true }).take(limit)).toHaveLength(limit)
      // A shard that holds more of a page than is likely is read on by itself; half a read unit buys 25 entries.
      expect(read.length).toBeLessThanOrEqual(areaList(area).shards.length + 2)
      expect(Math.max(...read.map(({ items }) => items))).toBeLessThanOrEqual(25)
    }
  })
})

describe('a list that was there before it had shards', () => {
  it('keeps its old name for the first of them, and the place that was given out in it', async () => {
    const lists: [List, string][] = [
      [areaList('130100' as never), 'area#130100'],
      [taskList({ role: 'clerk', area: '130100' as never }), 'task#clerk#130100'],
      [taskList({ role: 'operator' }), 'task#operator'],
      [taskList({ role: 'employer', emp_no: 'E1' }), 'task#employer#E1'],
      [rejectedList, 'rejected#0'],
    ]
    for (const [list, name] of lists) expect(list.shards[0]).toBe(name)

    const table = memoryTable()
    const items = [1, 2, 3, 4].map((n) => ({
      pk: `P#${n}`,
      sk: 'B#case#x',
      list: 'area#130100',
      list_at: `2026-03-0${n}`,
    }))
    for (const put of items) await table.write({ put })
    await table.write({ put: { pk: 'P#new', sk: 'B#case#x', list: 'area#130100#5', list_at: '2026-03-02x' } })
    // What DynamoDB's adapter made of LastEvaluatedKey: the keys of the table and of the index.
    const { pk, sk, list, list_at } = items[2]!
    const given = Buffer.from(JSON.stringify({ pk, sk, list, list_at })).toString('base64url')
    const reader = openList(table, areaList('130100' as never), { backwards: true, behind: entryAt(given) })
    expect((await reader.take(9)).map((item) => item.pk)).toEqual(['P#new', 'P#2', 'P#1'])
  })
})
