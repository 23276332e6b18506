/** What the client does when things go wrong: it answers, in time, and throws nothing. No clock, no network. */
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type ClientOptions,
  createClient,
  fetchTransport,
  newAbort,
  type Result,
  type Transport,
  type WireResponse,
  type Wx,
  wxTransport,
} from '../../../shared/client/index.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): WireResponse => ({
  status,
  header: (name) => headers[name],
  text: typeof body === 'string' ? body : JSON.stringify(body),
})
const problem = (status: number, code: string, headers = {}) =>
  answer(status, { status, code, title: '标题', detail: '说明' }, headers)
const me = answer(200, { psn_no: 'P1' })
const hang = () => new Promise<never>(() => {})

const clientOf = (transport: Transport, more: Partial<ClientOptions> = {}) =>
  createClient({ baseUrl: 'https://api.test/', transport, ...more })
const meBy = (transport: Transport, more: Partial<ClientOptions> = {}) => clientOf(transport, more).call('GET /v1/me')

/** Answers one after the other, the last for ever; counts how often it was asked. */
function script(...answers: (WireResponse | Error | (() => Promise<never>))[]) {
  const asked: { at: number; token: string | undefined }[] = []
  const begun = Date.now()
  const transport: Transport = async ({ headers }) => {
    asked.push({ at: Date.now() - begun, token: headers.authorization?.slice('Bearer '.length) })
    const next = answers[Math.min(asked.length, answers.length) - 1]
    if (next instanceof Error) throw next
    return typeof next === 'function' ? next() : (next as WireResponse)
  }
  return { asked, transport }
}

/** What a call comes to, and after how many milliseconds. */
async function timed<T>(call: Promise<T>): Promise<{ result: T; ms: number }> {
  const begun = Date.now()
  let ms: number | undefined
  void call.then(() => {
    ms = Date.now() - begun
  })
  while (ms === undefined && Date.now() - begun < 600_000) await vi.advanceTimersToNextTimerAsync()
  if (ms === undefined) throw new Error('no end within ten minutes')
  return { result: await call, ms }
}

const none = (code: string) => ({ ok: false, status: 0, problem: { code, title: expect.any(String) } })

