/** RULES.md 4: nothing is missing. */
import { describe, expect, it } from 'vitest'
import { pause } from '../../../support/people.ts'
import {
  contribution,
  pension,
  relationsOn,
  retiredMan,
  retirementStack,
  sent,
  settleIn,
  theCase,
  toldTo,
} from './scene.ts'

const now = '2026-05-20T10:00:00+08:00'

describe('a shortfall of 0', () => {
  it('retires at once, from the month after the month of retr_date', async () => {
    const { s, psn_no } = await retiredMan()
    const row = await theCase(s, psn_no)
    expect(row).toMatchObject({ status: 'done', admdvs: '130100', due_at: '2026-05-21T23:59:59+08:00' })
    expect(row.outcome).toEqual({
      result: 'retired',
      admdvs: '130100',
      effective_from: '2026-06-01',
      paid: 372,
      deemed: 0,
      required_total: 360,
      required_paid: 120,
      shortfall: 0,
      refunds: [],
    })
  })

  it('is a dated change: today still in service, from the day on a retiree', async () => {
    const { s, psn_no } = await retiredMan()
    const inService = { area: '130100', insutype: '310', psn_type: '11', state: '1' }
    expect(await relationsOn(s, psn_no, '2026-05-31')).toEqual([inService])
    expect(await relationsOn(s, psn_no, '2026-06-01')).toEqual([{ ...inService, psn_type: '12' }])
    const [granted] = (await s.file(psn_no)).all('entitlement')
    expect(granted).toMatchObject({ kind: 'retiree', insutype: '310', insu_admdvs: '130100', from: '2026-06-01' })
    expect(granted).not.toHaveProperty('to')
  })

  it('tells the registry and the person, once', async () => {
    const { s, psn_no } = await retiredMan()
    const { case_id } = await theCase(s, psn_no)
    const common = { psn_no, insu_admdvs: '130100', insutype: '310', from: '2026-06-01', case_id }
    expect(sent(s, 'registry').map(({ type, data }) => ({ type, data }))).toEqual([
      { type: 'enrolment.changed', data: { ...common, psn_type: '12', psn_insu_stas: '1', reason: 'retirement' } },
      { type: 'entitlement.granted', data: { ...common, kind: 'retiree', to: null } },
    ])
    expect(await toldTo(s, psn_no)).toEqual([expect.stringContaining('从2026年6月1日起不用再缴费')])
    expect(sent(s, 'notice', 'notice.requested')).toHaveLength(1)
  })

  it('is provisional where the next working day lies in a year without published holidays', async () => {
    const { s, psn_no } = await retiredMan({ now: '2026-12-31T10:00:00+08:00' })
    expect(await theCase(s, psn_no)).toMatchObject({ due_at: '2027-01-01T23:59:59+08:00', due_provisional: true })
    expect((await s.tasks(psn_no)).map((t) => [t.kind, t.facts.year])).toEqual([['calendar-missing', 2027]])
  })

  it('needs months of several pooling areas, each once', async () => {
    const s = await retirementStack(now)
    const { psn_no, n, brdy } = await settleIn(s, { paid: 0, n: 2 })
    await s.happen('contribution.posted', contribution(psn_no, '130100', '201001', '201012'))
    await s.happen('contribution.posted', contribution(psn_no, '130200', '201007', '201106'))
    await s.happen('pension.approved', pension(n, brdy, '2026-05-31'))
    expect((await s.tasks(psn_no)).length).toBe(0)
    await s.advanceTo('2026-08-19T12:00:00+08:00')
    const [task] = await s.tasks(psn_no)
    expect(task?.facts).toMatchObject({ paid: 18, shortfall: 282 })
  })

  it('does not count months of another province', async () => {
    const s = await retirementStack(now)
    const { psn_no, n, brdy } = await settleIn(s, { paid: 359 })
    await s.happen('contribution.posted', contribution(psn_no, '370100', '199001', '199012'))
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'waiting', waiting_for: { what: 'choose' } })
  })

  it('does not count months from E on', async () => {
    const s = await retirementStack('2026-07-20T10:00:00+08:00')
    const { psn_no, n, brdy } = await settleIn(s, { paid: 361, last: '202607' })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'waiting', waiting_for: { what: 'choose' } })
  })

  it('counts a month that is reported later', async () => {
    const s = await retirementStack(now)
    const { psn_no, n, brdy } = await settleIn(s, { paid: 359 })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'waiting' })
    await s.happen('contribution.posted', contribution(psn_no, '130200', '199001'))
    const { outcome, status } = await theCase(s, psn_no)
    expect({ status, ...outcome }).toMatchObject({
      status: 'done',
      result: 'retired',
      effective_from: '2026-06-01',
      paid: 360,
      shortfall: 1,
    })
    expect(outcome).not.toHaveProperty('option')
  })

  it('goes by the requirement that holds in the area at the month of retr_date', async () => {
    const s = await retirementStack(now)
    await s.policy({
      name: 'retire_total_months',
      admdvs: '130100',
      from: '2026-05-01',
      value: { male: 373, female: 300 },
    })
    await s.policy({
      name: 'retire_total_months',
      admdvs: '130100',
      from: '2026-06-01',
      value: { male: 999, female: 300 },
    })
    const { psn_no, n, brdy } = await settleIn(s, { paid: 373 })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-31'))
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ result: 'retired', required_total: 373 })
  })
})

describe('a pause at the end of service', () => {
  const retiree = [{ area: '130100', insutype: '310', psn_type: '12', state: '1' }]
  for (const last of ['2026-05-18', '2026-05-31', '2026-06-30']) {
    it(`on ${last} leaves a retiree insured, whichever is reported first`, async () => {
      const s = await retirementStack('2026-06-10T10:00:00+08:00')
      const { psn_no, n, brdy } = await settleIn(s, { paid: 372 })
      await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
      await s.happen('enrolment.paused', pause(psn_no, '130100', last))
      const t = await retirementStack('2026-06-10T10:00:00+08:00')
      await settleIn(t, { paid: 372 })
      await t.happen('enrolment.paused', pause(psn_no, '130100', last))
      await t.happen('pension.approved', pension(n, brdy, '2026-05-18'))
      for (const on of ['2026-06-01', '2026-07-01', '2026-09-01']) {
        expect([on, await relationsOn(s, psn_no, on)]).toEqual([on, retiree])
        expect([on, await relationsOn(t, psn_no, on)]).toEqual([on, retiree])
      }
      expect((await theCase(t, psn_no)).outcome).toMatchObject({ result: 'retired', effective_from: '2026-06-01' })
    })
  }
})
