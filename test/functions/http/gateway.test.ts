/** Calls as the events of both kinds of API tell them. */
import { expect, test } from 'vitest'
import { type Answering, type GatewayEvent, gatewayHandler } from '../../../functions/http/gateway.ts'

/** Says what it was asked. */
const echo: Answering = async ({ method, path, header, body }) => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ method, path, body, authorization: header('authorization'), key: header('idempotency-key') }),
})

const http = (more: object): GatewayEvent => ({
  rawPath: '/v1/x',
  requestContext: { http: { method: 'POST' } },
  ...more,
})
const rest = (more: object): GatewayEvent => ({ path: '/v1/x', httpMethod: 'POST', ...more })

test.each([
  ['an HTTP API', http],
  ['a REST API', rest],
] as const)('of %s: method, path, headers by any case, body', async (_kind, event) => {
  const ask = async (more: object) => {
    const answer = await gatewayHandler(echo)(event(more))
    expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: false })
    expect(answer.headers).toEqual({ 'content-type': 'application/json' })
    return JSON.parse(answer.body)
  }
  expect(await ask({ headers: { Authorization: ' Bearer t ' }, body: '{"a":"医"}' })).toEqual({
    method: 'POST',
    path: '/v1/x',
    authorization: 'Bearer t',
    body: '{"a":"医"}',
  })
  // Some gateways carry every body so.
  const body = Buffer.from('{"a":"医"}').toString('base64')
  expect(await ask({ body, isBase64Encoded: true })).toMatchObject({ body: '{"a":"医"}' })
  expect(await ask({ headers: null, body: null })).toMatchObject({ body: '' })
})

test('a REST API tells a header that came twice as one list', async () => {
  const multiValueHeaders = { 'Idempotency-Key': ['a', 'b'], AUTHORIZATION: ['Bearer t'] }
  const answer = await gatewayHandler(echo)(rest({ headers: { 'Idempotency-Key': 'b' }, multiValueHeaders }))
  expect(JSON.parse(answer.body)).toMatchObject({ key: 'a, b', authorization: 'Bearer t' })
})
