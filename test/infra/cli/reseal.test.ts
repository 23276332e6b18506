/** A small day with all that is ever sealed, sealed anew under a key of another scheme while others write. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkLedger } from '../../../functions/proof/ledger-check.ts'
import { run, type Surroundings } from '../../../infra/cli/reseal.ts'
import { addMs } from '../../../shared/calendar/index.ts'
import { type Keys, keysFromJson, sealedWith } from '../../../shared/identity/index.ts'
import { memoryTable } from '../../../shared/table/memory.ts'
import { openAt, sealAt } from '../../../shared/table/seals/sealed.ts'
import type { Item, Key, Table } from '../../../shared/table/table.ts'
import { file, insured, settlement, visit } from '../../functions/bundles/filing/scene.ts'
import { birth, childOf, mother, motherBirth } from '../../functions/bundles/newborn/scene.ts'
import { pension } from '../../functions/bundles/retirement/scene.ts'
import { apiOf, citizen, clerk, operator } from '../../support/api.ts'
import { certnoOf, credit, register } from '../../support/people.ts'
import { makeStack, type Stack, testKeys } from '../../support/stack.ts'

const key32 = (seed: string) => Buffer.alloc(32, seed).toString('base64')
const k2 = { scheme: 'sm4', key: key32('sm') }
const json = (by_id: object) => JSON.stringify({ hash_key: key32('hash'), seal_keys: { current: 'k2', by_id } })
const both = keysFromJson(json({ k1: key32('seal'), k2 }))
const onlyNew = keysFromJson(json({ k2 }))

const dir = mkdtempSync(join(tmpdir(), 'reseal-'))
const keysFile = join(dir, 'keys.json')
writeFileSync(keysFile, json({ k1: key32('seal'), k2 }))
afterAll(() => rmSync(dir, { recursive: true }))

const home = '140100'
let stack: Stack
let patient: string

/** Every kind of thing that is sealed comes to be: see the first test. */
async function play(): Promise<void> {
  stack = await makeStack({ now: '2023-09-01T08:00:00+08:00' })
  const api = apiOf(stack)
  patient = await insured(stack, home)
  await stack.happen('account.credited', credit(patient, home, '100.00'))
  await stack.happen('visit.admitted', visit(patient, '110000'))
  await file(stack, patient, { to: '310000' })
  await stack.happen('account.spent', { psn_no: patient, insu_admdvs: home, setl_id: 'S1', amt: '30.00' })
  await stack.happen('visit.settled', settlement(patient, '110000'))
  await stack.advanceTo(addMs(stack.clock.now(), 40 * 86_400_000))
  await stack.happen('account.credited', credit(patient, home, '1.00'))
  await stack.happen('visit.admitted', visit(patient, '110000', { mdtrt_id: 'M2', begntime: stack.clock.now() }))
  await stack.advanceTo('2026-03-20T10:00:00+08:00')
  await api.call(operator, 'PUT /v1/holds/notices', { reason: '核对' })
  const { send } = stack.ports.queues
  stack.ports.queues.send = async (queue, bodies) => {
    if (queue === 'tax') return bodies.map((body) => ({ body, reason: 'InvalidMessageContents' }))
    return send(queue, bodies)
  }
  stack.ports.log.error = () => {}
  await register(stack, 2, { brdy: motherBirth })
  await stack.happen('birth.certified', birth('2026-03-10', { guardians: [mother()] }))
  await stack.happen('employer.base-declared', {
    ...{ emp_no: 'E1', emp_name: '测试单位', insu_admdvs: home, year: 2026, avg_base: '8000.00' },
  })
  await stack.happen('pension.approved', pension(77, '1966-01-01', '2026-02-28'))
  await stack.sendRaw('{"no":"event"}')
  await stack.run()
  const row = { name: 'resident_premium', admdvs: '530000', from: '2026-01-01', value: '420.00', source: '示例文号' }
  await api.call(operator, 'POST /v1/policy-trials', row, { 'idempotency-key': 'a-key-of-this-test' })
}
beforeAll(play)

const kindOf = ({ pk, sk }: Key) => `${pk.split('#')[0]} ${sk.split('#')[0]}`.replace(/ \d.*$/, ' time')
const sealedIn = (table: { items: ReadonlyMap<string, Item> }) =>
  [...table.items.values()].filter(({ p }) => p !== undefined)
const texts = (keys: Keys, table: { items: ReadonlyMap<string, Item> }) =>
  new Map(sealedIn(table).map((item) => [`${item.pk} ${item.sk}`, openAt(keys, item)]))

