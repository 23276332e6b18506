/** Rules of the desk 3, 4 and 7: sums that take two, spot checks, and what is counted of whom. */
import { beforeEach, describe, expect, it } from 'vitest'
import { dayOf } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { World } from '../../../../shared/engine/world.ts'
import { spotCheckOf } from '../../../../shared/registers/desk/spot-check.ts'
import type { Staff } from '../../../../shared/registers/rows.ts'
import { officeTaskKey } from '../../../../shared/table/keys.ts'
import { apiOf, type Claims, type TestApi } from '../../../support/api.ts'
import { bankAccount, credit, leave } from '../../../support/people.ts'
import { makeStack, type Stack } from '../../../support/stack.ts'
import { openForClerks } from '../../../support/tasks.ts'

const staff = (no: string, role = 'clerk'): Claims => ({
  role,
  admdvs: '130200',
  staff_no: no,
  sub: `staff:130200:${no}`,
})
const [k1, k2, chief] = [staff('K1'), staff('K2'), staff('S1', 'supervisor')]

let stack: Stack
let api: TestApi
let task: string
let psn: string

const setUp = async (amt: string, spotCheck = '0.0000') => {
  stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  api = apiOf(stack)
  await stack.policy({ name: 'spot_check', admdvs: '000000', value: spotCheck })
  const left = await leave(stack, 2, amt)
  psn = left.psn
  task = left.taskId
}

const decide = async (who: Claims, body: Record<string, unknown> = { decision: 'approve' }, id = task) => {
  const { status, body: answer } = await api.call(who, `POST /v1/tasks/${id}/decision`, body)
  return status === 200 ? answer : [status, answer.code]
}
const reject = (who: Claims, id = task) => decide(who, { decision: 'reject', reason: '核对不符' }, id)
const balances = async () =>
  (await stack.file(psn)).all('account').map(({ insu_admdvs, balance }) => [insu_admdvs, balance])
const inTangshan = (fen: number) => [['130200', fen]]
const inShijiazhuang = (fen: number) => [
  ['130100', fen],
  ['130200', 0],
]
const counted = async () => (await api.call(chief, 'GET /v1/workload')).body.staff

describe('a sum above second_person', () => {
  beforeEach(() => setUp('150000.00'))

  it('is proposed by one, and moved once when another approves', async () => {
    const proposed = await decide(k1)
    expect(proposed).toMatchObject({ status: 'open', proposal: { by: 'K1', at: stack.clock.now(), data: {} } })
    expect(proposed.claimed_by).toBeUndefined()
    expect(await balances()).toEqual(inTangshan(15_000_000))
    expect(await decide(k1)).toEqual([403, 'second-person'])
    expect(await reject(k1)).toEqual([403, 'second-person'])
    expect(await decide(k2)).toMatchObject({ status: 'approved', decision: { by: 'staff:130200:K2' } })
    expect(await balances()).toEqual(inShijiazhuang(15_000_000))
    expect(await decide(k1)).toEqual([409, 'task-closed'])
  })

  it('is only dropped when another rejects, and then takes two again', async () => {
    await decide(k1)
    const dropped = await reject(k2)
    expect(dropped).toMatchObject({ status: 'open' })
    expect([dropped.proposal, dropped.claimed_by]).toEqual([undefined, undefined])
    expect(await counted()).toMatchObject([{ staff_no: 'K1', returned: 1, decided_today: 0 }])
    await decide(k2)
    expect(await decide(k1)).toMatchObject({ status: 'approved' })
    expect(await counted()).toMatchObject([{ staff_no: 'K1', returned: 1, decided_today: 1 }])
  })

  it('that has changed since is not what was proposed', async () => {
    await decide(k1)
    await stack.happen('account.credited', credit(psn, '130200', '1.00'))
    expect((await api.call(k2, 'GET /v1/tasks')).body.tasks[0].proposal.by).toBe('K1')
    const key = { 'idempotency-key': 'second' }
    const answer = await api.call(k2, `POST /v1/tasks/${task}/decision`, { decision: 'approve' }, key)
    expect([answer.status, answer.body.code]).toEqual([409, 'facts-changed'])
    expect((await stack.tasks(psn))[0]).toMatchObject({ status: 'open' })
    expect((await stack.tasks(psn))[0]?.proposal).toBeUndefined()
    await decide(k2)
    await decide(k1)
    expect(await balances()).toEqual(inShijiazhuang(15_000_100))
  })

  it('is rejected by one', async () => {
    expect(await reject(k1)).toMatchObject({ status: 'rejected' })
  })

  it('takes two of a supervisor as well, and one person is one whatever their role', async () => {
    await decide(staff('K1', 'supervisor'))
    expect(await decide(k1)).toEqual([403, 'second-person'])
    expect(await decide(chief)).toMatchObject({ status: 'approved' })
  })

  it('takes as many as the area says today', async () => {
    await stack.policy({ name: 'second_person', admdvs: '130200', value: { 'approve-transfer-out': '150000.00' } })
    expect(await decide(k1)).toMatchObject({ status: 'approved' })
  })

  it('is approved by two at once no more than once', async () => {
    await decide(k1)
    const both = await Promise.all([decide(k2), decide(chief)])
    expect(both.map((one) => (Array.isArray(one) ? one[1] : one.status)).sort()).toEqual(['approved', 'task-closed'])
  })
})

