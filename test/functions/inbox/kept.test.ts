import { beforeEach, describe, expect, it } from 'vitest'
import { generateKeyPair, sign } from '../../../events/signing.ts'
import { makeInbox } from '../../../functions/inbox/inbox.ts'
import { doorOf, doorsOf, sender } from '../../../functions/inbox/partners.ts'
import { sourceOf } from '../../../functions/partner-names.ts'
import { apiOf, operator } from '../../support/api.ts'
import { credit, enrolment, pause, person, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

const now = '2026-03-12T09:00:00+08:00'
const keys = generateKeyPair()
const key = { id: 'k1', publicKey: keys.publicKey, from: '2026-01-01T00:00:00+08:00' }
const everything = ['account.credited', 'payment.settled', 'pension.approved', 'funds.settled', 'person.registered']
const signing = sender.parse({ id: 'north', sends: everything, keys: [key], areas: ['130000'] })
const other = sender.parse({ id: 'south', sends: everything, keys: [] })
const partners = [signing, other]

let stack: Stack
beforeEach(async () => {
  stack = await makeStack({ now })
})

const event = (type: string, data: object, more: object = {}) => ({
  note: { 'not ours': [1, '𠮷', null, ''] },
  specversion: '1.0',
  id: 'e1',
  source: sourceOf('north'),
  type: `mianshen.${type}.v1`,
  time: now,
  data: { ...data, unread: 'kept' },
  ...more,
})
const deliver = async (body: object | string, by = signing) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const inbox = makeInbox(stack.ports, doorOf(by, stack.clock))
  const records = [{ messageId: 'm', body: text }]
  const { batchItemFailures } = await inbox({ Records: records } as unknown as Parameters<typeof inbox>[0])
  expect(batchItemFailures).toEqual([])
  await stack.run()
}
const api = () => apiOf(stack, { doors: doorsOf(partners, stack.clock) })
const rejected = async () => (await api().call(operator, 'GET /v1/rejected-events')).body.events
const replay = async (id: string) => (await api().call(operator, `POST /v1/rejected-events/${id}/replay`)).body
const bank_acct = { bank_code: '102', acct_no: '1', acct_name: '测试1' }
const person1 = person(1, { bank_acct })
const pension = {
  certno: person1.certno,
  psn_name: person1.psn_name,
  retr_date: '2026-03-01',
  pension_admdvs: '130100',
  deemed_months: 1,
}

