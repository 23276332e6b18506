/** What every table must do. The same tests hold the table in memory and DynamoDB, so that either can stand for the other. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryAt, openList, placeOf } from '../../../shared/table/lists.ts'
import { type Item, type Key, lagging, queryAll, type Table, type Write } from '../../../shared/table/table.ts'

let partitions = 0
/** A partition that no other test writes to. */
const fresh = () => `t${++partitions}`

const key = (pk: string, sk: string): Key => ({ pk, sk })
const kilobytes = (n: number) => 'x'.repeat(n * 1024)

/** Runs the contract against a table; `open` is called once before the first test. */
export function tableContract(name: string, open: () => Promise<Table>, options: { eventually: boolean }): void {
  describe(`the table (${name})`, () => {
    let opened: Promise<Table> | undefined
    const table = () => {
      opened ??= open()
      return opened
    }
    const settle = () => (options.eventually ? new Promise((done) => setTimeout(done, 50)) : undefined)

    reads(table)
    batches(table)
    conditions(table)
    updates(table)
    sums(table)
    transactions(table)
    queries(table, settle)
    limits(table)
  })
}

type Open = () => Promise<Table>

function reads(table: Open): void {
  it('gives what was put, all of it, and nothing for what was never put', async () => {
    const [t, pk] = [await table(), fresh()]
    const item: Item = {
      pk,
      sk: 'a',
      text: '医保“引号”\n',
      number: 12345678901,
      zero: 0,
      empty: '',
      bytes: Uint8Array.of(0, 255, 7),
    }
    await t.write({ put: item })
    expect(await t.get(key(pk, 'a'))).toEqual(item)
    expect(await t.get(key(pk, 'b'))).toBeUndefined()
  })

  it('gives copies: what a reader does to an item stays with the reader', async () => {
    const [t, pk] = [await table(), fresh()]
    const item: Item = { pk, sk: 'a', n: 1 }
    await t.write({ put: item })
    item.n = 2
    const read = await t.get(key(pk, 'a'))
    if (read) read.n = 3
    expect((await t.get(key(pk, 'a')))?.n).toBe(1)
  })

  it('puts an item in place of the whole one before', async () => {
    const [t, pk] = [await table(), fresh()]
    await t.write({ put: { pk, sk: 'a', old: 1 } })
    await t.write({ put: { pk, sk: 'a', fresh: 2 } })
    expect(await t.get(key(pk, 'a'))).toEqual({ pk, sk: 'a', fresh: 2 })
  })

  it('gives many at once, more than a hundred too, leaving out what is not there', async () => {
    const [t, pk] = [await table(), fresh()]
    const sks = Array.from({ length: 130 }, (_, i) => `k${String(i).padStart(3, '0')}`)
    for (const sk of sks) await t.write({ put: { pk, sk } })
    const found = await t.getMany([...sks, 'missing'].map((sk) => key(pk, sk)))
    expect(found.map((item) => item.sk).sort()).toEqual(sks)
    expect(await t.getMany([])).toEqual([])
  })

  it('gives what has come to rest to who takes what may lag', async () => {
    const [t, pk] = [await table(), fresh()]
    for (const sk of ['a', 'b']) await t.write({ put: { pk, sk, n: 1 } })
    const all = [
      { pk, sk: 'a', n: 1 },
      { pk, sk: 'b', n: 1 },
    ]
    expect((await t.query({ pk, ...lagging })).items).toEqual(all)
    expect(await t.getMany([key(pk, 'a')], lagging)).toEqual(all.slice(0, 1))
  })

  it('refuses to be asked for an item twice in one batch', async () => {
    const [t, pk] = [await table(), fresh()]
    await expect(t.getMany([key(pk, 'a'), key(pk, 'a')])).rejects.toThrow()
  })

  it('shows every item to a scan by parts once', async () => {
    const [t, pks] = [await table(), Array.from({ length: 20 }, fresh)]
    for (const pk of pks) await t.write({ put: { pk, sk: 'a' } })
    const parts = [0, 1, 2].map((index) => ({ index, of: 3 }))
    const seen = await Promise.all(parts.map(async (part) => (await scanned(t, { part })).map(({ pk }) => pk)))
    expect(
      seen
        .flat()
        .filter((pk) => pks.includes(pk))
        .sort(),
    ).toEqual([...pks].sort())
    expect(seen.every((some) => some.some((pk) => pks.includes(pk)))).toBe(true)
  })

  it.each([{}, lagging])('shows every item to a scan (%o)', async (how) => {
    const [t, pk] = [await table(), fresh()]
    for (const sk of ['a', 'b', 'c']) await t.write({ put: { pk, sk } })
    const seen = await scanned(t, how)
    expect(seen.filter((item) => item.pk === pk).map((item) => item.sk)).toEqual(
      expect.arrayContaining(['a', 'b', 'c']),
    )
    expect(seen.filter((item) => item.pk === pk)).toHaveLength(3)
  })
}

