/** The enrolment map (screening/RULES.md 3): periods, places, and who may look. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { periodOf, previousOf, yearBefore } from '../../../functions/screening/periods.ts'
import { counted, type Figures, places, residentsOf, together } from '../../../functions/screening/tally.ts'
import type { Day } from '../../../shared/calendar/index.ts'
import { area, jump, makeTown } from './scene.ts'

test.each([
  ['day', '2026-03-12', '2026-03-12', '2026-03-12', '2026-03-11'],
  ['week', '2026-03-12', '2026-03-09', '2026-03-15', '2026-03-02'],
  ['week', '2026-03-15', '2026-03-09', '2026-03-15', '2026-03-02'],
  ['week', '2026-01-01', '2025-12-29', '2026-01-04', '2025-12-22'],
  ['month', '2026-03-31', '2026-03-01', '2026-03-31', '2026-02-01'],
  ['year', '2026-03-31', '2026-01-01', '2026-12-31', '2025-01-01'],
] as const)('the %s of %s is from %s to %s, and the one before it begins on %s', (period, on, from, to, before) => {
  const days = periodOf(period, on as Day)
  expect(days).toEqual({ from, to })
  expect(previousOf(period, days).from).toBe(before)
})

test('a year earlier than a leap day is the day before', () => {
  expect([yearBefore('2024-02-29' as Day), yearBefore('2026-03-01' as Day)]).toEqual(['2023-02-28', '2025-03-01'])
})

const state = fc.constantFrom('insured', 'exempt', 'not_insured')
const stood = fc.record({
  community: fc.constantFrom('130102001001', '130102001002', '130102002001', '130104001001'),
  state,
})

test('residents are insured, exempt and not insured, and the sum of the parts; who moved within a place counts there', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(stood, fc.option(stood, { nil: undefined })), { maxLength: 40 }), (people) => {
      const half = Math.floor(people.length / 2)
      const tallies = [people.slice(0, half), people.slice(half)].map((some) => {
        const tally: Record<string, Figures> = {}
        for (const [now, before] of some) counted(tally, now as never, before as never)
        return tally
      })
      const all = places(together(tallies))
      for (const [place, figures] of all) {
        const here = people.filter(([now]) => now.community.startsWith(place))
        expect(residentsOf(figures)).toBe(here.length)
        const parts = [...figures.parts.values()]
        if (place.length < 12) expect(parts.reduce((sum, part) => sum + residentsOf(part), 0)).toBe(here.length)
        const both = here.flatMap(([now, before]) =>
          before?.community.startsWith(place) ? [[now, before] as const] : [],
        )
        expect([figures.new, figures.lost]).toEqual([
          both.filter(([now, before]) => now.state === 'insured' && before.state !== 'insured').length,
          both.filter(([now, before]) => now.state !== 'insured' && before.state === 'insured').length,
        ])
      }
    }),
  )
})

describe('the map', () => {
  it('goes down from area to community, the lowest rate first', async () => {
    const { resident, insure, screen, map } = await makeTown()
    await insure(await resident(1, '130102001001'))
    await resident(2, '130102001002')
    await insure(await resident(3, '130104002001'))
    await screen()
    const at = async (code: string) => (await map(code)).body
    expect(await at(area)).toMatchObject({
      residents: 3,
      rate: '0.6667',
      parts: [
        { code: '130102', rate: '0.5000' },
        { code: '130104', rate: '1.0000' },
      ],
    })
    expect(await at('130102')).toMatchObject({ residents: 2, parts: [{ code: '130102001', residents: 2 }] })
    expect(await at('130102001')).toMatchObject({
      parts: [
        { code: '130102001002', rate: '0.0000' },
        { code: '130102001001', rate: '1.0000' },
      ],
    })
    expect(await at('130102001001')).toMatchObject({ residents: 1, parts: [] })
    // Screened, and nobody lives there.
    expect(await at('130105')).toMatchObject({ residents: 0, rate: null, new: 0, parts: [] })
  })

  it('of an area that is one county by itself shows the streets', async () => {
    const { resident, screen, map } = await makeTown()
    await resident(1, '441900001001')
    await screen('441900')
    expect((await map('441900')).body).toMatchObject({ residents: 1, parts: [{ code: '441900001' }] })
  })

  it('sums who came and went over a period, and compares it with the one before and a year earlier', async () => {
    const { stack, resident, insure, pause, screen, map } = await makeTown('2025-03-12T09:00:00+08:00')
    const [a, b] = [await resident(1), await resident(2)]
    await screen()
    jump(stack, '2026-02-27T09:00:00+08:00')
    await stack.happen('residence.registered', { psn_no: a, community: '130102001001', from: '2025-01-01' })
    await stack.happen('residence.registered', { psn_no: b, community: '130102001001', from: '2025-01-01' })
    await screen()
    jump(stack, '2026-03-02T09:00:00+08:00')
    await insure(a, '2026-03-02')
    await screen()
    jump(stack, '2026-03-12T09:00:00+08:00')
    await insure(b, '2026-03-12')
    await pause(a, '2026-03-11')
    await screen()
    const { body } = await map(area, 'month')
    expect(body).toMatchObject({ from: '2026-03-01', residents: 2, insured: 1, new: 2, lost: 1, net: 1 })
    expect(body.previous).toMatchObject({ from: '2026-02-01', to: '2026-02-28', insured: 0, new: 0 })
    expect(body.year_before).toMatchObject({ from: '2025-03-01', residents: 0 })
    expect((await map(area, 'week', '2026-03-03')).body).toMatchObject({
      insured: 1,
      new: 1,
      previous: { to: '2026-03-01' },
    })
    expect((await map(area, 'day', '2026-03-03')).status).toBe(404)
    expect((await map(area, 'day', '2026-03-12')).body).not.toHaveProperty('previous')
  })

  it('is for the area in charge, and screenings for its supervisors', async () => {
    const { api, resident, screen } = await makeTown()
    await resident(1)
    const { screening_id } = await screen()
    const status = async (who: Record<string, unknown>, target: string, body?: object) =>
      (await api.call({ sub: 'x', ...who } as never, target, body)).status
    const map = `GET /v1/enrolment-map?code=130102001001`
    expect(await status({ role: 'clerk', admdvs: area }, map)).toBe(200)
    expect(await status({ role: 'supervisor', admdvs: area }, map)).toBe(200)
    expect(await status({ role: 'clerk', admdvs: '130200' }, map)).toBe(404)
    expect(await status({ role: 'citizen', psn_no: 'P000001' }, map)).toBe(403)
    for (const code of ['1301', '130102001001001', '990102', 'x'])
      expect(await status({ role: 'operator' }, `GET /v1/enrolment-map?code=${code}`)).toBe(400)
    expect(await status({ role: 'operator' }, 'GET /v1/enrolment-map?code=130100&period=hour')).toBe(400)
    expect(await status({ role: 'supervisor', admdvs: area }, `GET /v1/screenings/${screening_id}`)).toBe(200)
    expect(await status({ role: 'supervisor', admdvs: '130200' }, `GET /v1/screenings/${screening_id}`)).toBe(404)
    expect(await status({ role: 'operator' }, 'GET /v1/screenings/SC-130100-2020-01-01')).toBe(404)
    expect(await status({ role: 'operator' }, 'GET /v1/screenings/x')).toBe(404)
    expect(await status({ role: 'clerk', admdvs: area }, 'POST /v1/screenings', { admdvs: area })).toBe(403)
    expect(await status({ role: 'supervisor', admdvs: area }, 'POST /v1/screenings', { admdvs: '130200' })).toBe(404)
    expect(await status({ role: 'supervisor', admdvs: area }, 'POST /v1/screenings', { admdvs: '130102' })).toBe(201)
    expect(await status({ role: 'operator' }, 'POST /v1/screenings', {})).toBe(400)
  })
})
