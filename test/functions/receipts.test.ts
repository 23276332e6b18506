/** Receipts (contract-operations.md §1): whoever sent an event is told what became of it, and finds it when they ask. */
import { beforeEach, describe, expect, it } from 'vitest'
import { outboundEvents } from '../../events/index.ts'
import { makeInbox } from '../../functions/inbox/inbox.ts'
import { doorOf, doorsOf, sender } from '../../functions/inbox/partners.ts'
import { handle } from '../../shared/engine/handle.ts'
import type { ReceiptWish } from '../../shared/engine/ports.ts'
import { pidOf } from '../../shared/identity/index.ts'
import { fen } from '../../shared/money/index.ts'
import { put } from '../../shared/registers/file.ts'
import { refOf } from '../../shared/registers/ids.ts'
import type { Payment } from '../../shared/registers/rows.ts'
import { rejectionKey } from '../../shared/table/keys.ts'
import { apiOf, operator, partner } from '../support/api.ts'
import { credit, enrolment, person, register } from '../support/people.ts'
import { makeStack, type Stack, testKeys } from '../support/stack.ts'
import { pension } from './bundles/retirement/scene.ts'

const now = '2026-03-12T09:00:00+08:00'
const source = 'urn:partner:north'
const psn = 'P000001'
let stack: Stack
let to: (string | undefined)[]
beforeEach(async () => {
  stack = await makeStack({ now })
  to = []
  const { send } = stack.ports.queues
  stack.ports.queues.send = (queue, bodies, group, whom) => {
    if (queue === 'receipts') to.push(...bodies.map(() => whom))
    return send(queue, bodies, group, whom)
  }
})

const event = (id: string, type: string, data: object, more: object = {}) => ({
  specversion: '1.0',
  id,
  source,
  type: `mianshen.${type}.v1`,
  time: now,
  data,
  ...more,
})
const deliver = async (...bodies: (object | string)[]) => {
  for (const body of bodies) {
    await stack.sendRaw(typeof body === 'string' ? body : JSON.stringify(body))
    await stack.run()
  }
}
const later = (minutes: string) => stack.advanceTo(`2026-03-12T${minutes}+08:00`)
const receipts = () => stack.sent('receipts')
const told = () => receipts().map(({ data }) => [data.id, data.status, ...(data.reason ? [data.reason] : [])])
const ask = (id: string, who = source) => apiOf(stack).call(partner(who), `GET /v1/events/${encodeURIComponent(id)}`)
const status = async (id: string) => (await ask(id)).body.status
const rejectedIds = async (): Promise<string[]> =>
  (await apiOf(stack).call(operator, 'GET /v1/rejected-events')).body.events.map(({ id }: { id: string }) => id)
const replay = async (id: string, doors?: ReturnType<typeof doorsOf>) =>
  (await apiOf(stack, doors ? { doors } : {}).call(operator, `POST /v1/rejected-events/${id}/replay`)).body
const wish = (wanted: ReceiptWish) => {
  stack.ports.receipts = () => wanted
}
const anybody = { psn_no: psn, insu_admdvs: '130100' }
const retires = pension(1, '1966-02-01', '2026-02-01')
const born = { brdy: '1966-02-01' }