async function scanned(t: Table, how: Parameters<Table['scan']>[1]): Promise<Item[]> {
  const seen: Item[] = []
  let cursor: string | undefined
  do {
    const page = await t.scan(cursor, how)
    seen.push(...page.items)
    cursor = page.cursor
  } while (cursor !== undefined)
  return seen
}

function batches(table: Open): void {
  it('puts many at once, more than a request takes too, in place of what was there', async () => {
    const [t, pk] = [await table(), fresh()]
    await t.write({ put: { pk, sk: 'k00', old: 1 } })
    const items = Array.from({ length: 60 }, (_, i): Item => ({ pk, sk: `k${String(i).padStart(2, '0')}`, i }))
    await t.putMany(items)
    expect(await queryAll(t, { pk })).toEqual(items)
    await t.putMany([])
  })

  it('refuses a batch that names an item twice, or one that is none, and puts nothing of it', async () => {
    const [t, pk] = [await table(), fresh()]
    await expect(
      t.putMany([
        { pk, sk: 'a' },
        { pk, sk: 'a' },
      ]),
    ).rejects.toThrow()
    await expect(
      t.putMany([
        { pk, sk: 'a' },
        { pk, sk: '' },
      ]),
    ).rejects.toMatchObject({ name: 'ValidationException' })
    expect(await queryAll(t, { pk })).toEqual([])
  })
}

