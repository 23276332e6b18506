/** Rules of the desk 1 and 2: how urgent a task is, and who has it in hand. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { World } from '../../../../shared/engine/world.ts'
import { taskDue } from '../../../../shared/policy/desk.ts'
import type { TaskRow } from '../../../../shared/registers/rows.ts'
import { apiOf, type Claims, type TestApi } from '../../../support/api.ts'
import { credit, leave } from '../../../support/people.ts'
import { makeStack, type Stack } from '../../../support/stack.ts'
import { openForClerks } from '../../../support/tasks.ts'

const staff = (no: string, role = 'clerk', admdvs = '130200'): Claims => ({
  role,
  admdvs,
  staff_no: no,
  sub: `staff:${admdvs}:${no}`,
})
const [k1, k2, chief] = [staff('K1'), staff('K2'), staff('S1', 'supervisor')]

let stack: Stack
let api: TestApi
let taskId: string

beforeEach(async () => {
  stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  api = apiOf(stack)
  taskId = (await leave(stack, 2)).taskId
})

const claim = (who: Claims) => api.call(who, `POST /v1/tasks/${taskId}/claim`)
const release = (who: Claims) => api.call(who, `POST /v1/tasks/${taskId}/release`)
const approve = (who: Claims) => api.call(who, `POST /v1/tasks/${taskId}/decision`, { decision: 'approve' })
const list = async (who: Claims, query: string) =>
  (await api.call(who, `GET /v1/tasks?${query}`)).body.tasks.map((task: { task_id: string }) => task.task_id)
const codes = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]

describe('a claim', () => {
  it('keeps others from it, and their decisions, until it is released', async () => {
    expect((await claim(k1)).body).toMatchObject({ task_id: taskId, claimed_by: 'K1', status: 'open' })
    expect(codes(await claim(k2))).toEqual([409, 'claimed'])
    expect(codes(await approve(k2))).toEqual([409, 'claimed'])
    expect(codes(await release(k2))).toEqual([409, 'claimed'])
    expect((await claim(k1)).status).toBe(200)
    expect((await release(k1)).body.claimed_by).toBeUndefined()
    expect(codes(await release(k1))).toEqual([409, 'not-claimed'])
    expect((await approve(k2)).body.status).toBe('approved')
    expect(codes(await claim(k1))).toEqual([409, 'task-closed'])
  })

  it('ends with the day, in Shanghai', async () => {
    await claim(k1)
    await stack.advanceTo('2026-03-02T23:59:58+08:00')
    expect(codes(await claim(k2))).toEqual([409, 'claimed'])
    await stack.advanceTo('2026-03-03T00:00:01+08:00')
    expect(codes(await release(k1))).toEqual([409, 'not-claimed'])
    expect((await claim(k2)).body.claimed_by).toBe('K2')
  })

  it('is taken over by a supervisor, by claiming, releasing or deciding', async () => {
    await claim(k1)
    expect((await claim(chief)).body.claimed_by).toBe('S1')
    expect(codes(await claim(k1))).toEqual([409, 'claimed'])
    await release(chief)
    await claim(k1)
    expect((await release(chief)).status).toBe(200)
    await claim(k1)
    expect((await approve(chief)).body.status).toBe('approved')
  })

  it('is won by one of two who claim at once', async () => {
    const both = await Promise.all([claim(k1), claim(k2)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('is remembered as the first, a decision too, and outlives what the case brings up to date', async () => {
    await claim(k1)
    const at = stack.clock.now()
    await stack.advanceTo('2026-03-02T10:00:00+08:00')
    await stack.happen('account.credited', credit('P000002', '130200', '1.00'))
    await release(k1)
    const [task] = await stack.tasks('P000002')
    expect(task).toMatchObject({ first_claim_at: at, facts: { amt: '101.00' } })
    await approve(k2)
    const [decided] = await stack.tasks('P000002', 'approved')
    expect(decided).toMatchObject({ first_claim_at: at, decision: { by: 'staff:130200:K2', name: 'K2' } })
  })

  it('is listed as mine, or as nobody’s; what belongs to another area is 404', async () => {
    expect(await list(k1, 'claimed=none')).toEqual([taskId])
    await claim(k1)
    expect(await list(k1, 'claimed=none')).toEqual([])
    expect([await list(k1, 'claimed=me'), await list(k2, 'claimed=me')]).toEqual([[taskId], []])
    expect((await claim(staff('K1', 'clerk', '130100'))).status).toBe(404)
  })

  it('stands in the audit trail, and is done once under a key', async () => {
    const key = { 'idempotency-key': 'claim-1' }
    const first = await api.call(k1, `POST /v1/tasks/${taskId}/claim`, undefined, key)
    expect(await api.call(k1, `POST /v1/tasks/${taskId}/claim`, undefined, key)).toMatchObject({ body: first.body })
    const { lines } = (await api.call(chief, 'GET /v1/audit?by=K1')).body
    expect(lines.map(({ what, by }: Record<string, string>) => [what, by])).toEqual([['task.claimed', 'K1']])
  })

  it('without a number is anybody’s who has none', async () => {
    const nameless = { role: 'clerk', admdvs: '130200' }
    expect((await claim(nameless)).body.claimed_by).toBe('unnamed')
  })
})

describe('a task that is about no person', () => {
  const open = (more: Partial<TaskRow> = {}) => openForClerks(stack, more)
  const call = (who: Claims, what: string, body?: unknown) =>
    api.call(who, `POST /v1/tasks/T1.older-relation/${what}`, body)

  it('is claimed, extended and decided like any other', async () => {
    await open({ extension: 3 })
    expect((await call(k1, 'claim')).body.claimed_by).toBe('K1')
    expect(codes(await call(k2, 'decision', { decision: 'approve' }))).toEqual([409, 'claimed'])
    expect(codes(await call(k2, 'extension', { reason: '要核实' }))).toEqual([409, 'claimed'])
    expect((await call(k1, 'extension', { reason: '要核实' })).body.due_at).toBe('2026-03-18T23:59:59+08:00')
    expect(codes(await call(k1, 'extension', { reason: '要核实' }))).toEqual([409, 'already-extended'])
    expect((await call(k1, 'decision', { decision: 'approve' })).body.status).toBe('approved')
    expect(codes(await call(k2, 'claim'))).toEqual([409, 'task-closed'])
  })

  it('is won by one of two who claim at once', async () => {
    await open()
    const both = await Promise.all([call(k1, 'claim'), call(k2, 'claim')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('is not extended when it is overdue, or not to be', async () => {
    await open()
    expect(codes(await call(k1, 'extension', { reason: '要核实' }))).toEqual([409, 'not-extendable'])
    expect(codes(await api.call(k1, `POST /v1/tasks/${taskId}/extension`, {}))).toEqual([400, 'bad-request'])
  })

  it.each([
    ['2026-03-09', 'green'],
    ['2026-03-11', 'blue'],
    ['2026-03-12', 'red'],
    ['2026-03-14', 'red'],
  ])('due 2026-03-13, seen %s, is %s', async (day, triage) => {
    await open()
    await stack.advanceTo(`${day}T10:00:00+08:00`)
    expect(await list(k1, `triage=${triage}&kind=older-relation`)).toEqual(['T1.older-relation'])
    const { tasks } = (await api.call(k1, 'GET /v1/tasks?kind=older-relation')).body
    expect(tasks[0].triage).toBe(triage)
  })

  it('is red if its area says so of its kind, from now on', async () => {
    await open()
    await stack.policy({ name: 'triage', admdvs: '130200', value: { red: 1, blue: 3, red_kinds: ['older-relation'] } })
    expect(await list(k1, 'triage=red')).toEqual(['T1.older-relation'])
  })
})

describe('how long a task may take', () => {
  const dueOf = (kind: 'spot-check' | 'mend-problem') => {
    const world = new World(stack.ports)
    const at = { now: stack.clock.now(), today: '2026-03-02' as never, look: world.look }
    return world.loading(() => taskDue(at, kind, '130200' as Admdvs).at)
  }

  it('is the nation’s, an area’s for the kinds that it names', async () => {
    expect(await dueOf('spot-check')).toBe('2026-03-09T23:59:59+08:00')
    await stack.policy({ name: 'task_days', admdvs: '130200', value: { 'mend-problem': 1 } })
    expect(await dueOf('mend-problem')).toBe('2026-03-03T23:59:59+08:00')
    expect(await dueOf('spot-check')).toBe('2026-03-09T23:59:59+08:00')
  })
})
