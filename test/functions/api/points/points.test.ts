/** Points: set by their area, found nearest first, open by hours and the State Council's days (decision 0099). */
import { describe, expect, it } from 'vitest'
import { apiOf } from '../../../support/api.ts'
import { makeStack } from '../../../support/stack.ts'

const operator = { role: 'operator' }
const supervisor = (admdvs: string) => ({ role: 'supervisor', admdvs })

const village = {
  name: '春风社区服务站',
  kind: 'village',
  admdvs: '410100',
  address: '春风路1号',
  lng: '113.62',
  lat: '34.75',
  tel: '0371-00000000',
  hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
  matters: ['filing', 'account'],
  communities: ['410102001001'],
  home: true,
}

async function start(now = '2026-03-02T10:00:00+08:00') {
  const stack = await makeStack({ now })
  const api = apiOf(stack)
  const put = (no: string, point: object = {}, who: { role: string } = operator) =>
    api.call(who, `PUT /v1/points/${no}`, { ...village, ...point })
  const near = async (query: string) => (await api.request(`/v1/points?${query}`)).body
  return { stack, api, put, near }
}

describe('setting a point', () => {
  it('answers it as set, its area as a pooling area', async () => {
    const { put } = await start()
    const { status, body } = await put('B1', { admdvs: '410102' })
    expect({ status, body }).toEqual({ status: 200, body: { ...village, point_no: 'B1' } })
  })

  it('is for the supervisor of the area: another’s is 404, also to take a point away from there', async () => {
    const { put } = await start()
    expect((await put('B1', {}, supervisor('410200'))).status).toBe(404)
    expect((await put('B1', {}, supervisor('410102'))).status).toBe(200)
    expect((await put('B1', { admdvs: '410200', communities: [] }, supervisor('410200'))).status).toBe(404)
    expect((await put('B1', {}, { ...supervisor('410100'), role: 'clerk' })).status).toBe(403)
  })

  it.each([
    [{ lng: '34.75', lat: '113.62' }, ['lng', 'lat']],
    [{ lng: 113.62 }, ['lng']],
    [{ lat: '34,75' }, ['lat']],
    [{ hours: [{ days: [1], from: '17:00', to: '09:00' }] }, ['hours.0.to']],
    [{ hours: [{ days: [0, 8], from: '9:00', to: '17:00' }] }, ['hours.0.days.0', 'hours.0.days.1', 'hours.0.from']],
    [{ hours: [{ days: [1, 1], from: '09:00', to: '17:00' }] }, ['hours.0.days']],
    [{ matters: ['nonsense'] }, ['matters.0']],
    [{ matters: [] }, ['matters']],
    [{ matters: ['account', 'account'] }, ['matters']],
    [{ communities: ['410102'] }, ['communities.0']],
    [{ communities: ['410202001001'] }, ['communities.0']],
    [{ kind: 'shop' }, ['kind']],
    [{ home: undefined }, ['home']],
    [{ point_no: 'B2' }, ['point_no']],
  ])('says what is wrong: %j', async (wrong, fields) => {
    const { put } = await start()
    const { status, body } = await put('B1', wrong)
    expect(status).toBe(400)
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(fields)
  })
})

