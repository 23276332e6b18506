/** Facts for analysts, of a whole sample day: what they tell is what the cases came to, and nothing of whose they are. */
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundleNames } from '../../../functions/bundles/all.ts'
import { factTables } from '../../../functions/records/facts/columns.ts'
import { facts } from '../../../functions/records/facts/facts.ts'
import { factId } from '../../../functions/records/facts/lines.ts'
import type { Written } from '../../../functions/records/records.ts'
import { factsPage } from '../../../infra/generate/facts.ts'
import type { ApiClient } from '../../../infra/local/day/api-client.ts'
import { sampleDay } from '../../../infra/samples/index.ts'
import type { Instant } from '../../../shared/calendar/index.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import type { CaseRow, Payment, TaskRow } from '../../../shared/registers/rows.ts'
import { rowOf } from '../../../shared/table/files.ts'
import { rowAt } from '../../../shared/table/keys.ts'
import type { Item, Table } from '../../../shared/table/table.ts'
import { playInMemory } from '../../infra/samples/stage.ts'
import { type Stack, testKeys } from '../../support/stack.ts'

const silent = { info() {}, warn() {}, error() {} }

/** What the stream of a table would bring. */
function streamOf(written: Written[]) {
  const hear = (item: Item) => {
    const at = `2026-11-${10 + Math.floor(written.length / 2_000)}T09:00:00+08:00` as Instant
    const number = String(written.length).padStart(40, '0')
    written.push({ how: 'MODIFY', key: { pk: item.pk, sk: item.sk }, item, at, number })
  }
  return (table: Table): Table => ({
    ...table,
    async transact(writes) {
      const result = await table.transact(writes)
      if (result.ok) for (const write of writes) if ('put' in write) hear(write.put)
      return result
    },
  })
}

const concerning = (written: readonly Written[]) =>
  written.filter(({ key }) => key.pk.startsWith('P#') && facts.rows?.some((row) => key.sk.startsWith(row)))

// biome-ignore lint/suspicious/noExplicitAny: an analyst reads text
type Line = Record<string, any>

/** The last line of each id of a table, as an analyst finds it. */
function latest(objects: ReadonlyMap<string, Uint8Array>, table: keyof typeof factTables): Map<string, Line> {
  const [id = ''] = Object.keys(factTables[table].columns)
  const lines = new Map<string, Line>()
  for (const [key, bytes] of objects) {
    if (!key.startsWith(`${table}/`)) continue
    for (const text of gunzipSync(bytes).toString().trimEnd().split('\n')) {
      const line = JSON.parse(text) as Line
      const held = lines.get(line[id])
      if (!held || held.version < line.version) lines.set(line[id], line)
    }
  }
  return lines
}

let stack: Stack
let api: ApiClient
let objects: Map<string, Uint8Array>
let written: Written[]
let texts: string

beforeAll(async () => {
  written = []
  const played = await playInMemory(sampleDay(1, 0.01), () => {}, { through: streamOf(written) })
  ;({ stack, api } = played)
  objects = new Map()
  const all = concerning(written)
  for (let from = 0; from < all.length; from += 500) {
    for (const { key, bytes } of facts.objectsOf(all.slice(from, from + 500), { keys: testKeys, log: silent }))
      objects.set(key, bytes)
  }
  texts = [...objects.values()].map((bytes) => gunzipSync(bytes).toString()).join('')
}, 60_000)

/** Every row of a register as it stands. */
function rows<R>(register: string): R[] {
  return [...stack.table.items.values()].flatMap((item) =>
    /^[BD]#/.test(item.sk) && rowAt(item.sk).register === register
      ? [rowOf<R>(testKeys, item.pk.slice(2) as Pid, item)]
      : [],
  )
}

