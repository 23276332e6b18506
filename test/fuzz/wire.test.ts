/** The same junk one layer down: as bytes at the server's socket, as events of the gateway. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { serve } from '@hono/node-server'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allRoutes } from '../../functions/api/routes/index.ts'
import { lambdaHandler } from '../../functions/http/lambda.ts'
import { hostileTexts, junkBytes, junkText } from './junk.ts'
import { changesSince, snapshotOf } from './strict.ts'
import { expectCivil, makeWatchedTown, tries, type WatchedTown } from './town.ts'

let town: WatchedTown
beforeAll(async () => {
  town = await makeWatchedTown()
})

const token = (role: string) => town.api.token(town.owners[role]!)

/** What a function answers its gateway. */
interface LambdaAnswer {
  statusCode: number
  headers?: Record<string, string>
  multiValueHeaders?: Record<string, string[]>
  body: string
  isBase64Encoded: boolean
}

describe('the socket', () => {
  let server: ReturnType<typeof serve>
  let port: number
  beforeAll(async () => {
    server = serve({ fetch: town.api.app.fetch, hostname: '127.0.0.1', port: 0 })
    await once(server, 'listening')
    port = (server.address() as { port: number }).port
  })
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())))

  /** Writes bytes, reads until the server closes; an answer that does not come within two seconds is none. */
  async function say(bytes: Uint8Array): Promise<string> {
    const socket = connect(port, '127.0.0.1')
    const read: Buffer[] = []
    socket.on('data', (chunk) => read.push(chunk))
    socket.on('error', () => {})
    socket.setTimeout(2000, () => socket.destroy())
    socket.end(bytes)
    await once(socket, 'close')
    return Buffer.concat(read).toString()
  }

  const line = fc.constantFrom(
    ...['GET /v1/me HTTP/1.1', 'GET /v1/../v1/me HTTP/1.1', 'GET /v1/cases/%00 HTTP/1.1', 'GET //v1//me HTTP/1.1'],
    ...['GET /v1/cases/../../etc/passwd HTTP/1.1', 'GET /v1/cases/%2e%2e%2f%2e%2e HTTP/1.1', 'GET \\v1\\me HTTP/1.1'],
    ...['GET http://other/v1/me HTTP/1.1', 'OPTIONS * HTTP/1.1', 'TRACE /v1/me HTTP/1.1', 'CONNECT a:1 HTTP/1.1'],
    ...['HEAD /v1/me HTTP/1.1', 'PATCH /v1/me HTTP/1.1', 'FOO /v1/me HTTP/1.1', 'GET /v1/me HTTP/9.9', 'GET /v1/me'],
    ...['POST /v1/filings HTTP/1.1', 'POST /v1/filing-decisions HTTP/1.1', 'PUT /v1/policies/%ff HTTP/1.1', ''],
    ...['GET /v1/cases?limit=%ff&cursor=%c0%af HTTP/1.1', 'GET /v1/me?__proto__=1 HTTP/1.1', 'GET /v1/me#x HTTP/1.1'],
    `GET /${'a'.repeat(30_000)} HTTP/1.1`,
  )
  const headerLines = fc.subarray([
    'Host: localhost',
    'Host: a b',
    'Host: [::1',
    'Content-Type: application/json',
    'Content-Length: 2',
    'Content-Length: -1',
    'Content-Length: 99999999999',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: identity, chunked',
    'Connection: close',
    'Expect: 100-continue',
    'Cookie: \u0001',
    'no colon',
    ': empty',
    `X: ${'y'.repeat(20_000)}`,
  ])
  const body = fc.oneof(
    fc
      .constantFrom('{}', '', '5\r\n{"a":\r\n0\r\n\r\n', 'ffffffffff\r\n', '0\r\n\r\nGET /v1/me HTTP/1.1\r\n\r\n')
      .map((text) => Buffer.from(text)),
    junkBytes.map((bytes) => Buffer.from(bytes.subarray(0, 500))),
  )

  it('answers bytes of any kind with no more than a refusal, and goes on answering', async () => {
    const bearer = await token('citizen')
    await fc.assert(
      fc.asyncProperty(line, headerLines, fc.boolean(), body, async (first, headers, known, content) => {
        const auth = known ? [`Authorization: Bearer ${bearer}`] : []
        const head = [first, ...headers, ...auth, 'Connection: close', '', ''].join('\r\n')
        const answer = await say(Buffer.concat([Buffer.from(head, 'latin1'), content]))
        for (const [, status] of answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)) expect(Number(status)).toBeLessThan(500)
        expect(answer).not.toMatch(/\bat .{0,200}:\d+:\d+|node_modules|Error:/)
        // Who hangs up in the middle of what they say gets no answer; that they did is logged.
        expect(town.watch.faults.filter((fault) => !fault.includes('abortIncoming'))).toEqual([])
      }),
      tries(150),
    )
    const well = await fetch(`http://127.0.0.1:${port}/v1/health`)
    expect(await well.json()).toEqual({ status: 'ok' })
  })
})

