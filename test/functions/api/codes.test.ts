import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { codeTables, fieldsOf } from '../../../functions/api/docs/code-tables.ts'
import { openApi } from '../../../functions/api/docs/openapi.ts'
import { allRoutes } from '../../../functions/api/routes/index.ts'
import { chains } from '../../../functions/bundles/all.ts'
import { manifests } from '../../../functions/bundles/index.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import type { Notice } from '../../../shared/tasks/notice.ts'
import { apiOf } from '../../support/api.ts'
import { ours } from '../../support/sources.ts'
import { makeStack } from '../../support/stack.ts'
import { hearDay } from './day-heard.ts'

const tables = new Map(
  Object.entries(codeTables(allRoutes)).map(([name, codes]) => [name, new Set(codes.map(({ code }) => code))]),
)
const has = (table: string, code: string) => tables.get(table)?.has(code) ?? false

/** Members whose codes stand in a table of another name. */
const elsewhere: Readonly<Record<string, string>> = {
  actions: 'action',
  bundles: 'bundle',
  causes: 'cause',
  reasons: 'reason',
  options: 'option',
  matters: 'matter',
  psn_idet_types: 'psn_idet_type',
}
/** Members whose values look like codes and are none: numbers, kinds of message, words that people wrote. */
const noCodes = ['source', 'id', 'by', 'claimed_by', 'staff_no', 'type', 'queue', 'field', 'use']

/** A word as codes are written. */
const looksLikeCode = (text: string) => /^[a-z]+(?:-[a-z0-9]+)*(?:\.[a-z-]+)?$|^[a-z]+[A-Z][A-Za-z]+$/.test(text)

/** Codes of an answer that no table has, as `table code`. */
function unnamedIn(value: unknown, member: string, within: { bundle?: string; isTask?: boolean }): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => unnamedIn(one, member, within))
  if (typeof value === 'object' && value !== null) {
    const { bundle = within.bundle, task_id, title } = value as { bundle?: string; task_id?: string; title?: string }
    const inside = { ...(bundle === undefined ? {} : { bundle }), isTask: task_id !== undefined }
    return Object.entries(value)
      .filter(([name]) => !(name === 'name' && title !== undefined))
      .flatMap(([name, one]) => unnamedIn(one, name, inside))
  }
  if (typeof value !== 'string' || noCodes.includes(member)) return []
  const table = within.isTask && member === 'kind' ? 'task' : (elsewhere[member] ?? member)
  // Of a place, as elsewhere under `admdvs`, or of a question that an area asks.
  if (member === 'code' && /^(\d{6,12}|[A-Z]\d)$/.test(value)) return []
  const code = member === 'step' ? `${within.bundle}/${value}` : value
  // Parameters are sums, days and lists, and two of them words; an audit line is about a number, or about something named.
  if ((!tables.has(table) || ['value', 'about'].includes(table)) && !looksLikeCode(value)) return []
  // What people wrote stands beside codes under one name.
  if (['reason', 'what', 'name', 'answer'].includes(table) && /[一-龥]/.test(value)) return []
  return has(table, code) ? [] : [`${table} ${code}`]
}

describe('GET /v1/codes', () => {
  it('names every code in Chinese, to everyone, and may be kept', async () => {
    const { request } = apiOf(await makeStack({ now: '2026-03-12T09:00:00+08:00' }))
    const { status, body, headers } = await request('/v1/codes')
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toContain('public')
    expect(body).toEqual({ tables: codeTables(allRoutes) })
    const tag = headers.get('etag') ?? ''
    expect((await request('/v1/codes', { headers: { 'if-none-match': tag } })).status).toBe(304)
    for (const [table, codes] of Object.entries(body.tables as Record<string, { code: string; name: string }[]>)) {
      for (const { code, name } of codes) expect(name, `${table} ${code}`).toMatch(/^[^a-z`{}]*[一-龥][^a-z`{}]*$/)
    }
  })

  it('has the tables of the contract', () => {
    const named = `insutype psn_type psn_insu_stas psn_cert_type med_type bundle status actor result reason basis decision
      rates relation template standing step what action option task kind code`
    expect(named.split(/\s+/).filter((table) => !tables.has(table))).toEqual([])
  })

  it('has the codes of the registers and of the engine', () => {
    for (const { bundle, steps } of chains) {
      for (const step of Object.keys(steps)) expect(has('step', `${bundle}/${step}`)).toBe(true)
    }
    expect(has('what', 'policy-missing') && has('action', 'withdraw') && has('actor', 'system')).toBe(true)
    expect(has('psn_type', '1300') && has('insutype', '320') && has('psn_cert_type', '99')).toBe(true)
  })
})

