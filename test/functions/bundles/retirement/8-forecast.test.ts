/** RULES.md 8.1: the forecast. */
import { describe, expect, it } from 'vitest'
import { forecast } from '../../../../functions/bundles/retirement/rules/forecast.ts'
import { day } from '../../../../shared/calendar/index.ts'
import { World } from '../../../../shared/engine/world.ts'
import { enrolment, pause, register } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { contribution, monthsUpTo, pension, retirementStack } from './scene.ts'

const now = '2026-05-20T10:00:00+08:00'

async function forecastOf(s: Stack, psn_no: string) {
  const file = await s.file(psn_no)
  const world = new World(s.ports)
  return world.loading(() => forecast(file, day(s.clock.now().slice(0, 10)), world.look))
}

async function someone(brdy: string, more: { n?: number; age?: number; area?: string; bureau?: false } = {}) {
  const s = await retirementStack(now, more.bureau)
  const psn_no = await register(s, more.n ?? 1, { brdy })
  const age = more.age === undefined ? {} : { orig_retire_age: more.age }
  await s.happen('enrolment.registered', enrolment(psn_no, more.area ?? '130100', '2000-01-01', age))
  return { s, psn_no }
}

describe('the retirement forecast', () => {
  it('reckons as if a contribution came for every month from the one after the latest', async () => {
    const { s, psn_no } = await someone('1970-01-15')
    await s.happen('contribution.posted', monthsUpTo(psn_no, '130100', 200, '202604'))
    expect(await forecastOf(s, psn_no)).toEqual({
      ok: {
        // Born 1970-01: 60 years and 16 months. From 202605 to 203105 there are 61 months.
        statutory_month: '203105',
        months: { paid: 200, required_total: 360, required_paid: 120, shortfall_at_statutory_month: 99 },
      },
    })
  })

  it('is 0 where the months will suffice', async () => {
    const { s, psn_no } = await someone('1970-01-15')
    await s.happen('contribution.posted', monthsUpTo(psn_no, '130100', 299, '202604'))
    expect(await forecastOf(s, psn_no)).toMatchObject({
      ok: { months: { paid: 299, shortfall_at_statutory_month: 0 } },
    })
  })

  it('counts a month of several pooling areas once, and none of another province', async () => {
    const { s, psn_no } = await someone('1970-01-15')
    await s.happen('contribution.posted', contribution(psn_no, '130100', '201001', '201012'))
    await s.happen('contribution.posted', contribution(psn_no, '130200', '201007', '201106'))
    await s.happen('contribution.posted', contribution(psn_no, '370100', '200001', '200012'))
    expect(await forecastOf(s, psn_no)).toMatchObject({ ok: { months: { paid: 18 } } })
  })

  it.each([
    [55, '1975-03-08', '203107'],
    [50, '1975-03-08', '202505'],
    [undefined, '1975-03-08', '202505'],
  ])('goes for a woman by her original age %s, born %s: %s', async (age, brdy, statutory) => {
    const { s, psn_no } = await someone(brdy, { n: 2, ...(age === undefined ? {} : { age }) })
    expect(await forecastOf(s, psn_no)).toMatchObject({
      ok: { statutory_month: statutory, months: { required_total: 300 } },
    })
  })

  it('of somebody past the statutory month counts the months up to it, and none is assumed', async () => {
    const { s, psn_no } = await someone('1975-03-08', { n: 2 })
    await s.happen('contribution.posted', monthsUpTo(psn_no, '130100', 212, '202604'))
    expect(await forecastOf(s, psn_no)).toMatchObject({
      ok: { statutory_month: '202505', months: { paid: 212, shortfall_at_statutory_month: 99 } },
    })
  })

  it('with no month at all assumes them from this month on', async () => {
    const { s, psn_no } = await someone('1970-01-15')
    expect(await forecastOf(s, psn_no)).toMatchObject({
      ok: { months: { paid: 0, shortfall_at_statutory_month: 299 } },
    })
  })

  it('goes by the requirement that will hold in the statutory month', async () => {
    const { s, psn_no } = await someone('1970-01-15')
    await s.policy({
      name: 'retire_total_months',
      admdvs: '130000',
      from: '2031-05-01',
      value: { male: 400, female: 340 },
    })
    await s.policy({ name: 'retire_paid_months', admdvs: '130000', from: '2031-06-01', value: 180 })
    expect(await forecastOf(s, psn_no)).toMatchObject({ ok: { months: { required_total: 400, required_paid: 120 } } })
  })

  it('leaves out what rests on a missing parameter', async () => {
    const born = '1970-01-15'
    const wuhan = await someone(born, { area: '420100' })
    await wuhan.s.happen('contribution.posted', monthsUpTo(wuhan.psn_no, '420100', 200, '202604'))
    expect(await forecastOf(wuhan.s, wuhan.psn_no)).toEqual({
      ok: { statutory_month: '203105', months: { paid: 200 } },
    })
    const hengshui = await someone(born, { area: '131100', bureau: false })
    expect(await forecastOf(hengshui.s, hengshui.psn_no)).toEqual({
      ok: { statutory_month: '203105', months: { paid: 0, required_paid: 180 } },
    })
    const suzhou = await someone(born, { area: '320500' })
    expect(await forecastOf(suzhou.s, suzhou.psn_no)).toEqual({
      ok: { statutory_month: '203105', months: { paid: 0, required_total: 300 } },
    })
  })

  it('takes what is required as of the first of the statutory month', async () => {
    // Born 1969-01: 60 years and 13 months, 203002; a month of before 2030 knows only what must really be paid.
    const { s, psn_no } = await someone('1969-01-15', { area: '440100' })
    expect(await forecastOf(s, psn_no)).toMatchObject({
      ok: { statutory_month: '203002', months: { required_total: 360 } },
    })
    const before = await someone('1968-11-15', { area: '440100' })
    expect(await forecastOf(before.s, before.psn_no)).toEqual({
      ok: { statutory_month: '202911', months: { paid: 0, required_paid: 120 } },
    })
    const level = await someone('1963-05-18', { area: '139900', bureau: false })
    expect(await forecastOf(level.s, level.psn_no)).toEqual({
      ok: { statutory_month: '202305', months: { paid: 0 } },
    })
    const later = await someone('1963-06-18', { area: '139900', bureau: false })
    expect(await forecastOf(later.s, later.psn_no)).toMatchObject({ ok: { months: { required_total: 360 } } })
  })

  it('where only months paid in the place itself count, has those to come paid there', async () => {
    const { s, psn_no } = await someone('1970-01-15', { area: '139900' })
    await s.happen('contribution.posted', monthsUpTo(psn_no, '139900', 30, '202604'))
    await s.happen('contribution.posted', monthsUpTo(psn_no, '130100', 340, '202310'))
    expect(await forecastOf(s, psn_no)).toEqual({
      ok: {
        statutory_month: '203105',
        // 370 paid and 61 to come, but 91 of them in the place.
        months: { paid: 370, required_total: 360, required_paid: 120, shortfall_at_statutory_month: 29 },
      },
    })
  })

  it('of a paused relation there is one too', async () => {
    const { s, psn_no } = await someone('1970-01-15')
    await s.happen('enrolment.paused', pause(psn_no, '130100', '2026-01-31'))
    expect(await forecastOf(s, psn_no)).toMatchObject({ ok: { statutory_month: '203105' } })
  })

  it('there is none without a relation, and none for a retiree', async () => {
    const s = await retirementStack(now)
    const psn_no = await register(s, 1, { brdy: '1963-05-18' })
    expect(await forecastOf(s, psn_no)).toEqual({ none: 'no-relation' })
    await s.happen('enrolment.registered', enrolment(psn_no, '130100', '2000-01-01'))
    await s.happen('contribution.posted', monthsUpTo(psn_no, '130100', 372, '202605'))
    await s.happen('pension.approved', pension(1, '1963-05-18', '2026-05-18'))
    expect(await forecastOf(s, psn_no)).toHaveProperty('ok')
    await s.advanceTo('2026-06-01T00:00:00+08:00')
    expect(await forecastOf(s, psn_no)).toEqual({ none: 'already-retired' })
  })
})