describe('the facts of a day', () => {
  it('are of every case, task and payment, as it stands', () => {
    const cases = rows<CaseRow>('case')
    const lines = latest(objects, 'cases')
    expect(cases.length).toBeGreaterThan(100)
    expect(lines.size).toBe(cases.length)
    for (const row of cases) {
      expect(lines.get(factId(testKeys, row.case_id))).toMatchObject({
        status: row.status,
        step: row.step,
        admdvs: row.admdvs,
      })
    }
    const tasks = latest(objects, 'tasks')
    const decided = rows<TaskRow>('task')
    expect(tasks.size).toBe(decided.length)
    for (const row of decided) expect(tasks.get(factId(testKeys, row.task_id))).toMatchObject({ status: row.status })
    const payments = latest(objects, 'payments')
    const ordered = rows<Payment>('payment')
    expect(ordered.length).toBeGreaterThan(5)
    const sum = [...payments.values()].reduce((all, { amt }) => all + Math.round(Number(amt) * 100), 0)
    expect(sum).toBe(ordered.reduce((all, { amt }) => all + amt, 0))
  })

  it('come to what the report says', async () => {
    const lines = [...latest(objects, 'cases').values()]
    const months = new Set(lines.map(({ opened_at }) => opened_at.slice(0, 7)))
    for (const month of months) {
      const path = `/v1/report?month=${month.replace('-', '')}&admdvs=000000`
      const { bundles } = await api.get<{ bundles: Line }>({ role: 'operator' }, path)
      for (const bundle of bundleNames) {
        const own = lines.filter((line) => line.bundle === bundle && line.opened_at.startsWith(month))
        const hours = own
          .flatMap((line) => (line.hours === undefined ? [] : [Number(line.hours)]))
          .sort((a, b) => a - b)
        expect(bundles[bundle]).toMatchObject({
          opened: own.length,
          done: own.filter(({ status }) => status === 'done').length,
          without_application: own.filter((line) => line.without_application).length,
          amt: (own.reduce((sum, { amt = '0' }) => sum + Math.round(Number(amt) * 100), 0) / 100).toFixed(2),
          p50_hours: hours[Math.ceil(hours.length / 2) - 1]?.toFixed(2) ?? null,
        })
      }
    }
  })

  it('hold the columns that the page names, each as it says, and no other', () => {
    const forms = {
      id: /^[a-z2-7]{26}$/,
      code: /^[\w.-]+$/,
      area: /^\d{6}$/,
      hour: /^\d{4}-\d{2}-\d{2}T\d{2}:00:00\+08:00$/,
      date: /^\d{4}-\d{2}-\d{2}$/,
      hours: /^\d+\.\d{2}$/,
      money: /^-?\d+\.\d{2}$/,
      flag: /^(true|false)$/,
      version: /^.+\.\d{40}$/,
    }
    for (const [name, { columns }] of Object.entries(factTables)) {
      for (const line of latest(objects, name as keyof typeof factTables).values()) {
        expect(Object.keys(columns)).toEqual(expect.arrayContaining(Object.keys(line)))
        for (const [column, { type, ...more }] of Object.entries(columns)) {
          if (line[column] === undefined) expect({ column, ...more }).toMatchObject({ optional: true })
          else expect(String(line[column])).toMatch(forms[type as keyof typeof forms])
        }
      }
    }
  })

  it('name nobody, and hold no id that anything of the system could be asked by', () => {
    const known = new Set<string>()
    for (const { pk } of stack.table.items.values()) if (pk.startsWith('P#')) known.add(pk.slice(2))
    for (const row of rows<{ psn_no: string; private: { psn_name?: string; certno?: string; tel?: string } }>(
      'person',
    )) {
      for (const word of [row.psn_no, row.private.psn_name, row.private.certno, row.private.tel])
        if (word) known.add(word)
    }
    expect(known.size).toBeGreaterThan(300)
    const words = new Set(texts.split(/[^\p{L}\p{N}]+/u))
    for (const word of known) expect(words.has(word), word).toBe(false)
    for (const pid of known) if (pid.length === 20) expect(texts.includes(pid)).toBe(false)
  })
})

describe('an object', () => {
  it('is the same when its batch comes again, and tells the same when it comes again in halves', () => {
    const batch = concerning(written).slice(0, 40)
    const objectsOf = (some: Written[]) =>
      new Map(facts.objectsOf(some, { keys: testKeys, log: silent }).map(({ key, bytes }) => [key, bytes]))
    const once = objectsOf(batch)
    expect(objectsOf(batch)).toEqual(once)
    const again = new Map([...once, ...objectsOf(batch.slice(0, 20)), ...objectsOf(batch.slice(20))])
    for (const table of ['cases', 'tasks', 'payments'] as const)
      expect(latest(again, table)).toEqual(latest(once, table))
  })

  it('leaves out a row that cannot be read, and says so', () => {
    const said: unknown[] = []
    const [first, second] = concerning(written) as [Written, Written]
    const broken: Written = { ...first, item: { ...first.item!, p: new Uint8Array(20) } }
    const log = { ...silent, error: (message: string) => void said.push(message) }
    expect(facts.objectsOf([broken, second], { keys: testKeys, log })).toEqual(
      facts.objectsOf([second], { keys: testKeys, log }),
    )
    expect(said).toEqual(['item unreadable'])
  })
})

it('the page says what the columns say: else run `node infra/generate/facts.ts`', async () => {
  await expect(factsPage()).toMatchFileSnapshot('../../../infra/facts.md')
})
