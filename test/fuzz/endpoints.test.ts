import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { inboundEvents } from '../../events/index.ts'
import { allRoutes } from '../../functions/api/routes/index.ts'
import { bundleNames, parameters } from '../../functions/bundles/all.ts'
import { nameOf, type Route } from '../../functions/calls/route.ts'
import { correctionTypes } from '../../functions/corrections/correction.ts'
import { schemas } from '../../shared/schemas.ts'
import type { Claims } from '../support/api.ts'
import { hostileTexts, junkBytes, junkText, spoiled } from './junk.ts'
import { fitting } from './schemas.ts'
import { changesSince, snapshotOf } from './strict.ts'
import { type Came, expectCivil, makeWatchedTown, townPools, tries, type WatchedTown } from './town.ts'

let town: WatchedTown
beforeAll(async () => {
  town = await makeWatchedTown()
})
afterEach(() => town.reset())

/** Somebody who calls: as the owner of what is in the town, or a stranger of the same role. */
type Who = { as: 'owner' | 'stranger'; role: string }

interface Asked {
  method: string
  who: Who
  path: string
  query: string
  body?: string | Uint8Array
  headers: Record<string, string>
}

/** What fits the parameters of paths. */
const fittingParams: Record<string, readonly string[]> = {
  case_id: ['{transfer}', '{allowance}', '{newborn}', '{retirement}', '{retirement}'],
  task_id: ['{transferTask}', '{birthTask}', '{longTask}', 'CLR-13-2026-03-01-130200-130100-10000.funds-differ'],
  filing_id: ['{filing}'],
  mandate_id: ['{offer}', '{mandate}'],
  clearing_id: ['{clearing}'],
  id: ['{rejected}', '{event}', '{event}', 'P.x.y', 'C.x.y', 'C..', 'R.'],
  admdvs: ['130100', '130102', '000000', '999999'],
  bundle: bundleNames,
  birth_cert_no: ['Z130000001', 'Z130000009'],
  what: ['payments', 'notices', 'bank', 'everything'],
  name: ['waiting_months', 'reduced_ratio', 'resident_premium', 'accepts', '#version'],
  page: ['signing', 'calls', 'errors'],
  point_no: ['P130200001', 'B2'],
  agent_no: ['A1'],
  errand_id: ['{errand}', '{windowErrand}'],
  trial_id: ['{trial}'],
  screening_id: ['SC-130200-2026-03-12', 'SC-130100-2026-99-99'],
  pack_id: ['{pack}', 'release-operator', 'p.1', '-'],
  notice_id: ['{notice}', 'aaaaaaaaaaaaaaaaaaaa.1.000000000000', '.1.', '{transfer}.1.1'],
  question_id: ['{question}', 'QU-x'],
  mdtrt_id: ['M3', 'M1'],
  fixmedins_code: ['H13010200001', 'h13010200001', 'H'],
  article_id: ['a1', 'guide:filing', '-'],
  correction_id: ['{correction}', '{needless}'],
  share_id: ['{transfer}', 'SHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
  setl_id: ['S1', 'S2'],
}

/** What no id can be, and ids a little wrong; already written for a URL. */
const wrongSegment = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...Object.values(fittingParams).flat()),
      fc.constantFrom('', '.', '#', '/', '~', ' ', '\u0000', 'x'),
    )
    .map(([name, tail]) => `${name}${encodeURIComponent(tail)}`),
  fc.constantFrom(...hostileTexts.filter((text) => text.isWellFormed()).map(encodeURIComponent)),
  fc.constantFrom(
    ...['%', '%zz', '%C0%AF', '%F0%28%8C%28', '%ED%A0%80', '%2e%2e%2f', '..%5c', '%25%30%30', '%00', '%3F', '%23'],
    ...['*', ':id', '{id}', ';a=b', '~', '!', 'x'.repeat(5000), '%E6%B5%8B'.repeat(300)],
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).map(encodeURIComponent),
)

const segmentFor = (name: string) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...(fittingParams[name] ?? ['x'])) },
    { weight: 1, arbitrary: wrongSegment },
  )

const pathOf = (route: Route) => {
  const parts = route.path.split('/').map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    return name === undefined ? fc.constant(part) : segmentFor(name)
  })
  // Whoever sends `.` asks for another path: that is how URLs are read.
  return fc
    .tuple(...parts.map((part) => part.filter((segment) => segment !== '.')))
    .map((segments) => segments.join('/'))
}

