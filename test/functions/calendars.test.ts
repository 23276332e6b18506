/** A year of working days that comes, or is corrected: bundles/RULES.md 2.3 to 2.5. */
import { describe, expect, it } from 'vitest'
import { putPolicy } from '../../functions/api/policies.ts'
import { makeSweep } from '../../functions/clock/clock.ts'
import { workingDays } from '../../shared/policy/working-days.ts'
import type { CaseRow, TaskRow } from '../../shared/registers/rows.ts'
import type { Table } from '../../shared/table/table.ts'
import { apiOf, operator } from '../support/api.ts'
import { register } from '../support/people.ts'
import { makeStack, type Stack } from '../support/stack.ts'
import { rewrite } from '../support/stored.ts'
import { moving, start, tell, theCase } from './bundles/transfer/scene.ts'

/** 2027 as it may be published: New Year's Day off, Monday 4 January too, Sunday 10 January worked. */
const year = { off: ['01-01', '01-04'], worked: ['01-10'] }
const set = (stack: Stack, value: object = year, admdvs = '000000', from = '2027-01-01') =>
  stack.policy({ name: 'working_days', admdvs, from, value })

/** Somebody whose move a clerk of A (130200) is to agree to; asked on 24 December 2026, so within a year without a row. */
async function asked() {
  const scene = await start('2026-12-24')
  await tell(scene, 'enrol A 2019-03-01 · credit A 10.00 · pause A 2026-11-30 · enrol B 2026-12-24')
  return { ...scene, row: () => theCase(scene.stack, scene.psn), tasks: () => scene.stack.tasks(scene.psn, 'any') }
}

const taskIn = (tasks: readonly TaskRow[], kind: string) => tasks.find((task) => task.kind === kind)
const limitOf = ({ state }: CaseRow) => (state as { limit?: { at: string; provisional?: true } }).limit
const wakes = (stack: Stack) =>
  [...stack.table.items.values()].filter(
    ({ pk, sk }) => pk.startsWith('T#policy#working_days') && sk.startsWith('sub#'),
  )

describe('a limit that runs into a year without a row', () => {
  it('counts Monday to Friday, says so, and an operator is told what to do', async () => {
    const { row, tasks } = await asked()
    expect(await row()).toMatchObject({
      due_at: '2027-01-07T23:59:59+08:00',
      due_provisional: true,
      waiting_for: { until: '2027-01-07T23:59:59+08:00' },
    })
    expect(taskIn(await tasks(), 'approve-transfer-out')).toMatchObject({
      due_at: '2027-01-07T23:59:59+08:00',
      due_provisional: true,
    })
    const told = taskIn(await tasks(), 'calendar-missing')
    expect(told).toMatchObject({ status: 'open', owner: { role: 'operator' }, admdvs: '130200', facts: { year: 2027 } })
    expect(told?.facts.text).toContain('PUT /v1/policies/working_days')
  })

  it('is named by the year that is missing, also where it ends in another', async () => {
    const { stack, row, tasks } = await asked()
    await set(stack, { off: [], worked: [] }, '000000', '2028-01-01')
    expect((await tasks()).filter(({ kind }) => kind === 'calendar-missing')).toHaveLength(1)
    expect(await row()).toMatchObject({ due_provisional: true })
  })
})

describe('a year that is set', () => {
  it('moves what the case, its state, its wait and its task say, and closes the operator’s task', async () => {
    const { stack, row, tasks } = await asked()
    await set(stack)
    const due_at = '2027-01-10T23:59:59+08:00'
    const now = await row()
    expect(now).toMatchObject({ due_at, waiting_for: { until: due_at }, wake_at: due_at })
    expect(now.due_provisional).toBeUndefined()
    expect(limitOf(now)).toMatchObject({ at: due_at })
    expect(limitOf(now)?.provisional).toBeUndefined()
    const approval = taskIn(await tasks(), 'approve-transfer-out')
    expect(approval).toMatchObject({ status: 'open', due_at })
    expect(approval?.due_provisional).toBeUndefined()
    expect(taskIn(await tasks(), 'calendar-missing')).toMatchObject({ status: 'closed' })
  })

  it('by the nearest row, whole: the area’s hides the nation’s', async () => {
    const { stack, row, tasks } = await asked()
    await set(stack, { off: ['01-01'], worked: [] }, '130200')
    expect(await row()).toMatchObject({ due_at: '2027-01-08T23:59:59+08:00' })
    await set(stack)
    expect(await row()).toMatchObject({ due_at: '2027-01-08T23:59:59+08:00' })
    expect((await tasks()).map(({ due_provisional }) => due_provisional)).toEqual([undefined, undefined])
  })

  it('for another area changes nothing here', async () => {
    const { stack, row, tasks } = await asked()
    const before = [await row(), await tasks()]
    await set(stack, year, '130100')
    expect([await row(), await tasks()]).toEqual(before)
  })

  it('again moves what had been provisional, for as long as it is open', async () => {
    const { stack, row, psn } = await asked()
    await set(stack)
    await set(stack, { off: ['01-01', '01-04', '01-05'], worked: ['01-10'] })
    expect(await row()).toMatchObject({ due_at: '2027-01-11T23:59:59+08:00' })
    expect(taskIn(await stack.tasks(psn), 'approve-transfer-out')).toMatchObject({
      due_at: '2027-01-11T23:59:59+08:00',
    })
    expect(wakes(stack)).toHaveLength(1)
    await tell({ stack, psn }, 'approve')
    expect(await row()).toMatchObject({ status: 'done', due_at: '2027-01-11T23:59:59+08:00' })
    expect(wakes(stack)).toEqual([])
    await set(stack)
    expect(await row()).toMatchObject({ due_at: '2027-01-11T23:59:59+08:00' })
  })

  it('says by what a case that has ended was in time', async () => {
    const { stack, row, psn, tasks } = await asked()
    await tell({ stack, psn }, 'approve')
    expect(await row()).toMatchObject({ status: 'done', due_provisional: true })
    const { updated_at } = await row()
    await set(stack)
    expect(await row()).toMatchObject({ due_at: '2027-01-10T23:59:59+08:00', updated_at })
    expect((await row()).due_provisional).toBeUndefined()
    expect(taskIn(await tasks(), 'calendar-missing')).toMatchObject({ status: 'closed' })
    expect(wakes(stack)).toEqual([])
  })

  it('leaves what was firm from the start as it was said', async () => {
    const scene = await moving()
    const before = await theCase(scene.stack, scene.psn)
    expect(before.due_at).toBe('2026-03-16T23:59:59+08:00')
    await set(scene.stack, { off: ['03-04'], worked: [] }, '130200', '2026-01-01')
    await scene.stack.advanceTo('2026-03-05T09:00:00+08:00')
    expect(await theCase(scene.stack, scene.psn)).toMatchObject({ due_at: before.due_at })
  })

  it('is refused with the field that does not fit', async () => {
    const { stack } = await asked()
    const put = { admdvs: '000000', from: '2027-01-01', value: { off: ['01-02'], worked: [] }, source: '通知' }
    const { status, body } = await apiOf(stack).call(operator, 'PUT /v1/policies/working_days', put)
    expect([status, body.errors.map(({ field }: { field: string }) => field)]).toEqual([400, ['value.off.0']])
  })
})