function conditions(table: Open): void {
  it('writes an absent item once', async () => {
    const [t, pk] = [await table(), fresh()]
    expect(await t.write({ put: { pk, sk: 'a', n: 1 }, if: 'absent' })).toBe(true)
    expect(await t.write({ put: { pk, sk: 'a', n: 2 }, if: 'absent' })).toBe(false)
    expect((await t.get(key(pk, 'a')))?.n).toBe(1)
  })

  it('changes and removes a present item only if it is there', async () => {
    const [t, pk] = [await table(), fresh()]
    expect(await t.write({ remove: key(pk, 'a'), if: 'present' })).toBe(false)
    expect(await t.write({ update: key(pk, 'a'), set: { n: 1 }, if: 'present' })).toBe(false)
    expect(await t.get(key(pk, 'a'))).toBeUndefined()
    await t.write({ put: { pk, sk: 'a' } })
    expect(await t.write({ update: key(pk, 'a'), set: { n: 1 }, if: 'present' })).toBe(true)
    expect(await t.write({ remove: key(pk, 'a'), if: 'present' })).toBe(true)
    expect(await t.get(key(pk, 'a'))).toBeUndefined()
  })

  it('writes on condition of an attribute: the right value, of the right type, on an item that is there', async () => {
    const [t, pk] = [await table(), fresh()]
    const put: Item = { pk, sk: 'a', v: 2 }
    expect(await t.write({ put, if: { attr: 'v', equals: 1 } })).toBe(false)
    await t.write({ put: { pk, sk: 'a', v: 1 } })
    expect(await t.write({ put, if: { attr: 'v', equals: 2 } })).toBe(false)
    expect(await t.write({ put, if: { attr: 'v', equals: '1' } })).toBe(false)
    expect(await t.write({ put, if: { attr: 'w', equals: 1 } })).toBe(false)
    expect(await t.write({ put, if: { attr: 'v', equals: 1 } })).toBe(true)
    expect((await t.get(key(pk, 'a')))?.v).toBe(2)
  })

  it('writes on condition of bytes, of which all must be the same', async () => {
    const [t, pk] = [await table(), fresh()]
    const update = { update: key(pk, 'a'), set: { p: Uint8Array.of(9) } }
    await t.write({ put: { pk, sk: 'a', p: Uint8Array.of(1, 2, 3), text: 'AQID' } })
    for (const bytes of [[1, 2], [1, 2, 4], [1, 2, 3, 0], []]) {
      expect(await t.write({ ...update, if: { attr: 'p', equals: Uint8Array.from(bytes) } })).toBe(false)
    }
    expect(await t.write({ ...update, if: { attr: 'text', equals: Uint8Array.of(1, 2, 3) } })).toBe(false)
    expect(await t.write({ ...update, if: { attr: 'p', equals: Uint8Array.of(1, 2, 3) } })).toBe(true)
    expect(await t.get(key(pk, 'a'))).toEqual({ pk, sk: 'a', p: Uint8Array.of(9), text: 'AQID' })
    expect(await t.write({ ...update, if: { attr: 'p', equals: Uint8Array.of(1, 2, 3) } })).toBe(false)
  })

  it('removes what is not there without complaint', async () => {
    const [t, pk] = [await table(), fresh()]
    expect(await t.write({ remove: key(pk, 'a') })).toBe(true)
  })
}

function updates(table: Open): void {
  it('sets and unsets attributes and leaves the others', async () => {
    const [t, pk] = [await table(), fresh()]
    await t.write({ put: { pk, sk: 'a', keep: 'k', drop: 'd', change: 1 } })
    await t.write({ update: key(pk, 'a'), set: { change: 2, add: 'new' }, unset: ['drop', 'never'] })
    expect(await t.get(key(pk, 'a'))).toEqual({ pk, sk: 'a', keep: 'k', change: 2, add: 'new' })
  })

  it('makes the item if it is not there and nothing forbids it', async () => {
    const [t, pk] = [await table(), fresh()]
    expect(await t.write({ update: key(pk, 'a'), set: { n: 1 } })).toBe(true)
    expect(await t.get(key(pk, 'a'))).toEqual({ pk, sk: 'a', n: 1 })
  })
}

function sums(table: Open): void {
  it('adds to numbers, and takes from them, whatever they are', async () => {
    const [t, pk] = [await table(), fresh()]
    await t.write({ update: key(pk, 'a'), add: { 'n#one.two': 2, fen: 100 } })
    await t.transact([{ update: key(pk, 'a'), set: { name: 'x' }, add: { 'n#one.two': -3 } }])
    expect(await t.get(key(pk, 'a'))).toEqual({ pk, sk: 'a', 'n#one.two': -1, fen: 100, name: 'x' })
  })

  it('loses none that are added at once', async () => {
    const [t, pk] = [await table(), fresh()]
    await Promise.all(Array.from({ length: 8 }, () => t.write({ update: key(pk, 'a'), add: { n: 1 } })))
    expect(await t.get(key(pk, 'a'))).toEqual({ pk, sk: 'a', n: 8 })
  })
}

