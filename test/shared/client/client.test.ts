import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { clientSize } from '../../../infra/generate/client-size.ts'
import { clientTypes } from '../../../infra/generate/client-types.ts'
import {
  ApiProblem,
  createClient,
  fetchTransport,
  NoAnswer,
  type Transport,
  wxTransport,
} from '../../../shared/client/index.ts'
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

const clientOf = (who: Claims, transport: Transport, more: object = {}) =>
  createClient({
    baseUrl: 'https://api.test',
    transport,
    token: () => town.api.token(who),
    pause: async () => {},
    ...more,
  })

describe.each(transports)('the client by %s', (_, transport) => {
  const mine = clientOf(town.owners.citizen!, transport)

  it('calls, typed by the document', async () => {
    const me = await mine.call('GET /v1/me')
    expect(me.psn_no satisfies string).toBe(town.me)
    const kase = await mine.call('GET /v1/cases/{case_id}', { path: { case_id: town.ids.transfer } })
    expect(kase.timeline[0]?.text satisfies string | undefined).toContain('医保')
    const { cases } = await mine.call('GET /v1/cases', { query: { bundle: 'newborn' } })
    expect(cases.map(({ case_id }) => case_id)).toEqual([town.ids.newborn])
  })

  it('throws what the API refuses as a problem, field by field', async () => {
    const wrong = mine.call('POST /v1/filings', { body: { ...filing, to_admdvs: 'x' } })
    const problem = await wrong.catch((error: unknown) => error as ApiProblem)
    expect(problem).toBeInstanceOf(ApiProblem)
    expect(problem).toMatchObject({ status: 400, code: 'bad-request', title: '填写的内容有误' })
    expect((problem as ApiProblem).fault('to_admdvs')).toContain('六位行政区划代码')
    expect((problem as ApiProblem).fault('from')).toBeUndefined()
    const foreign = clientOf(town.strangers.citizen!, transport)
    const path = { case_id: town.ids.transfer }
    await expect(foreign.call('GET /v1/cases/{case_id}', { path })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('walks through a list, page after page', async () => {
    const seen: string[] = []
    for await (const one of mine.each('GET /v1/cases', { query: { limit: 1 } })) seen.push(one.case_id satisfies string)
    expect(seen.sort()).toEqual([town.ids.transfer, town.ids.allowance, town.ids.newborn].sort())
    for await (const task of clientOf(clerk('130200'), transport).each('GET /v1/tasks')) {
      expect(task.task_id).toBe(town.ids.transferTask)
    }
  })
})

describe('the client', () => {
  const [, transport] = transports[0]!

  it('asks for a new token when one is refused, once for all calls', async () => {
    const old = await signToken(town.owners.citizen!, { from: town.api.seconds() - 7200 })
    let held = old
    let asked = 0
    const client = createClient({
      baseUrl: 'https://api.test',
      transport,
      async token(refused) {
        if (refused === undefined) return held
        asked++
        expect(refused).toBe(old)
        held = await town.api.token(town.owners.citizen!)
        return held
      },
    })
    const answers = await Promise.all([client.call('GET /v1/me'), client.call('GET /v1/filings')])
    expect(answers[0].psn_no).toBe(town.me)
    expect(asked).toBe(1)
  })

  it('gives up when the new token is refused too', async () => {
    const stale = await signToken(town.owners.citizen!, { from: town.api.seconds() - 7200 })
    const client = createClient({ baseUrl: 'https://api.test', transport, token: () => stale })
    await expect(client.call('GET /v1/me')).rejects.toMatchObject({ status: 401, code: 'unauthorized' })
  })

  it('repeats what may have happened under the same key: it happens once', async () => {
    let lost = 0
    const keys = new Set<string | undefined>()
    const losing: Transport = async (request) => {
      const response = await transport(request)
      keys.add(request.headers['idempotency-key'])
      if (lost++ < 2) throw new Error('connection reset')
      return response
    }
    const client = clientOf(town.owners.citizen!, losing)
    const made = await client.call('POST /v1/filings', { body: { ...filing, to_admdvs: '440100' } })
    expect(made.status).toBe('active')
    expect(lost).toBe(3)
    expect([...keys]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)])
  })

  it('waits as long as it is told to, and gives up after three tries', async () => {
    const pauses: number[] = []
    const pause = async (ms: number) => void pauses.push(ms)
    const busy: Transport = async () => ({
      status: 503,
      header: (name) => (name === 'retry-after' ? '5' : undefined),
      text: JSON.stringify({ status: 503, code: 'unavailable', title: '系统繁忙', detail: '请稍后再试。' }),
    })
    const client = clientOf(town.owners.citizen!, busy, { pause })
    await expect(client.call('GET /v1/me')).rejects.toMatchObject({ code: 'unavailable' })
    expect(pauses).toEqual([5000, 5000])
  })

  it('does not repeat what is refused for good', async () => {
    let asked = 0
    const counting: Transport = (request) => {
      asked++
      return transport(request)
    }
    const client = clientOf(town.owners.citizen!, counting)
    await expect(client.call('GET /v1/cases/{case_id}', { path: { case_id: 'x' } })).rejects.toBeInstanceOf(ApiProblem)
    expect(asked).toBe(1)
  })

  it('says that no answer came when what came is none of the API', async () => {
    const gateway: Transport = async () => ({ status: 502, header: () => undefined, text: '<html>Bad gateway</html>' })
    await expect(clientOf(town.owners.citizen!, gateway).call('GET /v1/me')).rejects.toBeInstanceOf(NoAnswer)
    const broken = wxTransport({ request: ({ fail }) => fail({ errMsg: 'request:fail timeout' }) })
    await expect(clientOf(town.owners.citizen!, broken).call('GET /v1/me')).rejects.toThrow('request:fail timeout')
  })

  it('writes names and values into addresses so that nothing else can be meant', async () => {
    const urls: string[] = []
    const noting: Transport = (request) => {
      urls.push(request.url)
      return transport(request)
    }
    const client = clientOf(town.owners.citizen!, noting)
    const path = { case_id: '../me?x=1#y' }
    await expect(client.call('GET /v1/cases/{case_id}', { path })).rejects.toMatchObject({ status: 404 })
    await client.call('GET /v1/cases', { query: { psn_no: 'a&b=c' } })
    expect(urls).toEqual([
      'https://api.test/v1/cases/..%2Fme%3Fx%3D1%23y',
      'https://api.test/v1/cases?psn_no=a%26b%3Dc',
    ])
  })

  it('has the types of the document: `node infra/generate/client-types.ts` writes them', () => {
    for (const { path, text } of clientTypes()) expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('is small and needs nothing', () => {
    const { minified, gzipped, inputs } = clientSize()
    console.log(`client: ${minified} bytes minified, ${gzipped} gzipped`)
    expect(minified).toBeLessThan(4096)
    expect(inputs.filter((input) => !input.startsWith('shared/client/'))).toEqual([])
  })
})
