/** The schedule against what there is: no item without a term, and whatever bears a time to live bears the schedule's. */
import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { sampleDay } from '../../../infra/samples/index.ts'
import { epochMs } from '../../../shared/calendar/index.ts'
import { kept, kindsOfItem, leastDays, msOf, schedule, setKinds, terms, ttlAt } from '../../../shared/keeping/index.ts'
import { keepingYears } from '../../../shared/policy/keeping-years.ts'
import { keyOf } from '../../../shared/registers/rows.ts'
import { schemas } from '../../../shared/schemas.ts'
import { ttlAttribute } from '../../../shared/table/definition.ts'
import { headRegisters, restSk, rowSk } from '../../../shared/table/keys.ts'
import type { Item } from '../../../shared/table/table.ts'
import { playInMemory } from '../../infra/samples/stage.ts'

const source = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')

/** All files that name keys of the table. */
const tableKeys = [
  'shared/table/keys.ts',
  ...readdirSync(new URL('../../../shared/table/keys', import.meta.url)).map((file) => `shared/table/keys/${file}`),
]

/** A key as the code writes it, with what differs from item to item left open. */
const written = (text: string) =>
  [...text.matchAll(/pk: (?:`([^`]+)`|'([^']+)')/g)].map(([, a, b]) => (a ?? b) as string)

describe('the schedule of what is kept', () => {
  let items: Item[]
  beforeAll(async () => {
    const { stack } = await playInMemory(sampleDay(1, 0.01))
    items = [...stack.table.items.values()]
  })

  it('knows every item of a played day', () => {
    expect(items.length).toBeGreaterThan(500)
    const astray = items.filter((item) => kindsOfItem(item).length === 0).map(({ pk, sk }) => `${pk} ${sk}`)
    expect(astray).toEqual([])
  })

  it('knows every partition that the keys of the table name', () => {
    const text = [...tableKeys, 'shared/trail/keys.ts', 'functions/keeping/keys.ts'].map(source).join('\n')
    const partitions = text.matchAll(/(?:[pP]artition|personKey) = (?:\([^)]*\) => )?[`']([A-Z]+#?)/g)
    const named = [...written(text), ...[...partitions].map(([, pk]) => pk as string)]
    const prefixes = new Set(named.map((pk) => pk.replace(/\$.*$/, '')))
    expect(prefixes.size).toBeGreaterThan(15)
    const places = kept.flatMap(([, { where }]) => where.map((one) => one.split(/[ *]/)[0]))
    expect([...prefixes].filter((prefix) => !places.includes(prefix))).toEqual([])
  })

  it('knows every register, in the file and at rest', () => {
    const registers = (Object.keys(keyOf) as (keyof typeof keyOf)[]).filter(
      (one) => !(headRegisters as readonly string[]).includes(one),
    )
    const keys = registers.flatMap((one) => [rowSk(one, 'x'), restSk(one, 'x')])
    expect(keys.filter((sk) => kindsOfItem({ pk: 'P#x', sk }).length === 0 && !/#(filing|joined)#/.test(sk))).toEqual(
      [],
    )
    expect(kindsOfItem({ pk: 'P#x', sk: rowSk('filing', 'x') })).toEqual(['dead'])
  })

  it('is what times to live say, and nothing else bears one', () => {
    const bearing = items.filter((item) => item[ttlAttribute] !== undefined)
    expect(bearing.length).toBeGreaterThan(0)
    for (const item of bearing) expect(kindsOfItem(item).some((kind) => schedule[kind].by === 'ttl')).toBe(true)
    const sources = [
      'shared/engine/event-identity.ts',
      'functions/calls/audit.ts',
      'functions/http/idempotency.ts',
      'functions/trials/trial.ts',
      'functions/calls/misses.ts',
    ]
    for (const file of sources) expect(source(file)).toMatch(/from '.*keeping\/index\.ts'/)
  })

  it('is what stages start from, and no bucket expires sooner', () => {
    for (const [file, kinds] of [
      ['infra/settings.ts', ['logs', 'archive', 'audit-apart']],
      ['infra/constructs/records.ts', ['facts']],
    ] as const) {
      for (const kind of kinds) expect(source(file), kind).toMatch(new RegExp(`(?:terms\\W+|leastDays\\(')${kind}`))
    }
    expect(terms['audit-apart'].years).toBeGreaterThanOrEqual(terms.audit.years)
  })

  it('gives each kind a provision, and leaves no bureau to go below a law', () => {
    for (const [kind, { laws, what, since, where }] of kept) {
      expect(laws.length, kind).toBeGreaterThan(0)
      expect([what, since].join(''), kind).toMatch(/^\P{ASCII}/u)
      expect(where.length, kind).toBeGreaterThan(0)
    }
    const value = keepingYears.value(schemas)
    const [row] = keepingYears.rows
    expect(value.safeParse(row?.value).success).toBe(true)
    for (const kind of setKinds) {
      expect(schedule[kind].term.years, kind).toBeGreaterThanOrEqual(schedule[kind].least)
      expect(value.safeParse({ ...row?.value, [kind]: schedule[kind].least - 1 }).success, kind).toBe(false)
    }
  })

  it('reckons in no day too few', () => {
    expect(msOf('answers')).toBe(86_400_000)
    expect(leastDays('logs')).toBe(184)
    const at = '2026-03-02T09:00:00.500+08:00' as never
    expect(ttlAt('misses', at) * 1000).toBeGreaterThanOrEqual(epochMs(at) + 600_000)
  })
})