/** A table that holds what the stack's does, in pages of ten. */
async function copy() {
  const table = memoryTable()
  await table.putMany([...stack.table.items.values()])
  const scan: Table['scan'] = async (cursor, how) => {
    const place = ({ pk, sk }: Key) => `${pk} ${sk}`
    const { items } = await table.scan(undefined, how)
    const left = items.filter((item) => cursor === undefined || place(item) > cursor)
    const page = left.sort((a, b) => (place(a) < place(b) ? -1 : 1)).slice(0, 10)
    return { items: page, ...(left.length > page.length ? { cursor: place(page.at(-1)!) } : {}) }
  }
  return { ...table, scan }
}

/** Runs the command over a table; the progress file is its own unless it is given. */
let files = 0
async function reseal(table: Table, args: readonly string[], progress = join(dir, `progress-${++files}`)) {
  const said: string[] = []
  let now = 0
  const io: Surroundings = {
    out: (text) => said.push(text),
    err: (text) => said.push(text),
    open: async () => ({ table, items: 200, close: () => {} }),
    pause: async (ms) => {
      now += ms
    },
    nowMs: () => now,
  }
  const code = await run(['--table', 't', '--keys', keysFile, '--parts', '2', '--progress', progress, ...args], io)
  return { code, said: said.join('\n'), seconds: now / 1_000 }
}

const asked = async (): Promise<unknown[]> => {
  const api = apiOf(stack)
  const of = (who: Parameters<typeof api.call>[0], ...paths: string[]) =>
    paths.map(async (path) => (await api.call(who, `GET ${path}`)).body)
  const [mine] = (await api.call(citizen(patient), 'GET /v1/cases')).body.cases
  return Promise.all([
    ...of(citizen(patient), '/v1/me', '/v1/me/notices', '/v1/cases', `/v1/cases/${mine.case_id}`),
    ...of(citizen('P000002'), '/v1/me', '/v1/cases', '/v1/me/notices'),
    ...of(clerk('530100'), '/v1/cases?limit=100', '/v1/tasks?limit=100', `/v1/cases?psn_no=${childOf()}`),
    ...of(clerk(home), '/v1/cases?limit=100', '/v1/tasks?limit=100', `/v1/cases/${mine.case_id}/why`),
    ...of(operator, '/v1/tasks?limit=100', '/v1/rejected-events?limit=100', '/v1/holds'),
  ])
}

