/** Events that go on to another file: as they came, once, and listed if that file refuses them. */
import { describe, expect, it } from 'vitest'
import { instant } from '../../../shared/calendar/index.ts'
import { poolingAreaOf } from '../../../shared/codes/index.ts'
import { handle } from '../../../shared/engine/handle.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { fen } from '../../../shared/money/index.ts'
import { put } from '../../../shared/registers/file.ts'
import { refOf } from '../../../shared/registers/ids.ts'
import type { Payment } from '../../../shared/registers/rows.ts'
import { apiOf, operator } from '../../support/api.ts'
import { credit } from '../../support/people.ts'
import { type Stack, testKeys } from '../../support/stack.ts'
import { birth, childOf, makeNursery } from '../bundles/newborn/scene.ts'

const now = '2026-03-14T09:00:00+08:00'
const [first, second, third] = ['Z530000001', 'Z530000002', 'Z530000003'] as const
const pay_no = refOf('PY', pidOf(testKeys, childOf(second)), 'a payment')

const certificate = (number: string, replaces?: string) =>
  birth('2026-03-10', { birth_cert_no: number, ...(replaces ? { replaces_cert_no: replaces } : {}) })
const wire = (type: string, id: string, data: object) =>
  JSON.stringify({
    note: '𠮷',
    specversion: '1.0',
    id,
    source: 'urn:test',
    type: `mianshen.${type}.v1`,
    time: now,
    data,
  })
const settled = (amt: string) => wire('payment.settled', 'word', { pay_no, amt, bank_time: now })

const deliver = async (stack: Stack, body: string) => {
  await stack.sendRaw(body)
  await stack.run()
}
const rejected = async (stack: Stack) => (await apiOf(stack).call(operator, 'GET /v1/rejected-events')).body.events

async function bothNumbers(stack: Stack) {
  await deliver(stack, wire('birth.certified', 'b1', certificate(first)))
  await deliver(stack, wire('birth.certified', 'b2', certificate(second, first)))
}

/** One child under two numbers, with a payment that is looked for under the second. */
async function childWithPayment() {
  const stack = await makeNursery(now)
  await bothNumbers(stack)
  const payment: Payment = {
    pay_no,
    case_id: pay_no,
    payer_admdvs: poolingAreaOf('530100'),
    payee_kind: 'person',
    amt: fen(100),
    purpose: 'test',
    ordered_at: instant(now),
  }
  const apply = () => ({ ok: { change: [put('payment', payment)] } })
  await handle(stack.ports, stack.rules, pidOf(testKeys, childOf(first)), { apply })
  return stack
}

describe('an event that its new file refuses', () => {
  it('is listed as it came, and its id is free', async () => {
    const stack = await childWithPayment()
    await deliver(stack, settled('2.00'))
    expect(await rejected(stack)).toMatchObject([{ reason: 'amount-differs', source: 'urn:test' }])
    expect((await rejected(stack))[0].body).toEqual(JSON.parse(settled('2.00')))
    await deliver(stack, settled('1.00'))
    expect((await stack.file(childOf(first))).one('payment', pay_no)?.report?.status).toBe('settled')
    expect(await rejected(stack)).toHaveLength(1)
  })

  it('keeps its id while it waits there, also if it had waited in the old file before', async () => {
    const stack = await makeNursery(now)
    await deliver(stack, settled('2.00'))
    await bothNumbers(stack)
    expect((await stack.file(childOf(second))).all('parked')).toEqual([])
    expect((await stack.file(childOf(first))).all('parked')).toMatchObject([{ reason: 'needs-payment' }])
    await deliver(stack, settled('1.00'))
    expect(await rejected(stack)).toMatchObject([{ reason: 'id-reused' }])
    await deliver(stack, settled('2.00'))
    expect((await stack.file(childOf(first))).all('parked')).toHaveLength(1)
  })
})

describe('an event that is sent on', () => {
  it('has its effect once, however often the message comes', async () => {
    const stack = await childWithPayment()
    const { send } = stack.ports.queues
    stack.ports.queues.send = (queue, bodies) => send(queue, [...bodies, ...bodies])
    const body = wire('account.credited', 'c1', credit(childOf(second), '530100', '10.00'))
    await deliver(stack, body)
    await deliver(stack, body)
    expect((await stack.file(childOf(first))).all('account')).toMatchObject([{ balance: 1000 }])
    expect(await rejected(stack)).toEqual([])
  })

  it('passes on how it came, a certificate too that replaces one replaced before', async () => {
    const stack = await makeNursery(now)
    const held: string[] = []
    const { send } = stack.ports.queues
    stack.ports.queues.send = (queue, bodies) => {
      held.push(...bodies.filter((body) => body.includes('"held":true')))
      return send(queue, bodies)
    }
    await deliver(stack, wire('birth.certified', 'b3', certificate(third, second)))
    const body = wire('birth.certified', 'b2', certificate(second, first))
    await deliver(stack, body)
    expect(held.map((message) => JSON.parse(message).came?.body)).toEqual([body])
    expect((await stack.file(childOf(second))).all('birth')).toHaveLength(2)
  })
})
