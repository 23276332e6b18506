/** RULES.md 5.1 to 5.3: months are missing, and the person chooses. */
import { describe, expect, it } from 'vitest'
import { enrolment, pause } from '../../../support/people.ts'
import {
  bills,
  contribution,
  monthsUpTo,
  pension,
  retirementStack,
  settleIn,
  shortBy10,
  theCase,
  toldTo,
} from './scene.ts'

const now = '2026-06-01T10:00:00+08:00'

describe('a shortfall above 0', () => {
  it('is told with months, sum and choices, and waits for the choice', async () => {
    const { s, psn_no } = await shortBy10()
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'citizen', what: 'choose', until: '2026-08-30T00:00:00+08:00' },
      actions: ['choose'],
    })
    expect(await theCase(s, psn_no)).not.toHaveProperty('due_at')
    const [text, ...none] = await toldTo(s, psn_no)
    expect(none).toEqual([])
    for (const part of ['还差10个月', '4800.00元', '按月继续缴', '居民医保']) expect(text).toContain(part)
  })

  it('tells what is left to pay if months after retirement count', async () => {
    const s = await retirementStack('2026-09-01T10:00:00+08:00')
    const { psn_no, n, brdy } = await settleIn(s, { n: 2, paid: 113, last: '202608' })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-31', { deemed_months: 200 }))
    const [text] = await toldTo(s, psn_no)
    expect(text).toMatch(/还差10个月.*已经缴的3个月.*3360.00元.*再缴满7个月/)
    await s.happen('contribution.posted', monthsUpTo(psn_no, '130200', 7, '202708'))
    await s.advanceTo('2026-09-08T12:00:00+08:00')
    expect((await toldTo(s, psn_no)).at(-1)).toContain('已经缴的月份够了')
    await s.act((await theCase(s, psn_no)).case_id, { action: 'choose', option: 'monthly' })
    expect((await theCase(s, psn_no)).outcome).toMatchObject({
      result: 'retired',
      effective_from: '2027-09-01',
      paid: 120,
    })
  })

  it('tells no sum while no month with a base is on record', async () => {
    const s = await retirementStack(now)
    const { psn_no, n, brdy } = await settleIn(s, { n: 2, paid: 0 })
    await s.happen('pension.approved', pension(n, brdy, '2026-05-31', { deemed_months: 200 }))
    expect((await toldTo(s, psn_no))[0]).not.toMatch(/\d+\.\d\d元/)
    await s.act((await theCase(s, psn_no)).case_id, { action: 'choose', option: 'lump-sum' })
    expect(bills(s)).toEqual([])
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202605'))
    expect(bills(s)).toMatchObject([{ months: 119, amt: '57120.00' }])
  })

  it('an option that does not exist changes nothing', async () => {
    const { s, psn_no, choose } = await shortBy10()
    const before = await theCase(s, psn_no)
    await choose('anything')
    expect(await theCase(s, psn_no)).toEqual(before)
  })
})

