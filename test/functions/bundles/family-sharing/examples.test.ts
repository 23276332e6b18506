/** The examples of family-sharing/RULES.md. */
import { describe, expect, it } from 'vitest'
import { citizen } from '../../../support/api.ts'
import { certnoOf } from '../../../support/people.ts'
import { birth } from '../newborn/scene.ts'
import { desk, home, near, scene, told } from './scene.ts'

/** A holder with 500.00 who shares with a spouse from 2026-03-02, and the bill of 2026-03-10. */
async function couple({ at = home, own = '0.00', share = {} } = {}) {
  const self = await scene()
  const user = await self.user(2, { at, own })
  const { status, body } = await self.share(2, share)
  expect(status).toBe(201)
  await self.stack.advanceTo('2026-03-10T10:00:00+08:00')
  return { ...self, user, share_id: body.share_id as string }
}

describe('a bill of 120.00', () => {
  it('own balance 50.00: own 50.00, shared 70.00, rest 0.00; the call repeated is the same', async () => {
    const { user, pay, balance, share_id } = await couple({ own: '50.00' })
    const answer = await pay(user, '120.00')
    const taken = [
      { insu_admdvs: home, amt: '50.00' },
      { share_id, insu_admdvs: home, amt: '70.00' },
    ]
    expect(answer).toMatchObject({ status: 200, body: { setl_id: 'S1', amt: '120.00', taken, rest: '0.00' } })
    expect(await balance()).toBe('430.00')
    expect((await pay(user, '120.00')).body).toEqual(answer.body)
    expect(await balance()).toBe('430.00')
  })

  it('the same settlement with 130.00 is known; reported of 70.00 and then 60.00, 10.00 comes back', async () => {
    const { user, pay, balance, spent, stack, proven, accounts, share_id } = await couple({ own: '50.00' })
    await pay(user, '120.00')
    stack.clock.advance('PT1M')
    expect(told(await pay(user, '130.00'))).toEqual([409, 'settlement-known'])
    await spent(user, '70.00')
    expect(await balance()).toBe('430.00')
    stack.clock.advance('PT1M')
    await spent(user, '60.00')
    expect(await balance()).toBe('440.00')
    await proven()
    const [{ entries }] = await accounts()
    expect(entries.slice(1)).toMatchObject([
      { amt: '-70.00', kind: 'family-spending', share_id },
      { amt: '10.00', kind: 'family-spending', share_id },
    ])
    expect(JSON.stringify(entries)).not.toContain('S1')
  })

  it('insured in 210100: a claim of 120.00, cleared that day by one order', async () => {
    const { user, pay, clear, stack, proven } = await couple({ at: near })
    expect(told(await pay(user, '120.00'))).toEqual([['shared', '120.00'], '0.00'])
    expect(await proven()).toMatchObject({ unfunded: '120.00' })
    const { body } = await clear('2026-03-10')
    expect(body.gross).toEqual([{ from_admdvs: home, to_admdvs: near, amt: '120.00', count: 1 }])
    expect(body.orders).toMatchObject([{ from_admdvs: home, to_admdvs: near, amt: '120.00' }])
    const [{ order_no, from_admdvs, to_admdvs, amt }] = body.orders
    const bank_time = '2026-03-10T17:00:00+08:00'
    await stack.happen('funds.settled', {
      clearing_id: body.clearing_id,
      order_no,
      from_admdvs,
      to_admdvs,
      amt,
      bank_time,
    })
    expect(await proven()).toMatchObject({ unfunded: '0.00' })
  })

  it('ended at 10:00: paid that evening, and not the next day', async () => {
    const { user, pay, end, stack, share_id } = await couple()
    expect((await end(share_id)).body).toMatchObject({ status: 'ended', to: '2026-03-10' })
    await stack.advanceTo('2026-03-10T21:00:00+08:00')
    expect(told(await pay(user, '120.00'))).toEqual([['shared', '120.00'], '0.00'])
    await stack.advanceTo('2026-03-11T09:00:00+08:00')
    expect(told(await pay(user, '120.00', 'S2'))).toEqual(['120.00'])
    expect((await end(share_id)).status).toBe(409)
  })

  it('the holder died the day before: told before the bill it is the rest, told after it stays', async () => {
    const died = async (first: boolean) => {
      const { user, pay, stack, balance, holder, shares } = await couple()
      const tell = () => stack.happen('death.registered', { certno: certnoOf(1), dead_date: '2026-03-09' })
      if (first) await tell()
      const answer = told(await pay(user, '120.00'))
      if (!first) await tell()
      const [share] = (await shares(citizen(user))).shares
      expect(share).toMatchObject({ psn_no: holder, status: 'ended', to: '2026-03-09' })
      return [answer, await balance()]
    }
    expect(await died(true)).toEqual([['120.00'], '500.00'])
    expect(await died(false)).toEqual([[['shared', '120.00'], '0.00'], '380.00'])
  })

  it('given back, twice: 500.00 again, once', async () => {
    const { user, pay, back, balance, proven } = await couple({ own: '50.00' })
    await pay(user, '120.00')
    const given = await back(user)
    expect(given).toMatchObject({ status: 200, body: { setl_id: 'S1', taken: [], rest: '120.00' } })
    expect((await back(user)).body).toEqual(given.body)
    expect([await balance(), await balance(user)]).toEqual(['500.00', '50.00'])
    expect(told(await pay(user, '120.00'))).toEqual([409, 'settlement-known'])
    await proven()
  })

  it('the user’s relation paused the day before: the own account still pays, the shared one not', async () => {
    const { user, pay, stack } = await couple({ own: '50.00' })
    await stack.happen('enrolment.paused', {
      psn_no: user,
      insu_admdvs: home,
      insutype: '310',
      paus_insu_date: '2026-03-09',
    })
    expect(told(await pay(user, '120.00'))).toEqual([['own', '50.00'], '70.00'])
  })
})

