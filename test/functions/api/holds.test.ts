import { beforeEach, describe, expect, it } from 'vitest'
import { wireType } from '../../../events/index.ts'
import { addMs } from '../../../shared/calendar/index.ts'
import { sendOut } from '../../../shared/engine/held.ts'
import { loadHolds } from '../../../shared/engine/holds.ts'
import { apiOf, citizen, operator } from '../../support/api.ts'
import { bankAccount, credit, enrolment, pause, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

const now = '2026-03-12T09:00:00+08:00'

let stack: Stack
let api: ReturnType<typeof apiOf>
beforeEach(async () => {
  stack = await makeStack({ now })
  api = apiOf(stack)
})

const hold = (what: string, reason = '账务不平') => api.call(operator, `PUT /v1/holds/${what}`, { reason })
const lift = async (what: string) => {
  const answer = await api.call(operator, `DELETE /v1/holds/${what}`)
  await stack.run()
  return answer
}

/** A refund is ordered for person `n`; answers their number. */
async function refunded(n: number): Promise<string> {
  const psn = await register(stack, n, { bank_acct: bankAccount })
  await stack.setting('130100', { accepts_account_transfer: false })
  await stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
  await stack.happen('account.credited', credit(psn, '130200', `${n}0.00`))
  await stack.happen('enrolment.paused', pause(psn, '130200', '2026-01-31'))
  await stack.happen('enrolment.registered', enrolment(psn, '130100', '2026-03-02'))
  const [task] = await stack.tasks(psn)
  await stack.decideTask(task!.task_id, { decision: 'approve' })
  return psn
}

const payments = () => stack.sent('bank', 'payment.ordered')
const amounts = () => payments().map(({ data }) => data.amt)

describe('a hold', () => {
  it('is an operator’s, has a reason, is listed and leaves its trace', async () => {
    expect(await hold('payments')).toMatchObject({ status: 200 })
    const { body } = await api.call(operator, 'GET /v1/holds')
    const waiting = { count: 0, amt: '0.00' }
    expect(body.holds).toEqual([{ what: 'payments', reason: '账务不平', since: now, by: expect.any(String), waiting }])
    expect(await hold('everything')).toMatchObject({ status: 404 })
    expect(await api.call(operator, 'PUT /v1/holds/payments', {})).toMatchObject({ status: 400 })
    expect(await api.call(operator, 'DELETE /v1/holds/everything')).toMatchObject({ status: 404 })
    expect(await api.call(citizen('P000001'), 'PUT /v1/holds/payments', { reason: 'x' })).toMatchObject({ status: 403 })
    expect((await lift('payments')).body.holds).toEqual([])
    const trail = [...stack.table.items.values()].filter(({ pk }) => pk.startsWith('U#')).map(({ d }) => String(d))
    expect(trail.filter((line) => line.includes('"hold.set"'))).toHaveLength(1)
    expect(trail.filter((line) => line.includes('"hold.lifted"'))).toHaveLength(1)
  })

  it('keeps payments back while cases go on, and sends each once, in the order decided', async () => {
    await hold('payments')
    const people: string[] = []
    for (const n of [3, 1, 2]) {
      people.push(await refunded(n))
      stack.clock.set(addMs(stack.clock.now(), 1))
    }
    expect(payments()).toEqual([])
    expect(stack.sent('notice').length).toBeGreaterThan(0)
    for (const psn of people) {
      expect(await stack.cases(psn)).toMatchObject([{ waiting_for: { what: 'payment.settled' } }])
      const { body } = await api.call(citizen(psn), 'GET /v1/me/notices')
      expect(body.notices[0].template).toBe('transfer.refund-ordered')
    }
    await lift('payments')
    expect(amounts()).toEqual(['30.00', '10.00', '20.00'])
    await stack.advanceTo('2026-03-12T10:00:00+08:00')
    expect(payments()).toHaveLength(3)
    await refunded(4)
    expect(amounts().at(-1)).toBe('40.00')
  })

  it('keeps what another hold keeps too, and lets the rest go', async () => {
    await hold('bank')
    await hold('payments')
    await refunded(1)
    await lift('bank')
    expect(payments()).toEqual([])
    await lift('payments')
    expect(amounts()).toEqual(['10.00'])
  })

  it('of notices keeps those, and nothing else', async () => {
    await hold('notices')
    await refunded(1)
    expect(amounts()).toEqual(['10.00'])
    expect(stack.sent('notice')).toEqual([])
    await lift('notices')
    expect(stack.sent('notice').length).toBeGreaterThan(0)
  })

  it('of funds keeps the orders between pooling areas', async () => {
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
    await stack.happen('account.credited', credit(psn, '130200', '10.00'))
    await stack.happen('enrolment.paused', pause(psn, '130200', '2026-01-31'))
    await stack.happen('enrolment.registered', enrolment(psn, '130100', '2026-03-02'))
    const [task] = await stack.tasks(psn)
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    await hold('funds')
    await stack.clear('13', '2026-03-12')
    expect(stack.sent('bank')).toEqual([])
    await lift('funds')
    expect(stack.sent('bank', 'funds.ordered')).toHaveLength(1)
  })

  it('lies sealed in the table while it is kept', async () => {
    await hold('payments')
    await refunded(1)
    const kept = [...stack.table.items.values()].filter(({ pk }) => pk.startsWith('H#'))
    expect(kept).toHaveLength(1)
    expect(JSON.stringify(kept)).not.toContain(bankAccount.acct_no)
  })
})

describe('what waits behind a hold', () => {
  /** What is told of each hold that stands. */
  const told = async () => {
    const { body } = await api.call(operator, 'GET /v1/holds')
    return Object.fromEntries(body.holds.map(({ what, waiting }: { what: string; waiting: object }) => [what, waiting]))
  }
  const some = (...amounts: number[]) =>
    amounts.map((amount, n) => {
      const data = { pay_no: `other-${n}`, amt: `${amount}.00` }
      const body = JSON.stringify({ id: `m${n}`, type: wireType('payment.ordered'), time: now, data })
      return { queue: 'bank' as const, body }
    })

  it('is counted for each hold that keeps it, and what money it orders', async () => {
    await hold('payments')
    await hold('notices')
    await refunded(1)
    await refunded(2)
    const notices = { count: expect.any(Number) }
    expect(await told()).toEqual({ payments: { count: 2, amt: '30.00' }, notices })
    expect((await hold('bank')).body.holds).toHaveLength(3)
    expect(await told()).toEqual({ payments: { count: 2, amt: '30.00' }, notices, bank: { count: 2, amt: '30.00' } })
    await lift('payments')
    expect(await told()).toEqual({ notices, bank: { count: 2, amt: '30.00' } })
    await hold('funds')
    expect((await told()).funds).toEqual({ count: 0, amt: '0.00' })
    await lift('funds')
    await lift('bank')
    await hold('payments')
    expect((await told()).payments).toEqual({ count: 0, amt: '0.00' })
    expect(stack.sent('notice')).toEqual([])
    expect((await told()).notices.count).toBeGreaterThan(1)
  })

  it('is counted once, however often it is kept, and not at all once it has left, whoever dies in between', async () => {
    await hold('payments')
    await sendOut(stack.ports, some(1, 2, 3))
    await sendOut(stack.ports, some(1, 2, 3, 4))
    expect((await told()).payments).toEqual({ count: 4, amt: '10.00' })
    const { transact } = stack.table
    stack.ports.table = {
      ...stack.ports.table,
      async transact(writes) {
        if (writes.some((write) => 'remove' in write && write.remove.pk === 'H#bank')) throw new Error('died here')
        return transact(writes)
      },
    }
    await expect(lift('payments')).rejects.toThrow('worker failed')
    Object.assign(stack.ports.table, { transact })
    await hold('payments')
    expect((await told()).payments).toEqual({ count: 4, amt: '10.00' })
    await lift('payments')
    await hold('payments')
    expect((await told()).payments).toEqual({ count: 0, amt: '0.00' })
    expect(new Set(payments().map(({ id }) => id)).size).toBe(4)
  })

  it('is right while many are kept and let go at once', async () => {
    await hold('bank')
    const messages = some(...Array.from({ length: 40 }, (_, n) => n + 1))
    await Promise.all([0, 10, 20, 30].map((from) => sendOut(stack.ports, messages.slice(from, from + 25))))
    expect((await told()).bank).toEqual({ count: 40, amt: '820.00' })
    const answers = [api.call(operator, 'DELETE /v1/holds/bank'), api.call(operator, 'DELETE /v1/holds/bank')]
    await Promise.all(answers)
    await stack.run()
    await hold('bank')
    expect((await told()).bank).toEqual({ count: 0, amt: '0.00' })
  })

  it('leaves out what an older release has kept, then and when it leaves', async () => {
    await hold('payments')
    await sendOut(stack.ports, some(1, 2))
    for (const { pk, sk, p } of [...stack.table.items.values()].filter((item) => item.pk === 'H#bank').slice(1)) {
      await stack.table.write({ put: { pk, sk: `${sk}0`, p: p! } })
    }
    expect((await told()).payments).toEqual({ count: 2, amt: '3.00' })
    await lift('payments')
    await hold('payments')
    expect((await told()).payments).toEqual({ count: 0, amt: '0.00' })
  })
})

describe('a process that dies', () => {
  it('before it had a lifted hold’s messages let go is followed by the sweep', async () => {
    await hold('payments')
    await refunded(1)
    const { send } = stack.ports.queues
    stack.ports.queues.send = async () => {
      throw new Error('the process died here')
    }
    await expect(api.call(operator, 'DELETE /v1/holds/payments')).resolves.toMatchObject({ status: 500 })
    stack.ports.queues.send = send
    expect((await loadHolds(stack.table)).ending).toEqual(['payments'])
    await stack.run()
    expect(payments()).toEqual([])
    await stack.advanceTo('2026-03-12T09:05:00+08:00')
    expect(amounts()).toEqual(['10.00'])
    expect(await loadHolds(stack.table)).toMatchObject({ active: [], ending: [] })
    expect([...stack.table.items.values()].filter(({ pk, due }) => pk === 'HOLDS' && due)).toEqual([])
  })

  it('while it lets go sends nothing twice that it had taken off the line, and loses nothing', async () => {
    await hold('payments')
    for (let n = 1; n <= 13; n++) await refunded(n)
    const { send } = stack.ports.queues
    let taken = 0
    stack.ports.queues.send = async (queue, bodies) => {
      if (queue === 'bank') taken += bodies.length
      if (taken > 10) throw new Error('the process died here')
      return send(queue, bodies)
    }
    await expect(api.call(operator, 'DELETE /v1/holds/payments')).rejects.toThrow('worker failed')
    expect(payments()).toHaveLength(10)
    stack.ports.queues.send = send
    await stack.advanceTo('2026-03-12T09:05:00+08:00')
    expect(new Set(payments().map(({ id }) => id)).size).toBe(13)
    expect(payments()).toHaveLength(13)
  })

  it('sends once what it had kept when the hold was lifted before it had kept all', async () => {
    await refunded(1)
    const [order] = payments()
    const messages = Array.from({ length: 13 }, (_, n) => {
      const id = `${order!.id.replace(/\d+$/, '')}${n + 50}`
      const data = { ...order!.data, pay_no: `other-${n}` }
      const body = JSON.stringify({ id, type: wireType('payment.ordered'), time: stack.clock.now(), data })
      return { queue: 'bank' as const, body }
    })
    await hold('payments')
    const { transact } = stack.table
    let commits = 0
    stack.ports.table = {
      ...stack.ports.table,
      async transact(writes) {
        if (writes.length > 3 && ++commits === 2) await lift('payments')
        return transact(writes)
      },
    }
    await sendOut(stack.ports, messages)
    await stack.run()
    const ids = payments().map(({ id }) => id)
    expect(ids).toHaveLength(14)
    expect(new Set(ids).size).toBe(14)
  })

  it('cannot slip a message past a hold that is set while it sends', async () => {
    const { get } = stack.table
    let reads = 0
    stack.ports.table = {
      ...stack.ports.table,
      async get(key) {
        const item = await get(key)
        if (key.pk === 'HOLDS' && ++reads === 2) await hold('bank')
        return item
      },
    }
    await hold('payments')
    await refunded(2)
    await lift('payments')
    expect(payments()).toEqual([])
    await lift('bank')
    expect(amounts()).toEqual(['20.00'])
  })
})
