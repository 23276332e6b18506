/** RULES.md 2: the relation that retires. */
import { describe, expect, it } from 'vitest'
import { enrolment, pause, register } from '../../../support/people.ts'
import {
  monthsUpTo,
  pension,
  relationsOn,
  retirementStack,
  sent,
  settleIn,
  setYears,
  theCase,
  toldTo,
} from './scene.ts'

const now = '2026-05-20T10:00:00+08:00'

describe('the place', () => {
  it('is waited for, 90 days, the 90th included', async () => {
    const s = await retirementStack(now)
    const psn_no = await register(s, 1, { brdy: '1963-05-18' })
    await s.happen('contribution.posted', monthsUpTo(psn_no, '130100', 372, '202605'))
    await s.happen('pension.approved', pension(1, '1963-05-18', '2026-05-18'))
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'partner', what: 'enrolment.registered', until: '2026-08-18T23:59:59+08:00' },
    })
    await s.advanceTo('2026-08-18T23:00:00+08:00')
    await s.happen('enrolment.registered', enrolment(psn_no, '130100', '1995-01-01'))
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'done',
      outcome: { result: 'retired', effective_from: '2026-06-01' },
    })
  })

  it('begins to hold on the day it begins, without another event', async () => {
    const s = await retirementStack(now)
    const psn_no = await register(s, 1, { brdy: '1963-05-18' })
    await s.happen('contribution.posted', monthsUpTo(psn_no, '130100', 372, '202605'))
    await s.happen('enrolment.registered', enrolment(psn_no, '130100', '2026-06-01'))
    await s.happen('pension.approved', pension(1, '1963-05-18', '2026-06-18'))
    expect(await theCase(s, psn_no)).toMatchObject({ waiting_for: { what: 'enrolment.registered' } })
    await s.advanceTo('2026-06-01T00:01:00+08:00')
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'done', outcome: { effective_from: '2026-07-01' } })
  })

  it('none within 90 days: rejected, no-relation', async () => {
    const s = await retirementStack(now)
    const psn_no = await register(s, 1, { brdy: '1963-05-18' })
    await s.happen('pension.approved', pension(1, '1963-05-18', '2026-05-18'))
    await s.advanceTo('2026-08-19T00:30:00+08:00')
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'rejected',
      outcome: { result: 'rejected', reason: 'no-relation', admdvs: '130100' },
    })
    expect(await toldTo(s, psn_no)).toHaveLength(2)
  })

  it('of relations that are all paused is the one paused latest', async () => {
    const s = await retirementStack(now)
    await setYears(s, '370000')
    const { psn_no, n, brdy } = await settleIn(s, { paid: 372, area: '370100', enrolled: '2015-01-01' })
    await s.happen('enrolment.paused', pause(psn_no, '370100', '2020-01-31'))
    await s.happen('enrolment.registered', enrolment(psn_no, '370200', '2005-01-01'))
    await s.happen('enrolment.paused', pause(psn_no, '370200', '2014-12-31'))
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18', { pension_admdvs: '370200' }))
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'done',
      admdvs: '370100',
      outcome: { admdvs: '370100', paid: 372 },
    })
  })

  it('a resident relation is none', async () => {
    const s = await retirementStack(now)
    const psn_no = await register(s, 1, { brdy: '1963-05-18' })
    await s.happen(
      'enrolment.registered',
      enrolment(psn_no, '130100', '2020-01-01', { insutype: '390', psn_type: '15' }),
    )
    await s.happen('pension.approved', pension(1, '1963-05-18', '2026-05-18'))
    expect(await theCase(s, psn_no)).toMatchObject({ waiting_for: { what: 'enrolment.registered' } })
  })

  it('in another province: a clerk of the pension’s area takes note, then rejected', async () => {
    for (const decision of ['approve', 'reject'] as const) {
      const s = await retirementStack(now)
      const { psn_no, n, brdy } = await settleIn(s, { paid: 372 })
      await s.happen('pension.approved', pension(n, brdy, '2026-05-18', { pension_admdvs: '110101' }))
      const [task] = await s.tasks(psn_no)
      expect(task).toMatchObject({ kind: 'other-province', admdvs: '110000', owner: { role: 'clerk', area: '110000' } })
      expect(await theCase(s, psn_no)).toMatchObject({ status: 'waiting', areas: ['110000', '130100'] })
      await s.decideTask(task!.task_id, { decision, reason: '已核对' })
      expect(await theCase(s, psn_no)).toMatchObject({
        status: 'rejected',
        outcome: { result: 'rejected', reason: 'other-province' },
      })
      expect(await relationsOn(s, psn_no, '2026-06-01')).toMatchObject([{ psn_type: '11' }])
    }
  })

  it('of somebody already retired: rejected', async () => {
    const s = await retirementStack(now)
    const psn_no = await register(s, 1, { brdy: '1963-05-18' })
    await s.happen('enrolment.registered', enrolment(psn_no, '130100', '2020-01-01', { psn_type: '12' }))
    await s.happen('pension.approved', pension(1, '1963-05-18', '2026-05-18'))
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'rejected',
      outcome: { result: 'rejected', reason: 'already-retired', admdvs: '130100' },
    })
    expect(sent(s, 'registry')).toEqual([])
  })

  it('an open transfer is waited for, then the new place retires', async () => {
    const s = await retirementStack(now)
    const { psn_no, n, brdy } = await settleIn(s, { paid: 372, area: '130200' })
    await s.happen('enrolment.registered', enrolment(psn_no, '130100', '2026-04-01'))
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'waiting', waiting_for: { what: 'transfer' } })
    await s.happen('enrolment.paused', pause(psn_no, '130200', '2026-03-31'))
    expect(await s.cases(psn_no, 'transfer')).toMatchObject([{ status: 'done' }])
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'done',
      admdvs: '130100',
      outcome: { result: 'retired', paid: 372 },
    })
  })
})
