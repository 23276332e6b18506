import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { newKeys, run, usingNewest, withNewKey } from '../../../infra/cli/keys.ts'
import { openDevKeys } from '../../../infra/local/dev-keys.ts'
import { keysFromJson, open, seal, sealedWith } from '../../../shared/identity/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function command(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await run(args, { out: (text) => out.push(text), err: (text) => err.push(text) })
  return { code, out: out.join(''), err: err.join('') }
}

test('new keys are keys, and never the same twice', async () => {
  const [a, b] = [await command(), await command()]
  expect(a.code).toBe(0)
  expect(keysFromJson(a.out).sealKeys.current).toBe('k1')
  expect(a.out).not.toBe(b.out)
})

describe('keys are changed in two steps', () => {
  const before = newKeys()
  const added = withNewKey(JSON.stringify(before))
  const used = usingNewest(JSON.stringify(added))
  const keysOf = (json: object) => keysFromJson(JSON.stringify(json))

  test('first the new one is known and not used: no instance meets what it can’t open', () => {
    expect(added.seal_keys.current).toBe('k1')
    expect(Object.keys(added.seal_keys.by_id)).toEqual(['k1', 'k2'])
    expect(sealedWith(seal(keysOf(added), '文本', 'p'))).toBe('k1')
  })

  test('then it is used, and what the old one sealed still opens', () => {
    const sealed = seal(keysOf(before), '文本', 'p')
    expect(open(keysOf(used), sealed, 'p')).toBe('文本')
    expect(sealedWith(seal(keysOf(used), '文本', 'p'))).toBe('k2')
  })

  test('instances that only know it open what it sealed', () => {
    expect(open(keysOf(added), seal(keysOf(used), '文本', 'p'), 'p')).toBe('文本')
  })

  test('persons are found as before', () => {
    expect(used.hash_key).toBe(before.hash_key)
  })

  test('and the tenth comes after the ninth', () => {
    let keys = before
    for (let count = 0; count < 10; count++) keys = usingNewest(JSON.stringify(withNewKey(JSON.stringify(keys))))
    expect(keys.seal_keys.current).toBe('k11')
  })

  test('come from a file', async () => {
    const file = join(folder, 'keys.json')
    writeFileSync(file, JSON.stringify(added))
    expect(JSON.parse((await command('--use', file)).out).seal_keys.current).toBe('k2')
    expect(Object.keys(JSON.parse((await command('--add', file)).out).seal_keys.by_id)).toHaveLength(3)
  })
})

test('what is no set of keys is refused without being repeated', async () => {
  const file = join(folder, 'wrong.json')
  writeFileSync(file, 'geheim')
  const { code, out, err } = await command('--add', file)
  expect(code).toBe(2)
  expect(out).toBe('')
  expect(err).not.toContain('geheim')
  expect((await command('--what')).code).toBe(2)
  expect((await command('--add', file, '--use', file)).code).toBe(2)
})

describe('keys of the national algorithms', () => {
  const ofJson = (json: object) => keysFromJson(JSON.stringify(json))
  const schemeOf = (json: object) => {
    const { byId, current } = ofJson(json).sealKeys
    return byId.get(current)?.scheme
  }

  test('are made where they are asked for', async () => {
    const { code, out } = await command('--scheme', 'sm')
    expect(code).toBe(0)
    expect(schemeOf(JSON.parse(out))).toBe('sm4')
    expect(keysFromJson(out).hashScheme).toBe('hmac-sm3')
    expect(keysFromJson((await command()).out).hashScheme).toBe('hmac-sha256')
  })

  test('go on as they are, and a table of the others changes its seals over and never its hashes', () => {
    const sm = JSON.stringify(newKeys('sm'))
    expect(schemeOf(usingNewest(JSON.stringify(withNewKey(sm))))).toBe('sm4')
    const changing = usingNewest(JSON.stringify(withNewKey(JSON.stringify(newKeys()), 'sm')))
    expect(schemeOf(changing)).toBe('sm4')
    expect(ofJson(changing).hashScheme).toBe('hmac-sha256')
    expect(schemeOf(usingNewest(JSON.stringify(withNewKey(sm, 'aes'))))).toBe('aes-256-gcm')
  })

  test('are asked for by a name that is known, and for new keys alone', async () => {
    expect((await command('--scheme', 'sm2')).code).toBe(2)
    expect((await command('--use', '-', '--scheme', 'sm')).code).toBe(2)
  })
})

describe('a key is taken out', () => {
  const used = usingNewest(JSON.stringify(withNewKey(JSON.stringify(newKeys()))))
  const file = join(folder, 'rotated.json')
  writeFileSync(file, JSON.stringify(used))

  test('once another is in use', async () => {
    expect(Object.keys(JSON.parse((await command('--drop', 'k1', file)).out).seal_keys.by_id)).toEqual(['k2'])
  })

  test('never the one in use, nor one that is not there', async () => {
    for (const id of ['k2', 'k9']) {
      const { code, out, err } = await command('--drop', id, file)
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).toContain(id)
    }
    expect((await command('--drop', 'k1', file, file)).code).toBe(2)
    expect((await command(file)).code).toBe(2)
  })
})