const queryText = (value: unknown): string =>
  Object.entries(value as object)
    .map(([name, one]) => `${encode(name)}=${encode(typeof one === 'string' ? one : JSON.stringify(one))}`)
    .join('&')
const encode = (text: string) => encodeURIComponent(String(text).toWellFormed()).slice(0, 6000)

const rawQuery = fc.constantFrom(
  '',
  '&&&',
  '=',
  '?',
  '%',
  'limit=%',
  'limit=1&limit=2',
  'cursor=',
  'cursor=%00',
  'a[]=1&a[0]=2',
  '__proto__[polluted]=1',
  '__proto__=1',
  'constructor.prototype.polluted=1',
  'limit=1%2B1',
  `cursor=${'A'.repeat(1999)}`,
  `x=${'y'.repeat(8000)}`,
  'psn_no=P000002&psn_no=P000004',
  'cursor=bnVsbA',
  'cursor=IA',
  'cursor=eyJwayI6MX0',
  'cursor=Iw',
  'cursor=MjAyNiBY',
)

const queryOf = ({ query }: Route) =>
  query === undefined
    ? fc.oneof({ weight: 9, arbitrary: fc.constant('') }, { weight: 1, arbitrary: rawQuery })
    : fc.oneof(
        { weight: 4, arbitrary: fitting(query, townPools).map(queryText) },
        { weight: 3, arbitrary: spoiled(fitting(query, townPools)).map((one) => queryText(Object(one))) },
        { weight: 2, arbitrary: rawQuery },
      )

const bodyOf = ({ body, method, example }: Route) => {
  if (method === 'get') return fc.constant(undefined)
  if (body === undefined) return fc.option(fc.oneof(junkText, junkBytes), { nil: undefined })
  return fc.oneof(
    ...(example === undefined ? [] : [{ weight: 1, arbitrary: fc.constant(JSON.stringify(example)) }]),
    { weight: 5, arbitrary: fitting(body, townPools).map((one) => JSON.stringify(one)) },
    { weight: 6, arbitrary: spoiled(fitting(body, townPools)).map((one) => JSON.stringify(one) ?? '') },
    { weight: 2, arbitrary: junkText },
    { weight: 1, arbitrary: junkBytes },
  )
}

/** Parameters that are set right, so that what they make of everything else is seen too. */
const rightPolicy = fc.constantFrom(...parameters.values()).chain(({ name, value }) =>
  fc
    .record({
      admdvs: fc.constantFrom('000000', '130000', '130100'),
      from: fc.constantFrom('2025-01-01', '2026-01-01', '2027-01-01'),
      value: fitting(value(schemas)),
      source: fc.constantFrom('测试', '<b>'),
    })
    .map((policy) => ({ name, policy })),
)

/** What sets a parameter, and what tries it. */
const aboutParameters: Readonly<Record<string, (name: string, policy: object) => { path: string; body: string }>> = {
  'PUT /v1/policies/{name}': (name, policy) => ({ path: `/v1/policies/${name}`, body: JSON.stringify(policy) }),
  'POST /v1/policy-trials': (name, policy) => ({
    path: '/v1/policy-trials',
    body: JSON.stringify({ name, ...policy }),
  }),
}

const weirdHeaders: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  {
    weight: 4,
    arbitrary: fc.dictionary(
      fc.constantFrom(
        'content-type',
        'accept',
        'idempotency-key',
        'if-none-match',
        'content-encoding',
        'x-forwarded-for',
        'x-http-method-override',
        'origin',
        'range',
        'expect',
        'traceparent',
        'accept-language',
        'transfer-encoding',
      ),
      fc.constantFrom(
        '',
        ' ',
        '*',
        '*/*',
        'text/html',
        'application/json; charset=utf-16',
        'multipart/form-data; boundary=',
        'gzip',
        'DELETE',
        'bytes=0-',
        '"',
        'W/"',
        '\u00ff\u00e9',
        'a'.repeat(4000),
        '<script>',
        '../..',
        '0',
        'key-1',
        'null',
        "' OR 1=1",
      ),
      { maxKeys: 4 },
    ),
  },
)