describe('a call that is not answered', () => {
  it('is tried three times, further apart each time', async () => {
    const { asked, transport } = script(new Error('request:fail url not in domain list'))
    const { result } = await timed(meBy(transport))
    expect(result).toMatchObject({ ...none('no-answer'), problem: { cause: 'request:fail url not in domain list' } })
    expect(asked.map(({ at }) => at)).toEqual([0, 500, 1500])
  })

  it('waits as long as it is told to, and answers what the API said last', async () => {
    const { asked, transport } = script(problem(503, 'unavailable', { 'retry-after': '5' }))
    const { result } = await timed(meBy(transport))
    expect(result).toMatchObject({ ok: false, status: 503, problem: { code: 'unavailable', detail: '说明' } })
    expect(asked.map(({ at }) => at)).toEqual([0, 5000, 10_000])
    const odd = script(problem(429, 'too-many-requests', { 'retry-after': 'Thu, 01 Jan 2026 00:00:00 GMT' }), me)
    expect((await timed(meBy(odd.transport))).result).toMatchObject({ ok: true })
    expect(odd.asked.map(({ at }) => at)).toEqual([0, 500])
  })

  it('asks again for what is in progress, and not for what is refused for good', async () => {
    const busy = script(problem(409, 'key-in-progress', { 'retry-after': '1' }), answer(201, { status: 'active' }))
    const body = { kind: 'temporary', to_admdvs: '110000', from: '2026-03-12', commitment: true } as const
    const { result } = await timed(clientOf(busy.transport).call('POST /v1/filings', { body }))
    expect(result).toMatchObject({ ok: true, status: 201 })
    const known = script(problem(409, 'filing-overlaps'))
    expect(await meBy(known.transport)).toMatchObject({ status: 409, problem: { code: 'filing-overlaps' } })
    expect(known.asked).toHaveLength(1)
  })

  it.each([
    answer(502, '<html>Bad gateway</html>'),
    answer(403, { message: 'Forbidden' }),
    answer(200, ''),
    answer(200, '<html>请先登录公共无线网</html>'),
    answer(200, 'null'),
    answer(304, ''),
    {} as WireResponse,
    undefined as unknown as WireResponse,
  ])('is not taken for one when what came is none of the API: %j', async (came) => {
    expect((await timed(meBy(async () => came))).result).toMatchObject(none('no-answer'))
  })

  it('ends at its deadline, logins and waits counted', async () => {
    const late = async (transport: Transport, more: Partial<ClientOptions> = {}) => {
      const { result, ms } = await timed(meBy(transport, { deadlineMs: 2000, tries: 99, ...more }))
      expect(result).toMatchObject(none('deadline'))
      expect(ms).toBe(2000)
    }
    await late(hang)
    await late(script(problem(503, 'unavailable', { 'retry-after': '20' })).transport)
    await late(script(new Error('reset')).transport)
    await late(async () => me, { token: hang })
    await late(async () => problem(401, 'unauthorized'), { login: hang })
    expect((await timed(meBy(hang))).ms).toBeLessThanOrEqual(60_000)
    expect(await clientOf(async () => me).call('GET /v1/me', { deadlineMs: 0 })).toMatchObject(none('deadline'))
    expect(await clientOf(async () => me).call('GET /v1/me', { deadlineMs: Number.POSITIVE_INFINITY })).toMatchObject({
      ok: true,
    })
  })

  it('gives up a try that hangs, and asks again', async () => {
    const { asked, transport } = script(hang, me)
    expect((await timed(meBy(transport))).result).toMatchObject({ ok: true })
    expect(asked.map(({ at }) => at)).toEqual([0, 15_500])
  })

  it.each([
    ['AbortController', () => new AbortController()],
    ['newAbort', newAbort],
  ])('ends at once when it is aborted, by %s', async (_, make) => {
    const before = make()
    before.abort()
    const { asked, transport } = script(me)
    expect(await clientOf(transport).call('GET /v1/me', { signal: before.signal })).toMatchObject(none('aborted'))
    expect(asked).toEqual([])
    for (const during of [hang, script(new Error('reset')).transport, async () => problem(503, 'unavailable')]) {
      const abort = make()
      setTimeout(() => abort.abort(), 300)
      const { result, ms } = await timed(clientOf(during).call('GET /v1/me', { signal: abort.signal }))
      expect(result).toMatchObject(none('aborted'))
      expect(ms).toBe(300)
      expect(vi.getTimerCount()).toBe(0)
    }
  })

  it('is cut on the wire too', async () => {
    let cut = 0
    const wx: Wx = { request: () => ({ abort: () => void cut++ }) }
    const fetching = fetchTransport((_, { signal }: { signal?: AbortSignal }) => {
      signal?.addEventListener('abort', () => void cut++)
      return hang()
    })
    for (const transport of [wxTransport(wx), fetching]) await timed(meBy(transport, { deadlineMs: 100 }))
    expect(cut).toBe(2)
  })
})

describe('a token', () => {
  /** An API that takes some tokens, each answer after a while. */
  const taking =
    (good: readonly string[], delays: () => number = () => 10): Transport =>
    async ({ headers }) => {
      await new Promise((done) => setTimeout(done, delays()))
      return good.includes(String(headers.authorization?.slice(7))) ? me : problem(401, 'unauthorized')
    }
  const many = (client: ReturnType<typeof clientOf>) =>
    timed(Promise.all(Array.from({ length: 8 }, () => client.call('GET /v1/me'))))

  it('is fetched once for calls that fail together, however far apart their refusals come', async () => {
    let asked = 0
    const login = async () => {
      asked++
      return 'new'
    }
    let delay = 0
    const spread = taking(['new'], () => (delay += 400))
    const { result } = await many(clientOf(spread, { token: () => 'old', login }))
    expect(result.map(({ ok }) => ok)).toEqual(Array(8).fill(true))
    expect(asked).toBe(1)
  })

  it.each<[string, () => Promise<string | undefined>]>([
    ['fails', () => Promise.reject(new Error('拒绝授权'))],
    ['gives none', async () => undefined],
    ['gives the refused one', async () => 'old'],
    ['gives one that is refused too', async () => 'wrong'],
  ])('that login %s leaves the 401 as it is, and is asked for again by the next call', async (_, how) => {
    const login = vi.fn(how)
    const client = clientOf(taking([]), { token: () => 'old', login })
    const { result } = await many(client)
    for (const one of result) expect(one).toMatchObject({ status: 401, problem: { code: 'unauthorized' } })
    expect(login).toHaveBeenCalledTimes(1)
    await timed(client.call('GET /v1/me'))
    expect(login).toHaveBeenCalledTimes(2)
  })

  it('that a store can’t give is none: the call goes without', async () => {
    for (const token of [() => Promise.reject(new Error('getStorage:fail')), () => '', () => null, () => undefined]) {
      const { asked, transport } = script(me)
      expect(await meBy(transport, { token })).toMatchObject({ ok: true })
      expect(asked).toMatchObject([{ token: undefined }])
    }
  })

  it('that login gave outlives the call that asked for it', async () => {
    const slow = () => new Promise<string>((done) => setTimeout(done, 5000, 'new'))
    const client = clientOf(taking(['new']), { login: slow })
    expect((await timed(client.call('GET /v1/me', { deadlineMs: 100 }))).result).toMatchObject(none('deadline'))
    await vi.advanceTimersByTimeAsync(5000)
    expect((await timed(client.call('GET /v1/me'))).result).toMatchObject({ ok: true })
  })

  it('that never comes is waited for a minute, not for ever', async () => {
    const login = vi.fn(hang as () => Promise<string>)
    const client = clientOf(taking(['new']), { login, deadlineMs: Number.POSITIVE_INFINITY })
    expect((await timed(client.call('GET /v1/me'))).result).toMatchObject({ status: 401 })
    login.mockResolvedValueOnce('new')
    expect((await timed(client.call('GET /v1/me'))).result).toMatchObject({ ok: true })
  })
})

