/** Which key signs, which are published, and what is no set of keys (decision 0085). */
import { describe, expect, it } from 'vitest'
import { addDays, type Day, type Instant, instant, startOfDay } from '../../../shared/calendar/index.ts'
import { keysFromJson, listedDays, listedSigners, type Signer, signerFor } from '../../../shared/identity/index.ts'
import { keysOf, signingKeysJson } from '../../support/signing.ts'

const at = (day: string): Instant => instant(`${day}T00:00:00+08:00`)
const later = (day: string, days: number) => startOfDay(addDays(day as Day, days))

const key = (keyId: string, from: string, until?: string, privateKey: string | undefined = 'secret'): Signer => ({
  ...{ keyId, publicKey: '04', from: at(from) },
  ...(privateKey === '' ? {} : { privateKey }),
  ...(until === undefined ? {} : { until: at(until) }),
})

describe('the key for an event', () => {
  const old = key('s1', '2026-01-01', '2026-03-10')
  const next = key('s2', '2026-03-01')
  const cases: [string, Signer[], string, string, string | undefined][] = [
    ['holds at its time', [old, next], '2026-02-01', '2026-02-01', 's1'],
    ['is the latest begun of two that hold', [old, next], '2026-03-05', '2026-03-05', 's2'],
    ['ended meanwhile, and still signs what is of its time', [old, next], '2026-02-01', '2026-04-01', 's1'],
    ['ended so long ago that it would not be published long enough', [old, next], '2026-02-01', '2026-08-25', 's2'],
    ['is not one to come, though the clock of the time is ahead', [old, next], '2026-02-28', '2026-02-28', 's1'],
    ['is the one that holds now, if that of its time was taken away', [next], '2026-02-01', '2026-03-05', 's2'],
    [
      'is the one in whose place another stands',
      [key('s1', '2026-01-01', '2026-03-10', ''), key('s2', '2026-01-01')],
      '2026-02-01',
      '2026-03-10',
      's2',
    ],
    ['is none before the first begins', [next], '2026-02-01', '2026-02-27', undefined],
    ['is of its end no more', [key('s1', '2026-01-01', '2026-03-01'), next], '2026-03-01', '2026-03-01', 's2'],
  ]
  it.each(cases)('%s', (_, keys, time, now, signs) => {
    expect(signerFor(keys, at(time), at(now))?.keyId).toBe(signs)
    expect(signerFor([...keys].reverse(), at(time), at(now))?.keyId).toBe(signs)
  })

  it('must be there once keys have begun: nothing leaves unsigned that is expected to be signed', () => {
    const gone = [key('s1', '2026-01-01', undefined, '')]
    expect(() => signerFor(gone, at('2026-02-01'), at('2026-02-01'))).toThrow('no key that can sign holds')
  })

  it('is published for as long as what it signs may lie in a queue, whenever it signs', () => {
    const days = Array.from({ length: listedDays + 30 }, (_, n) => later('2026-03-10', n))
    for (const now of days) {
      const signs = signerFor([old, next], at('2026-02-01'), now)?.keyId
      const read = listedSigners([old, next], instant(`${addDays(now.slice(0, 10) as Day, 14)}T12:00:00+08:00`))
      expect(read.map(({ keyId }) => keyId)).toContain(signs)
    }
    expect(listedSigners([old, next], days.at(-1)!)).toEqual([next])
  })
})

it('keys to come are published, oldest first', () => {
  const keys = [key('s2', '2027-01-01'), key('s1', '2026-01-01')]
  expect(listedSigners(keys, at('2026-03-01')).map(({ keyId }) => keyId)).toEqual(['s1', 's2'])
})

describe('keys in the secret', () => {
  const [s1] = signingKeysJson.signing_keys
  const other = keysOf(signingKeysJson).signers![0]!
  const reading = (...signing_keys: unknown[]) => keysFromJson(JSON.stringify({ ...signingKeysJson, signing_keys }))

  it('are read, and are none where there are none', () => {
    expect(other).toMatchObject({ keyId: 's1', publicKey: s1!.public_key, privateKey: s1!.private_key })
    expect(reading()).not.toHaveProperty('signers')
    const { signing_keys: _, ...none } = signingKeysJson
    expect(keysOf(none)).not.toHaveProperty('signers')
  })

  it.each([
    ['no pair', [{ ...s1, private_key: '1'.repeat(64) }], 'do not belong together'],
    ['a private key that is none', [{ ...s1, private_key: '0'.repeat(64) }], 'do not belong together'],
    ['a private key cut short', [{ ...s1, private_key: 'abcdef' }], 'private_key'],
    ['a compressed point', [{ ...s1, public_key: `02${'a'.repeat(64)}` }], 'public_key'],
    ['an end before the beginning', [{ ...s1, until: s1!.from }], 'ends before it begins'],
    ['a time without offset', [{ ...s1, from: '2026-01-01T00:00:00' }], 'from'],
    ['an id twice', [s1, s1], 'twice'],
    ['an end, and nothing after it', [{ ...s1, until: '2026-05-01T00:00:00+08:00' }], 'for good'],
    ['none that can sign', [{ ...s1, private_key: undefined }], 'for good'],
    [
      'a gap',
      [
        { ...s1, until: '2026-05-01T00:00:00+08:00' },
        { ...s1, key_id: 's2', from: '2026-05-02T00:00:00+08:00' },
      ],
      '2026-05-01',
    ],
    ['no list', 's1', 'not'],
  ])('with %s are none, and the reason tells nothing of them', (_, keys, says) => {
    const wrong = () => keysFromJson(JSON.stringify({ ...signingKeysJson, signing_keys: keys }))
    expect(wrong).toThrow(says)
    try {
      wrong()
    } catch (error) {
      expect((error as Error).message).not.toContain(s1!.private_key)
      expect((error as Error).message).not.toContain(s1!.public_key)
    }
  })
})