describe('a rejection is told at once', () => {
  it.each<[string, object]>([
    ['bad-data', event('e', 'account.credited', { psn_no: 17 })],
    ['not-cloudevent', event('e', 'account.credited', credit(psn, '130100', '1.00'), { time: 'yesterday' })],
    ['unknown-type', event('e', 'weather.changed', {})],
    ['not-your-source', event('e', 'person.registered', person(1), { source: 'urn:mianshen:13' })],
    ['time-in-future', event('e', 'person.registered', person(1), { time: '2027-01-01T00:00:00Z' })],
    ['unknown-number', event('e', 'payment.settled', { pay_no: 'PY1', amt: '1.00', bank_time: now })],
    [
      'unknown-order',
      event('e', 'funds.settled', {
        clearing_id: 'CLR-13-2026-03-01',
        order_no: 'CLR-13-2026-03-01-01',
        from_admdvs: '130100',
        to_admdvs: '130200',
        amt: '1.00',
        bank_time: now,
      }),
    ],
  ])('%s', async (reason, body) => {
    const { type, source: named } = body as ReturnType<typeof event>
    await deliver(body)
    const [receipt] = receipts()
    expect(receipts()).toHaveLength(1)
    expect(receipt?.data).toMatchObject({ source: named, id: 'e', type, status: 'rejected', reason, at: now })
    expect(receipt?.data.errors.length).toBeGreaterThan(0)
    expect(outboundEvents['event.answered'].data.safeParse(receipt?.data).success).toBe(true)
    expect(to).toEqual([named])
    expect((await ask('e', named)).body).toEqual(receipt?.data)
    await deliver(body)
    expect(new Set(receipts().map(({ id }) => id)).size).toBe(1)
  })

  it('also of an id that was used again, which stays that of the event that was taken', async () => {
    await deliver(event('e', 'person.registered', person(1)), event('e', 'person.registered', person(3)))
    expect(told()).toEqual([['e', 'rejected', 'id-reused']])
    expect((await ask('e')).body).toMatchObject({ status: 'accepted', type: 'mianshen.person.registered.v1', at: now })
  })

  it('to nobody if it does not say from whom it is, and which', async () => {
    const spoilt = event('e', 'weather.changed', {})
    for (const wrong of [{ id: '' }, { id: 7 }, { source: '' }, { source: null }])
      await deliver({ ...spoilt, ...wrong })
    await deliver('hello', '[1]', '{"half":')
    expect(receipts()).toEqual([])
    expect(await rejectedIds()).toHaveLength(7)
  })

  it('cut where the message is boundless, and still to be found under the whole id', async () => {
    const id = `${'𠮷'.repeat(5_001)}/?#%`
    const body = event(id, 'x'.repeat(9_000), {})
    await deliver(body)
    const [sent] = receipts()
    expect(JSON.stringify(sent?.data).length).toBeLessThan(20_000)
    expect(id.startsWith(sent?.data.id)).toBe(true)
    expect(sent?.data.id.isWellFormed()).toBe(true)
    expect(sent?.data.type).toHaveLength(4_000)
    await deliver(event('half \ud800', 'weather.changed', {}))
    expect(receipts()[1]?.data.id).toBe('half \ufffd')
  })

  it('to whoever really sent it, and says nothing to whom it names', async () => {
    const south = sender.parse({ id: 'south', sends: ['person.registered'], keys: [] })
    const body = JSON.stringify(event('e', 'person.registered', person(1)))
    await makeInbox(stack.ports, doorOf(south, stack.clock))({ Records: [{ messageId: 'm', body }] } as never)
    expect(told()).toEqual([['e', 'rejected', 'not-your-source']])
    expect(to).toEqual(['urn:partner:south'])
    expect((await ask('e')).status).toBe(404)
    expect((await ask('e', 'urn:partner:south')).body).toMatchObject({ source, status: 'rejected' })
  })
})