describe('whatever happens', () => {
  const anything = fc.anything({ withBigInt: true, withNullPrototype: true })
  const oddities = fc.oneof(
    anything,
    fc.record({ status: fc.constantFrom(200, 401, 409, 429, 500, 503), header: fc.anything(), text: fc.json() }),
    fc.record({
      status: fc.constantFrom(200, 204, 401, 503),
      header: fc.constant(() => '1'),
      text: fc.constantFrom('{}', '', '[', '{"code":"key-in-progress"}'),
    }),
  )
  /** Throws what can't even be told. */
  const unwritable = {
    toJSON() {
      throw Object.create(null)
    },
  }
  /** Throws, rejects, hangs, answers garbage now or later. */
  const doing = fc.oneof(
    anything.map((thrown) => () => {
      throw thrown
    }),
    anything.map((thrown) => () => Promise.reject(thrown)),
    fc.constant(hang),
    fc.tuple(oddities, fc.nat(3000)).map(
      ([came, ms]) =>
        () =>
          new Promise((done) => setTimeout(done, ms, came)),
    ),
    oddities.map((came) => () => came),
  )

  it('a call is a result, no later than its deadline and its abort', async () => {
    const plan = fc.record({
      sends: fc.array(doing, { minLength: 1, maxLength: 4 }),
      token: doing,
      login: doing,
      deadlineMs: fc.integer({ min: 0, max: 20_000 }),
      abortMs: fc.integer({ min: 0, max: 20_000 }),
      body: fc.oneof(anything, fc.constant({}), fc.constant(unwritable)),
    })
    await fc.assert(
      fc.asyncProperty(plan, async ({ sends, token, login, deadlineMs, abortMs, body }) => {
        let sent = 0
        const transport = (() => sends[sent++ % sends.length]?.()) as Transport
        const options = { transport, token: token as () => string, login: login as () => string }
        const { signal, abort } = newAbort()
        setTimeout(abort, abortMs)
        const input = { body: body as never, signal, deadlineMs }
        const call = clientOf(transport, options).call('POST /v1/filings', input)
        const { result, ms } = await timed<Result<unknown>>(call)
        expect(ms).toBeLessThanOrEqual(Math.min(deadlineMs, abortMs))
        if (result.ok) expect(typeof result.body).toBe('object')
        else expect(Object.keys(result.problem)).toEqual(expect.arrayContaining(['code', 'title', 'detail']))
        vi.clearAllTimers()
      }),
      { numRuns: 300 },
    )
  })

  it('wx in any mood is a result', async () => {
    const moods = fc.oneof(
      fc.record({ success: anything }),
      fc.record({ fail: anything }),
      fc.record({ thrown: anything }),
      fc.record({
        success: fc.record({
          statusCode: fc.constantFrom(200, 404, 503),
          header: fc.constantFrom({ 'RETRY-AFTER': 1 }, undefined),
          data: anything,
        }),
      }),
    )
    await fc.assert(
      fc.asyncProperty(moods, anything, async (mood, task) => {
        const wx: Wx = {
          request({ success, fail }) {
            if ('thrown' in mood) throw mood.thrown
            // Whoever calls back late is not caught by anybody: what is thrown there is a fault of the page.
            setTimeout(() => ('success' in mood ? success(mood.success as never) : fail(mood.fail as never)))
            return task
          },
        }
        const { result } = await timed(meBy(wxTransport(wx), { deadlineMs: 1000 }))
        expect(typeof result.ok).toBe('boolean')
        vi.clearAllTimers()
      }),
      { numRuns: 200 },
    )
  })
})