describe('no code is without a name', () => {
  let heard: Awaited<ReturnType<typeof hearDay>>['heard']
  beforeAll(async () => {
    heard = (await hearDay()).heard
  })

  it('that an answer of the sample day holds', () => {
    const said = heard.filter(({ path }) => path.startsWith('/v1/') && !/^\/v1\/(codes|services|forms)\b/.test(path))
    const unnamed = said.flatMap(({ status, body }) =>
      status < 400 ? unnamedIn(body, '', {}) : unnamedIn({ code: (body as { code: string }).code }, '', {}),
    )
    expect([...new Set(unnamed)].sort()).toEqual([])
  })

  it('that a schema of an answer or a call lists', () => {
    const unnamed = fieldsOf(allRoutes).flatMap(({ member, schema, named }) => {
      if (named) return []
      const codes =
        schema instanceof z.ZodEnum ? schema.options : schema instanceof z.ZodLiteral ? [...schema.values] : []
      return codes.filter((code) => typeof code === 'string').map((code) => `${member} ${code}`)
    })
    expect(unnamed).toEqual([])
  })

  it('that the OpenAPI document lists', () => {
    const all = new Set([...tables.values()].flatMap((codes) => [...codes]))
    const enums = (value: unknown): unknown[] =>
      typeof value !== 'object' || value === null
        ? []
        : Object.entries(value).flatMap(([key, inner]) =>
            key === 'enum' && Array.isArray(inner) ? inner : key === 'example' ? [] : enums(inner),
          )
    expect(enums(openApi(allRoutes)).filter((code) => typeof code === 'string' && !all.has(code))).toEqual([])
  })

  it('that a bundle declares: what it tells, asks, waits for and grants stands in its manifest', async () => {
    const declared = new Set<unknown>(
      manifests.flatMap(({ notices, tasks, actions, awaits = [], entitlements = [] }) => [
        ...Object.values<Notice>(notices),
        ...tasks,
        ...actions,
        ...awaits,
        ...entitlements,
      ]),
    )
    const isDeclaration = (value: unknown) =>
      typeof value === 'object' &&
      value !== null &&
      'title' in value &&
      ['template', 'kind', 'action', 'milestone'].some((name) => name in value)
    const missing: string[] = []
    for (const { file } of ours.filter(({ file }) => /^functions\/(bundles\/[^/]+|acts)\//.test(file))) {
      const { href } = new URL(`../../../${file}`, import.meta.url)
      const exported: Record<string, unknown> = await import(/* @vite-ignore */ href)
      for (const [name, value] of Object.entries(exported)) {
        const values = name === 'notices' ? Object.values(value as object) : [value]
        if (values.some((one) => isDeclaration(one) && !declared.has(one))) missing.push(`${file} ${name}`)
      }
    }
    expect(missing).toEqual([])
  })

  it('and none has two', () => {
    const [route] = allRoutes
    const answer = z.object({ one: codeOf({ a: '甲' }, 'letter'), other: codeOf({ a: '乙' }, 'letter') })
    expect(() => codeTables([{ ...route!, answer }])).toThrow('letter a is called 甲 and 乙')
  })
})