function transactions(table: Open): void {
  it('writes all or nothing, and says which conditions failed', async () => {
    const [t, pk] = [await table(), fresh()]
    await t.write({ put: { pk, sk: 'held', v: 1 } })
    const writes: Write[] = [
      { put: { pk, sk: 'new' }, if: 'absent' },
      { put: { pk, sk: 'held', v: 2 }, if: 'absent' },
      { check: key(pk, 'other'), if: 'absent' },
      { check: key(pk, 'missing'), if: 'present' },
    ]
    expect(await t.transact(writes)).toEqual({ ok: false, failed: [1, 3] })
    expect(await t.get(key(pk, 'new'))).toBeUndefined()
    expect((await t.get(key(pk, 'held')))?.v).toBe(1)
  })

  it('carries out puts, removals, updates and checks together', async () => {
    const [t, pk] = [await table(), fresh()]
    await t.write({ put: { pk, sk: 'goes' } })
    await t.write({ put: { pk, sk: 'changes', n: 1, x: 1 } })
    const done = await t.transact([
      { put: { pk, sk: 'comes' }, if: 'absent' },
      { remove: key(pk, 'goes'), if: 'present' },
      { update: key(pk, 'changes'), set: { n: 2 }, unset: ['x'], if: { attr: 'n', equals: 1 } },
      { check: key(pk, 'never'), if: 'absent' },
    ])
    expect(done).toEqual({ ok: true })
    expect((await queryAll(t, { pk })).map((item) => item.sk)).toEqual(['changes', 'comes'])
    expect(await t.get(key(pk, 'changes'))).toEqual({ pk, sk: 'changes', n: 2 })
    expect(await t.get(key(pk, 'never'))).toBeUndefined()
  })

  it('refuses to name an item twice, even to check and write it', async () => {
    const [t, pk] = [await table(), fresh()]
    const twice: Write[][] = [
      [{ put: { pk, sk: 'a' } }, { put: { pk, sk: 'a' } }],
      [{ check: key(pk, 'a'), if: 'absent' }, { put: { pk, sk: 'a' } }],
      [{ remove: key(pk, 'a') }, { update: key(pk, 'a'), set: { n: 1 } }],
    ]
    for (const writes of twice) await expect(t.transact(writes)).rejects.toThrow()
    expect(await t.get(key(pk, 'a'))).toBeUndefined()
  })

  it('takes a hundred writes, and refuses one more and none at all', async () => {
    const [t, pk] = [await table(), fresh()]
    const writes = (n: number): Write[] => Array.from({ length: n }, (_, i) => ({ put: { pk, sk: `k${i}` } }))
    await expect(t.transact(writes(101))).rejects.toThrow()
    await expect(t.transact([])).rejects.toThrow()
    expect(await queryAll(t, { pk })).toEqual([])
    expect(await t.transact(writes(100))).toEqual({ ok: true })
    expect(await queryAll(t, { pk })).toHaveLength(100)
  })

  it('lets one of many writers of a version win, however they meet', async () => {
    const [t, pk] = [await table(), fresh()]
    await t.write({ put: { pk, sk: 'head', v: 1 } })
    const tries = Array.from({ length: 8 }, (_, i) =>
      t.transact([
        { put: { pk, sk: 'head', v: 2, by: i }, if: { attr: 'v', equals: 1 } },
        { put: { pk, sk: `row${i}` }, if: 'absent' },
      ]),
    )
    const won = (await Promise.all(tries)).flatMap((result, index) => (result.ok ? [index] : []))
    expect(won.length).toBeLessThanOrEqual(1)
    const rows = await queryAll(t, { pk, from: 'row' })
    expect(rows.map((row) => row.sk)).toEqual(won.map((index) => `row${index}`))
  })
}

