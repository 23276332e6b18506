import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keysAt } from '../../../functions/http/token-keys.ts'
import { audience, issuer, makeKey, signToken, type TokenKey } from '../../support/api.ts'

const from = Math.floor(Date.now() / 1000)
const minute = 60_000

let known: TokenKey
let fresh: TokenKey
let served: { url: string; asked: number; down: boolean; keys: object[]; close(): void }
let elapsed: number
let check: (key: TokenKey) => Promise<string>

beforeEach(async () => {
  known = await makeKey('known')
  fresh = await makeKey('fresh')
  const server = createServer((_, response) => {
    served.asked++
    response.statusCode = served.down ? 500 : 200
    response.end(JSON.stringify({ keys: served.keys }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`
  served = { url, asked: 0, down: false, keys: [known.publicJwk], close: () => void server.close() }
  elapsed = 0
  const keys = keysAt({ url }, () => elapsed)
  check = async (key) => {
    const token = await signToken({ role: 'operator' }, { from, key })
    return jwtVerify(token, keys, { issuer, audience }).then(
      () => 'good',
      (error: Error) => error.name,
    )
  }
})
afterEach(() => served.close())

const settled = () => new Promise((done) => setTimeout(done, 50))

describe('keys of tokens that are asked for early', () => {
  it('are there when the first token comes', async () => {
    keysAt({ url: served.url, early: true })
    await settled()
    expect(served.asked).toBe(1)
  })

  it('are waited for by whoever comes before they are there, and asked for once', async () => {
    const keys = keysAt({ url: served.url, early: true })
    const token = await signToken({ role: 'operator' }, { from, key: known })
    await Promise.all([1, 2, 3].map(() => jwtVerify(token, keys, { issuer, audience })))
    expect(served.asked).toBe(1)
  })

  it('are asked for again if they were out of reach', async () => {
    served.down = true
    const keys = keysAt({ url: served.url, early: true })
    await settled()
    served.down = false
    await jwtVerify(await signToken({ role: 'operator' }, { from, key: known }), keys, { issuer, audience })
    expect(served.asked).toBe(2)
  })
})

describe('keys of tokens whose address is out of reach', () => {
  it('go on being taken for a day, if they are known', async () => {
    expect(await check(known)).toBe('good')
    served.down = true
    for (const later of [11 * minute, 60 * minute, 23 * 60 * minute]) {
      elapsed = later
      expect(await check(known)).toBe('good')
      await settled()
    }
    elapsed = 25 * 60 * minute
    expect(await check(known)).toBe('KeysOutOfReach')
  })

  it('are asked for behind the answers, and no more often than the cooldown', async () => {
    await check(known)
    served.down = true
    elapsed = 11 * minute
    for (let n = 0; n < 5; n++) expect(await check(known)).toBe('good')
    await settled()
    expect(served.asked).toBe(2)
    elapsed += 31_000
    served.down = false
    served.keys = [fresh.publicJwk]
    expect(await check(known)).toBe('good')
    await settled()
    // It was withdrawn, and the set without it has come.
    expect(await check(known)).toBe('JWKSNoMatchingKey')
    expect(await check(fresh)).toBe('good')
  })

  it('that nobody has seen have to wait', async () => {
    await check(known)
    served.down = true
    elapsed = 2 * minute
    expect(await check(fresh)).toBe('KeysOutOfReach')
    for (let n = 0; n < 5; n++) expect(await check(fresh)).toBe('KeysOutOfReach')
    expect(served.asked).toBe(2)
    expect(await check(known)).toBe('good')
    served.down = false
    served.keys.push(fresh.publicJwk)
    elapsed += 31_000
    expect(await check(fresh)).toBe('good')
  })

  it('are fetched by the first who asks after they were out of reach from the start', async () => {
    served.down = true
    expect(await check(known)).toBe('KeysOutOfReach')
    served.down = false
    expect(await check(known)).toBe('good')
  })
})
