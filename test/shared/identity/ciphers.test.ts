/**
 * SM4 and SM3 as Node's OpenSSL has them, held against the examples of the national standards, and what is built of them
 * against another implementation.
 */
import { createCipheriv, createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { sm3, sm4 } from 'sm-crypto-v2'
import { expect, test } from 'vitest'
import { keysFromJson, open, pack, seal } from '../../../shared/identity/index.ts'

const hex = (text: string) => Buffer.from(text, 'hex')
const key = Buffer.from(Array.from({ length: 32 }, (_, n) => n * 7))
const keys = keysFromJson(
  JSON.stringify({
    hash_key: Buffer.alloc(32).toString('base64'),
    seal_keys: { current: 'k2', by_id: { k2: { scheme: 'sm4', key: key.toString('base64') } } },
  }),
)

test('SM4 is that of GB/T 32907, A.1 and A.2', () => {
  const block = hex('0123456789abcdeffedcba9876543210')
  const once = createCipheriv('sm4-ecb', block, null).setAutoPadding(false)
  expect(once.update(block).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246')
  // A million times over: chaining zeros makes of each block what follows from the one before.
  const chain = createCipheriv('sm4-cbc', block, block).setAutoPadding(false)
  expect(chain.update(Buffer.alloc(16_000_000)).subarray(-16).toString('hex')).toBe('595298c7c6fd271f0402f804c33d3f66')
})

test('SM3 is that of GB/T 32905, A.1 and A.2', () => {
  const sm3Of = (text: string) => createHash('sm3').update(text).digest('hex')
  expect(sm3Of('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  expect(sm3Of('abcd'.repeat(16))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
})

test('HMAC of it is what another implementation makes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.uint8Array({ maxLength: 300 }), (secret, text) => {
      const other = sm3(text, { key: Buffer.from(secret).toString('hex') })
      expect(createHmac('sm3', secret).update(text).digest('hex')).toBe(other)
    }),
  )
})

/** What a text is sealed to by SM4, with another implementation's block cipher and hash, from the written construction. */
function sealedByOthers(text: string, context: string, nonce: Uint8Array): Buffer {
  const hmac = (secret: Uint8Array, bytes: Uint8Array) => hex(sm3(bytes, { key: Buffer.from(secret).toString('hex') }))
  const hides = hmac(key, Buffer.from('mianshen sm4-ctr')).subarray(0, 16)
  const proves = hmac(key, Buffer.from('mianshen hmac-sm3'))
  const plain = pack(text)
  const hidden = plain.map((byte, at) => byte ^ keystream(hides, nonce, at >> 4)[at & 15]!)
  const bound = Buffer.from(`k2\0${context}`)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bound.length)
  const tag = hmac(proves, Buffer.concat([length, bound, nonce, hidden])).subarray(0, 16)
  return Buffer.concat([Buffer.from('\x02k2'), nonce, tag, hidden])
}

/** The `n`th block of a counter that begins with the nonce. */
function keystream(hides: Uint8Array, nonce: Uint8Array, n: number): Uint8Array {
  const counter = (BigInt(`0x${Buffer.from(nonce).toString('hex')}`) + BigInt(n)) % 2n ** 128n
  const block = hex(counter.toString(16).padStart(32, '0'))
  return sm4.encrypt(block, hides, { mode: 'ecb', padding: 'none', output: 'array' })
}

test('what SM4 seals is what another implementation makes of the written construction', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 120 }), fc.string({ maxLength: 40 }), (text, context) => {
      const sealed = seal(keys, text, context)
      const nonce = sealed.subarray(3, 19)
      expect(Buffer.from(sealed)).toEqual(sealedByOthers(text, context, nonce))
    }),
    { numRuns: 40 },
  )
})

test('and opens what that one sealed, though its counter runs over', () => {
  const text = '甲'.repeat(40) + JSON.stringify(Array.from({ length: 40 }, (_, n) => n * n))
  expect(open(keys, sealedByOthers(text, 'pid', Buffer.alloc(16, 255)), 'pid')).toBe(text)
})

test('what AES-256-GCM sealed before there was a choice opens as ever', () => {
  const old = keysFromJson(
    JSON.stringify({
      hash_key: Buffer.alloc(32).toString('base64'),
      seal_keys: { current: 'k1', by_id: { k1: Buffer.alloc(32, 'seal').toString('base64') } },
    }),
  )
  const kept = 'Amsx5c23UxXSZlyCZZm/XT1I/GTk/1hQEc0CET8TfyQ+Y+X2uLmpufvxM/7sbOxItflesoIVMnE='
  expect(open(old, Buffer.from(kept, 'base64'), 'pid')).toBe('{"psn_name":"张三"}')
})