describe('a rejected event is kept as it came', () => {
  it.each<[string, object]>([
    ['bad-data', event('account.credited', { psn_no: 17 })],
    ['not-cloudevent', event('account.credited', credit('P1', '130100', '1.00'), { time: 'yesterday' })],
    ['unknown-type', event('weather.changed', {})],
    ['not-your-source', event('account.credited', credit('P1', '130100', '1.00'), { source: sourceOf('south') })],
    ['not-your-event', event('death.registered', { certno: person1.certno, dead_date: '2026-03-01' })],
    ['not-your-area', event('account.credited', credit('P1', '530100', '1.00'))],
    ['unsigned', event('account.credited', credit('P1', '130100', '1.00'))],
    [
      'time-in-future',
      sign(event('account.credited', credit('P1', '130100', '1.00'), { time: '2027-01-01T00:00:00Z' }), keys),
    ],
    ['unknown-number', sign(event('payment.settled', { pay_no: 'PY1', amt: '1.00', bank_time: now }), keys)],
    [
      'unknown-order',
      sign(
        event('funds.settled', {
          clearing_id: 'CLR-13-2026-03-01',
          order_no: 'CLR-13-2026-03-01-01',
          from_admdvs: '130100',
          to_admdvs: '130200',
          amt: '1.00',
          bank_time: now,
        }),
        keys,
      ),
    ],
  ])('%s', async (reason, body) => {
    const came = JSON.parse(JSON.stringify(body))
    await deliver(body)
    expect(await rejected()).toMatchObject([{ reason, type: came.type, source: came.source }])
    expect((await rejected())[0].body).toEqual(came)
    const [{ id, received_at }] = await rejected()
    await stack.advanceTo('2026-03-12T12:00:00+08:00')
    expect(await replay(id)).toEqual({ status: 'rejected', reason })
    expect(await rejected()).toMatchObject([{ id, received_at, reason, body: came }])
  })

  it.each(['hello', '', '{"half":', '[1,2]', '"text"', '17'])('text that is no event: %j', async (text) => {
    await deliver(text)
    const [{ body }] = await rejected()
    expect(body).toEqual(['[1,2]', '"text"', '17'].includes(text) ? JSON.parse(text) : text)
  })

  it('if it waited for its person, for an identity number, or in the file', async () => {
    const waits = sign(event('account.credited', credit('P000001', '130100', '1.00')), keys)
    const named = sign(event('pension.approved', pension, { id: 'e2' }), keys)
    await deliver(waits)
    await deliver(named)
    expect(await rejected()).toEqual([])
    await stack.advanceTo('2026-03-12T11:00:00+08:00')
    const listed = await rejected()
    expect(listed).toHaveLength(2)
    for (const one of [waits, named]) {
      const { type, source } = one
      const shown = listed.find((entry: { body: { id: string } }) => entry.body.id === one.id)
      expect(shown).toMatchObject({ reason: 'needs-person', type, source, errors: [] })
      expect(shown.body).toEqual(one)
      expect(await replay(shown.id)).toEqual({ status: 'rejected', reason: 'needs-person' })
    }
    await deliver(sign(event('person.registered', person1, { id: 'e3' }), keys))
    expect(await rejected()).toEqual([])
    expect((await stack.file('P000001')).all('pension')).toHaveLength(1)
  })
})

describe('a spending that waits', () => {
  const banks = sender.parse({ id: 'north', sends: ['account.spent', 'account.credited'], keys: [key] })
  const spent = (id: string, setl_id: string, amt: string, time: string) =>
    sign(event('account.spent', { psn_no: 'P000001', insu_admdvs: '130100', setl_id, amt }, { id, time }), keys)
  const given = (id: string, amt: string) =>
    sign(event('account.credited', credit('P000001', '130100', amt), { id }), keys)
  const balance = async () => (await stack.file('P000001')).one('account', '130100')?.balance

  beforeEach(async () => {
    await register(stack, 1)
    await deliver(given('c1', '100.00'), banks)
  })

  it('is listed as it came, if it was paid and gave way to an earlier one', async () => {
    const late = spent('s1', 'S1', '80.00', '2026-03-12T08:30:00+08:00')
    await deliver(late, banks)
    await deliver(spent('s2', 'S2', '60.00', '2026-03-12T08:00:00+08:00'), banks)
    expect(await balance()).toBe(4000)
    await stack.advanceTo('2026-03-12T11:00:00+08:00')
    expect(await rejected()).toMatchObject([{ reason: 'needs-credit' }])
    expect((await rejected())[0].body).toEqual(late)
    await deliver(given('c2', '40.00'), banks)
    expect(await rejected()).toEqual([])
    // It may give way again, also after it had waited.
    await deliver(spent('s3', 'S3', '10.00', '2026-03-12T08:10:00+08:00'), banks)
    await stack.advanceTo('2026-03-12T13:00:00+08:00')
    expect((await rejected()).map(({ body }: { body: object }) => body)).toEqual([late])
  })

  it('is listed as it came, if it corrects one that was paid', async () => {
    await deliver(spent('s1', 'S1', '80.00', '2026-03-12T08:00:00+08:00'), banks)
    const corrected = spent('s2', 'S1', '120.00', '2026-03-12T08:30:00+08:00')
    await deliver(corrected, banks)
    expect(await balance()).toBe(10_000)
    await stack.advanceTo('2026-03-12T11:00:00+08:00')
    expect((await rejected()).map(({ body }: { body: object }) => body)).toEqual([corrected])
  })

  it('lets no more give way to it than one commit can hold', async () => {
    const small = Array.from({ length: 50 }, (_, one) =>
      spent(`s${one}`, `S${one}`, '2.00', '2026-03-12T08:30:00+08:00'),
    )
    for (const one of small) await deliver(one, banks)
    await deliver(spent('big', 'B', '100.00', '2026-03-12T08:00:00+08:00'), banks)
    expect(await balance()).toBe(0)
    expect((await stack.file('P000001')).all('parked')).toMatchObject([{ reason: 'needs-credit' }])
    await deliver(given('c2', '40.00'), banks)
    expect((await stack.file('P000001')).all('parked')).toHaveLength(30)
  })
})