test('those of a local data directory are changed beside its token key', async () => {
  const file = join(folder, 'local-keys.json')
  const { tokenKey } = openDevKeys(file, 'sm')
  writeFileSync(file, (await command('--add', file)).out)
  writeFileSync(file, (await command('--use', file)).out)
  const { tokenKey: same, keys } = openDevKeys(file)
  expect(same).toEqual(tokenKey)
  expect(keys.sealKeys.current).toBe('k2')
  expect(keys.sealKeys.byId.get('k1')?.scheme).toBe('sm4')
})

test('help is given', async () => {
  expect(await command('--help')).toMatchObject({ code: 0, out: expect.stringContaining('用法') })
})

describe('keys to sign with', () => {
  const file = join(folder, 'signing.json')
  const save = (text: string) => writeFileSync(file, text)
  /** The command changes the file; answers what it printed. */
  const signing = async (...args: string[]) => {
    const printed = await command('--signing', ...args)
    if (printed.code === 0) save(printed.out)
    return printed
  }
  const listed = () => keysFromJson(readFileSync(file, 'utf8')).signers ?? []

  test('are added, ended and dropped one after the other, and the keys beside them stay', async () => {
    save(JSON.stringify(newKeys()))
    expect(listed()).toEqual([])
    const { hash_key } = JSON.parse(readFileSync(file, 'utf8'))
    await signing('--add', file, '--from', '2026-12-01T00:00:00+08:00')
    await signing('--add', file, '--from', '2027-12-01T00:00:00+08:00')
    await signing('--end', 's1', file, '--until', '2027-12-02T00:00:00+08:00')
    expect(listed()).toMatchObject([
      { keyId: 's1', from: '2026-12-01T00:00:00+08:00', until: '2027-12-02T00:00:00+08:00' },
      { keyId: 's2', from: '2027-12-01T00:00:00+08:00' },
    ])
    await signing('--drop', 's1', file)
    expect(listed().map(({ keyId }) => keyId)).toEqual(['s2'])
    expect(JSON.parse(readFileSync(file, 'utf8')).hash_key).toBe(hash_key)
  })

  test('one whose private key got out loses it at once, and another stands for all of its time', async () => {
    save(JSON.stringify(newKeys()))
    await signing('--add', file, '--from', '2020-01-01T00:00:00+08:00')
    await signing('--replace', 's1', file)
    const [lost, next] = listed()
    expect(lost).toMatchObject({ keyId: 's1', until: expect.any(String) })
    expect(lost).not.toHaveProperty('privateKey')
    expect(next).toMatchObject({ keyId: 's2', from: lost!.from, privateKey: expect.any(String) })
    expect(next).not.toHaveProperty('until')
  })

  test('one that has not begun is replaced without a trace', async () => {
    save(JSON.stringify(newKeys()))
    await signing('--add', file, '--from', '2999-01-01T00:00:00+08:00')
    await signing('--replace', 's1', file)
    expect(listed()).toMatchObject([{ keyId: 's2', from: '2999-01-01T00:00:00+08:00' }])
  })

  test('are not left with none, nor changed by half a command', async () => {
    save(JSON.stringify(newKeys()))
    await signing('--add', file, '--from', '2026-12-01T00:00:00+08:00')
    const wrong = [
      await signing('--end', 's1', file, '--until', '2027-12-02T00:00:00+08:00'),
      await signing('--end', 's1', file),
      await signing('--end', 's7', file, '--until', '2027-12-02T00:00:00+08:00'),
      await signing('--add', file, '--from', '2026-12-01'),
      await signing('--add', file),
      await signing(),
      await signing('--drop', 's1', '--end', 's1', file),
    ]
    for (const { code, out } of wrong) expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(wrong[0]!.err).toContain('no key that can sign holds for good')
  })

  test('of a local stack are there from the first moment, in a directory of an older release too', () => {
    const path = join(folder, 'local.json')
    const first = openDevKeys(path)
    expect(first.keys.signers).toMatchObject([{ keyId: 's1', from: '2000-01-01T00:00:00+08:00' }])
    expect(openDevKeys(path)).toEqual(first)
    const { data_keys, token_key } = JSON.parse(readFileSync(path, 'utf8'))
    const { signing_keys: _, ...older } = data_keys
    writeFileSync(path, JSON.stringify({ token_key, data_keys: older }))
    const { tokenKey, keys } = openDevKeys(path)
    expect({ tokenKey, hashKey: keys.hashKey }).toEqual({ tokenKey: first.tokenKey, hashKey: first.keys.hashKey })
    expect(keys.signers).toHaveLength(1)
    expect(openDevKeys(path).keys.signers).toEqual(keys.signers)
  })
})
