import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { S3Client } from '@aws-sdk/client-s3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bucket } from '../../../shared/bucket/bucket.ts'
import { directoryBucket } from '../../../shared/bucket/directory.ts'
import { s3Bucket } from '../../../shared/bucket/s3.ts'
import { s3Server } from '../../support/s3.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const all = async (keys: AsyncIterable<string>) => {
  const found: string[] = []
  for await (const key of keys) found.push(key)
  return found
}

const directories: string[] = []
const newDirectory = () => {
  const made = mkdtempSync(join(tmpdir(), 'bucket-'))
  directories.push(made)
  return made
}

let server: Server
beforeAll(async () => {
  server = s3Server()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
  for (const directory of directories) rmSync(directory, { recursive: true, force: true })
})

const ofS3 = (name: string): Bucket => {
  const { port } = server.address() as AddressInfo
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const endpoint = `http://127.0.0.1:${port}`
  // By its plain body: the stand-in does not speak S3's chunks with checksums.
  const requestChecksumCalculation = 'WHEN_REQUIRED' as const
  const client = new S3Client({
    region: 'cn-north-1',
    endpoint,
    credentials,
    forcePathStyle: true,
    requestChecksumCalculation,
  })
  return s3Bucket(client, name)
}

describe.each([
  ['a directory', () => directoryBucket(newDirectory())],
  ['S3', () => ofS3('one')],
])('a bucket in %s', (_place, made) => {
  it('gives back what was kept, and what was kept last under a key', async () => {
    const bucket = made()
    await bucket.put('events/2026/03/a.gz', bytes('first'))
    await bucket.put('events/2026/03/a.gz', bytes('again'))
    expect(new TextDecoder().decode(await bucket.get('events/2026/03/a.gz'))).toBe('again')
    expect(await bucket.get('events/2026/03/b.gz')).toBeUndefined()
  })

  it('lists keys in the order of their bytes, behind one if asked, over all pages', async () => {
    const bucket = made()
    const keys = ['l/a-b/x', 'l/a.gz', 'l/a/1', 'l/a/2', 'l/a/10', 'l/b']
    for (const key of [...keys].reverse()) await bucket.put(key, bytes(key))
    const sorted = [...keys].sort((a, b) => (a < b ? -1 : 1))
    expect(await all(bucket.list('l/'))).toEqual(sorted)
    expect(await all(bucket.list('l/a/'))).toEqual(['l/a/1', 'l/a/10', 'l/a/2'])
    expect(await all(bucket.list('l/', 'l/a/10'))).toEqual(sorted.filter((key) => key > 'l/a/10'))
    expect(await all(bucket.list('nothing/'))).toEqual([])
  })

  it.each(['../out', '/etc', 'a//b', '', '.hidden', 'a/../b'])('takes no key %s', async (key) => {
    await expect(made().put(key, bytes('x'))).rejects.toThrow('no key')
  })
})

describe('a bucket in a directory', () => {
  it('lists by any prefix and behind any key what sorting all keys would', async () => {
    const part = fc.stringMatching(/^[a-c][.a-c-]{0,2}$/)
    const key = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => `${parts.join('/')}/o`)
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(key, { maxLength: 8 }), key, fc.nat(4), async (keys, after, length) => {
        const bucket = directoryBucket(newDirectory())
        for (const one of keys) await bucket.put(one, bytes(one))
        const prefix = after.slice(0, length)
        const sorted = [...keys].sort((a, b) => (a < b ? -1 : 1))
        expect(await all(bucket.list(prefix))).toEqual(sorted.filter((one) => one.startsWith(prefix)))
        expect(await all(bucket.list('', after))).toEqual(sorted.filter((one) => one > after))
      }),
      { numRuns: 40 },
    )
  })

  it('shows nothing of an object that was not finished', async () => {
    const directory = newDirectory()
    const bucket = directoryBucket(directory)
    await bucket.put('a/b', bytes('whole'))
    writeFileSync(join(directory, 'a', '.half'), 'ha')
    expect(await all(bucket.list(''))).toEqual(['a/b'])
    expect(readdirSync(join(directory, 'a')).sort()).toEqual(['.half', 'b'])
  })
})