describe('what waits with a person', () => {
  const waits = event('w', 'account.credited', credit(psn, '130100', '1.00'))

  it('is told after a minute, not before, once; and when it is taken up after all', async () => {
    await deliver(waits)
    expect(await status('w')).toBe('waiting')
    await later('09:00:59')
    expect(told()).toEqual([])
    await later('09:01:30')
    expect(told()).toEqual([['w', 'waiting', 'needs-person']])
    await later('11:00:00')
    expect(told()).toHaveLength(1)
    expect(await rejectedIds()).toHaveLength(1)
    expect((await ask('w')).body).toEqual({
      ...{ source, id: 'w', type: 'mianshen.account.credited.v1' },
      ...{ status: 'waiting', reason: 'needs-person', at: now },
    })
    await deliver(event('p', 'person.registered', person(1)))
    expect(told().slice(1)).toEqual([['w', 'taken-up']])
    expect(await status('w')).toBe('accepted')
    expect(new Set(receipts().map(({ id }) => id)).size).toBe(2)
    await later('23:00:00')
    expect(told()).toHaveLength(2)
  })

  it('is not told of at all if it waits no longer than that', async () => {
    await deliver(waits)
    await later('09:00:30')
    await deliver(event('p', 'person.registered', person(1)))
    await later('12:00:00')
    expect(told()).toEqual([])
  })

  it('is told of in parts where much waits', async () => {
    for (let n = 0; n < 40; n++) await stack.sendRaw(JSON.stringify({ ...waits, id: `w${n}` }))
    await stack.run()
    await later('09:01:30')
    expect(new Set(told().map(([id]) => id)).size).toBe(40)
    await deliver(event('p', 'person.registered', person(1)))
    expect(told().filter(([, how]) => how === 'taken-up')).toHaveLength(40)
  })

  it('goes on with whom it is merged into, and is told of there', async () => {
    await register(stack, 1)
    await register(stack, 3)
    const paused = event('w', 'enrolment.paused', {
      ...{ psn_no: 'P000003', insu_admdvs: '130200', insutype: '310', paus_insu_date: '2026-02-28' },
    })
    await deliver(paused)
    await later('09:02:00')
    expect(told()).toEqual([['w', 'waiting', 'needs-enrolment']])
    await stack.happen('person.merged', { psn_no: 'P000003', into_psn_no: psn, reason: '同一人' })
    await later('09:30:00')
    expect(told()).toHaveLength(1)
    expect((await ask('w')).body).toMatchObject({ status: 'waiting', reason: 'needs-enrolment' })
    await stack.happen('enrolment.registered', enrolment(psn, '130200', '2020-01-01'))
    expect(told().slice(1)).toEqual([['w', 'taken-up']])
    expect(await status('w')).toBe('accepted')
  })

  it('is told of if it is refused when its turn has come', async () => {
    await register(stack, 1)
    const pid = pidOf(testKeys, psn)
    const pay_no = refOf('PY', pid, 'a payment')
    await deliver(event('w', 'payment.settled', { pay_no, amt: '2.00', bank_time: now }))
    await later('09:02:00')
    const payment: Payment = {
      ...{ pay_no, case_id: pay_no, payer_admdvs: '130100' as never, payee_kind: 'person', amt: fen(100) },
      ...{ purpose: 'test', ordered_at: now as never },
    }
    await handle(stack.ports, stack.rules, pid, { apply: () => ({ ok: { change: [put('payment', payment)] } }) })
    expect(told()).toEqual([
      ['w', 'waiting', 'needs-payment'],
      ['w', 'rejected', 'amount-differs'],
    ])
    expect((await ask('w')).body).toMatchObject({ status: 'rejected', reason: 'amount-differs' })
    await deliver(event('w', 'payment.settled', { pay_no, amt: '1.00', bank_time: now }))
    expect(await status('w')).toBe('accepted')
    expect(told()).toHaveLength(2)
  })

  it('is told of when it gives way after it was paid, and once it is paid again', async () => {
    await register(stack, 1)
    const spent = (id: string, amt: string, time: string) =>
      event(id, 'account.spent', { ...anybody, setl_id: id, amt }, { time })
    await deliver(event('c', 'account.credited', credit(psn, '130100', '100.00')))
    await deliver(spent('s1', '80.00', '2026-03-12T08:30:00+08:00'), spent('s2', '60.00', '2026-03-12T08:00:00+08:00'))
    expect(await status('s1')).toBe('waiting')
    await later('09:02:00')
    expect(told()).toEqual([['s1', 'waiting', 'needs-credit']])
    await deliver(event('c2', 'account.credited', credit(psn, '130100', '40.00')))
    expect(told().slice(1)).toEqual([['s1', 'taken-up']])
    await deliver(spent('s3', '10.00', '2026-03-12T08:10:00+08:00'))
    await later('09:10:00')
    expect(told().slice(2)).toEqual([['s1', 'waiting', 'needs-credit']])
    expect(new Set(receipts().map(({ id }) => id)).size).toBe(3)
  })
})

