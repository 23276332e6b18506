/** The desk's calls over HTTP on one machine: by the desk's own app, whatever comes over the socket. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isDeskCall, listenAtDesk } from '../../../../infra/local/processes/desk-door.ts'
import { makeDesk, visit } from '../../../functions/desk/scene.ts'
import { enrolment, register } from '../../../support/people.ts'

const server = createServer()
let desk: Awaited<ReturnType<typeof makeDesk>>
let url: string
beforeAll(async () => {
  desk = await makeDesk()
  const atDesk = listenAtDesk(desk.app)
  server.on('request', (asked, answer) => (isDeskCall(asked) ? atDesk(asked, answer) : answer.end('elsewhere')))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

const headers = { authorization: 'Bearer institution H11010100001', 'Content-Type': 'application/json' }
const ask = (body: string, more: Record<string, string> = {}) =>
  fetch(`${url}/v1/filing-decisions`, { method: 'POST', headers: { ...headers, ...more }, body })

test('a decision is answered with what every answer bears', async () => {
  const psn_no = await register(desk.stack, 1)
  await desk.stack.happen('enrolment.registered', enrolment(psn_no, '130100', '2020-01-01'))
  const response = await ask(JSON.stringify(visit(psn_no, '110000')), { 'X-Request-Id': 'r-1' })
  expect(response.status).toBe(200)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-request-id': 'r-1',
  })
  const answer = (await response.json()) as Record<string, unknown>
  expect(answer).toMatchObject({ decision: 'deemed', message: expect.stringMatching(/\p{Script=Han}/u) })
})

test('without a token 401; what is too long, however long, 413', async () => {
  expect((await ask('{}', { authorization: '' })).status).toBe(401)
  for (const length of [20_000, 100_000, 1_000_000]) expect((await ask(' '.repeat(length))).status).toBe(413)
})

test('every other call goes elsewhere', async () => {
  for (const [method, path] of [
    ['GET', '/v1/filing-decisions'],
    ['OPTIONS', '/v1/filing-decisions'],
    ['POST', '/v1/filings'],
  ]) {
    expect(await (await fetch(`${url}${path}`, { method: method as string })).text()).toBe('elsewhere')
  }
})

test('who hangs up before all was said is not answered, and the next is', async () => {
  const hungUp = new AbortController()
  const body = new ReadableStream({
    start: (stream) => stream.enqueue(new TextEncoder().encode('{')),
  })
  const asked = fetch(`${url}/v1/filing-decisions`, {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
    signal: hungUp.signal,
  } as RequestInit)
  setTimeout(() => hungUp.abort(), 50)
  await expect(asked).rejects.toThrow()
  expect((await ask('{}')).status).toBe(400)
})
