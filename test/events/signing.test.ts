import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../events/canonical.ts'
import {
  generateKeyPair,
  isPublicKey,
  type PartnerKey,
  publicKeyOf,
  sign,
  verify,
  verifyText,
} from '../../events/signing.ts'
import { instant } from '../../shared/calendar/index.ts'
import { validEvent } from './contract.ts'

const SOURCE = 'urn:partner:test'
const keys = generateKeyPair()
const other = generateKeyPair()
const now = instant('2026-03-10T10:00:00+08:00')

const keyOf = (change: Partial<PartnerKey> = {}): PartnerKey => ({
  source: SOURCE,
  keyId: 'k1',
  publicKey: keys.publicKey,
  from: instant('2026-01-01T00:00:00+08:00'),
  ...change,
})

const event = {
  specversion: '1.0',
  id: 'e-1',
  source: SOURCE,
  type: 'mianshen.account.credited.v1',
  time: '2026-03-10T01:00:00Z',
  data: { psn_no: '1', insu_admdvs: '130102', amt: '20.00', memo: '划入“个人账户”' },
}

/** The same JSON with the members of every object in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, shuffled(inner)]),
  )
}

describe('the canonical form', () => {
  test('is that of the example in RFC 8785', () => {
    const source = `{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
      "string":"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}`
    expect(canonicalJson(JSON.parse(source))).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  test('sorts members by UTF-16 code units, as RFC 8785 section 3.2.3 has it', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6']
    const text = canonicalJson(Object.fromEntries(names.map((name) => [name, 0])))
    expect([...text.matchAll(/"([^"]+)":/g)].map(([, name]) => JSON.parse(`"${name}"`))).toEqual([
      '\r',
      '1',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\ud83d\ude00',
      '\ufb33',
    ])
  })

  test('does not depend on the order of members, and says the same JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('refuses what JSON cannot hold', () => {
    for (const value of ['\ud800', Number.NaN, Infinity, undefined, () => 1]) {
      expect(() => canonicalJson(value)).toThrow(TypeError)
    }
  })
})

describe('signatures', () => {
  test('are those of GB/T 32918: its published example verifies under the default user id', () => {
    const publicKey =
      '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13'
    const signature =
      'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa'
    expect(verifyText('message digest', signature, publicKey)).toBe(true)
    expect(verifyText('message digest', signature.toUpperCase(), publicKey)).toBe(true)
    expect(verifyText('message digesT', signature, publicKey)).toBe(false)
  })

  test('a signed event verifies, however its members are ordered on the way', () => {
    fc.assert(
      fc.property(validEvent('birth.certified'), (made) => {
        const signed = sign(made, keys)
        const key = keyOf({ source: made.source as string, from: instant('1900-01-01T00:00:00Z') })
        expect(signed).toMatchObject({ signtype: 'SM2', signature: expect.stringMatching(/^[0-9a-f]{128}$/) })
        expect(verify(JSON.parse(JSON.stringify(shuffled(signed))), [key], now)).toEqual({ ok: true, keyId: 'k1' })
      }),
      { numRuns: 20 },
    )
  })

  test('any change of an event breaks its signature', () => {
    const signed = sign(event, keys)
    const changes: object[] = [
      { id: 'e-2' },
      { data: { ...event.data, amt: '20.01' } },
      { data: { ...event.data, extra: null } },
      { subject: '' },
      { type: 'mianshen.account.spent.v1' },
      { time: '2026-03-10T01:00:01Z' },
      { signature: signed.signature.replace(/^./, (c) => (c === '0' ? '1' : '0')) },
      { signature: signed.signature.slice(2) },
      { id: '\ud800' },
    ]
    expect(verify(signed, [keyOf()], now).ok).toBe(true)
    for (const change of changes) {
      expect(verify({ ...signed, ...change }, [keyOf()], now)).toEqual({ ok: false, reason: 'bad-signature' })
    }
    fc.assert(
      fc.property(fc.constantFrom('id', 'amt', 'memo', 'psn_no'), fc.string(), (field, value) => {
        const inData = field !== 'id'
        const before = inData ? event.data[field as 'amt'] : event.id
        fc.pre(value !== before)
        const changed = inData ? { ...signed, data: { ...signed.data, [field]: value } } : { ...signed, id: value }
        expect(verify(changed, [keyOf()], now).ok).toBe(false)
      }),
      { numRuns: 40 },
    )
  })

  test('the fault is named', () => {
    const signed = sign(event, keys)
    const faultOf = (received: unknown, change: Partial<PartnerKey> = {}) => verify(received, [keyOf(change)], now)
    expect(faultOf(event)).toEqual({ ok: false, reason: 'unsigned' })
    expect(faultOf(null)).toEqual({ ok: false, reason: 'unsigned' })
    expect(faultOf({ ...signed, signtype: 'SM9' })).toEqual({ ok: false, reason: 'unknown-signtype' })
    expect(faultOf(signed, { source: 'urn:partner:other' })).toEqual({ ok: false, reason: 'unknown-source' })
    expect(faultOf(signed, { publicKey: other.publicKey })).toEqual({ ok: false, reason: 'bad-signature' })
    expect(faultOf(signed, { publicKey: 'no key' })).toEqual({ ok: false, reason: 'bad-signature' })
    expect(faultOf(signed, { from: instant('2026-03-10T09:00:01+08:00') })).toEqual({ ok: false, reason: 'no-key' })
    expect(faultOf(signed, { until: instant('2026-03-10T09:00:00+08:00') })).toEqual({ ok: false, reason: 'no-key' })
    expect(faultOf({ ...signed, time: 'today' })).toEqual({ ok: false, reason: 'no-key' })
  })

  test('while keys change, both hold; each only for events of its time', () => {
    const old = keyOf({ until: instant('2026-03-15T00:00:00+08:00') })
    const fresh = keyOf({ keyId: 'k2', publicKey: other.publicKey, from: instant('2026-03-10T00:00:00+08:00') })
    expect(verify(sign(event, keys), [old, fresh], now)).toEqual({ ok: true, keyId: 'k1' })
    expect(verify(sign(event, other), [old, fresh], now)).toEqual({ ok: true, keyId: 'k2' })
    const later = { ...event, time: '2026-03-16T00:00:00+08:00' }
    expect(verify(sign(later, keys), [old, fresh], now).ok).toBe(false)
    expect(verify(sign(later, other), [old, fresh], now).ok).toBe(true)
  })

  test('a key that ended is good for what was still on its way, not for ever', () => {
    const ended = keyOf({ until: instant('2026-03-11T00:00:00+08:00') })
    const signed = sign(event, keys)
    expect(verify(signed, [ended], instant('2026-03-25T00:00:00+08:00')).ok).toBe(true)
    expect(verify(signed, [ended], instant('2026-03-25T00:00:01+08:00'))).toEqual({ ok: false, reason: 'no-key' })
  })

  test('a pair of keys belongs together', () => {
    expect(publicKeyOf(keys.privateKey)).toBe(keys.publicKey)
    expect(isPublicKey(keys.publicKey)).toBe(true)
    expect(isPublicKey(`04${'1'.repeat(128)}`)).toBe(false)
    expect(isPublicKey('')).toBe(false)
  })
})
