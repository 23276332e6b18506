import { expect, it } from 'vitest'
import { memoryTable } from '../../../shared/table/memory.ts'
import { sharingReads } from '../../../shared/table/sharing.ts'

it('reads what many ask for at once in one call, each key once, and one alone by itself', async () => {
  const table = memoryTable()
  for (const pk of ['a', 'b']) await table.write({ put: { pk, sk: 'x', d: pk } })
  const asked: string[] = []
  const shared = sharingReads({
    ...table,
    get(key) {
      asked.push(key.pk)
      return table.get(key)
    },
    getMany(keys) {
      asked.push(keys.map(({ pk }) => pk).join())
      return table.getMany(keys)
    },
  })
  const keys = ['a', 'b', 'a', 'none'].map((pk) => ({ pk, sk: 'x' }))
  expect((await Promise.all(keys.map((key) => shared.get(key)))).map((item) => item?.d)).toEqual([
    'a',
    'b',
    'a',
    undefined,
  ])
  expect((await Promise.all([keys[0]!, keys[0]!].map((key) => shared.get(key)))).map((item) => item?.d)).toEqual([
    'a',
    'a',
  ])
  expect(asked).toEqual(['a,b,none', 'a'])
})
