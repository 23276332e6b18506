/**
 * What nobody should send: values, texts and bytes that have broken programs before. All generated, none of it random
 * outside fast-check, so that a seed gives the same junk again.
 */
import fc from 'fast-check'

const [surrogatesBegin, surrogates] = [0xd800, 0x800]

/**
 * Any letter of Unicode, as fast-check's own unit `binary` draws it. That one finds its way back from a letter by a map of
 * all of them, four seconds' work in each process.
 */
export const anyLetter: fc.Arbitrary<string> = fc.nat({ max: 0x10ffff - surrogates }).map(
  (place) => String.fromCodePoint(place < surrogatesBegin ? place : place + surrogates),
  (letter) => {
    const [code = 0, ...more] = Array.from(String(letter), (one) => one.codePointAt(0))
    const isAlone = code >= surrogatesBegin && code < surrogatesBegin + surrogates
    if (letter === '' || typeof letter !== 'string' || more.length > 0 || isAlone) throw new Error('no letter')
    return code < surrogatesBegin ? code : code - surrogates
  },
)

/** Keys that reach into the machinery of JavaScript. */
export const pollutingKeys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__']

/** Text that is well written but hostile: to queries, pages, logs, paths, terminals, and to whoever counts characters. */
export const hostileTexts = [
  "' OR '1'='1' --",
  '1; DROP TABLE mianshen',
  '{"$gt":""}',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '..\\..\\windows',
  '{{7*7}}#{7*7}%s%n',
  '\u0000',
  'a\u0000b',
  'a\r\nSet-Cookie: x=1',
  '\u001b[31m',
  '\u202egnp.exe',
  '\u200b',
  '\uffff\ufffe',
  '\ud800',
  '\udfff\ud800',
  '👨‍👩‍👧‍👦'.repeat(8),
  'e\u0301'.repeat(30),
  'ﷺ'.repeat(64),
  '　',
  ' ',
  '\t',
  'NaN',
  'Infinity',
  '-0',
  '1e309',
  '0x10',
  '٣٤٥',
  'null',
  'undefined',
  'true',
  '[object Object]',
  ...pollutingKeys,
] as const

const longText = fc
  .constantFrom('a', '9', '测', '\u0000', '"', '\\', '😀', '%')
  .chain((one) => fc.constantFrom(65, 501, 1025, 5000, 70_000).map((times) => one.repeat(times)))

/** Numbers, dates and sums at and beyond what can be held. */
const edges = fc.constantFrom<unknown>(
  0,
  -0,
  -1,
  0.1,
  1e21,
  -1e308,
  2 ** 31,
  2 ** 53,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_VALUE,
  '0',
  '-1.00',
  '00.00',
  '1.005',
  '1,000.00',
  '１２.００',
  '90071992547409.91',
  '99999999999999999999.00',
  '0000-00-00',
  '0001-01-01',
  '2026-02-30',
  '9999-12-31',
  '10000-01-01',
  '000101',
  '999912',
  '2026-13-01T00:00:00+08:00',
  '2026-03-10T24:00:00+08:00',
  '9999-12-31T23:59:59.999+08:00',
  '0001-01-01T00:00:00+00:00',
  '2026-03-10T08:15:00',
  'Tue Mar 10 2026',
)

/** An object nested `depth` levels deep. */
function nested(depth: number, kind: 'object' | 'array'): unknown {
  let value: unknown = 1
  for (let i = 0; i < depth; i++) value = kind === 'array' ? [value] : { a: value }
  return value
}

const deep = fc
  .tuple(fc.constantFrom(3, 6, 200), fc.constantFrom('object' as const, 'array' as const))
  .map(([depth, kind]) => nested(depth, kind))

/** An object with a key of its own that other objects inherit. */
const polluting = fc.constantFrom(...pollutingKeys).map((key) => JSON.parse(`{${JSON.stringify(key)}:{"polluted":1}}`))

/** Any value that is not meant. */
export const junkValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(null, true, false, '', [], {}, [[]], [null], [{}], { '': '' }) },
  { weight: 4, arbitrary: edges },
  { weight: 4, arbitrary: fc.constantFrom<string>(...hostileTexts) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  { weight: 1, arbitrary: fc.string({ unit: anyLetter, maxLength: 40 }) },
  { weight: 1, arbitrary: longText },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: polluting },
  { weight: 1, arbitrary: fc.nat(400).map((length) => Array.from({ length: length * 5 }, () => ({}))) },
)

