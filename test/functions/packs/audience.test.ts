/** Whom a pack concerns (functions/packs/RULES.md): each condition, and all of them together. */
import { beforeAll, describe, expect, it } from 'vitest'
import { operator } from '../../support/api.ts'
import { pause, register } from '../../support/people.ts'
import { born, insured, makeScene, pack, type Scene } from './scene.ts'

let scene: Scene
const people: Record<string, string> = {}
beforeAll(async () => {
  scene = await makeScene('2026-03-10T10:00:00+08:00')
  const { stack } = scene
  people.man = await insured(stack, 1, '1966-02-11')
  people.woman = await insured(stack, 2, '1976-03-11', { orig_retire_age: 50 })
  people.retired = await insured(stack, 3, '1960-01-01', { psn_type: '12' })
  people.resident = await insured(stack, 4, '2000-03-10', { insutype: '390', psn_type: '15' })
  people.paused = await insured(stack, 5, '1966-02-12')
  await stack.happen('enrolment.paused', pause(people.paused!, '530100', '2026-01-31'))
  people.home = await register(stack, 6, { brdy: '1990-01-01' })
  const lives = { psn_no: people.home, community: '530102001001', from: '2020-01-01' }
  await stack.happen('residence.registered', lives)
  people.away = await register(stack, 8, { brdy: '1990-01-01' })
  await stack.happen('residence.registered', { ...lives, psn_no: people.away, to: '2026-01-31' })
  await born(stack, 1, '2026-02-20', [[2, '1976-03-11']])
})

/** Who of the people fits. */
const who = async (audience: Record<string, unknown>, more: Record<string, unknown> = {}) => {
  const id = `w${Math.random().toString(36).slice(2)}`
  await scene.stack.policy({ name: 'packs_a_month', admdvs: '000000', value: 1000 })
  const { body } = await scene.out(id, { audience, ...more })
  expect(body.status, JSON.stringify(body)).toBe('released')
  const told = await Promise.all(
    Object.entries(people).map(async ([name, psn]) => [name, scene.left(psn).includes(id)]),
  )
  const fit = told.flatMap(([name, is]) => (is ? [name as string] : []))
  expect(await scene.counts(id)).toMatchObject({ fits: fit.length, sent: fit.length })
  return fit
}

describe('a condition', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['insutype; of a child its guardian', { insutype: '390' }, ['woman', 'resident']],
    ['psn_type', { psn_type: '12' }, ['retired']],
    ['psn_insu_stas', { psn_insu_stas: '2' }, ['paused']],
    ['of one relation all', { insutype: '390', psn_type: '12' }, []],
    ['gend', { gend: '1' }, ['man', 'retired', 'paused']],
    ['age, both ends included', { age_from: 50, age_to: 60 }, ['man', 'paused']],
    ['an age that is reached today', { age_from: 26, age_to: 26 }, ['resident']],
    ['communities', { communities: ['530102', '530103001'] }, ['home']],
    ['child_under_days', { child_under_days: 19 }, ['woman']],
    ['child_under_days, one day less', { child_under_days: 18 }, []],
    ['retires_within_months', { retires_within_months: 3 }, ['man']],
    ['this month too', { retires_within_months: 0 }, []],
    ['all together', { gend: '2', insutype: '310', age_from: 50 }, []],
  ])('%s', async (_name, audience, expected) => {
    expect(await who(audience)).toEqual(expected)
  })

  it('looks where the pack is for: who lives there, whatever else, and in a province in each of its areas', async () => {
    expect(await who({ age_from: 0 })).not.toContain('away')
    expect(await who({ age_from: 30, gend: '2' })).toEqual(['woman', 'home'])
    expect(await who({ age_from: 30, gend: '2' }, { admdvs: '530000' })).toEqual(['woman', 'home'])
    expect(await who({ age_from: 30, gend: '2' }, { admdvs: '530300' })).toEqual([])
  })
})

describe('what is no pack', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['no condition', { audience: {} }, 'audience'],
    ['an unknown one', { audience: { gend: '1', age: 3 } }, 'audience'],
    ['an unknown value', { audience: { insutype: '999' } }, 'audience.insutype'],
    ['a number for a code', { audience: { gend: 1 } }, 'audience.gend'],
    ['a code of seven digits', { audience: { communities: ['5301021'] } }, 'audience.communities.0'],
    ['a brace', { parts: { ...pack().parts, do: '{name}您好' } }, 'parts.do'],
    ['half a brace', { parts: { ...pack().parts, do: '您好}' } }, 'parts.do'],
    ['more than 300 characters as sent', { parts: { ...pack().parts, do: '长'.repeat(280) } }, 'parts'],
    ['a part of two lines', { parts: { ...pack().parts, do: '一\n二' } }, 'parts.do'],
    ['no why', { parts: { what: '一', ask: '二' } }, 'parts.why'],
    ['an unknown part', { parts: { ...pack().parts, hint: '一' } }, 'parts'],
    ['from after to', { from: '2026-05-01' }, 'to'],
    ['a day that is none', { to: '2026-02-30' }, 'to'],
    ['no place', { admdvs: '990000' }, 'admdvs'],
    ['the nation', { admdvs: '000000' }, 'admdvs'],
    ['no title', { title: ' ' }, 'title'],
    ['no source', { source: undefined }, 'source'],
  ])('%s: 400', async (_name, more, field) => {
    const { status, body } = await scene.put('bad', pack(more))
    expect({ status, fields: body.errors?.map((error: { field: string }) => error.field) }).toEqual({
      status: 400,
      fields: [field],
    })
  })

  it('300 characters as sent are right; a county means its pooling area', async () => {
    const length = 300 - [...`${pack().parts.what}\n您在昆明市参保。\n\n昆明市医保窗口`].length
    const parts = { ...pack().parts, do: '长'.repeat(length) }
    expect((await scene.put('long', pack({ parts, admdvs: '530102' }))).body.admdvs).toBe('530100')
    expect((await scene.put('long', pack({ parts: { ...parts, do: `${parts.do}长` } }))).status).toBe(400)
    expect((await scene.api.call(operator, 'PUT /v1/packs/a.b', pack())).status).toBe(400)
  })
})