describe('what waits for an identity number', () => {
  const waits = event('w', 'pension.approved', retires)

  it('is told after a minute, and when somebody has the number', async () => {
    await deliver(waits)
    await later('09:00:59')
    expect(told()).toEqual([])
    expect((await ask('w')).body).toMatchObject({ status: 'waiting', reason: 'needs-person' })
    await later('09:01:30')
    expect(told()).toEqual([['w', 'waiting', 'needs-person']])
    await later('11:00:00')
    expect(told()).toHaveLength(1)
    expect(await rejectedIds()).toHaveLength(1)
    await deliver(event('p', 'person.registered', person(1, born)))
    expect(told().slice(1)).toEqual([['w', 'taken-up']])
    expect(await status('w')).toBe('accepted')
  })

  it('is listed after an hour as ever, if nobody swept before', async () => {
    await deliver(waits)
    stack.clock.set('2026-03-12T10:30:00+08:00' as never)
    await later('10:31:00')
    expect(told()).toEqual([['w', 'waiting', 'needs-person']])
    expect(await rejectedIds()).toHaveLength(1)
  })
})

describe('a rejected event that an operator sends in again', () => {
  const body = event('e', 'person.registered', person(1))
  const open = () =>
    doorsOf(
      [sender.parse({ id: 'north', sends: ['person.registered', 'account.credited', 'funds.settled'], keys: [] })],
      stack.clock,
    )
  const refused = async (one: object) => {
    const north = sender.parse({ id: 'north', sends: [], keys: [] })
    const text = JSON.stringify(one)
    await makeInbox(stack.ports, doorOf(north, stack.clock))({ Records: [{ messageId: 'm', body: text }] } as never)
    return (await rejectedIds())[0] as string
  }

  it('is told of if it is taken now, and nothing says any more that it was rejected', async () => {
    const id = await refused(body)
    expect(told()).toEqual([['e', 'rejected', 'not-your-event']])
    expect(await replay(id, open())).toEqual({ status: 'accepted' })
    expect(told().slice(1)).toEqual([['e', 'taken-up']])
    expect(await status('e')).toBe('accepted')
    expect(await stack.table.get(rejectionKey(source, 'e'))).toBeUndefined()
  })

  it('is told of like any other if it has to wait, and when it is taken up', async () => {
    const id = await refused(event('w', 'account.credited', credit(psn, '130100', '1.00')))
    expect(await replay(id, open())).toEqual({ status: 'accepted' })
    expect(await status('w')).toBe('waiting')
    await later('09:02:00')
    expect(told().slice(1)).toEqual([['w', 'waiting', 'needs-person']])
    await register(stack, 1)
    expect(told().slice(2)).toEqual([['w', 'taken-up']])
  })

  it('is told of if it is taken up within the minute, for it was told that it was not', async () => {
    const id = await refused(event('w', 'account.credited', credit(psn, '130100', '1.00')))
    await replay(id, open())
    await register(stack, 1)
    expect(told().slice(1)).toEqual([['w', 'taken-up']])
  })

  it('is told of if it is rejected for another reason now, and not if it is for the same', async () => {
    const id = await refused(
      event('e', 'funds.settled', {
        ...{
          clearing_id: 'CLR-13-2026-03-01',
          order_no: 'CLR-13-2026-03-01-01',
          from_admdvs: '130100',
          to_admdvs: '130200',
        },
        ...{ amt: '1.00', bank_time: now },
      }),
    )
    for (let times = 0; times < 2; times++) await replay(id, open())
    expect(told()).toEqual([
      ['e', 'rejected', 'not-your-event'],
      ['e', 'rejected', 'unknown-order'],
    ])
    expect((await ask('e')).body).toMatchObject({ reason: 'unknown-order' })
  })
})

