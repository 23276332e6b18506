import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { consumers } from '../../functions/records/consumers.ts'
import { makeRecords, type StreamBatch } from '../../functions/records/records.ts'
import type { Bucket } from '../../shared/bucket/bucket.ts'
import { directoryBucket } from '../../shared/bucket/directory.ts'
import type { Day, Instant } from '../../shared/calendar/index.ts'
import type { Log } from '../../shared/log.ts'
import { personKey } from '../../shared/table/keys.ts'
import type { Key } from '../../shared/table/table.ts'
import { lineKey } from '../../shared/trail/keys.ts'
import { testKeys } from '../support/stack.ts'

const dir = mkdtempSync(join(tmpdir(), 'records-'))
afterAll(() => rmSync(dir, { recursive: true }))

let audit: Bucket
const none: Bucket = { ...directoryBucket(dir), put: () => Promise.reject(new Error('nothing here is for analysts')) }
let said: [string, unknown][]
let count = 0
beforeEach(() => {
  audit = directoryBucket(join(dir, String(count++)))
  said = []
})
const log: Log = {
  info() {},
  warn() {},
  error: (message, fields) => void said.push([message, fields]),
}
const keep = (...Records: StreamBatch['Records']) =>
  makeRecords(consumers, { audit, facts: none }, { keys: testKeys, log })({ Records })

const record = (
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE',
  { pk, sk }: Key,
  d?: string,
  at = '2026-03-02T01:00:00Z',
) => ({
  eventName,
  dynamodb: {
    Keys: { pk: { S: pk }, sk: { S: sk } },
    ...(d === undefined ? {} : { NewImage: { pk: { S: pk }, sk: { S: sk }, d: { S: d } } }),
    ApproximateCreationDateTime: Date.parse(at) / 1000,
  },
})
const line = (at: string, id: string) => {
  const key = lineKey(at.slice(0, 10) as Day, at as Instant, 'operator', id)
  return { key, d: JSON.stringify({ at, by: 'operator', what: 'read', about: id }) }
}
const added = (at: string, id: string) => record('INSERT', line(at, id).key, line(at, id).d)

async function kept(): Promise<Record<string, string[]>> {
  const objects: Record<string, string[]> = {}
  for await (const key of audit.list(''))
    objects[key] = Buffer.from((await audit.get(key))!)
      .toString()
      .trimEnd()
      .split('\n')
  return objects
}

const morning = '2026-03-02T09:00:00.000+08:00'
const noon = '2026-03-02T12:00:00.000+08:00'
const nextDay = '2026-03-03T00:00:00.000+08:00'

describe('what is kept apart of the audit trail', () => {
  it('is each line as it was written, a day an object, named for its first line', async () => {
    await keep(added(morning, 'a'), added(noon, 'b'), added(nextDay, 'c'))
    expect(await kept()).toEqual({
      [`2026-03-02/${morning}_a.ndjson`]: [line(morning, 'a').d, line(noon, 'b').d],
      [`2026-03-03/${nextDay}_c.ndjson`]: [line(nextDay, 'c').d],
    })
  })

  it('is the same when a batch comes again, and whole when it comes again in parts', async () => {
    const batch = [added(morning, 'a'), added(noon, 'b')]
    await keep(...batch)
    const once = await kept()
    await keep(...batch)
    expect(await kept()).toEqual(once)
    for (const one of batch) await keep(one)
    expect(Object.values(await kept()).flat()).toEqual([line(morning, 'a').d, line(noon, 'b').d])
  })

  it('is nothing of a person’s file', async () => {
    await keep(record('INSERT', { pk: personKey('X' as never), sk: 'A#head' }, '{}'))
    expect(await kept()).toEqual({})
  })

  it('fails as a whole where the bucket fails, so that it comes again', async () => {
    audit = { ...audit, put: () => Promise.reject(new Error('SlowDown')) }
    await expect(keep(added(morning, 'a'))).rejects.toThrow('SlowDown')
  })
})

describe('a line that is changed or taken away in the table', () => {
  const { key, d } = line(morning, 'a')

  it('is said by its key, and stays as it was where it is kept', async () => {
    await keep(record('INSERT', key, d))
    const before = await kept()
    await keep(record('MODIFY', key, '{"by":"nobody"}'), record('REMOVE', key))
    expect(said).toEqual([
      ['audit line changed', { how: 'MODIFY', item: `${key.pk} ${key.sk}` }],
      ['audit line changed', { how: 'REMOVE', item: `${key.pk} ${key.sk}` }],
    ])
    expect(await kept()).toEqual(before)
  })

  it('may be cleared away in the table once it need not be at hand any more', async () => {
    await keep(record('REMOVE', key, undefined, '2026-09-01T15:59:59Z'))
    expect(said).toHaveLength(1)
    await keep(record('REMOVE', key, undefined, '2026-09-02T15:59:59Z'))
    expect(said).toHaveLength(1)
  })
})
