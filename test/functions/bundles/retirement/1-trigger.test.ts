/** RULES.md 1: a pension is approved. */
import { describe, expect, it } from 'vitest'
import { contribution, pension, retiredMan, retirementStack, settleIn, theCase } from './scene.ts'

const now = '2026-05-20T10:00:00+08:00'

describe('the trigger', () => {
  it('waits for a person not yet known', async () => {
    const s = await retirementStack(now)
    await s.happen('pension.approved', pension(1, '1963-05-18', '2026-05-18'))
    const { psn_no } = await settleIn(s, { paid: 372 })
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'done', outcome: { result: 'retired' } })
  })

  it('of the same date a second time opens no second case, and no task', async () => {
    const { s, psn_no, n, brdy } = await retiredMan()
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ effective_from: '2026-06-01' })
    expect(await s.tasks(psn_no)).toEqual([])
  })

  it('with another date opens a task, and the case stays as it is, whatever the clerk decides', async () => {
    for (const decision of ['approve', 'reject'] as const) {
      const { s, psn_no, n, brdy } = await retiredMan()
      await s.happen('pension.approved', pension(n, brdy, '2026-07-18', { pension_admdvs: '130200' }))
      const [task, ...none] = await s.tasks(psn_no)
      expect(none).toEqual([])
      expect(task).toMatchObject({
        kind: 'pension-differs',
        owner: { role: 'clerk', area: '130200' },
        facts: { retr_date: '2026-07-18' },
      })
      const before = await theCase(s, psn_no)
      await s.decideTask(task!.task_id, { decision, reason: '已核对' })
      expect(await theCase(s, psn_no)).toEqual(before)
      expect(await s.tasks(psn_no)).toEqual([])
    }
  })

  it('with another date while the case waits: the one approved first holds, whichever arrives first', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const s = await retirementStack(now)
      const { psn_no, n, brdy } = await settleIn(s, { paid: 300 })
      const notices = [
        [pension(n, brdy, '2026-05-18'), '2026-05-19T09:00:00+08:00'],
        [pension(n, brdy, '2026-07-18'), '2026-05-19T10:00:00+08:00'],
      ] as const
      for (const i of order) await s.happen('pension.approved', notices[i]![0], { time: notices[i]![1] })
      await s.act((await theCase(s, psn_no)).case_id, { action: 'choose', option: 'monthly' })
      await s.happen('contribution.posted', contribution(psn_no, '130200', '199001', '199412'))
      expect((await theCase(s, psn_no)).outcome).toMatchObject({ effective_from: '2026-06-01' })
      expect((await s.tasks(psn_no)).map((t) => t.facts.retr_date)).toEqual(['2026-07-18'])
    }
  })

  it('of the same date with other deemed months: the later report holds', async () => {
    const s = await retirementStack(now)
    const { psn_no, n, brdy } = await settleIn(s, { paid: 300 })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18'))
    expect(await theCase(s, psn_no)).toMatchObject({ status: 'waiting' })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-18', { deemed_months: 60 }))
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ result: 'retired', paid: 300, deemed: 60 })
  })
})