/** A correction of which only the person may be wrong. */
const rightCorrection = fc.constantFrom(...correctionTypes).map((type) => {
  const data = inboundEvents[type].example
  return { path: '/v1/corrections', body: JSON.stringify({ type, data, reason: '测试' }) }
})

const askedOf = (route: Route): fc.Arbitrary<Asked> => {
  const any = anyAsked(route)
  if (nameOf(route) === 'POST /v1/corrections') {
    return fc.tuple(any, fc.option(rightCorrection, { freq: 2 })).map(([asked, one]) => ({ ...asked, ...one }))
  }
  const right = aboutParameters[nameOf(route)]
  if (!right) return any
  return fc
    .tuple(any, fc.option(rightPolicy, { freq: 2 }))
    .map(([asked, one]) => ({ ...asked, ...(one && right(one.name, one.policy)) }))
}

const anyAsked = (route: Route): fc.Arbitrary<Asked> =>
  fc
    .record({
      who: fc.record({
        as: fc.constantFrom('owner' as const, 'owner' as const, 'owner' as const, 'stranger' as const),
        role: fc.constantFrom(...(route.access === 'none' ? ['citizen'] : Object.keys(route.access))),
      }),
      path: pathOf(route),
      query: queryOf(route),
      body: bodyOf(route),
      headers: weirdHeaders,
    })
    .map(({ body, ...rest }) => ({ method: route.method, ...rest, ...(body === undefined ? {} : { body }) }))

const claimsOf = ({ as, role }: Who): Claims =>
  (as === 'stranger' ? town.strangers[role] : undefined) ?? town.owners[role]!

const targetOf = ({ path, query }: Pick<Asked, 'path' | 'query'>) => {
  const filled = town.filled(path)
  return query === '' ? filled : `${filled}?${query}`
}

async function came(response: Response): Promise<Came> {
  const type = response.headers.get('content-type') ?? ''
  return { status: response.status, type, text: await response.text() }
}

const filledIn = (body: Asked['body']) => (typeof body === 'string' ? town.filled(body) : body)

async function ask(asked: Asked, authorization?: string): Promise<Came> {
  const token = authorization ?? `Bearer ${await town.api.token(claimsOf(asked.who))}`
  const response = await town.api.app.request(targetOf(asked), {
    method: asked.method.toUpperCase(),
    headers: { 'content-type': 'application/json', ...asked.headers, authorization: token },
    ...(asked.body === undefined ? {} : { body: filledIn(asked.body) as string }),
  })
  const answer = await came(response)
  await town.stack.run()
  return answer
}

/**
 * Calls that say yes only where several draws fit each other (a person's number and name, a case that has ended, a code that
 * nobody has used): access.test.ts hears them say so.
 */
const rarelyDrawn: readonly string[] = [
  'GET /v1/points',
  'POST /v1/errands',
  'POST /v1/mandates',
  'POST /v1/credential-checks',
  'POST /v1/cases/{case_id}/rating',
  'PUT /v1/packs/{pack_id}',
  'GET /v1/enrolment-map',
  'POST /v1/shares',
  'DELETE /v1/shares/{share_id}',
  'POST /v1/share-premiums',
  'DELETE /v1/account-payments/{setl_id}',
]

/** What a call which says no may leave: who read what or asked in vain, which key is whose, which event was set aside. */
const mayRemain = (id: string) => /^(U|Q|I|R)#/.test(id)

describe.each(allRoutes.map((route) => ({ name: nameOf(route), route })))('$name', ({ route }) => {
  it('answers whatever is asked, says no in plain words, and then has done nothing', async () => {
    const seen = new Set<number>()
    await fc.assert(
      fc.asyncProperty(askedOf(route), async (asked) => {
        await town.reset()
        const before = snapshotOf(town.stack)
        const answer = await ask(asked)
        seen.add(answer.status)
        const body = expectCivil(answer)
        expect(town.watch.faults).toEqual([])
        const changed = changesSince(town.stack, before).filter((id) => !mayRemain(id))
        if (answer.status >= 400 || route.method === 'get') {
          expect(changed).toEqual([])
          expect(town.watch.sent).toEqual([])
        }
        if (answer.status < 300) expect(() => route.answer.parse(body)).not.toThrow()
      }),
      tries(route.method === 'get' ? 30 : 130),
    )
    if (!rarelyDrawn.includes(nameOf(route))) expect([...seen].some((status) => status < 300)).toBe(true)
  })
})
