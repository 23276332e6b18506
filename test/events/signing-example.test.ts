/** The fixed example beside the events: right in every part, and by more than our own code (`npm test`: verifiers). */
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { asyncApi } from '../../events/asyncapi.ts'
import { canonicalJson } from '../../events/canonical.ts'
import { publicKeyOf, verifyText } from '../../events/signing.ts'
import { signingExample } from '../../events/signing-example.ts'
import { catalogue } from '../../functions/bundles/catalogue.ts'

const { public_key, event, canonical, digest, signature } = signingExample

/** As GB/T 32918.5 prints it, private part and all. */
const printed = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'

it('stands in the document of the events, whole', () => {
  const document = JSON.parse(JSON.stringify(asyncApi(catalogue)))
  expect(document['x-signing-example']).toEqual(signingExample)
  expect(publicKeyOf(printed)).toBe(public_key)
})

it('is canonical JSON of the event without its signature, signed', () => {
  const { signature: within, ...unsigned } = event
  expect(within).toBe(signature)
  expect(canonicalJson(unsigned)).toBe(canonical)
  expect(verifyText(canonical, signature, public_key)).toBe(true)
  expect(verifyText(canonical.replace('100', '101'), signature, public_key)).toBe(false)
})

it('has the digest that GM/T 0003.2 says: SM3 of Z, which holds user id, curve and key, and of the text', () => {
  const sm3 = (...parts: Buffer[]) => createHash('sm3').update(Buffer.concat(parts)).digest()
  const hex = (text: string) => Buffer.from(text, 'hex')
  const a = 'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc'
  const b = '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93'
  const g =
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0'
  const z = sm3(hex('0080'), Buffer.from('1234567812345678'), hex(a + b + g + public_key.slice(2)))
  expect(sm3(z, Buffer.from(canonical)).toString('hex')).toBe(digest)
})

it('holds what a canonical form can get wrong', () => {
  expect(canonical).toMatch(/[\u{10000}-\u{10ffff}]/u)
  const names = Object.keys(event.data.序)
  const byCodePoint = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other))
  expect([...names].sort()).not.toEqual([...names].sort(byCodePoint))
  expect(canonical).toContain('1e-7')
  expect(canonical).toContain('1e+21')
  expect(canonicalJson(event.data)).not.toBe(JSON.stringify(event.data))
})
