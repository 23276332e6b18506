import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { newKeys, rotated, run } from '../../../infra/cli/keys.ts'
import { keysFromJson, open, seal, sealedWith } from '../../../shared/identity/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

function command(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = run(
    args,
    (text) => out.push(text),
    (text) => err.push(text),
  )
  return { code, out: out.join(''), err: err.join('') }
}

test('new keys are keys, and never the same twice', () => {
  const [a, b] = [command(), command()]
  expect(a.code).toBe(0)
  expect(keysFromJson(a.out).sealKeys.current).toBe('k1')
  expect(a.out).not.toBe(b.out)
})

describe('rotated keys', () => {
  const before = newKeys()
  const after = rotated(JSON.stringify(before))

  test('seal with a new key, and open what the old one sealed', () => {
    const sealed = seal(keysFromJson(JSON.stringify(before)), '文本', 'p')
    const keys = keysFromJson(JSON.stringify(after))
    expect(open(keys, sealed, 'p')).toBe('文本')
    expect(after.seal_keys.current).toBe('k2')
    expect(sealedWith(seal(keys, '文本', 'p'))).toBe('k2')
  })

  test('find every person as before', () => {
    expect(after.hash_key).toBe(before.hash_key)
  })

  test('may be rotated again', () => {
    expect(Object.keys(rotated(JSON.stringify(after)).seal_keys.by_id)).toEqual(['k1', 'k2', 'k3'])
  })

  test('come from a file', () => {
    const file = join(folder, 'keys.json')
    writeFileSync(file, JSON.stringify(before))
    expect(JSON.parse(command('--rotate', file).out).seal_keys.current).toBe('k2')
  })
})

test('what is no set of keys is refused without being repeated', () => {
  const file = join(folder, 'wrong.json')
  writeFileSync(file, 'geheim')
  const { code, out, err } = command('--rotate', file)
  expect(code).toBe(2)
  expect(out).toBe('')
  expect(err).not.toContain('geheim')
  expect(command('--what').code).toBe(2)
})
