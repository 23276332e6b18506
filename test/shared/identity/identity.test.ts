import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day } from '../../../shared/calendar/index.ts'
import {
  certnoCheckDigit,
  certnoFaultText,
  checkBirthCertNo,
  checkCertno,
  childPsnNo,
  hashKeyMark,
  isCertno,
  type Keys,
  keyedHash,
  keysFromJson,
  maskAcct,
  maskCertno,
  maskName,
  maskTel,
  numberHashOf,
  open,
  parsePid,
  pidOf,
  seal,
  sealedWith,
} from '../../../shared/identity/index.ts'

const bytes = (fill: number): string => Buffer.alloc(32, fill).toString('base64')
const json = (current: string): string =>
  JSON.stringify({ hash_key: bytes(1), seal_keys: { current, by_id: { k1: bytes(2), k2: bytes(3) } } })
const keys = keysFromJson(json('k1'))
const rotated = keysFromJson(json('k2'))

/** The same two keys, sealing by SM4, and hashing by SM3. */
const smJson = (current: string): string => {
  const sm4 = (fill: number) => ({ scheme: 'sm4', key: bytes(fill) })
  const seal_keys = { current, by_id: { k1: sm4(2), k2: sm4(3) } }
  return JSON.stringify({ hash_key: bytes(1), hash_scheme: 'hmac-sm3', seal_keys })
}

