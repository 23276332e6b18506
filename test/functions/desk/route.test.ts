import { expect, test } from 'vitest'
import { births } from '../../../functions/bundles/all.ts'
import { deskApp } from '../../../functions/desk/app.ts'
import { policiesOf } from '../../../functions/desk/policies.ts'
import { decisionSchema, deskRoute } from '../../../functions/desk/route.ts'
import { makeLimiter, standardLimits } from '../../../functions/http/limits.ts'
import { serveRoutes } from '../../../functions/http/serve.ts'
import { type Asked, requestOf } from '../../support/answering.ts'
import { enrolment, register } from '../../support/people.ts'
import { makeStack } from '../../support/stack.ts'

const institution = async () => ({ role: 'institution' as const, id: 'institution:H', fixmedins_code: 'H11010100001' })

test('both apps answer alike, as the document says', async () => {
  const stack = await makeStack({ now: '2023-09-01T08:00:00+08:00' })
  const psn_no = await register(stack, 1)
  await stack.happen('enrolment.registered', enrolment(psn_no, '140100', '2020-01-01'))
  const { table, keys, clock, log } = stack.ports
  const lean = deskApp(
    { table, keys, clock, log, policies: policiesOf(table, clock), bundlesLive: true },
    { authenticate: institution },
  )
  const whole = serveRoutes({ ports: stack.ports, births, rules: stack.rules }, [deskRoute], {
    authenticate: institution,
  })
  const apps = [
    (path: string, asked: Asked) => requestOf(lean, path, asked),
    async (path: string, asked: Asked) => whole.request(path, asked),
  ]
  const good = {
    mdtrt_id: 'M1',
    fixmedins_code: 'H11010100001',
    mdtrtarea_admvs: '110101',
    psn_no,
    med_type: '21',
    begntime: '2023-09-01T09:00:00+08:00',
    cross_region_enabled: true,
  }
  const questions = [
    good,
    { ...good, psn_no: 'nobody' },
    { ...good, fixmedins_code: 'H11010100002' },
    { ...good, med_type: 'x' },
    {},
  ]
  const statuses = []
  for (const question of questions) {
    const answers = []
    for (const app of apps) {
      const response = await app('/v1/filing-decisions', { method: 'POST', body: JSON.stringify(question) })
      answers.push({
        status: response.status,
        type: response.headers.get('content-type'),
        cache: response.headers.get('cache-control'),
        body: await response.json(),
      })
    }
    expect(answers[0]).toEqual(answers[1])
    statuses.push(answers[0]!.status)
    if (answers[0]!.status === 200)
      expect(decisionSchema.strict().parse(answers[0]!.body)).toMatchObject({ basis: '11' })
  }
  expect(statuses).toEqual([200, 404, 404, 400, 400])
})

test('both bear the id of the request, what its caller may still ask, and leave for the pages that may read answers', async () => {
  const stack = await makeStack({ now: '2023-09-01T08:00:00+08:00' })
  const { table, keys, clock, log } = stack.ports
  const door = () => ({
    authenticate: institution,
    allowOrigin: (origin: string) => origin === 'https://yb.example',
    limiter: makeLimiter(standardLimits, () => 0),
  })
  const lean = deskApp({ table, keys, clock, log, policies: policiesOf(table, clock), bundlesLive: true }, door())
  const whole = serveRoutes({ ports: stack.ports, births, rules: stack.rules }, [deskRoute], door())
  const questions: [path: string, asked: Asked][] = [
    ['/v1/filing-decisions', { method: 'POST', body: '{}', headers: { 'x-request-id': 'a-1' } }],
    [
      '/v1/filing-decisions',
      { method: 'POST', body: '{}', headers: { 'x-request-id': 'a-1', origin: 'https://yb.example' } },
    ],
    ['/v1/filing-decisions', { method: 'OPTIONS', headers: { 'x-request-id': 'a-1', origin: 'https://yb.example' } }],
    ['/v1/filing-decisions', { method: 'OPTIONS', headers: { 'x-request-id': 'a-1', origin: 'https://evil.example' } }],
    ['/v1/filing-decisions', { method: 'GET', headers: { 'x-request-id': 'a-1' } }],
    ['/elsewhere', { method: 'POST', headers: { 'x-request-id': 'a-1', origin: 'https://yb.example' } }],
  ]
  const statuses = []
  for (const [path, asked] of questions) {
    const [one, other] = [await requestOf(lean, path, asked), await whole.request(path, asked)]
    expect(one.status).toBe(other.status)
    expect(Object.fromEntries(one.headers)).toEqual(Object.fromEntries(other.headers))
    expect(await one.text()).toBe(await other.text())
    expect(one.headers.get('x-request-id')).toBe('a-1')
    expect(one.headers.has('ratelimit')).toBe(one.status === 400)
    statuses.push(one.status)
  }
  expect(statuses).toEqual([400, 400, 204, 404, 404, 404])
  const given = await requestOf(lean, '/elsewhere')
  expect(given.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
})
