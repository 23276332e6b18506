import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outboundEvents } from '../../../../events/catalogue.ts'
import { parseEvent } from '../../../../events/parse.ts'
import type { Manner, StubQueue } from '../../../../infra/local/stubs/behaviour.ts'
import { answersTo, type CloudEvent } from '../../../../infra/local/stubs/partners.ts'
import { parseYuan } from '../../../../shared/money/index.ts'

const ok: Manner = { behaviour: 'ok', wrong_by: '-1.00' }

function asked(type: string, data: Record<string, unknown>): CloudEvent {
  const time = '2026-03-02T09:00:00+08:00'
  return { specversion: '1.0', id: 'case-1/step', source: 'urn:mianshen', type: `mianshen.${type}.v1`, time, data }
}

const premium = asked('premium.assessed', { bill_no: 'BL1', psn_no: 'P1', amt: '400.00', due_date: '2026-05-31' })
const payment = asked('payment.ordered', { pay_no: 'PY1', payer_admdvs: '130100', amt: '2177.04' })
const funds = asked('funds.ordered', {
  clearing_id: 'CL1',
  order_no: 'O1',
  from_admdvs: '130100',
  to_admdvs: '130200',
  amt: '10.00',
})

describe('stub partners', () => {
  it('the tax office pays what was assessed', () => {
    expect(answersTo('tax', premium, ok)).toEqual([
      {
        delaySeconds: 0,
        event: {
          specversion: '1.0',
          id: 'case-1/step:premium.paid',
          source: 'urn:stub:tax',
          type: 'mianshen.premium.paid.v1',
          time: '2026-03-02T09:00:00+08:00',
          data: { bill_no: 'BL1', amt: '400.00', paid_at: '2026-03-02T09:00:00+08:00' },
        },
      },
    ])
  })

  it('the bank settles payments and funds', () => {
    const [settled] = answersTo('bank', payment, ok)
    expect(settled?.event).toMatchObject({
      type: 'mianshen.payment.settled.v1',
      data: { pay_no: 'PY1', amt: '2177.04' },
    })
    const [moved] = answersTo('bank', funds, ok)
    expect(moved?.event.data).toEqual({ ...funds.data, bank_time: '2026-03-02T09:00:00+08:00' })
  })

  it('the bank returns payments, but not funds', () => {
    const returning: Manner = { ...ok, behaviour: 'return' }
    const [returned] = answersTo('bank', payment, returning)
    expect(returned?.event).toMatchObject({
      type: 'mianshen.payment.returned.v1',
      data: { pay_no: 'PY1', amt: '2177.04', reason: expect.any(String) },
    })
    expect(answersTo('bank', funds, returning)[0]?.event.type).toBe('mianshen.funds.settled.v1')
  })

  it('receipts are found valid, with the sum asked about, or not', () => {
    const query = asked('invoice.queried', {
      elec_bill_code: '13060126',
      elec_billno_code: '0000100001',
      elec_bill_chkcode: 'a1b2c3',
      medfee_sumamt: '1800.00',
      case_id: 'RB',
    })
    const { elec_bill_chkcode: _, ...named } = query.data
    expect(answersTo('invoice', query, ok)[0]?.event).toMatchObject({
      type: 'mianshen.invoice.verified.v1',
      data: { ...named, valid: true },
    })
    expect(answersTo('invoice', query, { ...ok, behaviour: 'return' })[0]?.event.data).toMatchObject({ valid: false })
    expect(answersTo('invoice', query, { ...ok, behaviour: 'wrong-sum' })[0]?.event.data).toMatchObject({
      medfee_sumamt: '1799.00',
    })
  })

  it('who is slow answers the same, later', () => {
    const [late] = answersTo('tax', premium, { ...ok, behaviour: 'slow' })
    expect(late).toMatchObject({ delaySeconds: 30, event: { data: { paid_at: '2026-03-02T09:00:30+08:00' } } })
    expect(answersTo('tax', premium, { ...ok, delay_s: 5 })[0]?.delaySeconds).toBe(5)
  })

  it('the same answer twice has one id, two payments have two', () => {
    const ids = (behaviour: Manner['behaviour']) =>
      answersTo('tax', premium, { ...ok, behaviour }).map((answer) => answer.event.id)
    expect(new Set(ids('twice')).size).toBe(1)
    expect(ids('twice')).toHaveLength(2)
    expect(new Set(ids('paid-twice')).size).toBe(2)
  })

  it('who never answers does not, and news needs no answer', () => {
    expect(answersTo('tax', premium, { ...ok, behaviour: 'never' })).toEqual([])
    expect(answersTo('notice', asked('notice.requested', { psn_no: 'P1' }), ok)).toEqual([])
  })

  it('the same message always gets the same answers', () => {
    const behaviour = fc.constantFrom<Manner['behaviour']>('ok', 'slow', 'wrong-sum', 'twice', 'paid-twice', 'return')
    fc.assert(
      fc.property(behaviour, fc.constantFrom(premium, payment, funds), (how, message) => {
        const manner = { ...ok, behaviour: how }
        expect(answersTo('bank', message, manner)).toEqual(answersTo('bank', structuredClone(message), manner))
      }),
    )
  })

  it('a wrong sum is another sum, and more than nothing', () => {
    const amount = fc.integer({ min: 1, max: 10 ** 9 }).map((cents) => (cents / 100).toFixed(2))
    fc.assert(
      fc.property(amount, fc.constantFrom('-1.00', '0.01', '-400.00'), (amt, wrong_by) => {
        const manner: Manner = { behaviour: 'wrong-sum', wrong_by }
        const paid = answersTo('tax', asked('premium.assessed', { bill_no: 'B', amt }), manner)[0]?.event.data.amt
        expect(paid).not.toBe(amt)
        expect(parseYuan(paid)).toBeGreaterThan(0)
      }),
    )
  })
})

describe('what stub partners say', () => {
  const behaviours = ['ok', 'slow', 'wrong-sum', 'twice', 'paid-twice', 'return'] as const
  const money = ['premium.assessed', 'payment.ordered', 'funds.ordered'] as const
  const cases = money.flatMap((type) => behaviours.map((behaviour) => [type, behaviour] as const))

  it.each(cases)('to %s, when %s, passes the check of the inbox', (type, behaviour) => {
    const { queue, example } = outboundEvents[type]
    const answers = answersTo(queue as StubQueue, asked(type, example), { ...ok, behaviour })
    expect(answers.length).toBeGreaterThan(0)
    for (const { event } of answers) expect(parseEvent(JSON.stringify(event))).toMatchObject({ ok: true })
  })
})