describe('a wait that no task stands for', () => {
  it('moves with the year, though its step alone says until when it is', async () => {
    const scene = await start('2026-12-24', { bank: true })
    const { stack, psn } = scene
    await tell(
      scene,
      'refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-11-30 · enrol B 2026-12-24 · approve',
    )
    const wait = async () => (await theCase(stack, psn)).waiting_for
    expect(await wait()).toMatchObject({ what: 'payment.settled', until: '2027-01-07T23:59:59+08:00' })
    await set(stack)
    expect(await wait()).toMatchObject({ what: 'payment.settled', until: '2027-01-10T23:59:59+08:00' })
  })
})

describe('a task that belongs to the person and no case', () => {
  it('moves too, and the operator is told once', async () => {
    const { stack, psn } = await start('2026-12-30')
    await stack.happen('person.registered', {
      psn_no: psn,
      psn_name: '测试1',
      psn_cert_type: '01',
      certno: '110101199003070417',
      gend: '2',
      brdy: '1990-03-07',
      tel: '13800000000',
    })
    const differs = async () => taskIn(await stack.tasks(psn), 'identity-differs')
    expect(await differs()).toMatchObject({ due_at: '2027-01-06T23:59:59+08:00', due_provisional: true })
    expect(taskIn(await stack.tasks(psn), 'calendar-missing')).toMatchObject({ facts: { year: 2027 } })
    await set(stack)
    expect(await differs()).toMatchObject({ due_at: '2027-01-08T23:59:59+08:00' })
    expect(taskIn(await stack.tasks(psn), 'calendar-missing')).toBeUndefined()
  })
})

describe('what an older release stored', () => {
  /** Nothing says from what a limit was reckoned, and nobody listens. */
  const strip = (row: CaseRow | TaskRow) =>
    JSON.parse(
      JSON.stringify(row, (name, value) => (['reckoned', 'due_reckoned', 'topics'].includes(name) ? undefined : value)),
    )

  it('is reckoned anew all the same, once it is woken by a release', async () => {
    const { stack, row, psn } = await asked()
    const [{ case_id }] = [await row()]
    await rewrite<CaseRow>(stack, `B#case#${case_id}`, strip)
    await rewrite<TaskRow>(stack, 'B#task#', strip)
    for (const { pk, sk } of wakes(stack)) await stack.table.write({ remove: { pk, sk } })
    await set(stack)
    expect(await row()).toMatchObject({ due_provisional: true })
    await makeSweep(stack.ports)()
    await stack.run()
    expect(await row()).toMatchObject({ due_at: '2027-01-10T23:59:59+08:00' })
    expect(limitOf(await row())).toMatchObject({ at: '2027-01-10T23:59:59+08:00' })
    expect(taskIn(await stack.tasks(psn), 'approve-transfer-out')?.due_at).toBe('2027-01-10T23:59:59+08:00')
  })
})

describe('a year that is set while a limit is being reckoned without it', () => {
  it('is not missed: what was decided by the year before is decided anew', async () => {
    let isSet = false
    const through = (table: Table): Table => ({
      ...table,
      async transact(writes) {
        const listens = writes.some((write) => 'put' in write && write.put.pk.startsWith('T#policy#working_days'))
        if (listens && !isSet) {
          isSet = true
          await putPolicy({ ...stack.ports, table }, workingDays, row, 'operator:test')
        }
        return table.transact(writes)
      },
    })
    const row = { admdvs: '000000', from: '2027-01-01', value: year, source: '通知' }
    const stack = await makeStack({ now: '2026-12-24T09:00:00+08:00', through })
    const psn = await register(stack, 1)
    await tell({ stack, psn }, 'enrol A 2019-03-01 · credit A 10.00 · pause A 2026-11-30 · enrol B 2026-12-24')
    expect(isSet).toBe(true)
    expect((await theCase(stack, psn)).due_provisional).toBeUndefined()
    expect(await theCase(stack, psn)).toMatchObject({ due_at: '2027-01-10T23:59:59+08:00' })
    expect((await stack.tasks(psn)).map(({ kind }) => kind)).toEqual(['approve-transfer-out'])
  })
})
