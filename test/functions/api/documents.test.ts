/** Every answer of a sample day is held against the document: what it leaves out, a front end can't know. */
import { beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { openApi } from '../../../functions/api/docs/openapi.ts'
import { answerName } from '../../../functions/api/docs/schema-names.ts'
import { allRoutes } from '../../../functions/api/routes/index.ts'
import { services } from '../../../functions/api/services.ts'
import { chains } from '../../../functions/bundles/all.ts'
import { nameOf } from '../../../functions/calls/route.ts'
import { dayOf, type Instant } from '../../../shared/calendar/index.ts'
import type { Heard } from '../../infra/samples/stage.ts'
import { dueAfter } from '../../support/calendars.ts'
import { hearDay, routeOf } from './day-heard.ts'

type Json = Record<string, unknown>

/** A schema that takes no field it does not name, unless it says that anything may stand there. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]))
  const named = 'properties' in inner && !('additionalProperties' in inner)
  return named ? { ...inner, additionalProperties: false } : inner
}

const { schemas } = openApi(allRoutes).components as { schemas: Json }
const $defs = strict(JSON.parse(JSON.stringify(schemas).replaceAll('#/components/schemas/', '#/$defs/'))) as Json
const $schema = 'https://json-schema.org/draft/2020-12/schema'
const named = (name: string) => z.fromJSONSchema({ $schema, $defs, $ref: `#/$defs/${name}` } as never)
const documented = new Map(
  allRoutes.flatMap((route) => {
    const name = answerName(route)
    return name === undefined ? [] : [[nameOf(route), named(name)] as const]
  }),
)

/** Acts by an errand that are put off are answered alike, whatever the call answers else. */
const putOff = named('ActToCheck')
const errands = new Set(allRoutes.flatMap((route) => (route.errand ? [nameOf(route)] : [])))

interface Task {
  kind: string
  case_id?: string
  opened_at: Instant
  due_at: Instant
}

let heard: Heard[]

beforeAll(async () => {
  heard = (await hearDay()).heard
})

it('no answer of the day holds a field that the document does not name, or lacks one it promises', () => {
  const wrong = new Set<string>()
  for (const answer of heard) {
    const name = routeOf(answer)
    if (name === undefined) throw new Error(`${answer.method} ${answer.path} is no call of the API`)
    const whole = answer.status === 202 && errands.has(name) ? putOff : documented.get(name)
    const schema = answer.status < 400 ? whole : undefined
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
    return tasks.filter(
      ({ kind }) => !['policy-missing', 'calendar-missing', 'funds-differ', 'check-errand'].includes(kind),
    )
  })
  const wrong = asked.flatMap(({ kind, case_id = '', opened_at, due_at }) => {
    const chain = chains.find(({ prefix }) => case_id.startsWith(prefix))
    const { asks = [] } = services.find(({ bundle }) => bundle === chain?.bundle) ?? {}
    const said = asks.flatMap(({ within }) => [...within.matchAll(/(\d+)个工作日/g)].map(([, days]) => Number(days)))
    const kept = said.some((days) => dueAfter(dayOf(opened_at), days) === due_at)
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