const certno = fc
  .tuple(fc.nat(40_000), fc.nat(999), fc.constantFrom('130102', '110105', '530102', '440103'))
  .map(([n, sequence, place]) => {
    const first17 = `${place}${addDays(day('1920-01-01'), n).replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
    return first17 + certnoCheckDigit(first17)
  })

describe('a resident identity number', () => {
  it('of the standard is right', () => {
    expect(checkCertno('11010519491231002X')).toEqual({ ok: true, brdy: '1949-12-31', gend: '2' })
    expect(checkCertno('440524188001010014')).toEqual({ ok: true, brdy: '1880-01-01', gend: '1' })
  })

  it.each([
    ['11010519491231002', 'length'],
    ['130503670401001', 'length'],
    ['11010519491231002x', 'characters'],
    ['1101051949123100AX', 'characters'],
    ['１1010519491231002X', 'characters'],
    ['110105194902300021', 'birth-date'],
    ['110105194913310026', 'birth-date'],
    ['110105194912310021', 'check-digit'],
  ] as const)('%s is refused: %s', (text, reason) => {
    expect(checkCertno(text)).toEqual({ ok: false, reason })
    expect(isCertno(text)).toBe(false)
    expect(certnoFaultText[reason]).toMatch(/身份证/)
  })

  it('with its check digit is right, and tells birth date and sex', () => {
    fc.assert(
      fc.property(certno, (text) => {
        const check = checkCertno(text)
        expect(check.ok && check.brdy.replaceAll('-', '')).toBe(text.slice(6, 14))
        expect(check.ok && check.gend).toBe(Number(text[16]) % 2 === 1 ? '1' : '2')
      }),
    )
  })

  it('with any one character changed is refused', () => {
    fc.assert(
      fc.property(certno, fc.nat(17), fc.constantFrom(...'0123456789X'), (text, at, other) => {
        fc.pre(text[at] !== other)
        expect(isCertno(text.slice(0, at) + other + text.slice(at + 1))).toBe(false)
      }),
    )
  })

  it('with two neighbours swapped is refused', () => {
    fc.assert(
      fc.property(certno, fc.nat(15), (text, at) => {
        fc.pre(text[at] !== text[at + 1])
        const swapped = `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`
        expect(isCertno(swapped)).toBe(false)
      }),
    )
  })

  it('has a check digit only of 17 digits', () => {
    expect(() => certnoCheckDigit('1101051949123100')).toThrow(RangeError)
  })
})

describe('a birth certificate number', () => {
  it('is one letter and nine digits', () => {
    expect(checkBirthCertNo('V530012345')).toEqual({ ok: true })
    expect(checkBirthCertNo('V53001234')).toEqual({ ok: false, reason: 'length' })
    expect(checkBirthCertNo('5V30012345')).toEqual({ ok: false, reason: 'characters' })
    expect(checkBirthCertNo('VV30012345')).toEqual({ ok: false, reason: 'characters' })
  })
})

/** 32 bytes, from hexadecimal, as RFC 4648 writes them. */
function base32(hex: string): string {
  let number = BigInt(`0x${hex}`) << 4n
  let text = ''
  for (let i = 0; i < 52; i += 1) {
    text = 'abcdefghijklmnopqrstuvwxyz234567'[Number(number & 31n)] + text
    number >>= 5n
  }
  return text
}

describe('a keyed hash', () => {
  it('is HMAC-SHA256 in RFC 4648 base32, lower case', () => {
    const hex = createHmac('sha256', Buffer.alloc(32, 1)).update('test\0value').digest('hex')
    expect(keyedHash(keys, 'test', 'value')).toBe(base32(hex))
  })

  it('is HMAC-SM3 where the keys say so', () => {
    const sm3 = keysFromJson(smJson('k1'))
    const hex = createHmac('sm3', Buffer.alloc(32, 1)).update('test\0value').digest('hex')
    expect(keyedHash(sm3, 'test', 'value')).toBe(base32(hex))
    expect(pidOf(sm3, '13000000000000001')).toMatch(/^[a-z2-7]{20}$/)
    expect(childPsnNo(sm3, 'V530012345')).toMatch(/^N\d{17}$/)
  })

  it('differs by purpose, by value and by key', () => {
    const other: Keys = { ...keys, hashKey: Buffer.alloc(32, 9) }
    const hashes = [
      keyedHash(keys, 'a', 'b'),
      keyedHash(keys, 'b', 'b'),
      keyedHash(keys, 'a', 'c'),
      keyedHash(keys, 'ab', ''),
      keyedHash(other, 'a', 'b'),
    ]
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  it('makes a pid of 20 characters that does not show the number, and stays when sealing keys rotate', () => {
    const pid = pidOf(keys, '13000000000000001')
    expect(pid).toMatch(/^[a-z2-7]{20}$/)
    expect(parsePid(pid)).toBe(pid)
    expect(parsePid(`${pid}a`)).toBeUndefined()
    expect(pidOf(rotated, '13000000000000001')).toBe(pid)
  })

  it('of an identity number is the same with a small x', () => {
    expect(numberHashOf(keys, '11010519491231002x')).toBe(numberHashOf(keys, '11010519491231002X'))
  })

  it('gives a newborn one number by its certificate', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), fc.nat(999_999_999), (a, b) => {
        const [one, two] = [a, b].map((n) => childPsnNo(keys, `V${String(n).padStart(9, '0')}`))
        expect(one).toMatch(/^N\d{17}$/)
        expect(one === two).toBe(a === b)
      }),
    )
  })
})

describe.each([
  ['AES-256-GCM', keys, rotated],
  ['SM4', keysFromJson(smJson('k1')), keysFromJson(smJson('k2'))],
])('data sealed by %s', (_, keys, rotated) => {
  it('opens to what was sealed, and never looks the same twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, context) => {
        const sealed = seal(keys, text, context)
        expect(open(keys, sealed, context)).toBe(text)
        expect(seal(keys, text, context)).not.toEqual(sealed)
      }),
    )
  })

  it('sealed with an older key still opens after a rotation', () => {
    const sealed = seal(keys, '张三', 'pid')
    expect(open(rotated, sealed, 'pid')).toBe('张三')
    expect(sealedWith(sealed)).toBe('k1')
    expect(sealedWith(seal(rotated, '张三'))).toBe('k2')
  })

  it('does not open for another person', () => {
    expect(() => open(keys, seal(keys, '张三', 'pid-a'), 'pid-b')).toThrow()
  })

  it('does not open when any bit was changed', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.integer({ min: 0, max: 7 }), (text, position, bit) => {
        const sealed = seal(keys, text)
        const at = 3 + (position % (sealed.length - 3))
        const changed = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ (1 << bit) : byte))
        expect(() => open(keys, changed)).toThrow()
      }),
    )
  })

  it('that is cut short, or of an unknown key, says so without its content', () => {
    const named = (id: string, rest: string) =>
      Uint8Array.from(Buffer.from(`${String.fromCharCode(id.length)}${id}${rest}`))
    expect(() => open(keys, named('k1', 'AAAA'))).toThrow('cut short')
    expect(() => open(keys, named('k9', 'A'.repeat(40)))).toThrow('no seal key k9')
    expect(() => open(keys, Uint8Array.of())).toThrow('not sealed data')
  })
})

describe('a table that changes over from one scheme to the other', () => {
  const { hash_key, seal_keys } = JSON.parse(json('k1'))
  const by_id = { ...seal_keys.by_id, k3: { scheme: 'sm4', key: bytes(4) } }
  const known = keysFromJson(JSON.stringify({ hash_key, seal_keys: { current: 'k1', by_id } }))
  const used = keysFromJson(JSON.stringify({ hash_key, seal_keys: { current: 'k3', by_id } }))

  it('is read side by side, by who seals with the one and by who seals with the other', () => {
    for (const [sealing, opening] of [
      [keys, used],
      [known, used],
      [used, known],
    ] as const) {
      expect(open(opening, seal(sealing, '张三', 'pid'), 'pid')).toBe('张三')
    }
    expect(sealedWith(seal(used, '张三'))).toBe('k3')
  })

  it('is not opened by the same key in another scheme', () => {
    const same = { k1: { scheme: 'sm4', key: bytes(2) } }
    const other = keysFromJson(JSON.stringify({ hash_key, seal_keys: { current: 'k1', by_id: same } }))
    expect(() => open(other, seal(keys, '张三'))).toThrow()
    expect(() => open(keys, seal(other, '张三'))).toThrow()
  })

  it('finds persons as before', () => {
    expect(pidOf(used, '13000000000000001')).toBe(pidOf(keys, '13000000000000001'))
  })
})

describe('the mark of a hash key', () => {
  it('stays when sealing keys rotate, and differs by key and by scheme', () => {
    expect(hashKeyMark(rotated)).toBe(hashKeyMark(keys))
    const others = [{ ...keys, hashKey: Buffer.alloc(32, 9) }, keysFromJson(smJson('k1'))]
    expect(new Set([keys, ...others].map(hashKeyMark)).size).toBe(3)
  })
})

describe('keys', () => {
  it('of before there were schemes are AES-256-GCM and HMAC-SHA256', () => {
    expect(keys.sealKeys.byId.get('k1')?.scheme).toBe('aes-256-gcm')
    expect(keys.hashScheme).toBe('hmac-sha256')
  })

  it.each([
    ['{', 'keys: not JSON'],
    ['[]', 'keys: not an object'],
    ['{}', 'seal_keys: not an object'],
    [JSON.stringify({ seal_keys: { by_id: { k1: 'c2hvcnQ=' } } }), 'seal_keys.by_id.k1: not 32 bytes'],
    [JSON.stringify({ seal_keys: { by_id: { 'K 1': bytes(1) } } }), 'a key id is'],
    [json('k3'), 'seal_keys.current names no key'],
    [JSON.stringify({ seal_keys: { current: 'k1', by_id: { k1: bytes(1) } } }), 'hash_key: not 32 bytes'],
    [JSON.stringify({ seal_keys: { by_id: { k1: { scheme: 'sm2', key: bytes(1) } } } }), 'k1.scheme: none of'],
    [JSON.stringify({ seal_keys: { by_id: { k1: { scheme: 'sm4', key: 'c2hvcnQ=' } } } }), 'k1.key: not 32 bytes'],
    [json('k1').replace('{', '{"hash_scheme":"sm3",'), 'hash_scheme: none of'],
  ])('that are wrong are refused by name: %#', (text, message) => {
    expect(() => keysFromJson(text)).toThrow(message)
  })

  it('never show in an error', () => {
    const secret = Buffer.from('a secret of the wrong length').toString('base64')
    for (const text of [`{"hash_key": ${secret}`, JSON.stringify({ seal_keys: { by_id: { k1: secret } } })]) {
      expect(() => keysFromJson(text)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(secret) }),
      )
    }
  })
})

describe('a mask', () => {
  it.each([
    [maskName('张小明'), '张**'],
    [maskName('李四'), '李*'],
    [maskName('王'), '*'],
    [maskName('𠮷田'), '𠮷*'],
    [maskCertno('11010519491231002X'), '110***********002X'],
    [maskTel('13800001234'), '138****1234'],
    [maskTel('1234567'), '1******'],
    [maskAcct('6222000011112222'), '************2222'],
    [maskAcct('2222'), '****'],
    [maskName(''), ''],
  ])('shows %s', (shown, expected) => {
    expect(shown).toBe(expected)
  })

  it('keeps the length and always hides something', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30 }), (text) => {
        for (const mask of [maskName, maskCertno, maskTel, maskAcct]) {
          expect([...mask(text)]).toHaveLength([...text].length)
          expect(mask(text)).toContain('*')
        }
      }),
    )
  })
})