describe('reminders', () => {
  it('come after 7, 30 and 60 days; after 90 days a clerk is asked', async () => {
    const { s, psn_no } = await shortBy10()
    const told: [string, number][] = []
    for (const on of [
      '2026-06-07',
      '2026-06-08',
      '2026-06-30',
      '2026-07-01',
      '2026-07-30',
      '2026-07-31',
      '2026-08-29',
    ]) {
      await s.advanceTo(`${on}T12:00:00+08:00`)
      told.push([on.slice(5), (await toldTo(s, psn_no)).length - 1])
    }
    expect(told).toEqual([
      ['06-07', 0],
      ['06-08', 1],
      ['06-30', 1],
      ['07-01', 2],
      ['07-30', 2],
      ['07-31', 3],
      ['08-29', 3],
    ])
    expect(await s.tasks(psn_no)).toEqual([])
    await s.advanceTo('2026-08-30T12:00:00+08:00')
    expect(await s.tasks(psn_no)).toMatchObject([
      { kind: 'no-choice', owner: { role: 'clerk', area: '130100' }, facts: { paid: 110, deemed: 200, shortfall: 10 } },
    ])
    expect(await theCase(s, psn_no)).toMatchObject({
      waiting_for: { actor: 'clerk', what: 'no-choice' },
      actions: ['choose'],
    })
  })

  it('say the sum as it is then', async () => {
    const { s, psn_no } = await shortBy10()
    await s.happen('contribution.posted', contribution(psn_no, '130200', '199001'))
    await s.advanceTo('2026-06-08T12:00:00+08:00')
    expect((await toldTo(s, psn_no)).at(-1)).toMatch(/还差9个月.*4320.00元/)
  })

  it('stop with the choice', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await choose('monthly')
    const before = (await toldTo(s, psn_no)).length
    await s.advanceTo('2026-12-30T12:00:00+08:00')
    expect(await toldTo(s, psn_no)).toHaveLength(before)
    expect(await s.tasks(psn_no, 'any')).toEqual([])
  })
})

describe('task no-choice', () => {
  it('approved with an option is the person’s choice', async () => {
    const { s, psn_no } = await shortBy10()
    await s.advanceTo('2026-08-30T12:00:00+08:00')
    const [task] = await s.tasks(psn_no)
    expect(await s.decideTask(task!.task_id, { decision: 'approve' })).toMatchObject({
      result: 'refused',
      field: 'option',
    })
    await s.decideTask(task!.task_id, { decision: 'approve', option: 'lump-sum' })
    expect(bills(s)).toMatchObject([{ months: 10, amt: '4800.00' }])
  })

  it('rejected waits 90 days more, and opens again', async () => {
    const { s, psn_no } = await shortBy10()
    await s.advanceTo('2026-08-30T12:00:00+08:00')
    await s.decideTask((await s.tasks(psn_no))[0]!.task_id, { decision: 'reject', reason: '本人还要想想' })
    expect(await theCase(s, psn_no)).toMatchObject({
      waiting_for: { actor: 'citizen', what: 'choose', until: '2026-11-28T00:00:00+08:00' },
    })
    expect(await s.tasks(psn_no)).toEqual([])
    await s.advanceTo('2026-11-28T12:00:00+08:00')
    expect(await s.tasks(psn_no)).toMatchObject([{ kind: 'no-choice' }])
  })

  it('comes again after a transfer, to the clerk of the new place', async () => {
    const { s, psn_no } = await shortBy10()
    await s.advanceTo('2026-08-30T12:00:00+08:00')
    await s.happen('enrolment.registered', enrolment(psn_no, '130200', '2026-08-28'))
    expect(await theCase(s, psn_no)).toMatchObject({ waiting_for: { what: 'transfer' }, actions: [] })
    expect((await s.tasks(psn_no)).filter((t) => t.kind === 'no-choice')).toEqual([])
    await s.happen('enrolment.paused', pause(psn_no, '130100', '2026-08-27'))
    expect(await theCase(s, psn_no)).toMatchObject({ waiting_for: { what: 'no-choice' }, admdvs: '130200' })
    const [task, ...none] = (await s.tasks(psn_no)).filter((t) => t.kind === 'no-choice')
    expect(none).toEqual([])
    expect(task).toMatchObject({ owner: { role: 'clerk', area: '130200' } })
    await s.decideTask(task!.task_id, { decision: 'approve', option: 'monthly' })
    expect(await theCase(s, psn_no)).toMatchObject({ waiting_for: { what: 'contribution.posted' } })
  })

  it('is closed when the person chooses after all', async () => {
    const { s, psn_no, choose } = await shortBy10()
    await s.advanceTo('2026-08-30T12:00:00+08:00')
    await choose('monthly')
    expect(await s.tasks(psn_no, 'any')).toMatchObject([{ kind: 'no-choice', status: 'closed' }])
  })
})
