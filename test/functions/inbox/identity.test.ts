import { beforeEach, describe, expect, it } from 'vitest'
import { work } from '../../../functions/worker/worker.ts'
import type { Message } from '../../../shared/engine/messages.ts'
import { open, pidOf } from '../../../shared/identity/index.ts'
import { identityText } from '../../../shared/registers/ids.ts'
import { identityKey } from '../../../shared/table/keys.ts'
import { apiOf, operator } from '../../support/api.ts'
import { credit, enrolment, pause, person, register } from '../../support/people.ts'
import { makeStack, type Stack, testKeys } from '../../support/stack.ts'
import { monthsUpTo } from '../bundles/retirement/scene.ts'

const now = '2026-03-12T09:00:00+08:00'
let stack: Stack
beforeEach(async () => {
  stack = await makeStack({ now })
})

const event = (type: string, id: string, data: object, more: object = {}) => ({
  specversion: '1.0',
  id,
  source: 'urn:partner:registry-13',
  type: `mianshen.${type}.v1`,
  time: now,
  data,
  ...more,
})
const send = async (...bodies: object[]) => {
  for (const body of bodies) {
    await stack.sendRaw(JSON.stringify(body))
    await stack.run()
  }
}
const rejected = async () => (await apiOf(stack).call(operator, 'GET /v1/rejected-events')).body.events
const replay = async (id: string) => (await apiOf(stack).call(operator, `POST /v1/rejected-events/${id}/replay`)).body
const balance = async (psn: string) => (await stack.file(psn)).all('account').reduce((sum, a) => sum + a.balance, 0)

/** A person whose balance is to be refunded once a clerk approves; answers the person's number. */
async function refundable(): Promise<string> {
  const psn = await register(stack, 1, { bank_acct: { bank_code: '102', acct_no: '1', acct_name: '测试1' } })
  await stack.setting('130100', { accepts_account_transfer: false })
  await send(
    event('enrolment.registered', '1', enrolment(psn, '130200', '2020-01-01')),
    event('account.credited', '2', credit(psn, '130200', '10.00')),
    event('enrolment.paused', '3', pause(psn, '130200', '2026-01-31')),
    event('enrolment.registered', '4', enrolment(psn, '130100', '2026-03-01')),
  )
  return psn
}

/** The clerk approves; answers what the bank is told to pay. */
async function ordered(psn: string) {
  const [task] = await stack.tasks(psn)
  await stack.decideTask(task!.task_id, { decision: 'approve' })
  return { order: stack.sent('bank', 'payment.ordered')[0]!.data as { pay_no: string; amt: string } }
}