/** Texts that are no JSON object, or hardly. None is longer than a queue takes. */
export const junkTexts = [
  '',
  ' ',
  'null',
  'true',
  '0',
  '"text"',
  '[]',
  '[{}]',
  '{',
  '}',
  '{]',
  '{"a":1',
  "{'a':1}",
  '{"a":1,}',
  '{"a":NaN}',
  '{"a":1e999}',
  '{"a":-}',
  '{"a":1}{"a":2}',
  '\ufeff{"a":1}',
  '{"a":"\\ud800"}',
  '{"a":"\\uffff"}',
  '{"data":{"__proto__":{"polluted":1}}}',
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  'a=1&b=2',
  '{"a":'.repeat(40_000),
  '['.repeat(100_000),
  `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`,
  `{"a":"${'x'.repeat(200_000)}"}`,
  `{"a":${'9'.repeat(100_000)}}`,
  `{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":1`).join(',')}}`,
  `{"type":"${'x'.repeat(240_000)}"}`,
  `{"specversion":"1.0","id":"1","source":"s","type":"${'测'.repeat(80_000)}"}`,
] as const

/** Texts of all kinds. */
export const junkText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<string>(...junkTexts) },
  { weight: 2, arbitrary: fc.json() },
  { weight: 2, arbitrary: fc.string({ unit: anyLetter, maxLength: 200 }) },
)

/** Bytes that are no UTF-8, or another program's. */
export const junkBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.constantFrom(
    Uint8Array.of(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00),
    Uint8Array.of(0x1f, 0x8b, 0x08, 0x00, 0x00),
    Uint8Array.of(0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d),
    Uint8Array.of(0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x7d),
    Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d),
    new Uint8Array(300_000),
  ),
)

type Holder = Record<PropertyKey, unknown>

/** Every place in a JSON value that something stands at. */
function placesIn(value: unknown, places: [Holder, string][] = []): [Holder, string][] {
  if (typeof value !== 'object' || value === null) return places
  for (const key of Object.keys(value)) {
    places.push([value as Holder, key])
    placesIn((value as Holder)[key], places)
  }
  return places
}

/** A list has its length, which says what is in it. */
const setOwn = (holder: Holder, key: string, value: unknown) =>
  (Array.isArray(holder) && key === 'length') ||
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true })

interface Spoiling {
  at: number
  how: 'replace' | 'remove' | 'wrap' | 'number-as-text' | 'text-as-number' | 'add' | 'repeat'
  key: string
  junk: unknown
}

const spoiling: fc.Arbitrary<Spoiling> = fc.record({
  at: fc.nat(1000),
  how: fc.constantFrom(
    'replace',
    'replace',
    'replace',
    'remove',
    'wrap',
    'number-as-text',
    'text-as-number',
    'add',
    'repeat',
  ),
  key: fc.oneof(fc.constantFrom(...pollutingKeys), fc.string({ maxLength: 8 })),
  junk: junkValue,
})

const copyOf = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

function spoil(whole: Holder, { at, how, key, junk: drawn }: Spoiling): void {
  const junk = copyOf(drawn)
  const places = placesIn(whole)
  const [holder, name] = places[at % Math.max(1, places.length)] ?? [whole, 'data']
  const held = copyOf(holder[name])
  const isPlain = typeof held !== 'object'
  if (how === 'remove') delete holder[name]
  else if (how === 'wrap') setOwn(holder, name, [held])
  else if (how === 'repeat') setOwn(holder, name, Array(12).fill(held).map(copyOf))
  else if (how === 'number-as-text' && isPlain) setOwn(holder, name, String(held))
  else if (how === 'text-as-number' && isPlain) setOwn(holder, name, Number(held))
  else if (how === 'add') setOwn(holder, key, junk)
  else setOwn(holder, name, junk)
}

/** A JSON object, spoiled in one to three places. */
export function spoiled(valid: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> {
  return fc.tuple(valid, fc.array(spoiling, { minLength: 1, maxLength: 3 })).map(([value, spoilings]) => {
    const whole = { whole: JSON.parse(JSON.stringify(value) ?? 'null') as unknown }
    for (const one of spoilings) spoil(whole.whole as Holder, one)
    return whole.whole as Record<string, unknown>
  })
}
