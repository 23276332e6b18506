/** Every answer of a sample day is held against the document: what it leaves out, a front end can't know. */
import { beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { type Caller, type SampleDay, sampleDay } from '../../../events/samples/index.ts'
import { openApi } from '../../../functions/api/openapi.ts'
import { nameOf } from '../../../functions/api/route.ts'
import { allRoutes } from '../../../functions/api/routes/index.ts'
import { answerName } from '../../../functions/api/schema-names.ts'
import { services } from '../../../functions/api/services.ts'
import { chains } from '../../../functions/bundles/index.ts'
import type { ApiClient } from '../../../infra/local/api-client.ts'
import { dayOf, type Instant } from '../../../shared/calendar/index.ts'
import { dueInWorkingDays } from '../../../shared/chain/due.ts'
import { type Heard, playInMemory } from '../../events/samples-stage.ts'

type Json = Record<string, unknown>

/** A schema that takes no field it does not name, unless it says that anything may stand there. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]))
  const named = 'properties' in inner && !('additionalProperties' in inner)
  return named ? { ...inner, additionalProperties: false } : inner
}

const { schemas } = openApi().components as { schemas: Json }
const $defs = strict(JSON.parse(JSON.stringify(schemas).replaceAll('#/components/schemas/', '#/$defs/'))) as Json
const $schema = 'https://json-schema.org/draft/2020-12/schema'
const documented = new Map(
  allRoutes.flatMap((route) => {
    const name = answerName(route)
    return name === undefined
      ? []
      : [[nameOf(route), z.fromJSONSchema({ $schema, $defs, $ref: `#/$defs/${name}` } as never)] as const]
  }),
)

/** The route that a call went to; a path that is spelt out before one with a place in it. */
function routeOf({ method, path }: Heard): string | undefined {
  const [bare = ''] = path.split('?')
  const fits = allRoutes.filter(
    (route) =>
      route.method.toUpperCase() === method && new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(bare),
  )
  const [found] = fits.sort((a, b) => a.path.split('{').length - b.path.split('{').length)
  return found && nameOf(found)
}

/** Asks for everything that somebody of the day may see. */
async function lookAtAll(api: ApiClient, day: SampleDay): Promise<void> {
  const people = new Set<string>()
  const certificates = new Set<string>()
  const areas = new Set<string>(['130100'])
  for (const step of day.steps) {
    if (step.do !== 'send') continue
    const { psn_no, birth_cert_no, insu_admdvs } = step.event.data as Record<string, string | undefined>
    if (psn_no) people.add(psn_no)
    if (birth_cert_no) certificates.add(birth_cert_no)
    if (insu_admdvs) areas.add(insu_admdvs)
  }
  const operator: Caller = { role: 'operator' }
  const ask = (as: Caller, path: string) => api.call(as, 'GET', path)
  for (const psn_no of people) {
    const citizen: Caller = { role: 'citizen', psn_no }
    for (const what of ['me', 'me/accounts', 'me/entitlements', 'me/notices', 'me/retirement-forecast']) {
      await ask(citizen, `/v1/${what}`)
    }
    const { body } = await ask(citizen, '/v1/cases?limit=100')
    for (const { case_id } of (body as { cases?: { case_id: string }[] }).cases ?? []) {
      await ask(citizen, `/v1/cases/${case_id}`)
    }
    const { body: found } = await ask(citizen, '/v1/filings')
    for (const { filing_id } of (found as { filings?: { filing_id: string }[] }).filings ?? []) {
      await api.call(citizen, 'DELETE', `/v1/filings/${filing_id}`)
    }
  }
  const [first = ''] = people
  for (const bundle of ['newborn', 'filing', 'transfer']) {
    await ask({ role: 'citizen', psn_no: first }, `/v1/forms/${bundle}`)
  }
  for (const no of certificates) {
    await ask({ role: 'institution', fixmedins_code: 'H13010200001' }, `/v1/cardless/${no}`)
  }
  for (const admdvs of areas) {
    await ask({ role: 'clerk', admdvs }, '/v1/tasks')
    await ask(operator, `/v1/regions/${admdvs}/settings`)
  }
  for (const path of ['health', 'services', 'tasks', 'policies', 'ledger/check', 'holds'])
    await ask(operator, `/v1/${path}`)
  await api.call(operator, 'PUT', '/v1/holds/notices', { reason: '测试' })
  await api.call(operator, 'DELETE', '/v1/holds/notices')
  const { body } = await ask(operator, '/v1/rejected-events')
  for (const { id } of (body as { events: { id: string }[] }).events) {
    await api.call(operator, 'POST', `/v1/rejected-events/${id}/replay`)
  }
}

interface Task {
  kind: string
  case_id?: string
  opened_at: Instant
  due_at: Instant
}

const heard: Heard[] = []

beforeAll(async () => {
  const day = sampleDay(1, 0.05)
  const { api, faults } = await playInMemory(day, (answer) => heard.push(answer))
  expect(faults).toEqual([])
  await lookAtAll(api, day)
})

it('no answer of the day holds a field that the document does not name, or lacks one it promises', () => {
  const wrong = new Set<string>()
  for (const answer of heard) {
    const name = routeOf(answer)
    if (name === undefined) throw new Error(`${answer.method} ${answer.path} is no call of the API`)
    const schema = answer.status < 400 ? documented.get(name) : undefined
    const { error } = schema?.safeParse(answer.body) ?? {}
    for (const issue of error?.issues ?? []) {
      const place = issue.path.map((part) => (typeof part === 'number' ? '[]' : part)).join('.')
      wrong.add(`${name} ${place}: ${issue.code === 'unrecognized_keys' ? issue.keys : issue.message}`)
    }
  }
  expect([...wrong]).toEqual([])
})

it('everybody in office has as many working days as the services say', () => {
  const asked = heard.flatMap(({ path, body }) => {
    const { tasks = [] } = path.startsWith('/v1/tasks?') ? (body as { tasks?: Task[] }) : {}
    return tasks.filter(({ kind }) => !['policy-missing', 'calendar-missing', 'funds-differ'].includes(kind))
  })
  const wrong = asked.flatMap(({ kind, case_id = '', opened_at, due_at }) => {
    const chain = chains.find(({ prefix }) => case_id.startsWith(prefix))
    const { asks = [] } = services.find(({ bundle }) => bundle === chain?.bundle) ?? {}
    const said = asks.flatMap(({ within }) => [...within.matchAll(/(\d+)个工作日/g)].map(([, days]) => Number(days)))
    const kept = said.some((days) => dueInWorkingDays(dayOf(opened_at), days).at === due_at)
    return kept ? [] : [`${kind}: ${opened_at} to ${due_at}, not within ${said.join(' or ')} working days`]
  })
  expect(new Set(asked.map(({ kind }) => kind)).size).toBeGreaterThan(5)
  expect([...new Set(wrong)]).toEqual([])
})

it('the day hears every call that answers', () => {
  const answered = new Set(heard.filter(({ status }) => status < 400).map(routeOf))
  const silent = [...documented.keys()].filter((name) => !answered.has(name))
  expect(silent.sort()).toEqual([])
})
