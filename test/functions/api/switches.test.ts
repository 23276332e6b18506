/** Bundle switches over HTTP (bundles/RULES.md 9): set, confirmed, looked into, and what is refused meanwhile. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Table } from '../../../shared/table/table.ts'
import { apiOf, citizen, institution, operator, type TestApi } from '../../support/api.ts'
import { enrolment, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'
import { turn } from '../../support/switches.ts'

const area = '130100'
const today = '2026-03-12'
let stack: Stack
let api: TestApi

const begin = async (options: { bundlesLive?: false; through?: (table: Table) => Table } = {}) => {
  stack = await makeStack({ now: `${today}T09:00:00+08:00`, ...options })
  api = apiOf(stack)
}
beforeEach(() => begin({ bundlesLive: false }))

const put = (bundles: object, admdvs = area) => api.call(operator, `PUT /v1/regions/${admdvs}/settings`, { bundles })
const settings = async () => (await api.call(operator, `GET /v1/regions/${area}/settings`)).body
const shadow = async (query = `bundle=filing&admdvs=${area}`) =>
  (await api.call(operator, `GET /v1/shadow?${query}`)).body

const visit = (psn_no: string, more: object = {}) => ({
  mdtrt_id: 'M1',
  fixmedins_code: 'H11010000001',
  mdtrtarea_admvs: '110000',
  psn_no,
  med_type: '21',
  begntime: `${today}T08:00:00+08:00`,
  cross_region_enabled: true,
  ...more,
})

/** Somebody insured in the area. */
async function insured(n = 1): Promise<string> {
  const psn = await register(stack, n)
  await stack.happen('enrolment.registered', enrolment(psn, area, '2019-03-01'))
  return psn
}

/** Confirms whatever stands in the way of going live. */
const live = (bundle: string, from?: string) =>
  turn(stack, { bundle }, area, { state: 'live', ...(from === undefined ? {} : { from: from as never }) })

describe('settings', () => {
  it('show every bundle: off in a new stage, live where the stage says so, else as was set', async () => {
    expect(await settings()).toMatchObject({
      accepts_account_transfer: true,
      bundles: { newborn: { state: 'off' }, filing: { state: 'off' } },
    })
    expect((await put({ filing: { state: 'shadow' } })).body.bundles).toMatchObject({ filing: { state: 'shadow' } })
    expect((await settings()).bundles).toMatchObject({ newborn: { state: 'off' }, filing: { state: 'shadow' } })
    await begin()
    expect((await settings()).bundles.transfer).toEqual({ state: 'live' })
  })

  it('keep what is left out, and are in the audit trail', async () => {
    await put({ filing: { state: 'shadow' } })
    await api.call(operator, `PUT /v1/regions/${area}/settings`, { accepts_account_transfer: false })
    await put({ newborn: { state: 'shadow' } })
    expect(await settings()).toMatchObject({
      accepts_account_transfer: false,
      bundles: { filing: { state: 'shadow' }, newborn: { state: 'shadow' }, transfer: { state: 'off' } },
    })
    const trail = [...stack.table.items.values()].flatMap(({ pk, d }) =>
      pk.startsWith('U#') ? [JSON.parse(String(d))] : [],
    )
    expect(trail.filter(({ what }) => what === 'settings.put')).toHaveLength(3)
  })

  it.each([
    [{ elsewhere: { state: 'off' } }, 'bundles'],
    [{ filing: { state: 'on' } }, 'bundles.filing.state'],
    [{ filing: {} }, 'bundles.filing.state'],
    [{ filing: { state: 'off', from: today } }, 'bundles.filing.from'],
    [{ filing: { state: 'shadow', from: today } }, 'bundles.filing.from'],
    [{ filing: { state: 'live', from: '2026-02-30' } }, 'bundles.filing.from'],
    [{ filing: { state: 'live', from: '2026-03-11' } }, 'bundles.filing.from'],
  ])('refuse %j', async (bundles, field) => {
    const { status, body } = await put(bundles)
    expect([status, body.errors?.[0].field]).toEqual([400, field])
    expect((await settings()).bundles.filing).toEqual({ state: 'off' })
  })

  it('take a day past only out of shadow; without a day it is today', async () => {
    await live('filing')
    expect((await settings()).bundles.filing).toEqual({ state: 'live', from: today })
    expect((await put({ filing: { state: 'live', from: '2026-03-01' } })).status).toBe(400)
    // What is set already may be said again.
    expect((await put({ filing: { state: 'live', from: today } })).status).toBe(200)
    await put({ filing: { state: 'shadow' } })
    expect((await put({ filing: { state: 'live', from: '2026-03-01' } })).body.bundles.filing.from).toBe('2026-03-01')
    expect((await put({ filing: { state: 'live', from: '2026-05-01' } })).body.bundles.filing.from).toBe('2026-05-01')
  })

  it('lose nothing of two who set at once', async () => {
    await Promise.all([put({ filing: { state: 'shadow' } }), put({ newborn: { state: 'shadow' } })])
    expect((await settings()).bundles).toMatchObject({ filing: { state: 'shadow' }, newborn: { state: 'shadow' } })
    let meanwhile: (() => Promise<unknown>) | undefined
    await begin({
      bundlesLive: false,
      through: (table) => ({
        ...table,
        transact: async (writes) => {
          const first = meanwhile
          meanwhile = undefined
          await first?.()
          return table.transact(writes)
        },
      }),
    })
    meanwhile = () => put({ transfer: { state: 'shadow' } })
    await put({ filing: { state: 'shadow' } })
    expect((await settings()).bundles).toMatchObject({ filing: { state: 'shadow' }, transfer: { state: 'shadow' } })
  })
})