describe('a sum of just so much', () => {
  it('is done by one', async () => {
    await setUp('100000.00')
    expect(await decide(k1)).toMatchObject({ status: 'approved' })
  })
})

describe('what is proposed', () => {
  it('is done with its fields, and with no others', async () => {
    await setUp('1.00')
    const id = await openForClerks(stack, {
      task_id: 'T2.payment-returned',
      kind: 'payment-returned',
      facts: { amt: '100000.01', payee: 'person', text: '退回' },
    })
    const approval = { decision: 'approve', bank_acct: bankAccount }
    expect(await decide(k1, approval, id)).toMatchObject({ proposal: { by: 'K1', data: { bank_acct: bankAccount } } })
    const other = { decision: 'approve', bank_acct: { ...bankAccount, acct_no: '6222000011113333' } }
    expect(await decide(k2, other, id)).toEqual([400, 'bad-request'])
    expect(await decide(k2, { decision: 'approve' }, id)).toMatchObject({ status: 'approved' })
    const item = await stack.table.get(officeTaskKey(id))
    expect(JSON.parse(item?.d as string)).toMatchObject({
      private: { bank_acct: bankAccount },
      decision: { proposed: { by: 'staff:130200:K1' } },
    })
  })
})

describe('why a case is as it is', () => {
  it('names who decided, to staff alone', async () => {
    await setUp('100.00')
    await decide(k1)
    const target = `GET /v1/cases/${task.split('.')[0]}/why`
    const by = async (who: Claims) =>
      (await api.call(who, target)).body.decisions.filter((one: { by: string }) => one.by === 'clerk')
    expect(await by(k2)).toMatchObject([{ by: 'clerk', staff_no: 'K1' }])
    expect((await by({ role: 'citizen', psn_no: psn }))[0].staff_no).toBeUndefined()
  })
})

describe('spot checks', () => {
  const checks = async () => (await api.call(chief, 'GET /v1/tasks?kind=spot-check')).body.tasks

  it('are of each clerk’s approval at 1.0000, for supervisors, within five working days', async () => {
    await setUp('100.00', '1.0000')
    await decide(k1)
    const [check] = await checks()
    expect(check).toMatchObject({
      due_at: '2026-03-09T23:59:59+08:00',
      facts: { id: task, what: 'approve-transfer-out', by: 'K1', facts: { amt: '100.00' } },
    })
    expect((await api.call(k2, 'GET /v1/tasks?kind=spot-check')).body.tasks).toEqual([])
    expect(await decide(staff('K1', 'supervisor'), { decision: 'approve' }, check.task_id)).toEqual([403, 'own-matter'])
    expect(await reject(chief, check.task_id)).toMatchObject({ status: 'rejected' })
    expect(await balances()).toEqual(inShijiazhuang(10_000))
    expect(await counted()).toMatchObject([
      { staff_no: 'K1', wrong: 1 },
      { staff_no: 'S1', decided_today: 1 },
    ])
  })

  it('are of none at 0.0000, of no rejection, and of no supervisor', async () => {
    await setUp('100.00')
    await decide(k1)
    expect(await checks()).toEqual([])
    await setUp('100.00', '1.0000')
    await reject(k1)
    expect(await checks()).toEqual([])
    await setUp('100.00', '1.0000')
    await decide(chief)
    expect(await checks()).toEqual([])
  })

  it('are of both whom a sum took, and of tasks that are about nobody', async () => {
    await setUp('150000.00', '1.0000')
    await decide(k1)
    expect(await checks()).toEqual([])
    await decide(k2)
    const [check] = await checks()
    expect(await decide(staff('K1', 'supervisor'), { decision: 'approve' }, check.task_id)).toEqual([403, 'own-matter'])
    const id = await openForClerks(stack)
    await decide(k1, { decision: 'approve' }, id)
    expect((await checks()).map(({ facts }: { facts: { id: string } }) => facts.id)).toContain(id)
  })

  it('are of what agents do as well', async () => {
    await setUp('1.00', '1.0000')
    const { clock, ports } = stack
    const now = clock.now()
    const agent = { by: 'agent:P1:A1', name: 'A1' }
    const done = { id: 'E1.act', what: 'POST /v1/filings', at: now, area: '130200' as Admdvs, work: [agent] as [Staff] }
    const world = new World(ports)
    const check = await world.loading(() => spotCheckOf(done, { now, today: dayOf(now), look: world.look }))
    expect(check).toMatchObject({ task_id: 'E1.spot-check.act', facts: { by: 'A1' }, work: [agent] })
  })

  it('choose about one in twenty, always the same', async () => {
    await setUp('100.00', '0.0500')
    for (let n = 0; n < 100; n++) {
      const id = await openForClerks(stack, { task_id: `T${n}.older-relation` })
      await decide(k1, { decision: 'approve' }, id)
    }
    const chosen = (await api.call(chief, 'GET /v1/tasks?kind=spot-check&limit=100')).body.tasks
    expect(chosen.map(({ facts }: { facts: { id: string } }) => facts.id).sort()).toMatchInlineSnapshot(`
      [
        "T11.older-relation",
        "T15.older-relation",
        "T22.older-relation",
        "T25.older-relation",
        "T37.older-relation",
        "T40.older-relation",
        "T56.older-relation",
        "T75.older-relation",
        "T83.older-relation",
      ]
    `)
  })
})