describe('the gateway', () => {
  const path = fc.oneof(
    fc.constantFrom(...allRoutes.map((route) => route.path.replace(/\{\w+\}/g, 'x'))),
    fc.constantFrom(
      '',
      '/',
      '//',
      '/%',
      '/v1/cases/%zz',
      '/v1/cases/\u0000',
      '/v1/cases/..',
      '/V1/ME',
      '/v1/me/',
      '/v1/案件',
    ),
    fc.constantFrom<string>(...hostileTexts).map((text) => `/v1/cases/${text}`),
  )
  const rawEvent = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'),
    path,
    query: fc.constantFrom('', 'a=%', 'limit=%ff', '&&', 'cursor=\u00ff', 'limit=1&limit=2', '?', '#', 'a=b c'),
    body: fc.oneof(
      fc.constant({ body: null, isBase64Encoded: false }),
      junkText.map((body) => ({ body, isBase64Encoded: false })),
      junkBytes.map((bytes) => ({ body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true })),
    ),
    headers: fc.dictionary(
      fc.constantFrom('content-type', 'idempotency-key', 'cookie', 'x-forwarded-for', 'host', 'accept'),
      fc.constantFrom('', 'a', 'application/json', 'x'.repeat(3000), '"', '%00'),
      { maxKeys: 3 },
    ),
  })

  /** An event as an HTTP API sends it (payload 2.0), or as a REST API does (1.0). */
  function eventOf(
    raw: {
      method: string
      path: string
      query: string
      body: { body: string | null; isBase64Encoded: boolean }
      headers: Record<string, string>
    },
    rest: boolean,
  ) {
    const { method, path: rawPath, query, body, headers } = raw
    const common = { headers: { host: 'localhost', ...headers }, ...body }
    if (!rest) {
      const http = { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' }
      const requestContext = { http, domainName: 'localhost', stage: '$default' }
      return { version: '2.0', routeKey: '$default', rawPath, rawQueryString: query, requestContext, ...common }
    }
    const multiValueQueryStringParameters = query === '' ? null : { limit: [query], cursor: [query] }
    const requestContext = { httpMethod: method, path: rawPath, identity: {}, domainName: 'localhost', stage: 'dev' }
    return {
      version: '1.0',
      resource: '/{proxy+}',
      path: rawPath,
      httpMethod: method,
      queryStringParameters: query === '' ? null : { limit: query, cursor: query },
      multiValueQueryStringParameters,
      multiValueHeaders: Object.fromEntries(Object.entries(common.headers).map(([name, value]) => [name, [value]])),
      requestContext,
      ...common,
    }
  }

  it('gives every event an answer, whichever kind of API it comes by', async () => {
    const lambda = lambdaHandler(town.api.app) as unknown as (event: unknown, context: unknown) => Promise<LambdaAnswer>
    const bearers = Object.fromEntries(
      await Promise.all(['citizen', 'operator', 'clerk'].map(async (role) => [role, `Bearer ${await token(role)}`])),
    )
    await fc.assert(
      fc.asyncProperty(
        rawEvent,
        fc.boolean(),
        fc.constantFrom('citizen', 'operator', 'clerk', ''),
        async (raw, rest, role) => {
          await town.reset()
          const before = snapshotOf(town.stack)
          const authorization = role === '' ? {} : { authorization: bearers[role] as string }
          const event = eventOf({ ...raw, headers: { ...raw.headers, ...authorization } }, rest)
          const answer = await lambda(event, {})
          await town.stack.run()
          const headers = {
            ...answer.headers,
            ...Object.fromEntries(
              Object.entries(answer.multiValueHeaders ?? {}).map(([name, [value]]) => [name, value]),
            ),
          }
          const text = answer.isBase64Encoded ? Buffer.from(answer.body, 'base64').toString() : answer.body
          if (raw.method !== 'HEAD')
            expectCivil({ status: answer.statusCode, type: String(headers['content-type'] ?? ''), text })
          expect(answer.statusCode).toBeLessThan(500)
          expect(town.watch.faults).toEqual([])
          if (answer.statusCode >= 400) {
            expect(changesSince(town.stack, before).filter((id) => !/^[UQIR]#/.test(id))).toEqual([])
          }
        },
      ),
      tries(250),
    )
  })
})