describe('what was refused is judged again exactly as it came', () => {
  it('by the partner whose queue brought it: no replay speaks for another', async () => {
    const psn = await register(stack, 1)
    const forged = sign(event('account.credited', credit(psn, '130100', '1.00')), keys)
    await deliver(forged, other)
    const [{ id, reason }] = await rejected()
    expect(reason).toBe('not-your-source')
    expect(await replay(id)).toEqual({ status: 'rejected', reason: 'not-your-source' })
    // The partner's own message is another one, though it says the same.
    await deliver(forged)
    expect((await stack.file(psn)).all('account')).toMatchObject([{ balance: 100 }])
    expect(await rejected()).toHaveLength(1)
  })

  it('with its signature, which is still there if the worker refused it', async () => {
    const psn = await register(stack, 1, { bank_acct })
    await stack.setting('130100', { accepts_account_transfer: false })
    await stack.happen('enrolment.registered', enrolment(psn, '130200', '2020-01-01'))
    await stack.happen('account.credited', credit(psn, '130200', '10.00'))
    await stack.happen('enrolment.paused', pause(psn, '130200', '2026-01-31'))
    await stack.happen('enrolment.registered', enrolment(psn, '130100', '2026-03-01'))
    const [task] = await stack.tasks(psn)
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    const { pay_no } = stack.sent('bank', 'payment.ordered')[0]!.data
    const wrong = sign(event('payment.settled', { pay_no, amt: '0.01', bank_time: now }), keys)
    await deliver(wrong)
    const [{ id, body }] = await rejected()
    expect(body).toEqual(wrong)
    expect(await replay(id)).toEqual({ status: 'rejected', reason: 'amount-differs' })
    expect(await rejected()).toMatchObject([{ id, reason: 'amount-differs', body: wrong }])
  })

  it('and by what is so now: a key that came later, a partner that went', async () => {
    const unknown = sender.parse({ ...signing, keys: [{ ...key, from: '2026-03-12T09:30:00+08:00' }] })
    await register(stack, 1)
    await deliver(sign(event('account.credited', credit('P000001', '130100', '1.00')), keys), unknown)
    const [{ id, reason }] = await rejected()
    expect(reason).toBe('no-key')
    const without = apiOf(stack, { doors: doorsOf([other], stack.clock) })
    const target = `POST /v1/rejected-events/${id}/replay`
    expect((await without.call(operator, target)).body).toEqual({ status: 'rejected', reason: 'unknown-source' })
    expect(await replay(id)).toEqual({ status: 'accepted' })
    expect(await rejected()).toEqual([])
    expect((await stack.file('P000001')).all('account')).toMatchObject([{ balance: 100 }])
  })
})

describe('an event too long to be carried with its text', () => {
  it('is set aside whole; one that fits is taken', async () => {
    await register(stack, 1)
    const padded = (id: string, letters: number) =>
      sign(event('account.credited', credit('P000001', '130100', '1.00'), { id, pad: 'x'.repeat(letters) }), keys)
    await deliver(padded('short', 200_000))
    expect(await rejected()).toEqual([])
    await deliver(padded('long', 250_000))
    expect(await rejected()).toMatchObject([{ reason: 'too-large', body: { id: 'long' } }])
    expect((await stack.file('P000001')).all('account')).toMatchObject([{ balance: 100 }])
  })
})