describe('several together', () => {
  const openThree = () =>
    Promise.all(['T1', 'T2', 'T3'].map((n) => openForClerks(stack, { task_id: `${n}.older-relation` })))
  const together = (body: Record<string, unknown>, headers = {}) =>
    api.call(k1, 'POST /v1/task-decisions', { decision: 'approve', ...body }, headers)

  it('are decided each as if alone, one failing none of the others', async () => {
    await setUp('1.00')
    const [a, b, c] = await openThree()
    await decide(k2, { decision: 'approve' }, b)
    const { body } = await together({ task_ids: [a, b, c, 'T9.older-relation'] })
    expect(body.results).toEqual([
      { task_id: a, status: 200 },
      { task_id: b, status: 409, code: 'task-closed' },
      { task_id: c, status: 200 },
      { task_id: 'T9.older-relation', status: 404, code: 'not-found' },
    ])
    expect(await counted()).toMatchObject([
      { staff_no: 'K1', decided_today: 2 },
      { staff_no: 'K2', decided_today: 1 },
    ])
  })

  it('are of one kind, each once, and rejected with a reason', async () => {
    await setUp('1.00')
    const [a] = await openThree()
    const statuses = [
      { task_ids: [a, a] },
      { task_ids: [a, task] },
      { task_ids: [] },
      { task_ids: [a], decision: 'reject' },
    ]
    for (const body of statuses) expect(await together(body)).toMatchObject({ status: 400 })
    const many = Array.from({ length: 101 }, (_, n) => `T${n}.older-relation`)
    expect((await together({ task_ids: many })).status).toBe(400)
    expect((await together({ task_ids: [a], decision: 'reject', reason: '核对不符' })).body.results[0].status).toBe(200)
  })

  it('leave alone what must say more, or takes two', async () => {
    await setUp('150000.00')
    expect((await together({ task_ids: [task] })).body.results).toMatchObject([{ status: 409, code: 'alone-only' }])
    expect((await stack.tasks(psn))[0]?.proposal).toBeUndefined()
    await decide(k2)
    expect((await together({ task_ids: [task] })).body.results).toMatchObject([{ status: 409, code: 'alone-only' }])
    const returned = { amt: '1.00', payee: 'person', text: '退回' }
    const id = await openForClerks(stack, { task_id: 'T2.payment-returned', kind: 'payment-returned', facts: returned })
    expect((await together({ task_ids: [id] })).body.results).toMatchObject([{ status: 409, code: 'alone-only' }])
  })

  it('are done once under a key, also where the first attempt died half way', async () => {
    await setUp('1.00')
    const ids = await openThree()
    const key = { 'idempotency-key': 'bulk' }
    const write = stack.table.transact.bind(stack.table)
    let writes = 0
    stack.table.transact = (all) => (++writes === 2 ? Promise.reject(new Error('died')) : write(all))
    expect((await together({ task_ids: ids }, key)).status).toBe(500)
    stack.table.transact = write
    expect(
      (await together({ task_ids: ids }, key)).body.results.map(({ status }: { status: number }) => status),
    ).toEqual([200, 200, 200])
  })
})

describe('the workload', () => {
  it('counts what waits, by kind and urgency, and what each has in hand', async () => {
    await setUp('1.00')
    await openForClerks(stack)
    await openForClerks(stack, { task_id: 'T2.older-relation' })
    await api.call(k1, 'POST /v1/tasks/T2.older-relation/claim')
    await stack.advanceTo('2026-03-14T10:00:00+08:00')
    const { staff: people, kinds } = (await api.call(chief, 'GET /v1/workload')).body
    expect(kinds).toContainEqual({ kind: 'older-relation', open: 2, overdue: 2, red: 2, blue: 0, green: 0 })
    expect(people).toEqual([{ staff_no: 'K1', claimed: 0, decided_today: 0, returned: 0, wrong: 0 }])
    await api.call(k1, 'POST /v1/tasks/T2.older-relation/claim')
    expect(await counted()).toMatchObject([{ staff_no: 'K1', claimed: 1 }])
    await api.call(chief, 'POST /v1/tasks/T2.older-relation/release')
    expect(await counted()).toEqual([])
    expect((await api.call(k1, 'GET /v1/workload')).status).toBe(403)
  })
})