describe('confirmed before live', () => {
  it('names the rows that are still to be confirmed, and lets go live once they are', async () => {
    const { status, body } = await put({ 'maternity-allowance': { state: 'live' } })
    expect([status, body.code]).toEqual([409, 'policies-to-confirm'])
    expect(body.rows.length).toBeGreaterThan(0)
    expect((await settings()).bundles['maternity-allowance']).toEqual({ state: 'off' })
    const listed = (await api.call(operator, `GET /v1/policies?standing=to-confirm&admdvs=${area}`)).body.policies
    for (const { name, admdvs, from } of body.rows) {
      const row = listed.find(
        (one: Record<string, unknown>) => one.name === name && one.admdvs === admdvs && one.from === from,
      )
      expect(row, name).toBeDefined()
      const confirmed = { admdvs, ...(from ? { from } : {}), value: row.value, source: '测试核实' }
      expect((await api.call(operator, `PUT /v1/policies/${name}`, confirmed)).status).toBe(200)
    }
    expect((await put({ 'maternity-allowance': { state: 'live' } })).status).toBe(200)
  })

  it('is hidden by a nearer row, and asked of no other bundle', async () => {
    const { rows } = (await put({ 'maternity-allowance': { state: 'live' } })).body
    const [far] = rows.filter(({ admdvs }: { admdvs: string }) => admdvs !== area)
    const listed = (await api.call(operator, `GET /v1/policies?name=${far.name}`)).body.policies
    const { value } = listed.find((one: { standing: string }) => one.standing === 'to-confirm')
    await stack.policy({ name: far.name, admdvs: area, value, ...(far.from ? { from: far.from } : {}) })
    const after = (await put({ 'maternity-allowance': { state: 'live' } })).body.rows ?? []
    expect(after).not.toContainEqual(far)
    expect((await put({ 'maternity-allowance': { state: 'shadow' } })).status).toBe(200)
  })
})

describe('what is not live here', () => {
  const form = {
    birth_cert_no: 'Z130000101',
    brdy: `${today}T08:15:00+08:00`,
    gend: '1',
    psn_name: '测试宝宝',
    fixmedins_code: 'H13010200001',
    insu_admdvs: area,
  }
  const start = (psn: string, more: object = {}) =>
    api.call(citizen(psn), 'POST /v1/cases', { bundle: 'newborn', form: { ...form, ...more } })
  const items = () => JSON.stringify([...stack.table.items.values()].filter(({ pk }) => pk.startsWith('P#')))

  it.each(['off', 'shadow'] as const)('%s: a case is not started, and nothing is written', async (state) => {
    const psn = await register(stack, 2)
    await put({ newborn: { state } })
    const before = items()
    const { status, body } = await start(psn)
    expect([status, body.code]).toEqual([409, 'bundle-off'])
    expect(body.detail).toMatch(/原来的窗口/)
    expect(items()).toBe(before)
    await live('newborn')
    expect((await start(psn)).status).toBe(201)
  })

  it('nor is one of what began before the first day', async () => {
    const psn = await register(stack, 2)
    await live('newborn')
    const before = items()
    expect((await start(psn, { brdy: '2026-03-11T23:00:00+08:00' })).body.code).toBe('bundle-off')
    expect(items()).toBe(before)
    expect((await start(psn)).status).toBe(201)
  })

  it('a filing and a decision at a desk are sent where they were made before', async () => {
    const psn = await insured()
    const desk = institution('H11010000001')
    const filing = { kind: 'temporary', to_admdvs: '110000', from: today, commitment: true }
    const before = items()
    expect((await api.call(citizen(psn), 'POST /v1/filings', filing)).body.code).toBe('bundle-off')
    expect((await api.call(desk, 'POST /v1/filing-decisions', visit(psn))).body.code).toBe('bundle-off')
    expect(items()).toBe(before)
    await live('filing')
    expect((await api.call(citizen(psn), 'POST /v1/filings', { ...filing, from: '2026-03-11' })).body.code).toBe(
      'bundle-off',
    )
    expect((await api.call(citizen(psn), 'POST /v1/filings', filing)).status).toBe(201)
    const earlier = visit(psn, { mdtrt_id: 'M0', begntime: '2026-03-11T08:00:00+08:00' })
    expect((await api.call(desk, 'POST /v1/filing-decisions', earlier)).body.code).toBe('bundle-off')
    const given = await api.call(desk, 'POST /v1/filing-decisions', visit(psn))
    expect(given.status).toBe(200)
    // Taken back: what was decided stands, what was not is not.
    await put({ filing: { state: 'off' } })
    expect((await api.call(desk, 'POST /v1/filing-decisions', visit(psn))).body).toEqual(given.body)
    expect((await api.call(desk, 'POST /v1/filing-decisions', visit(psn, { mdtrt_id: 'M2' }))).body.code).toBe(
      'bundle-off',
    )
  })
})