describe('finding points', () => {
  it('takes the nearest first, in whole metres (example of the rules)', async () => {
    const { put, near } = await start()
    await put('B1', { lat: '34.76' })
    await put('B2', { lng: '113.63' })
    await put('B3', { matters: ['other'] })
    const { points } = await near('matter=filing&lng=113.62&lat=34.75')
    expect(points.map((one: Record<string, unknown>) => [one.point_no, one.distance_m])).toEqual([
      ['B2', 914],
      ['B1', 1112],
    ])
  })

  it('of the same distance by number, page after page, over the whole country', async () => {
    const { put, near } = await start()
    const far = { admdvs: '650100', lng: '87.62', lat: '43.82', communities: [] }
    const places = { B5: far, B4: { lng: '113.63' }, B3: {}, B2: {}, B1: { lat: '35.75' }, B6: { lat: '34.49' } }
    for (const [no, place] of Object.entries(places)) await put(no, place)
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const page = await near(`matter=account&lng=113.62&lat=34.75&limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.points.map(({ point_no }: { point_no: string }) => point_no))
      if (page.cursor === undefined) break
      cursor = page.cursor
    }
    expect(seen).toEqual(['B2', 'B3', 'B4', 'B6', 'B1', 'B5'])
  })

  it('without a place lists those of the area by number; moved, a point is found where it is now', async () => {
    const { put, near } = await start()
    for (const no of ['B3', 'B1', 'B2']) await put(no)
    const first = await near('matter=account&admdvs=410102&limit=2')
    expect(first.points.map(({ point_no }: { point_no: string }) => point_no)).toEqual(['B1', 'B2'])
    const rest = await near(`matter=account&admdvs=410102&limit=2&cursor=${first.cursor}`)
    expect(rest).toMatchObject({ points: [{ point_no: 'B3' }] })
    await put('B1', { admdvs: '410200', lng: '114.30', communities: [], matters: ['account'] })
    expect((await near('matter=account&admdvs=410100')).points).toHaveLength(2)
    expect((await near('matter=account&admdvs=410200')).points).toMatchObject([{ point_no: 'B1' }])
    const around = (await near('matter=account&lng=113.62&lat=34.75')).points
    expect(around.map(({ point_no }: { point_no: string }) => point_no)).toEqual(['B2', 'B3', 'B1'])
    expect((await near('matter=filing&lng=113.62&lat=34.75')).points).toHaveLength(2)
  })

  it('says that nobody need go for what is done online', async () => {
    const { near } = await start()
    expect(await near('matter=filing&admdvs=410100')).toEqual({ online: true, points: [] })
    expect(await near('matter=mandate&admdvs=410100')).toEqual({ online: true, points: [] })
    expect(await near('matter=account&admdvs=410100')).toEqual({ points: [] })
  })

  it.each([
    ['matter=filing', 'admdvs'],
    ['matter=filing&lng=113', 'lat'],
    ['matter=filing&lat=34', 'lng'],
    ['matter=nonsense&admdvs=410100', 'matter'],
    ['admdvs=410100', 'matter'],
    ['matter=filing&lng=x&lat=34', 'lng'],
  ])('%s is 400 of %s', async (query, field) => {
    const { near } = await start()
    expect(await near(query)).toMatchObject({ code: 'bad-request', errors: [{ field }] })
  })
})

describe('what a point is open', () => {
  const everyDay = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '17:00' }]
  it.each([
    ['a weekday', '2026-03-02T09:00:00+08:00', undefined, true],
    ['its last minute', '2026-03-02T16:59:59+08:00', undefined, true],
    ['the end', '2026-03-02T17:00:00+08:00', undefined, false],
    ['a weekend day', '2026-03-07T10:00:00+08:00', undefined, false],
    ['a weekend day with hours', '2026-03-07T10:00:00+08:00', everyDay, true],
    ['a worked Saturday (example of the rules)', '2026-02-14T10:00:00+08:00', undefined, true],
    ['a Monday off (example of the rules)', '2026-02-16T10:00:00+08:00', undefined, false],
    ['a Saturday within the days off', '2026-02-21T10:00:00+08:00', everyDay, false],
    ['the Sunday that begins them', '2026-02-15T10:00:00+08:00', everyDay, false],
    ['the Sunday after a worked Saturday', '2026-03-01T10:00:00+08:00', everyDay, true],
    ['a year that nobody has published', '2031-03-03T10:00:00+08:00', undefined, true],
  ])('%s', async (_, now, hours, open) => {
    const { put, near } = await start(now)
    await put('B1', hours ? { hours } : {})
    expect((await near('matter=filing&admdvs=410100')).points[0].open_now).toBe(open)
  })
})

describe('registering an agent', () => {
  const agent = { psn_no: 'P000001', status: 'active', trained_on: '2026-03-01' }
  it('answers what was registered; only where the point is', async () => {
    const { api, put } = await start()
    await put('B1')
    const at = (no: string) => `PUT /v1/points/${no}/agents/A1`
    expect(await api.call(supervisor('410100'), at('B1'), agent)).toMatchObject({ status: 200, body: agent })
    expect((await api.call(supervisor('410200'), at('B1'), agent)).status).toBe(404)
    expect((await api.call(operator, at('B9'), agent)).status).toBe(404)
    await put('B2', { admdvs: '410200', communities: [] })
    expect((await api.call(supervisor('410200'), at('B2'), agent)).status).toBe(404)
  })

  it('takes no training that is still to come', async () => {
    const { api, put } = await start()
    await put('B1')
    const wrong = await api.call(operator, 'PUT /v1/points/B1/agents/A1', { ...agent, trained_on: '2026-03-03' })
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: 'trained_on' }] } })
  })
})
