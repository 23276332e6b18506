/** family-sharing/RULES.md 5: a relative's premium, paid out of the account. */
import { describe, expect, it } from 'vitest'
import { type PremiumGrounds, whyNotPaid } from '../../../../functions/bundles/family-sharing/rules/premium.ts'
import { citizen, clerk } from '../../../support/api.ts'
import { certnoOf } from '../../../support/people.ts'
import { birth } from '../newborn/scene.ts'
import { home, scene } from './scene.ts'

/** A newborn of persons 1 and 2, with whom both share, and its bill of 400.00. */
async function family(balance = '500.00') {
  const self = await scene(undefined, { balance })
  const { stack, api, me } = self
  const father = citizen(await self.user(2, { own: '900.00' }))
  const guardians = [
    { certno: certnoOf(1), psn_name: '测试1', relation: 'mother' },
    { certno: certnoOf(2), psn_name: '测试2', relation: 'father' },
  ]
  await stack.happen('birth.certified', birth('2026-03-01', { insu_admdvs: home, guardians }))
  const [{ psn_no, psn_name }] = (await api.call(me, 'GET /v1/me')).body.dependants
  const shares = []
  for (const who of [me, father]) {
    const body = { user_psn_no: psn_no, user_psn_name: psn_name, relation: 'child' }
    shares.push((await api.call(who, 'POST /v1/shares', body)).body.share_id as string)
  }
  const bill_no = stack.sent('tax')[0]?.data.bill_no as string
  return {
    ...self,
    father,
    child: psn_no as string,
    share_id: shares[0] as string,
    bill_no,
    ask: (who = me, no = bill_no) => api.call(who, 'POST /v1/share-premiums', { bill_no: no }),
    orders: () => stack.sent('bank').map(({ data }) => data),
    async says(what: 'settled' | 'returned', nth = 0, at = stack.clock.now()) {
      const { pay_no, amt } = stack.sent('bank')[nth]!.data
      const more = what === 'settled' ? { bank_time: at } : { reason: '账号有误' }
      await stack.happen(`payment.${what}`, { pay_no, amt, ...more })
    },
    look: async (caseId: string, who = me) => (await api.call(who, `GET /v1/cases/${caseId}`)).body,
  }
}

describe('of several reasons against it the first is told', () => {
  const fine: PremiumGrounds = {
    holderArea: home as never,
    isWithinScope: true,
    isClosed: false,
    funded: 100 as never,
    amt: 100 as never,
  }
  it.each([
    [{ holderArea: undefined, isWithinScope: false, isClosed: true, funded: 0 as never }, 'no-account'],
    [{ isWithinScope: false, isClosed: true, funded: 0 as never }, 'out-of-scope'],
    [{ isClosed: true, funded: 0 as never }, 'bill-closed'],
    [{ funded: 99 as never }, 'balance-short'],
    [{}, undefined],
  ])('%o: %s', (more, code) => {
    expect(whyNotPaid({ ...fine, ...more })?.code).toBe(code)
  })
})

describe('a premium', () => {
  it('is ordered at once, due in two working days, and a line of the account', async () => {
    const { ask, accounts, share_id, orders, bill_no, look } = await family()
    const { body } = await ask()
    expect(body).toMatchObject({
      status: 'waiting',
      admdvs: home,
      due_at: '2026-03-04T23:59:59+08:00',
      waiting_for: { actor: 'partner', what: 'payment.settled' },
    })
    expect(orders()).toMatchObject([{ bill_no, purpose: 'family-premium', payer_admdvs: home, case_id: body.case_id }])
    const [{ entries, balance }] = await accounts()
    expect(balance).toBe('100.00')
    const line = entries.find(({ kind }: { kind: string }) => kind === 'premium')
    expect(line).toMatchObject({ amt: '-400.00', share_id, case_id: body.case_id })
    expect((await look(body.case_id)).outcome).toBeUndefined()
  })

  it('that comes back is in the account again, and may be tried again', async () => {
    const { ask, says, balance, look, proven, orders, child } = await family()
    const first = (await ask()).body.case_id
    expect((await ask()).body.code).toBe('bill-closed')
    await says('returned')
    expect(await look(first)).toMatchObject({
      status: 'done',
      outcome: { result: 'returned', user_psn_no: child, amt: '400.00' },
    })
    expect(await balance()).toBe('500.00')
    const second = (await ask()).body.case_id
    expect(second).not.toBe(first)
    await says('settled', 1)
    expect((await look(second)).outcome.result).toBe('paid')
    expect(await balance()).toBe('100.00')
    expect(new Set(orders().map(({ pay_no }) => pay_no)).size).toBe(2)
    await proven()
  })

  it('is asked for by one of two holders at once', async () => {
    const { ask, father, proven, orders } = await family()
    const both = await Promise.all([ask(), ask(father)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('bill-closed')
    expect(orders()).toHaveLength(1)
    await proven()
  })

  it('is nobody’s but a user’s', async () => {
    const { ask, end, share_id, user } = await family()
    const stranger = citizen(await user(5))
    expect((await ask(stranger)).status).toBe(404)
    expect((await ask(undefined, 'nonsense')).status).toBe(404)
    await end(share_id)
    expect((await ask()).status).toBe(404)
  })

  it('is closed once the tax office has it, long after, too', async () => {
    const { ask, stack, bill_no } = await family()
    await stack.happen('premium.paid', { bill_no, amt: '400.00', paid_at: '2026-03-02T11:00:00+08:00' })
    expect((await ask()).body.code).toBe('bill-closed')
    await stack.advanceTo('2026-06-01T10:00:00+08:00')
    expect((await ask()).body.code).toBe('bill-closed')
  })

  it('needs real money', async () => {
    const { ask } = await family('399.99')
    expect((await ask()).body.code).toBe('balance-short')
  })
})

describe('a bank that changes its word', () => {
  it('from paid to returned brings the money back', async () => {
    const { ask, says, balance, look, proven, stack } = await family()
    const { case_id } = (await ask()).body
    await says('settled')
    stack.clock.advance('PT1M')
    await says('returned')
    expect([await balance(), (await look(case_id)).outcome.result]).toEqual(['500.00', 'returned'])
    stack.clock.advance('PT1M')
    await says('settled')
    expect([await balance(), (await look(case_id)).outcome.result]).toEqual(['100.00', 'paid'])
    await proven()
  })

  it('to paid when the bill was ordered again: A’s clerk is told', async () => {
    const { ask, says, api, stack, balance, proven } = await family('900.00')
    await ask()
    await says('returned')
    await ask()
    stack.clock.advance('PT1M')
    await says('settled', 0)
    const { tasks } = (await api.call(clerk(home), 'GET /v1/tasks?kind=paid-twice')).body
    expect(tasks).toMatchObject([{ facts: { amt: '400.00', payee: 'tax' } }])
    expect(await balance()).toBe('500.00')
    await says('settled', 1)
    await proven()
    expect((await api.call(clerk(home), 'GET /v1/tasks?kind=paid-twice')).body.tasks).toHaveLength(1)
  })

  it('to paid when the money is gone: A’s clerk is told, too', async () => {
    const { ask, says, api, stack, pay, holder, proven } = await family()
    await ask()
    await says('returned')
    await pay(holder, '450.00')
    stack.clock.advance('PT1M')
    await says('settled')
    expect((await api.call(clerk(home), 'GET /v1/tasks?kind=paid-twice')).body.tasks).toHaveLength(1)
    await proven()
  })
})