describe('GET /v1/shadow', () => {
  it('tells operators what would have come of each, and how many of what; to nobody else', async () => {
    const psn = await insured()
    await put({ filing: { state: 'shadow' } })
    await stack.happen('visit.admitted', visit(psn))
    await stack.happen('visit.admitted', visit(psn, { mdtrt_id: 'M2', cross_region_enabled: false }))
    const { cases, counts, cursor } = await shadow()
    expect(cursor).toBeUndefined()
    expect(cases).toHaveLength(2)
    for (const one of cases) {
      expect(one).toMatchObject({ psn_no: psn, bundle: 'filing', begins: today, at: expect.stringContaining(today) })
      expect(Object.keys(one)).toEqual(expect.arrayContaining(['case_id', 'step', 'status', 'at']))
    }
    expect(Object.values(counts as Record<string, number>).reduce((sum, n) => sum + n, 0)).toBe(2)
    expect((await api.call(citizen(psn), 'GET /v1/cases')).body.cases).toEqual([])
    expect((await api.call({ role: 'clerk', admdvs: area }, 'GET /v1/shadow')).status).toBe(403)
    expect((await api.call(citizen(psn), `GET /v1/cases/${cases[0].case_id}`)).status).toBe(404)
  })

  it('pages over areas and bundles, counted once, and of those that were switched alone', async () => {
    await put({ filing: { state: 'shadow' } })
    await put({ filing: { state: 'shadow' } }, '130200')
    for (const [n, place] of [area, '130200', area, area, '130200'].entries()) {
      const psn = await register(stack, n + 1)
      await stack.happen('enrolment.registered', enrolment(psn, place, '2019-03-01'))
      await stack.happen('visit.admitted', visit(psn, { mdtrt_id: `M${n}` }))
    }
    const seen: string[] = []
    for (let cursor: string | undefined, pages = 0; ; pages++) {
      const page = await shadow(`admdvs=130000&limit=2${cursor === undefined ? '' : `&cursor=${cursor}`}`)
      seen.push(...page.cases.map(({ case_id }: { case_id: string }) => case_id))
      expect(Object.values(page.counts as Record<string, number>).reduce((sum, n) => sum + n, 0)).toBe(5)
      cursor = page.cursor
      if (cursor === undefined) break
      expect(pages).toBeLessThan(5)
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5])
    expect((await shadow('bundle=filing&admdvs=130200')).cases).toHaveLength(2)
    expect((await shadow('bundle=newborn&admdvs=130000')).cases).toEqual([])
    expect((await shadow('bundle=filing')).cases).toHaveLength(5)
    const wrong = [`bundle=elsewhere&admdvs=${area}`, 'bundle=filing&admdvs=99', `admdvs=${area}&cursor=x`]
    for (const query of wrong) expect((await api.call(operator, `GET /v1/shadow?${query}`)).status).toBe(400)
  })

  it('leaves out what can’t be read, and goes on', async () => {
    const psn = await insured()
    await put({ filing: { state: 'shadow' } })
    for (const mdtrt_id of ['M1', 'M2']) await stack.happen('visit.admitted', visit(psn, { mdtrt_id }))
    const [item] = [...stack.table.items.values()].filter(({ sk }) => sk.startsWith('B#unopened#'))
    await stack.table.write({ put: { ...item!, p: new Uint8Array(40) } })
    expect((await shadow()).cases).toHaveLength(1)
  })
})