it('another area’s: out of scope on 2024-12-31, granted on 2025-01-01', async () => {
  const asked = async (day: string) => {
    const { user, share } = await scene(`${day}T10:00:00+08:00`)
    await user(2, { at: near })
    const { status, body } = await share(2)
    return [status, body.code]
  }
  expect(await asked('2024-12-31')).toEqual([409, 'out-of-scope'])
  expect(await asked('2025-01-01')).toEqual([201, undefined])
})

it('a sibling’s: not shared on 2024-07-25, granted on 2024-07-26', async () => {
  const asked = async (day: string) => {
    const { user, share } = await scene(`${day}T10:00:00+08:00`)
    await user(2)
    const { status, body } = await share(2, { relation: 'sibling' })
    return [status, body.code]
  }
  expect(await asked('2024-07-25')).toEqual([409, 'relation-not-shared'])
  expect(await asked('2024-07-26')).toEqual([201, undefined])
})

it('a seventh user is too many, unless one was ended first', async () => {
  const { user, share, end } = await scene()
  const ids: string[] = []
  for (let n = 2; n <= 8; n++) await user(n)
  for (let n = 2; n <= 7; n++) ids.push((await share(n, { relation: 'child' })).body.share_id)
  const seventh = await share(8, { relation: 'child' })
  expect([seventh.status, seventh.body.code]).toEqual([409, 'too-many-users'])
  expect((await end(ids[0]!)).status).toBe(200)
  expect((await share(8, { relation: 'child' })).status).toBe(201)
})

it('limit 100.00: bills of 70.00 and 60.00 take 70.00 and 30.00', async () => {
  const { user, pay, shares } = await couple({ share: { limit: '100.00' } })
  expect(told(await pay(user, '70.00'))).toEqual([['shared', '70.00'], '0.00'])
  expect(told(await pay(user, '60.00', 'S2'))).toEqual([['shared', '30.00'], '30.00'])
  expect((await shares()).shares).toMatchObject([{ limit: '100.00', used: '100.00' }])
})

it('two desks at once, 400.00 and 300.00: 500.00 in all, one has a rest of 200.00', async () => {
  const { user, pay, balance, proven } = await couple()
  const answers = await Promise.all([pay(user, '400.00', 'S1'), pay(user, '300.00', 'S2')])
  expect(answers.map(({ body }) => body.rest).sort()).toEqual(['0.00', '200.00'])
  expect(await balance()).toBe('0.00')
  await proven()
})

it('a newborn’s bill of 400.00: offered, shared, paid from 500.00, and covered once the tax office says so', async () => {
  const { stack, api, me, shares, balance, proven } = await scene()
  await stack.happen(
    'birth.certified',
    birth('2026-03-01', { insu_admdvs: home, fixmedins_code: desk, guardians: mother() }),
  )
  const child = (await api.call(me, 'GET /v1/me')).body.dependants[0]
  const { offers } = await shares()
  expect(offers).toEqual([{ psn_no: child.psn_no, psn_name: child.psn_name, relation: 'child' }])
  const shared = await api.call(me, 'POST /v1/shares', {
    user_psn_no: child.psn_no,
    user_psn_name: child.psn_name,
    relation: 'child',
  })
  expect(shared.status).toBe(201)
  expect((await shares()).offers).toEqual([])
  const bill_no: string = stack.sent('tax')[0]?.data.bill_no
  const asked = await api.call(me, 'POST /v1/share-premiums', { bill_no })
  expect(asked).toMatchObject({ status: 201, body: { bundle: 'family-sharing', status: 'waiting' } })
  expect(await balance()).toBe('100.00')
  const [order] = stack.sent('bank')
  expect(order).toMatchObject({
    type: 'payment.ordered',
    data: { payer_admdvs: home, payee: { kind: 'tax' }, bill_no, amt: '400.00', purpose: 'family-premium' },
  })
  const bank_time = '2026-03-02T15:00:00+08:00'
  await stack.happen('payment.settled', { pay_no: order!.data.pay_no, amt: '400.00', bank_time })
  const { body } = await api.call(me, `GET /v1/cases/${asked.body.case_id}`)
  expect(body).toMatchObject({
    status: 'done',
    outcome: { result: 'paid', bill_no, user_psn_no: child.psn_no, amt: '400.00' },
  })
  const before = (await api.call(me, 'GET /v1/me/entitlements')).body.entitlements
  expect(before).toEqual([])
  await stack.happen('premium.paid', { bill_no, amt: '400.00', paid_at: bank_time })
  const { entitlements } = (await api.call(me, 'GET /v1/me/entitlements')).body
  expect(entitlements).toMatchObject([{ psn_no: child.psn_no, kind: 'resident-basic' }])
  await proven()
})

const mother = () => [{ certno: certnoOf(1), psn_name: '测试1', relation: 'mother' }]
