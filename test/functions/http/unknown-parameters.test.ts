/** A filter that is misspelt is no filter: every call says which of its query parameters it does not have. */
import { beforeAll, describe, expect, it } from 'vitest'
import { allRoutes } from '../../../functions/api/routes/index.ts'
import { nameOf, type Route } from '../../../functions/calls/route.ts'
import {
  agent,
  apiOf,
  type Claims,
  citizen,
  clerk,
  employer,
  institution,
  operator,
  partner,
  supervisor,
  type TestApi,
} from '../../support/api.ts'
import { makeStack } from '../../support/stack.ts'
import { point, registeredAgent } from '../api/town.ts'

let api: TestApi
beforeAll(async () => {
  api = apiOf(await makeStack({ now: '2026-03-12T09:00:00+08:00' }))
  await api.call(operator, 'PUT /v1/points/B1', point)
  await api.call(operator, 'PUT /v1/points/B1/agents/A1', registeredAgent)
})

const callers = {
  citizen: citizen('P1'),
  clerk: clerk('130100'),
  supervisor: supervisor('130100'),
  agent: agent('B1', 'A1'),
  employer: employer('E1'),
  institution: institution('H13010200001'),
  operator,
  partner: partner('urn:test'),
}

/** Somebody who may call. */
const callerOf = ({ access }: Route): Claims | undefined => {
  const [role] = access === 'none' ? [] : (Object.keys(access) as (keyof typeof callers)[])
  return role === undefined ? undefined : callers[role]
}

describe('a query parameter that a call does not have', () => {
  it.each(allRoutes.map((route) => [nameOf(route), route] as const))('%s: is 400, by its name', async (name, route) => {
    const target = `${name.replace(/\{\w+\}/g, '130100')}?limitt=5&Limit=2`
    const body = route.body && route.method !== 'get' ? {} : undefined
    const answer = await api.call(callerOf(route), target, body)
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad-request' } })
    expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(['limitt', 'Limit'])
  })

  it.each(allRoutes.filter(({ query }) => query).map((route) => [nameOf(route), route] as const))(
    '%s: those that it has are none of these',
    async (name, route) => {
      const known = Object.keys((route.query as unknown as { shape: object }).shape)
      const target = `${name.replace(/\{\w+\}/g, '130100')}?${known.map((one) => `${one}=`).join('&')}`
      const answer = await api.call(callerOf(route), target)
      expect(answer.text).not.toContain('没有这个查询参数')
    },
  )
})
