/** Both ways of loading make the same table, and what was loaded is found again, or what of it differs. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { MemoryTable } from '../../../shared/table/memory.ts'
import { openAt } from '../../../shared/table/seals/sealed.ts'
import type { Item, Table } from '../../../shared/table/table.ts'
import { makeStack, testKeys } from '../../support/stack.ts'
import { loading, provinceOf, until } from './support.ts'

const now = `${until}T08:00:00+08:00`
const province = provinceOf(50)

/** An item with its seal opened: no two seals are alike. */
const opened = (item: Item) => JSON.stringify({ ...item, ...('p' in item ? { p: openAt(testKeys, item) } : {}) })

describe('load import', () => {
  it('makes the items that writing makes', async () => {
    const stack = await makeStack({ now })
    const before = new Set(stack.table.items.keys())
    const load = loading(stack)
    const files = load.files(province)
    const out = join(load.dir, 'out')
    mkdirSync(out)
    for (const share of ['1/2', '2/2']) {
      expect(await load.run(['import', ...files, '--out', out, '--share', share])).toMatchObject({ code: 0, found: [] })
    }
    await load.run(['write', ...files])
    const written = [...stack.table.items].filter(([key]) => !before.has(key)).map(([, item]) => opened(item))
    const lines = readdirSync(out).flatMap((name) =>
      gunzipSync(readFileSync(join(out, name)))
        .toString()
        .trim()
        .split('\n'),
    )
    const imported = lines.map((line) => opened(itemOf(JSON.parse(line).Item)))
    expect(imported.sort()).toEqual(written.sort())
    expect(lines.join()).not.toContain(province.rows.persons[0]!.certno)
  })
})

/** The table, scanned as the service does: by partitions, in pages that are cut anywhere. */
function paged(table: MemoryTable, length: number): Table {
  const scan: Table['scan'] = async (cursor) => {
    const items = [...table.items.values()].sort((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1))
    const from = Number(cursor ?? 0)
    const next = from + length < items.length ? { cursor: String(from + length) } : {}
    return { items: items.slice(from, from + length), ...next }
  }
  return Object.assign(Object.create(table) as Table, { scan })
}

/** As DynamoDB reads it. */
function itemOf(stored: Record<string, { S?: string; N?: string; B?: string }>): Item {
  const entries = Object.entries(stored).map(([name, { S, N, B }]) => [
    name,
    S ?? (B === undefined ? Number(N) : new Uint8Array(Buffer.from(B, 'base64'))),
  ])
  return Object.fromEntries(entries) as Item
}

describe('load compare', () => {
  const stackWith = async (said = province) => {
    const stack = await makeStack({ now })
    const load = loading(stack)
    expect((await load.run(['write', ...load.files(said)])).code).toBe(0)
    const [figures, persons] = [join(load.dir, 'figures.ndjson'), join(load.dir, 'persons.ndjson')]
    const files = load.files(province)
    expect((await load.run(['figures', ...files, '--out', figures, '--persons', persons])).code).toBe(0)
    return { load, stack, figures, persons, args: ['compare', '--figures', figures, '--persons', persons] }
  }

  it('finds what was loaded as the files say it', async () => {
    const { load, stack, figures, args } = await stackWith()
    expect(await load.run(args)).toMatchObject({ code: 0, found: [] })
    for (const length of [1, 7]) {
      expect(await load.run(args, paged(stack.table, length))).toMatchObject({ code: 0, found: [] })
    }
    const told = readFileSync(figures, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const accounts = told.filter(({ register }) => register === 'accounts')
    const fen = (text: string) => Number(text.replace('.', ''))
    expect(accounts.reduce((sum, { sum: amt }) => sum + fen(amt), 0)).toBe(
      province.rows.accounts.reduce((sum, { balance }) => sum + fen(balance), 0),
    )
    expect(told.find(({ register }) => register === 'persons')).toMatchObject({ insu_admdvs: '000000', count: 50 })
  })

  it('says in which register and area it differs, and of whom', async () => {
    const { rows } = province
    const richer = rows.accounts[0]!
    const missing = rows.persons.find(({ psn_no }) => psn_no !== richer.psn_no)!.psn_no
    const without = <T extends { psn_no: string }>(all: readonly T[]) => all.filter(({ psn_no }) => psn_no !== missing)
    const said = {
      ...province,
      rows: {
        persons: without(rows.persons),
        relations: without(rows.relations),
        months: without(rows.months),
        accounts: without(rows.accounts).map((one) => (one === richer ? { ...one, balance: '99999.99' } : one)),
        entitlements: without(rows.entitlements),
        filings: without(rows.filings),
        retirees: without(rows.retirees),
      },
    }
    const { load, args } = await stackWith(said)
    const ran = await load.run(args)
    expect(ran.code).toBe(1)
    expect(ran.out).toContain('persons 000000：本系统 49 条，原系统 50 条')
    expect(ran.out).toMatch(/accounts \d{6}：本系统 [\d,]+ 条、\d+\.\d\d 元，原系统/)
    expect(ran.found).toHaveLength(2)
    expect(ran.found).toContainEqual({ psn_no: richer.psn_no, registers: ['accounts'] })
    expect(ran.found).toContainEqual({ psn_no: missing, registers: [], missing: 'here' })
  })

  it('takes nobody for loaded who came by events, and refuses a file of something else', async () => {
    const { load, stack, figures, args } = await stackWith()
    const { certno: _own, ...person } = provinceOf(1, 99).rows.persons[0]!
    await stack.happen('person.registered', { ...person, psn_no: '1', certno: '11010519491231002X' })
    expect(await load.run(args)).toMatchObject({ code: 0, found: [] })
    writeFileSync(figures, '{"register":"persons"}\n')
    expect(await load.run(args)).toMatchObject({ code: 2, err: expect.stringContaining('第 1 行') })
  })
})