describe('a table that is sealed anew', () => {
  it('begins with all that is ever sealed', () => {
    const kinds = [...new Set(sealedIn(stack.table).map(kindOf))].sort()
    const inFiles = ['P A', 'P B', 'P D', 'P J', 'P M']
    expect(kinds).toEqual([
      'C K',
      'E event',
      'H time',
      'I answer',
      'O body',
      ...inFiles,
      'R event',
      'T value',
      'TRIAL change',
    ])
  })

  it('is counted first, and nothing is written', async () => {
    const table = await copy()
    const { code, said } = await reseal({ ...table, write: () => expect.unreachable('it only counts') }, [])
    expect(code).toBe(1)
    expect(said).toContain(`k1（aes-256-gcm） 封着 ${sealedIn(table).length} 条`)
    expect(said).toContain('加 --go')
  })

  it('opens with the new key alone, and differs in nothing else', async () => {
    const table = await copy()
    const { code, said } = await reseal(table, ['--go'])
    expect([code, said]).toEqual([0, expect.stringContaining('keys -- --drop k1')])
    expect(texts(onlyNew, table)).toEqual(texts(testKeys, stack.table))
    const beside = (items: Iterable<Item>) => [...items].map(({ p, ...item }) => ({ ...item, sealed: p !== undefined }))
    expect(beside(table.items.values())).toEqual(beside(stack.table.items.values()))
    const again = await reseal(table, ['--go'])
    expect(again).toMatchObject({ code: 0, said: expect.stringContaining('改写 0 条') })
    expect((await checkLedger({ ...stack.ports, table, keys: onlyNew })).balanced).toBe(true)
  })

  it('keeps what others write meanwhile, whatever they seal with, and brings back nothing that they remove', async () => {
    const table = await copy()
    const written = new Map<string, string | undefined>()
    let writes = 0
    let kinds = 0
    /** Before every third write another changes that very item, or takes it away. */
    const disturbed: Table = {
      ...table,
      write: async (write) => {
        const key = 'update' in write ? write.update : expect.unreachable('only updates')
        const name = `${key.pk} ${key.sk}`
        if (++writes % 3 === 0 && !written.has(name)) {
          const item = (await table.get(key))!
          const kind = kinds++ % 3
          if (kind === 0) await table.write({ remove: key })
          else {
            const said = openAt(both, item).replace(/}$/, ',"later":1}')
            await table.write({ put: { ...item, p: sealAt(kind === 1 ? testKeys : both, key, said) } })
          }
          written.set(name, kind === 0 ? undefined : openAt(both, (await table.get(key))!))
        }
        return table.write(write)
      },
    }
    const { code, said } = await reseal(disturbed, ['--go'])
    expect([code, said]).toEqual([0, expect.stringMatching(/另有 [1-9]\d* 条这期间已由系统自己/)])
    const expected = texts(testKeys, stack.table)
    for (const [name, text] of written) {
      if (text === undefined) expected.delete(name)
      else expected.set(name, text)
    }
    expect(written.size).toBeGreaterThan(8)
    expect([...written.values()].filter((text) => text === undefined).length).toBeGreaterThan(1)
    expect(texts(onlyNew, table)).toEqual(expected)
  })

  it('may be killed at every call, before or after it was done, and goes on', async () => {
    const count = { calls: 0 }
    const killing = (table: Table, at: number): Table => {
      const call = <A extends unknown[], R>(does: (...args: A) => Promise<R>) => {
        return async (...args: A): Promise<R> => {
          count.calls++
          if (count.calls > at || (count.calls === at && at % 2 === 0)) throw new Error('killed')
          const done = await does(...args)
          if (count.calls >= at) throw new Error('killed')
          return done
        }
      }
      return { ...table, get: call(table.get), scan: call(table.scan), write: call(table.write) }
    }
    await reseal(killing(await copy(), Number.POSITIVE_INFINITY), ['--go'])
    const calls = count.calls
    expect(calls).toBeGreaterThan(60)
    const expected = texts(testKeys, stack.table)
    for (let at = 1; at < calls; at += 4) {
      count.calls = 0
      const table = await copy()
      const progress = join(dir, `killed-${at}`)
      expect(await reseal(killing(table, at), ['--go'], progress)).toMatchObject({ code: 2 })
      const { code } = await reseal(table, ['--go'], progress)
      expect([at, code]).toEqual([at, 0])
      expect(texts(onlyNew, table)).toEqual(expected)
    }
  })

  it('says of what does not open where it lies, and goes on with the rest', async () => {
    const table = await copy()
    const [broken, ...rest] = sealedIn(table) as [Item, ...Item[]]
    const bytes = Uint8Array.from(broken.p as Uint8Array)
    bytes[bytes.length - 1]! ^= 1
    await table.write({ update: broken, set: { p: bytes } })
    const { code, said } = await reseal(table, ['--go'])
    expect([code, said]).toEqual([1, expect.stringContaining(`  ${broken.pk} ${broken.sk}`)])
    for (const { pk, sk } of rest) expect(sealedWith((await table.get({ pk, sk }))!.p as Uint8Array)).toBe('k2')
  })

  it('is done by several at once, each a share, at the rate that is asked for', async () => {
    const table = await copy()
    const shares = [
      await reseal(table, ['--go', '--share', '1/2']),
      await reseal(table, ['--go', '--share', '2/2', '--rate', '5']),
    ]
    expect(shares.map(({ code }) => code)).toEqual([0, 0])
    expect(shares[1]!.seconds).toBeGreaterThan(2)
    expect(texts(onlyNew, table)).toEqual(texts(testKeys, stack.table))
    expect(await reseal(table, [])).toMatchObject({ code: 0, said: expect.stringContaining('--drop k1') })
  })

  it('is not touched with another hash key, by what another run left, or by a call that is wrong', async () => {
    const table = await copy()
    await table.write({ put: { pk: 'RELEASE', sk: 'hash-key', d: 'another' } })
    expect(await reseal(table, ['--go'])).toMatchObject({ code: 2, said: expect.stringContaining('another hash key') })
    const progress = join(dir, 'of-another')
    writeFileSync(progress, JSON.stringify({ table: 'other', current: 'k2', parts: [] }))
    const other = await reseal(await copy(), ['--go'], progress)
    expect(other).toMatchObject({ code: 2, said: expect.stringContaining('另一次') })
    for (const wrong of [['--share', '3/2'], ['--rate', '0'], ['--parts', 'x'], ['--what']]) {
      expect(await reseal(table, wrong)).toMatchObject({ code: 2, said: expect.stringContaining('用法') })
    }
    expect(await reseal(table, ['--help'])).toMatchObject({ code: 0, said: expect.stringContaining('用法') })
  })

  it('answers as before, with the new key alone, and goes on', async () => {
    const before = await asked()
    Object.assign(stack.ports, { keys: both })
    const { code } = await reseal(stack.table, ['--go'])
    expect(code).toBe(0)
    Object.assign(stack.ports, { keys: onlyNew })
    expect(await asked()).toEqual(before)
    await stack.happen('person.registered', { ...{ psn_no: 'P000077', psn_cert_type: '01' }, ...retiring })
    expect((await stack.cases('P000077')).map(({ bundle }) => bundle)).toEqual(['retirement'])
    expect((await checkLedger(stack.ports)).balanced).toBe(true)
  })
})

/** Whom the pension waited for. */
const retiring = {
  ...{ certno: certnoOf(77, '1966-01-01'), psn_name: '测试77', gend: '1', brdy: '1966-01-01' },
}
