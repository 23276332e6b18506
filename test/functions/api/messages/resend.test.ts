/** Messages to partners sent again: as they were, no money twice. */
import { beforeEach, describe, expect, it } from 'vitest'
import { apiOf, citizen, operator } from '../../../support/api.ts'
import { bankAccount, credit, enrolment, pause, register } from '../../../support/people.ts'
import { makeStack, type Sent, type Stack } from '../../../support/stack.ts'

let stack: Stack
let api: ReturnType<typeof apiOf>
beforeEach(async () => {
  stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
  api = apiOf(stack)
})

const resend = (id: string, more: object = {}) =>
  api.call(operator, 'POST /v1/messages/resend', { id, reason: '银行没有收到', ...more })

/** A refund is ordered for somebody who has moved to where accounts are not taken. */
async function refunded(n = 1): Promise<{ psn: string; order: Sent; case_id: string }> {
  const psn = await register(stack, n, { bank_acct: bankAccount })
  await stack.setting('130100', { accepts_account_transfer: false })
  await moved(psn)
  const order = stack.sent('bank', 'payment.ordered').at(-1)!
  return { psn, order, case_id: order.data.case_id }
}

async function moved(psn: string): Promise<void> {
  await stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
  await stack.happen('account.credited', credit(psn, '130200', '10.00'))
  await stack.happen('enrolment.paused', pause(psn, '130200', '2026-01-31'))
  await stack.happen('enrolment.registered', enrolment(psn, '130100', '2026-03-02'))
  const [task] = await stack.tasks(psn)
  await stack.decideTask(task!.task_id, { decision: 'approve' })
}

const payments = () => stack.sent('bank', 'payment.ordered')

describe('a message sent again', () => {
  it('is found by its id, by what it orders and by its case, and is the same', async () => {
    const { order, case_id } = await refunded()
    for (const number of [order.id, order.data.pay_no, case_id]) {
      const { status, body } = await resend(number, { type: 'payment.ordered' })
      expect(status).toBe(200)
      expect(body.messages).toEqual([
        { id: order.id, type: 'payment.ordered', queue: 'bank', time: expect.any(String), status: 'sent' },
      ])
    }
    expect(payments()).toEqual([order, order, order, order])
  })

  it('of a case is each of its messages, in the order decided', async () => {
    const { case_id } = await refunded()
    await refunded(2)
    const before = stack.sent().filter(({ id }) => id.startsWith(case_id))
    const { body } = await resend(case_id)
    expect(body.messages.length).toBeGreaterThan(1)
    const times = body.messages.map(({ time }: { time: string }) => time)
    expect(times).toEqual(times.toSorted())
    const after = stack.sent().filter(({ id }) => id.startsWith(case_id))
    expect(after).toHaveLength(2 * before.length)
    expect(new Set(after.map(({ id }) => id)).size).toBe(before.length)
  })

  it('leaves its trace, before it leaves', async () => {
    const { order } = await refunded()
    await resend(order.data.pay_no)
    const trail = [...stack.table.items.values()].filter(({ pk }) => pk.startsWith('U#')).map(({ d }) => String(d))
    const [line = '{}'] = trail.filter((text) => text.includes('"message.resend"'))
    expect(JSON.parse(line).detail).toEqual({ reason: '银行没有收到', ids: [order.id] })
  })

  it('waits behind a hold, once', async () => {
    const { order } = await refunded()
    await api.call(operator, 'PUT /v1/holds/payments', { reason: '先停' })
    for (let times = 0; times < 2; times++) {
      expect((await resend(order.id)).body.messages).toMatchObject([{ status: 'held' }])
    }
    expect(payments()).toHaveLength(1)
    await api.call(operator, 'DELETE /v1/holds/payments')
    await stack.run()
    expect(payments()).toEqual([order, order])
  })

  it('of a clearing is found by the number of the order, or of the clearing', async () => {
    await moved(await register(stack, 1))
    const { clearing_id } = await stack.clear('13', '2026-03-12')
    const [order] = stack.sent('bank', 'funds.ordered')
    for (const number of [order!.id, clearing_id]) {
      expect((await resend(number)).body.messages).toMatchObject([{ id: order!.id, type: 'funds.ordered' }])
    }
    expect(stack.sent('bank', 'funds.ordered')).toEqual([order, order, order])
    await stack.happen('funds.settled', { ...order!.data, bank_time: stack.clock.now() })
    expect(await resend(clearing_id)).toMatchObject({ status: 409, body: { code: 'message-closed' } })
  })

  it('of a person whose number was merged is found by its case', async () => {
    const { psn, order } = await refunded()
    const into = await register(stack, 2)
    await stack.happen('person.merged', { psn_no: psn, into_psn_no: into, reason: '同一人' })
    expect((await resend(order.data.pay_no)).body.messages).toMatchObject([{ id: order.id, status: 'sent' }])
  })
})

describe('is not sent again', () => {
  it('what the bank has reported on', async () => {
    const { order, case_id } = await refunded()
    await stack.happen('payment.settled', {
      pay_no: order.data.pay_no,
      amt: order.data.amt,
      bank_time: stack.clock.now(),
    })
    expect(await resend(order.id)).toMatchObject({ status: 409, body: { code: 'message-closed' } })
    const { body } = await resend(case_id)
    const statuses = body.messages.map(({ type, status }: Record<string, string>) => `${type} ${status}`)
    expect(statuses).toContain('payment.ordered answered')
    expect(statuses).toContain('notice.requested sent')
    expect(payments()).toHaveLength(1)
  })

  it('a bill that was paid, or that another took the place of', async () => {
    const born = { birth_cert_no: 'Z130000001', brdy: '2026-03-11T08:15:00+08:00', gend: '1', psn_name: '测试宝' }
    const guardian = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(guardian, '130100', '2019-03-01'))
    const { certno, psn_name } = (await stack.file(guardian)).person!.private
    const guardians = [{ certno, psn_name, relation: 'mother' }]
    await stack.happen('birth.certified', { ...born, fixmedins_code: 'H13010200001', guardians })
    const [bill] = stack.sent('tax', 'premium.assessed')
    const { bill_no, amt } = bill!.data
    expect((await resend(bill_no)).body.messages).toMatchObject([{ type: 'premium.assessed', status: 'sent' }])
    await stack.happen('premium.paid', { bill_no, amt, paid_at: stack.clock.now() })
    expect(await resend(bill_no)).toMatchObject({ status: 409 })
    expect(stack.sent('tax', 'premium.assessed')).toHaveLength(2)
  })

  it('what nobody knows, or of another type', async () => {
    const { order } = await refunded()
    for (const [number, more] of [
      [order.id, { type: 'funds.ordered' }],
      [`${order.id}0`, {}],
      ['CLR-13-2026-03-11', {}],
      ['x', {}],
    ] as const) {
      expect(await resend(number, more)).toMatchObject({ status: 404, body: { code: 'no-message' } })
    }
    expect(await api.call(operator, 'POST /v1/messages/resend', { id: order.id })).toMatchObject({ status: 400 })
    expect(await api.call(citizen('P000001'), 'POST /v1/messages/resend', { id: order.id, reason: 'x' })).toMatchObject(
      {
        status: 403,
      },
    )
  })
})