describe('what a partner wants to hear', () => {
  const good = event('g', 'person.registered', person(1))
  const base = event('b', 'employer.base-declared', {
    ...{ emp_no: 'E1', emp_name: '单位', insu_admdvs: '130100', year: 2025, avg_base: '8000.00' },
  })
  const waits = event('w', 'account.credited', credit(psn, '130100', '1.00'))

  it('nothing of what is taken, if they do not say', async () => {
    await deliver(good, base)
    expect(told()).toEqual([])
  })

  it('everything, each once, and what waits not before it is taken', async () => {
    wish('all')
    await deliver(waits, base)
    expect(told()).toEqual([['b', 'taken-up']])
    await deliver(good)
    expect(
      told()
        .slice(1)
        .map(([id, how]) => `${id} ${how}`)
        .sort(),
    ).toEqual(['g taken-up', 'w taken-up'])
    const ids = () => new Set(receipts().map(({ id }) => id)).size
    await deliver(good, waits, base)
    expect(ids()).toBe(3)
  })

  it('nothing at all', async () => {
    wish('none')
    await deliver(waits, event('e', 'weather.changed', {}), event('n', 'pension.approved', retires))
    await later('11:00:00')
    await deliver(event('p', 'person.registered', person(1, born)))
    expect(told()).toEqual([])
    expect(await status('e')).toBe('rejected')
  })
})

describe('receipts that an operator holds', () => {
  it('leave when the hold ends, each for whom it was', async () => {
    const api = apiOf(stack)
    await api.call(operator, 'PUT /v1/holds/receipts', { reason: '测试' })
    await deliver(
      event('e1', 'weather.changed', {}),
      event('e2', 'weather.changed', {}, { source: 'urn:partner:south' }),
    )
    expect(receipts()).toEqual([])
    await api.call(operator, 'DELETE /v1/holds/receipts')
    expect(told().sort()).toEqual([
      ['e1', 'rejected', 'unknown-type'],
      ['e2', 'rejected', 'unknown-type'],
    ])
    expect(to.sort()).toEqual([source, 'urn:partner:south'])
  })
})

describe('by HTTPS', () => {
  it('the same is told to the source of the token, which alone may ask', async () => {
    const api = apiOf(stack)
    await api.call(partner(source), 'POST /v1/events', [
      event('e1', 'person.registered', person(1)),
      event('e2', 'weather.changed', {}),
      event('e3', 'person.registered', person(3), { source: 'urn:partner:south' }),
    ])
    expect(told()).toEqual([
      ['e2', 'rejected', 'unknown-type'],
      ['e3', 'rejected', 'not-your-source'],
    ])
    expect(to).toEqual([source, source])
    expect(await Promise.all(['e1', 'e2', 'e3'].map(status))).toEqual(['accepted', 'rejected', 'rejected'])
    for (const id of ['e1', 'e2', 'e3']) expect((await ask(id, 'urn:partner:south')).status).toBe(404)
    expect((await ask('e4')).status).toBe(404)
    expect((await api.call(operator, 'GET /v1/events/e1')).status).toBe(403)
  })

  it.each(['a/b', '%2F', 'a b+c', '?x=1#y', '𠮷··', `${'长'.repeat(256)}`, 'e'.repeat(256), '"\\\u0001'])(
    'finds %j',
    async (id) => {
      await deliver(event(id, 'person.registered', person(1)))
      expect((await ask(id)).body).toMatchObject({ id, status: 'accepted' })
    },
  )
})