describe('the same source and id with other content', () => {
  it('is rejected with the very body and changes nothing', async () => {
    const psn = await register(stack, 1)
    const first = event('account.credited', 'c1', credit(psn, '130100', '10.00'))
    const other = event('account.credited', 'c1', credit(psn, '130100', '99.00'), { note: { any: ['thing'] } })
    await send(first, other)
    expect(await balance(psn)).toBe(1000)
    expect(await rejected()).toEqual([
      expect.objectContaining({
        reason: 'id-reused',
        errors: [{ field: 'id', message: expect.any(String) }],
        type: 'mianshen.account.credited.v1',
        source: 'urn:partner:registry-13',
        body: other,
      }),
    ])
    const [{ id }] = await rejected()
    expect(await replay(id)).toEqual({ status: 'rejected', reason: 'id-reused' })
    expect(await balance(psn)).toBe(1000)
  })

  it('of another person, or of another type, too', async () => {
    const psn = await register(stack, 1)
    const neighbour = await register(stack, 2)
    await send(
      event('account.credited', 'c1', credit(psn, '130100', '10.00')),
      event('account.credited', 'c1', credit(neighbour, '130100', '10.00')),
      event('enrolment.registered', 'c1', enrolment(psn, '130100', '2026-03-01')),
    )
    expect((await rejected()).map((one: { reason: string }) => one.reason)).toEqual(['id-reused', 'id-reused'])
    expect(await balance(neighbour)).toBe(0)
    expect((await stack.file(psn)).all('relation')).toEqual([])
  })

  it('is found out before anything else that would refuse it', async () => {
    const { order: data } = await ordered(await refundable())
    const settled = { pay_no: data.pay_no, amt: data.amt, bank_time: now }
    await send(event('payment.settled', 'p1', settled), event('payment.settled', 'p1', { ...settled, amt: '0.01' }))
    expect(await rejected()).toMatchObject([{ reason: 'id-reused' }])
  })

  it.each([['while the first waits for what it needs', (psn: string) => credit(psn, '130100', '10.00')]])(
    '%s',
    async (_when, data) => {
      await send(
        event('account.credited', 'c1', data('P000001')),
        event('account.credited', 'c1', { ...data('P000001'), amt: '99.00' }),
      )
      expect(await rejected()).toMatchObject([{ reason: 'id-reused' }])
      await register(stack, 1)
      expect(await balance('P000001')).toBe(1000)
    },
  )

  it('while the first waits for an identity number', async () => {
    const { certno, psn_name } = person(1)
    const pension = (deemed_months: number) =>
      event('pension.approved', 'x', {
        certno,
        psn_name,
        retr_date: '2026-03-01',
        pension_admdvs: '130100',
        deemed_months,
      })
    await send(pension(1), pension(1), pension(2), event('account.credited', 'x', credit('P000009', '130100', '1.00')))
    expect((await rejected()).map((one: { reason: string }) => one.reason)).toEqual(['id-reused', 'id-reused'])
    await register(stack, 1)
    await send(pension(1), pension(3))
    expect((await stack.file('P000001')).all('pension')).toMatchObject([{ deemed_months: 1 }])
    expect(await rejected()).toHaveLength(3)
  })

  it('though what was decided upon the first content cannot stand beside it', async () => {
    await register(stack, 1)
    const { certno, psn_name } = person(1)
    const common = { certno, psn_name, pension_admdvs: '130100', deemed_months: 1 }
    await send(
      event('contribution.posted', 'c1', monthsUpTo('P000001', '130100', 400, '202602')),
      event('enrolment.registered', 'e1', enrolment('P000001', '130100', '1995-01-01')),
      event('pension.approved', 'x', { ...common, retr_date: '2026-02-10' }),
    )
    await send(event('pension.approved', 'x', { ...common, retr_date: '2026-02-11' }))
    expect(await rejected()).toMatchObject([{ reason: 'id-reused' }])
    expect((await stack.file('P000001')).all('pension')).toMatchObject([{ retr_date: '2026-02-10' }])
  })

  it('of an employer, and of money between areas', async () => {
    const base = { emp_no: 'E1', emp_name: '测试单位', insu_admdvs: '130100', year: 2025, avg_base: '6000.00' }
    await send(
      event('employer.base-declared', 'b1', base),
      event('employer.base-declared', 'b1', base),
      event('employer.base-declared', 'b1', { ...base, avg_base: '7000.00' }),
      event('employer.base-declared', 'b1', { ...base, year: 2024 }),
    )
    expect((await rejected()).map((one: { reason: string }) => one.reason)).toEqual(['id-reused', 'id-reused'])
  })
})

describe('the same event', () => {
  it('is the same however its members are ordered, and with a signature or another', async () => {
    const psn = await register(stack, 1)
    const first = event('account.credited', 'c1', credit(psn, '130100', '10.00'))
    const turned = Object.fromEntries(
      Object.entries({ ...first, data: Object.fromEntries(Object.entries(first.data).reverse()) }).reverse(),
    )
    await send(first, turned, { ...first, signature: 'ab'.repeat(64) })
    expect(await balance(psn)).toBe(1000)
    expect(await rejected()).toEqual([])
  })

  it('handled by an older release, which kept no digest, is the same whatever it says now', async () => {
    const psn = await register(stack, 1)
    const first = event('account.credited', 'c1', credit(psn, '130100', '10.00'))
    await send(first)
    const key = identityKey(first.source, 'c1')
    await stack.table.write({ update: key, unset: ['c'], if: 'present' })
    await send({ ...first, added: true })
    expect(await balance(psn)).toBe(1000)
    expect(await rejected()).toEqual([])
  })
})

