import { describe, expect, it, test } from 'vitest'
import { keepHashKey, refuseOtherHashKey } from '../../functions/hash-key.ts'
import { functionNames } from '../../functions/runtime.ts'
import { type Keys, keysFromJson } from '../../shared/identity/index.ts'
import { memoryTable } from '../../shared/table/memory.ts'
import type { Table } from '../../shared/table/table.ts'
import { oursIn } from '../infra/uses.ts'

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')
const keysOf = (hash: number, sealing = 'k1', hash_scheme?: string): Keys =>
  keysFromJson(
    JSON.stringify({
      hash_key: key(hash),
      ...(hash_scheme ? { hash_scheme } : {}),
      seal_keys: { current: sealing, by_id: { k1: key(2), k2: { scheme: 'sm4', key: key(3) } } },
    }),
  )
const another = /of another hash key/

describe('a table', () => {
  it('lets anybody begin, and from then on those of one hash key, whatever they seal with', async () => {
    const table = memoryTable()
    expect(await refuseOtherHashKey(table, keysOf(9))).toBe(false)
    await keepHashKey(table, keysOf(1))
    for (const ours of [keysOf(1), keysOf(1, 'k2'), keysOf(1, 'k1', 'hmac-sha256')]) {
      expect(await refuseOtherHashKey(table, ours)).toBe(true)
      await keepHashKey(table, ours)
    }
    for (const other of [keysOf(9), keysOf(1, 'k1', 'hmac-sm3')]) {
      await expect(refuseOtherHashKey(table, other)).rejects.toThrow(another)
      await expect(keepHashKey(table, other)).rejects.toThrow(another)
    }
  })

  it('lets one of two begin who come at once with different keys', async () => {
    const table = memoryTable()
    let looked = 0
    let bothLooked: () => void
    const both = new Promise<void>((done) => (bothLooked = done))
    const racing: Table = {
      ...table,
      get: async (asked) => {
        const found = await table.get(asked)
        if (++looked === 2) bothLooked()
        await both
        return found
      },
    }
    const ends = await Promise.allSettled([keepHashKey(racing, keysOf(1)), keepHashKey(racing, keysOf(9))])
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  })

  it('tells nothing of the key', async () => {
    const table = memoryTable()
    await keepHashKey(table, keysOf(1))
    expect(JSON.stringify([...table.items.values()])).not.toContain(key(1))
  })
})

/**
 * One that only opens what is sealed finds nothing with a wrong key, and writes nothing wrong. `records` reads no table: it
 * hashes ids of its own into what analysts get.
 */
const makesHashes = functionNames.filter(
  (name) => name !== 'records' && oursIn(name).some(({ path }) => path === 'shared/identity/hash.ts'),
)

test.each(makesHashes)('the function %s, which makes hashes, asks before it does anything', (name) => {
  const handler = oursIn(name).find(({ path }) => path === `functions/${name}/handler.ts`)
  expect(handler?.text).toMatch(/await (Promise\.all\(\[.*)?(keep|refuseOther)HashKey\(/)
})