function queries(table: Open, settle: () => Promise<unknown> | undefined): void {
  const sks = ['a', 'b#1', 'b#2', 'b#~', 'c', 'd']
  const partition = async (t: Table) => {
    const pk = fresh()
    for (const sk of [...sks].reverse())
      await t.write({ put: { pk, sk, due: `due-${pk}`, due_at: `2026-01-0${sks.indexOf(sk) + 1}`, more: 1 } })
    return pk
  }
  const names = (items: Item[]) => items.map((item) => item.sk)

  it('answers a partition in the order of its sort keys, and no other partition', async () => {
    const t = await table()
    const pk = await partition(t)
    await partition(t)
    expect(names(await queryAll(t, { pk }))).toEqual(sks)
    expect(names(await queryAll(t, { pk, backwards: true }))).toEqual([...sks].reverse())
    expect(await queryAll(t, { pk: fresh() })).toEqual([])
  })

  it('goes on behind an item of an earlier page, of the table and of an index, either way', async () => {
    const t = await table()
    const pk = await partition(t)
    const index = { index: 'due' as const, pk: `due-${pk}` }
    await settle()
    for (const query of [{ pk }, index]) {
      const { items } = await t.query({ ...query, limit: 3 })
      const after = items[1] as Item
      expect(names(await queryAll(t, { ...query, after }))).toEqual(sks.slice(2))
      expect(names(await queryAll(t, { ...query, after, backwards: true }))).toEqual(['a'])
    }
  })

  it('takes a range with both its ends', async () => {
    const t = await table()
    const pk = await partition(t)
    expect(names(await queryAll(t, { pk, from: 'b#', to: 'b~' }))).toEqual(['b#1', 'b#2', 'b#~'])
    expect(names(await queryAll(t, { pk, from: 'b#2' }))).toEqual(['b#2', 'b#~', 'c', 'd'])
    expect(names(await queryAll(t, { pk, to: 'b#2' }))).toEqual(['a', 'b#1', 'b#2'])
    expect(names(await queryAll(t, { pk, from: 'c', to: 'c' }))).toEqual(['c'])
    expect(names(await queryAll(t, { pk, from: 'b#', to: 'b~', backwards: true }))).toEqual(['b#~', 'b#2', 'b#1'])
    await expect(t.query({ pk, from: 'c', to: 'b' })).rejects.toThrow()
  })

  it('gives pages of at most the limit that join to the whole, forwards and backwards, in the table and in an index', async () => {
    const t = await table()
    const pk = await partition(t)
    await settle()
    for (const index of [undefined, 'due' as const]) {
      for (const backwards of [false, true]) {
        for (const limit of [1, 2, 3, 6, 7]) {
          const seen: string[] = []
          let cursor: string | undefined
          do {
            const query = { pk: index ? `due-${pk}` : pk, limit, backwards, ...(index ? { index } : {}) }
            const page = await t.query({ ...query, ...(cursor ? { cursor } : {}) })
            expect(page.items.length).toBeLessThanOrEqual(limit)
            seen.push(...names(page.items))
            cursor = page.cursor
          } while (cursor !== undefined)
          expect(seen).toEqual(backwards ? [...sks].reverse() : sks)
        }
      }
    }
  })

  it('finds by an index, in the order of the index, and shows keys only', async () => {
    const t = await table()
    const pk = await partition(t)
    await settle()
    const found = await queryAll(t, { index: 'due', pk: `due-${pk}`, to: '2026-01-02' })
    expect(found).toEqual([
      { pk, sk: 'a', due: `due-${pk}`, due_at: '2026-01-01' },
      { pk, sk: 'b#1', due: `due-${pk}`, due_at: '2026-01-02' },
    ])
    expect(await queryAll(t, { index: 'lists', pk: `due-${pk}` })).toEqual([])
  })

  it('drops an item from an index when its keys go, and moves it when they change', async () => {
    const t = await table()
    const pk = await partition(t)
    await t.write({ update: key(pk, 'a'), unset: ['due', 'due_at'], if: 'present' })
    await t.write({ update: key(pk, 'b#1'), set: { due_at: '2026-02-01' } })
    await t.write({ remove: key(pk, 'c') })
    await t.write({ put: { pk, sk: 'd', list: `list-${pk}`, list_at: 'x' } })
    await settle()
    expect(names(await queryAll(t, { index: 'due', pk: `due-${pk}` }))).toEqual(['b#2', 'b#~', 'b#1'])
    expect(names(await queryAll(t, { index: 'lists', pk: `list-${pk}` }))).toEqual(['d'])
  })

  it('keeps several items of one place in an index', async () => {
    const [t, pk] = [await table(), fresh()]
    for (const sk of ['a', 'b', 'c']) await t.write({ put: { pk, sk, due: `due-${pk}`, due_at: 'same' } })
    await settle()
    const found = await queryAll(t, { index: 'due', pk: `due-${pk}`, limit: 1 })
    expect(names(found).sort()).toEqual(['a', 'b', 'c'])
  })

  it('shows a list in shards once and in order, page by page, either way, also where many bear one moment', async () => {
    const [t, name] = [await table(), fresh()]
    const list = { name, shards: [name, `${name}#1`, `${name}#2`] }
    const put = Array.from({ length: 20 }, (_, n) => ({
      pk: `${name}-${n}`,
      sk: 'x',
      list: list.shards[n % 3] as string,
      list_at: `2026-01-0${1 + Math.floor(n / 7)}`,
    }))
    for (const item of put) await t.write({ put: item })
    await settle()
    for (const backwards of [false, true]) {
      for (const limit of [1, 4, 20]) {
        const shown: Item[] = []
        for (let isMore = true; isMore; ) {
          const last = shown.at(-1)
          const reader = openList(t, list, { backwards, behind: last && entryAt(placeOf(last)) })
          shown.push(...(await reader.take(limit)))
          isMore = reader.isMore()
        }
        const at = shown.map(({ list_at }) => list_at)
        expect(at).toEqual(backwards ? at.toSorted().reverse() : at.toSorted())
        expect(shown.map(({ pk }) => pk).sort()).toEqual(put.map(({ pk }) => pk).sort())
      }
    }
  })

  it('answers any range of any keys as sorting and filtering them would', async () => {
    const t = await table()
    const sk = fc.stringMatching(/^[a-c#~0-2]{1,4}$/)
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(sk, { maxLength: 8 }),
        sk,
        sk,
        fc.boolean(),
        async (keys, one, two, backwards) => {
          const pk = fresh()
          for (const one of keys) await t.write({ put: { pk, sk: one } })
          const [from, to] = [one, two].sort() as [string, string]
          const expected = keys.filter((k) => k >= from && k <= to).sort()
          if (backwards) expected.reverse()
          expect(names(await queryAll(t, { pk, from, to, backwards, limit: 3 }))).toEqual(expected)
        },
      ),
      { numRuns: 40 },
    )
  })
}

