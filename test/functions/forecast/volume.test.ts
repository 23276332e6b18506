/** What opens is counted by the commits that open it, foretold, and told where it is too much (bundles/RULES.md 12). */
import { describe, expect, it } from 'vitest'
import { openOfficeTask } from '../../../shared/engine/office-tasks.ts'
import type { TaskRow } from '../../../shared/registers/rows.ts'
import { countedTogether, volumeOf } from '../../../shared/table/common/volume.ts'
import { apiOf, clerk, operator, supervisor } from '../../support/api.ts'
import { credit, enrolment, pause, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

const area = '130100' as never

/** Opens so many tasks for the clerks of the area, of no person. */
async function open(stack: Stack, count: number) {
  const now = stack.clock.now()
  for (let n = 0; n < count; n++) {
    const task: TaskRow = {
      task_id: `VT-${now}-${n}`,
      kind: 'reverse-by-hand',
      owner: { role: 'clerk', area },
      admdvs: area,
      opened_at: now,
      due_at: now,
      facts: {},
      status: 'open',
    }
    expect(await openOfficeTask(stack.ports, task)).toBe(true)
    expect(await openOfficeTask(stack.ports, task)).toBe(false)
  }
}

const forecast = async (stack: Stack, what = 'tasks', who = supervisor('130100')) =>
  apiOf(stack).call(who, `GET /v1/forecast?admdvs=130102&what=${what}`)

describe('what opens in an area', () => {
  it('is counted once in the commit that opens it, cases in the area in charge, tasks for whom they are', async () => {
    const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    const me = await register(stack, 2)
    await stack.happen('enrolment.registered', enrolment(me, '130200', '2019-03-01'))
    await stack.happen('account.credited', credit(me, '130200', '2177.04'))
    await stack.happen('enrolment.paused', pause(me, '130200', '2026-01-31'))
    await stack.happen('enrolment.registered', enrolment(me, '130100', '2026-03-02'))
    const [transfer] = await stack.cases(me, 'transfer')
    expect(transfer).toMatchObject({ admdvs: '130100' })
    expect(await volumeOf(stack.table, area, 'cases')).toEqual(new Map([['2026-03-12', 1]]))
    expect(await volumeOf(stack.table, area, { bundle: 'transfer' })).toEqual(new Map([['2026-03-12', 1]]))
    expect(await volumeOf(stack.table, area, { bundle: 'filing' })).toEqual(new Map())
    const [task] = await stack.tasks(me)
    expect(task?.owner).toEqual({ role: 'clerk', area: '130200' })
    expect(await volumeOf(stack.table, '130200' as never, 'tasks')).toEqual(new Map([['2026-03-12', 1]]))
    await stack.advanceTo('2026-03-13T09:00:00+08:00')
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    expect(await volumeOf(stack.table, '130200' as never, 'tasks')).toEqual(new Map([['2026-03-12', 1]]))
  })

  it('is counted together where one transaction would name a place twice', () => {
    const place = { pk: 'VOLUME#130100#0', sk: '2026-03-12' }
    const due = { due: 'due#1', due_at: '2026-03-12T00:00:00+08:00' }
    const other = { put: { pk: 'P#1', sk: 'A' } }
    const counts = [
      { update: place, add: { 'case#filing': 1, tasks: 1 }, set: due },
      other,
      { update: place, add: { tasks: 2 } },
    ]
    const together = { update: place, add: { 'case#filing': 1, tasks: 3 }, set: due }
    expect(countedTogether(counts)).toEqual([other, together])
  })

  it('is foretold for whom it concerns', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    for (const [date, count] of [
      ['2026-03-02', 4],
      ['2026-03-09', 6],
      ['2026-03-16', 5],
    ] as const) {
      await stack.advanceTo(`${date}T09:00:00+08:00`)
      await open(stack, count)
    }
    await stack.advanceTo('2026-03-20T09:00:00+08:00')
    const { body } = await forecast(stack)
    expect(body.days.map(({ date }: { date: string }) => date)).toEqual(
      [21, 22, 23, 24, 25, 26, 27].map((n) => `2026-03-${n}`),
    )
    expect(body.days[2]).toEqual({ date: '2026-03-23', kind: 'mon', expected: 5, low: 4, high: 6, clerks: 1 })
    expect(body.days[0]).toMatchObject({ kind: 'off', expected: 0 })
    expect((await forecast(stack, 'cases')).body).toMatchObject({
      days: [{ expected: null, clerks: null }, {}, {}, {}, {}, {}, {}],
      mae: null,
    })
    expect((await forecast(stack, 'feedback', operator)).status).toBe(200)
    expect((await forecast(stack, 'tasks', supervisor('130200'))).status).toBe(404)
    expect((await forecast(stack, 'tasks', clerk('130100'))).status).toBe(403)
    expect((await forecast(stack, 'weather')).status).toBe(400)
  })

  it('is told to the supervisor where it is too much: expected 5, at most 6, the 8th task, once', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    for (const [date, count] of [
      ['2026-03-02', 4],
      ['2026-03-09', 6],
      ['2026-03-16', 5],
      ['2026-03-23', 7],
    ] as const) {
      await stack.advanceTo(`${date}T09:00:00+08:00`)
      await open(stack, count)
    }
    const alerts = async () =>
      (await apiOf(stack).call(supervisor('130100'), 'GET /v1/tasks?kind=volume-alert')).body.tasks
    await stack.advanceTo('2026-03-23T10:00:00+08:00')
    expect(await alerts()).toEqual([])
    await open(stack, 1)
    await stack.advanceTo('2026-03-23T10:01:00+08:00')
    const [alert, ...more] = await alerts()
    expect(more).toEqual([])
    expect(alert).toMatchObject({
      admdvs: '130100',
      due_at: '2026-03-24T23:59:59+08:00',
      facts: { count: 8, expected: 5, high: 6 },
    })
    const decided = await apiOf(stack).call(supervisor('130100'), `POST /v1/tasks/${alert.task_id}/decision`, {
      decision: 'approve',
    })
    expect(decided.status).toBe(200)
    await open(stack, 2)
    await stack.advanceTo('2026-03-23T11:00:00+08:00')
    expect(await alerts()).toEqual([])
    expect(
      [...stack.table.items.values()].filter(({ pk, due }) => pk.startsWith('VOLUME#') && due !== undefined),
    ).toEqual([])
  })
})