describe('the id of a rejected event stays free', () => {
  it('if the inbox refused it', async () => {
    const psn = await register(stack, 1)
    await send(
      event('account.credited', 'c1', { ...credit(psn, '130100', '10.00'), amt: 'ten' }),
      event('account.credited', 'c1', credit(psn, '130100', '10.00')),
    )
    expect(await balance(psn)).toBe(1000)
    expect(await rejected()).toMatchObject([{ reason: 'bad-data' }])
  })

  it('if it was refused when what it waited for came: it is listed, and the right one is taken', async () => {
    const { order: data } = await ordered(await refundable())
    stack = await makeStack({ now })
    const psn = await refundable()
    const early = event('payment.settled', 'p1', { pay_no: data.pay_no, amt: '0.01', bank_time: now }, { ext: 1 })
    await send(early)
    expect((await stack.file(psn)).all('parked')).toHaveLength(1)
    await ordered(psn)
    expect((await stack.file(psn)).all('parked')).toEqual([])
    expect(await rejected()).toMatchObject([{ reason: 'amount-differs', body: early }])
    await send(event('payment.settled', 'p1', { pay_no: data.pay_no, amt: data.amt, bank_time: now }))
    expect((await stack.file(psn)).all('payment')).toMatchObject([{ report: { status: 'settled' } }])
    expect(await rejected()).toHaveLength(1)
  })
})

describe('source and id', () => {
  it('that meet when they are joined are two events', async () => {
    const psn = await register(stack, 1)
    await send(
      event('account.credited', 'b\nc', credit(psn, '130100', '10.00'), { source: 'a' }),
      event('account.credited', 'c', credit(psn, '130100', '20.00'), { source: 'a\nb' }),
    )
    expect(await balance(psn)).toBe(3000)
    expect(await rejected()).toEqual([])
    const texts = [identityText('a', 'b\nc'), identityText('a\nb', 'c'), identityText('["a","b', 'c"]')]
    expect(new Set(texts).size).toBe(3)
  })

  it('without a line break are found where older releases wrote them', () => {
    expect(identityText('urn:partner:tax-13', 'e1')).toBe('urn:partner:tax-13\ne1')
  })

  it.each(['urn:mianshen:13', 'urn:mianshen:clearing', 'URN:Mianshen:x', 'urn:mianshen'])(
    '%s is ours alone, in every configuration and on replay',
    async (source) => {
      const psn = await register(stack, 1)
      await send(event('account.credited', 'c1', credit(psn, '130100', '10.00'), { source }))
      expect(await rejected()).toMatchObject([{ reason: 'not-your-source', source }])
      const [{ id }] = await rejected()
      expect(await replay(id)).toEqual({ status: 'rejected', reason: 'not-your-source' })
      expect(await balance(psn)).toBe(0)
      expect(stack.table.items.size).toBeGreaterThan(0)
      expect(await stack.table.get(identityKey(source, 'c1'))).toBeUndefined()
    },
  )
})

it('an identity held for a number stays however long that takes, and is kept as long as others from then on', async () => {
  const { certno, psn_name } = person(2)
  const delivery = event('delivery.settled', 'd1', {
    setl_id: 'S1',
    fixmedins_code: 'H13010200001',
    certno,
    psn_name,
    insu_admdvs: '130100',
    dscg_date: '2026-03-10',
    outcome: 'birth',
    dystocia: false,
    fetus_count: 1,
    child_order: 1,
    gestation_weeks: 39,
  })
  await send(delivery)
  const key = identityKey(delivery.source, 'd1')
  expect(await stack.table.get(key)).not.toHaveProperty('ttl')
  await register(stack, 2)
  expect(await stack.table.get(key)).toMatchObject({ ttl: expect.any(Number), pid: pidOf(testKeys, 'P000002') })
  expect((await stack.file('P000002')).all('delivery')).toHaveLength(1)
})

it('an event that is released for a number somebody gives back at once waits again, under its own identity', async () => {
  const { certno, psn_name } = person(1)
  const data = { certno, psn_name, retr_date: '2026-03-01', pension_admdvs: '130100', deemed_months: 1 }
  await send(event('pension.approved', 'x', data))
  const waiting = [...stack.table.items.values()].find(({ sk }) => sk.startsWith('K#'))!
  const released = JSON.parse(open(testKeys, waiting.p as Uint8Array, waiting.pk.slice(2))) as Message
  await stack.table.write({ remove: { pk: waiting.pk, sk: waiting.sk } })
  await work(stack.ports, stack.rules, released)
  expect([...stack.table.items.values()].filter(({ sk }) => sk.startsWith('K#'))).toHaveLength(1)
  await register(stack, 1)
  expect((await stack.file('P000001')).all('pension')).toHaveLength(1)
  expect(await rejected()).toEqual([])
})
