/** The client over the API in this process, by both ways it can go. What it does when things go wrong: trouble.test.ts. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openApi } from '../../../functions/api/docs/openapi.ts'
import { answerOf } from '../../../infra/cli/support/operator.ts'
import { clientSize } from '../../../infra/generate/client-size.ts'
import { clientTypes } from '../../../infra/generate/client-types.ts'
import { createClient, faultOf, fetchTransport, type Transport, wxTransport } from '../../../shared/client/index.ts'
import { makeTown, type Town } from '../../functions/api/town.ts'
import { type Claims, clerk, signToken } from '../../support/api.ts'

const town: Town = await makeTown()
const filing = { kind: 'temporary', from: '2026-03-12', commitment: true } as const

/** `fetch` that speaks to the API in this process; wx the same, in its own manners. */
const appFetch = async (url: string, init: RequestInit) => {
  const response = await town.api.app.request(url.replace('https://api.test', ''), init)
  await town.stack.run()
  return response
}
const wx = {
  request: (options: Parameters<Parameters<typeof wxTransport>[0]['request']>[0]) => {
    const { url, method, header, data, dataType, success } = options
    const init = { method, headers: header, ...(data === undefined ? {} : { body: data }) }
    void appFetch(url, init).then(async (response) => {
      const headers = Object.fromEntries([...response.headers].map(([name, value]) => [name.toUpperCase(), value]))
      const text = await response.text()
      success({ statusCode: response.status, header: headers, data: dataType === 'json' ? JSON.parse(text) : text })
    })
  },
}
const transports: [string, Transport][] = [
  ['fetch', fetchTransport(appFetch)],
  ['wx.request', wxTransport(wx)],
]

const baseUrl = 'https://api.test'
const clientOf = (who: Claims, transport: Transport) =>
  createClient({ baseUrl, transport, token: () => town.api.token(who) })

describe.each(transports)('the client by %s', (_, transport) => {
  const mine = clientOf(town.owners.citizen!, transport)

  it('calls, typed by the document', async () => {
    const me = await answerOf(mine.call('GET /v1/me'))
    expect(me.psn_no satisfies string).toBe(town.me)
    const kase = await answerOf(mine.call('GET /v1/cases/{case_id}', { path: { case_id: town.ids.transfer } }))
    expect(kase.timeline[0]?.text satisfies string | undefined).toContain('医保')
    const { cases } = await answerOf(mine.call('GET /v1/cases', { query: { bundle: 'newborn' } }))
    expect(cases.map(({ case_id }) => case_id)).toEqual([town.ids.newborn])
  })

  it('answers what the API refuses as a problem, field by field', async () => {
    const wrong = await mine.call('POST /v1/filings', { body: { ...filing, to_admdvs: 'x' } })
    expect(wrong).toMatchObject({ ok: false, status: 400, problem: { code: 'bad-request', title: '填写的内容有误' } })
    if (wrong.ok) return
    expect(faultOf(wrong.problem, 'to_admdvs')).toContain('六位行政区划代码')
    expect(faultOf(wrong.problem, 'from')).toBeUndefined()
    const foreign = clientOf(town.strangers.citizen!, transport)
    const refused = await foreign.call('GET /v1/cases/{case_id}', { path: { case_id: town.ids.transfer } })
    expect(refused).toMatchObject({ ok: false, status: 404, problem: { code: 'not-found' } })
  })

  it('walks through a list, page after page', async () => {
    const seen: string[] = []
    for await (const page of mine.pages('GET /v1/cases', { query: { limit: 1 } })) {
      expect(page.ok && page.body.cases.length).toBe(1)
      if (page.ok) seen.push(...page.body.cases.map(({ case_id }) => case_id satisfies string))
    }
    expect(seen.sort()).toEqual([town.ids.transfer, town.ids.allowance, town.ids.newborn].sort())
    for await (const bad of mine.pages('GET /v1/cases', { query: { cursor: 'x' } })) {
      expect(bad).toMatchObject({ ok: false, status: 400 })
    }
    for await (const page of clientOf(clerk('130200'), transport).pages('GET /v1/tasks')) {
      expect(page.ok && page.body.tasks.map(({ task_id }) => task_id)).toEqual([town.ids.transferTask])
    }
  })
})

describe('the client', () => {
  const [, transport] = transports[0]!

  it('has another token fetched when one is refused, once for calls that fail together, and keeps it', async () => {
    const old = await signToken(town.owners.citizen!, { from: town.api.seconds() - 7200 })
    let saved = 0
    let logins = 0
    const client = createClient({
      baseUrl,
      transport,
      token: () => {
        saved++
        return old
      },
      login: () => {
        logins++
        return town.api.token(town.owners.citizen!)
      },
    })
    const answers = await Promise.all([client.call('GET /v1/me'), client.call('GET /v1/filings')])
    expect(answers).toMatchObject([{ ok: true, body: { psn_no: town.me } }, { ok: true }])
    expect(await client.call('GET /v1/me')).toMatchObject({ ok: true })
    expect({ saved, logins }).toEqual({ saved: 2, logins: 1 })
  })

  it('calls what is open without a token, and logs in for what is not', async () => {
    const open = createClient({ baseUrl, transport, token: () => '' })
    expect(await open.call('GET /v1/areas', { query: { province: '130000' } })).toMatchObject({ ok: true })
    expect(await open.call('GET /v1/me')).toMatchObject({ status: 401, problem: { code: 'unauthorized' } })
    const client = createClient({ baseUrl, transport, login: () => town.api.token(town.owners.citizen!) })
    expect(await client.call('GET /v1/me')).toMatchObject({ ok: true })
  })

  it('repeats what may have happened under the same key: it happens once', async () => {
    let lost = 0
    const keys = new Set<string | undefined>()
    const losing: Transport = async (request) => {
      const response = await transport(request)
      keys.add(request.headers['idempotency-key'])
      if (lost++ < 1) throw new Error('connection reset')
      return response
    }
    const client = clientOf(town.owners.citizen!, losing)
    const made = await client.call('POST /v1/filings', { body: { ...filing, to_admdvs: '440100' } })
    expect(made).toMatchObject({ ok: true, body: { status: 'active' } })
    expect(lost).toBe(2)
    expect([...keys]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)])
  })

  it('writes names and values into addresses so that nothing else can be meant', async () => {
    const urls: string[] = []
    const noting: Transport = (request) => {
      urls.push(request.url)
      return transport(request)
    }
    const client = clientOf(town.owners.citizen!, noting)
    const path = { case_id: '../me?x=1#y' }
    expect(await client.call('GET /v1/cases/{case_id}', { path })).toMatchObject({ status: 404 })
    await client.call('GET /v1/cases', { query: { psn_no: 'a&b=c' } })
    expect(urls).toEqual([
      'https://api.test/v1/cases/..%2Fme%3Fx%3D1%23y',
      'https://api.test/v1/cases?psn_no=a%26b%3Dc',
    ])
  })

  it('has the types of the document: `node infra/generate/client-types.ts` writes them', () => {
    for (const { path, text } of clientTypes()) expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('bears the version of the contract', () => {
    const { version } = JSON.parse(readFileSync('shared/client/package.json', 'utf8'))
    expect(openApi([])).toMatchObject({ info: { version } })
  })

  it('is small and needs nothing', () => {
    const { minified, gzipped, inputs } = clientSize()
    console.log(`client: ${minified} bytes minified, ${gzipped} gzipped`)
    expect(gzipped).toBeLessThan(3000)
    expect(inputs.filter((input) => !input.startsWith('shared/client/'))).toEqual([])
  })
})