function limits(table: Open): void {
  it('takes an item of up to 400 KB, counted in bytes, and refuses a larger one', async () => {
    const [t, pk] = [await table(), fresh()]
    await t.write({ put: { pk, sk: 'large', d: kilobytes(399) } })
    expect(await t.get(key(pk, 'large'))).toEqual({ pk, sk: 'large', d: kilobytes(399) })
    await expect(t.write({ put: { pk, sk: 'b', d: kilobytes(401) } })).rejects.toThrow()
    await expect(t.write({ put: { pk, sk: 'b', d: '医'.repeat(140 * 1024) } })).rejects.toThrow()
    await expect(t.transact([{ put: { pk, sk: 'b', d: kilobytes(401) } }])).rejects.toThrow()
    await expect(t.write({ update: key(pk, 'large'), set: { e: kilobytes(2) } })).rejects.toThrow()
    expect(await t.get(key(pk, 'b'))).toBeUndefined()
  })

  it('gives large partitions page by page', async () => {
    const [t, pk] = [await table(), fresh()]
    for (const sk of ['a', 'b', 'c', 'd', 'e']) await t.write({ put: { pk, sk, d: kilobytes(300) } })
    const first = await t.query({ pk })
    expect(first.items.length).toBeLessThan(5)
    expect(first.cursor).toBeDefined()
    expect((await queryAll(t, { pk })).map((item) => item.sk)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('refuses empty keys', async () => {
    const [t, pk] = [await table(), fresh()]
    await expect(t.write({ put: { pk, sk: '' } })).rejects.toThrow()
    await expect(t.write({ put: { pk, sk: 'a', due: '', due_at: 'x' } })).rejects.toThrow()
  })
}
