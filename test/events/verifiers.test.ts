/**
 * The programs that partners verify with, in five languages, held against the published example, against our own signing
 * and so against each other. A language whose tool this machine lacks is skipped, and says so.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { generateKeyPair, sign } from '../../events/signing.ts'
import { signingExample } from '../../events/signing-example.ts'
import { anyLetter } from '../fuzz/junk.ts'

const folder = mkdtempSync(join(tmpdir(), 'verifiers-'))
afterAll(() => rmSync(folder, { recursive: true }))
const own = (name: string) => join(import.meta.dirname, '../../events/verifiers', name)
const made = (name: string) => join(folder, name)

/** How each is run; the tool that must be there, and what must be done before. */
const programs: Record<string, { needs: string; first?: string[]; run: string[] }> = {
  // It runs its source only where the compiler is.
  Java: { needs: 'javac', run: ['java', '-XX:TieredStopAtLevel=1', own('Verify.java')] },
  Python: { needs: 'python3', run: ['python3', own('verify.py')] },
  Go: { needs: 'go', first: ['go', 'build', '-o', made('go'), own('verify.go')], run: [made('go')] },
  Node: { needs: 'node', run: [process.execPath, own('verify.mjs')] },
  'C#': {
    needs: 'mcs',
    first: ['mcs', '-r:System.Numerics.dll', `-out:${made('verify.exe')}`, own('Verify.cs')],
    run: ['mono', made('verify.exe')],
  },
}

const isThere = (tool: string) =>
  (process.env.PATH ?? '').split(delimiter).some((path) => {
    try {
      accessSync(join(path, tool), constants.X_OK)
      return true
    } catch {
      return false
    }
  })

/** Java says of options it is given here that it takes them, where a verifier may say nothing. */
const { JAVA_TOOL_OPTIONS: _, ...env } = process.env

function outputOf([command = '', ...args]: readonly string[], input = ''): string {
  const { stdout, stderr, error } = spawnSync(command, args, { input, encoding: 'utf8', timeout: 60_000, env })
  if (error || stderr) throw new Error(`${command}: ${error?.message ?? stderr}`)
  return stdout
}

const keys = ['s1', 's2'].map((key_id) => ({ key_id, ...generateKeyPair() }))
const stranger = generateKeyPair()

/** Numbers that are written in more than one way, and any; not so small or large that Mono reads them wrong. */
const number = fc.oneof(
  fc.constantFrom(2 ** 53, 1e21, 1e-6, 1e-7, 123456789012345680000, -0, 0.1 + 0.2, 1e23, 9.5e-5, 2 ** -25, 2 ** -77),
  fc.tuple(fc.maxSafeInteger(), fc.nat({ max: 15 })).map(([whole, places]) => whole / 10 ** places),
)
/** Texts of every kind; what has no canonical form nobody signs. */
const text = fc.oneof(
  fc.string({ unit: anyLetter }),
  fc.constantFrom('𠮷', '\ufb33', '"\\/\b\f\n\r\t\u0001\u007f', '</a&b>\u2028'),
)
const values = [number, text, fc.boolean(), fc.constant(null)]
const content = fc.dictionary(
  text.filter((name) => name !== '__proto__'),
  fc.anything({ key: text, values, maxDepth: 2 }),
  { maxKeys: 6 },
)

const plain = fc.sample(content, { numRuns: 24, seed: 17 }).map((data, n) => ({ id: `e${n}`, source: '来源', data }))
const signed = plain.map((event, n) => sign(event, keys[n % 2]!))
const [whole] = signed
const example = { key_id: 'example', public_key: signingExample.public_key }
const published = [...keys.map(({ key_id, publicKey }) => ({ key_id, public_key: publicKey })), example]
const wrong = [
  { ...whole, id: 'another' },
  { ...whole, extra: null },
  { ...whole, signtype: undefined },
  { ...whole, signature: undefined },
  { ...whole, signature: whole!.signature.slice(2) },
  { ...whole, signature: `${'0'.repeat(64)}${whole!.signature.slice(64)}` },
  { ...whole, signature: `${whole!.signature.slice(0, 64)}${'f'.repeat(64)}` },
  { ...whole, signature: signed[1]!.signature },
  sign(plain[0]!, stranger),
  { ...signingExample.event, data: { ...signingExample.event.data, psn_no: 'P000002' } },
]
const lines = [...signed, signingExample.event, ...wrong].map((event) => `${JSON.stringify(event)}\n`).join('')
const answers = [...signed.map((_, n) => `ok s${(n % 2) + 1}`), 'ok example', ...wrong.map(() => 'not ok')]

describe.each(Object.entries(programs))('the verifier in %s', (_, { needs, first, run }) => {
  const timeout = 60_000
  it.skipIf(!isThere(needs))(`agrees with the example and with us (skipped without ${needs})`, { timeout }, () => {
    if (first) outputOf(first)
    const file = made('document.json')
    writeFileSync(file, JSON.stringify({ keys: published, 'x-signing-example': signingExample }))
    const said = outputOf([...run, file], lines)
      .trim()
      .split('\n')
    expect(said).toEqual(['ok canonical', 'ok digest', 'ok signature', ...answers])
  })
})

it.skipIf(!isThere('openssl'))('OpenSSL verifies the example (skipped without openssl)', () => {
  const { public_key, canonical, signature } = signingExample
  const key = Buffer.from(`3059301306072a8648ce3d020106082a811ccf5501822d034200${public_key}`, 'hex')
  const pem = `-----BEGIN PUBLIC KEY-----\n${key.toString('base64')}\n-----END PUBLIC KEY-----\n`
  const file = (name: string, bytes: string | Buffer) => {
    writeFileSync(made(name), bytes)
    return made(name)
  }
  // r and s as two whole numbers of DER, which begin with a zero where they would be read as negative.
  const whole = (hex: string) => {
    const digits = hex.replace(/^(00)+/, '')
    const bytes = Buffer.from(/^[89a-f]/.test(digits) ? `00${digits}` : digits, 'hex')
    return Buffer.concat([Buffer.from([2, bytes.length]), bytes])
  }
  const numbers = Buffer.concat([whole(signature.slice(0, 64)), whole(signature.slice(64))])
  const der = Buffer.concat([Buffer.from([0x30, numbers.length]), numbers])
  const verify = [
    'openssl',
    'pkeyutl',
    '-verify',
    '-pubin',
    '-inkey',
    file('key.pem', pem),
    '-sigfile',
    file('der', der),
  ]
  const options = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678']
  expect(outputOf([...verify, '-in', file('text', canonical), ...options])).toContain('Verified Successfully')
})
