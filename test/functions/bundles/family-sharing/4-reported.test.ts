/** family-sharing/RULES.md 4: what is reported afterwards, and what the books say. */
import { describe, expect, it } from 'vitest'
import { citizen, operator } from '../../../support/api.ts'
import { certnoOf, credit, person, register } from '../../../support/people.ts'
import { far, home, near, scene, told } from './scene.ts'

/** A holder with 500.00 and a user who shares it. */
async function sharing(at = home, more: Record<string, unknown> = {}) {
  const self = await scene()
  const psn = await self.user(2, { at })
  const share_id = (await self.share(2, more)).body.share_id as string
  const later = async () => void self.stack.clock.advance('PT1M')
  return { ...self, psn, share_id, later }
}

describe('spending by the user of an account', () => {
  it('is taken from the holder’s, counts as used, also above the limit', async () => {
    const { psn, spent, balance, shares, proven } = await sharing(home, { limit: '100.00' })
    await spent(psn, '120.00')
    expect(await balance()).toBe('380.00')
    expect((await shares()).shares[0].used).toBe('120.00')
    await proven()
  })

  it('waits for its share, on the day of the event', async () => {
    const { user, spent, share, balance, stack } = await scene()
    const psn = await user(2)
    await spent(psn, '20.00')
    expect((await stack.file('P000001')).all('parked').map(({ reason }) => reason)).toEqual(['needs-share'])
    await share(2)
    expect(await balance()).toBe('480.00')
    await stack.advanceTo('2026-03-05T10:00:00+08:00')
    const time = '2026-03-01T10:00:00+08:00'
    const data = { psn_no: 'P000001', insu_admdvs: home, amt: '5.00', setl_id: 'S2', user_psn_no: psn }
    await stack.happen('account.spent', data, { time })
    expect(await balance()).toBe('480.00')
  })

  it('waits the same whether the holder was known before it was told or after', async () => {
    const { user, stack } = await scene()
    const user_psn_no = await user(2)
    const parked = async (n: number, isKnown: boolean) => {
      const { psn_no } = person(n)
      const report = (time: string) =>
        stack.happen(
          'account.spent',
          { psn_no, insu_admdvs: home, amt: '20.00', setl_id: `S${n}`, user_psn_no },
          { time },
        )
      if (isKnown) await register(stack, n)
      await report('2026-03-01T10:00:00+08:00')
      await report('2026-03-01T11:00:00+08:00')
      if (!isKnown) await register(stack, n)
      return (await stack.file(psn_no)).all('parked').map(({ reason }) => reason)
    }
    expect(await parked(3, true)).toEqual(['needs-share', 'needs-share'])
    expect(await parked(4, false)).toEqual(['needs-share', 'needs-share'])
  })

  it('waits for its credit', async () => {
    const { psn, spent, balance, stack, holder } = await sharing()
    await spent(psn, '510.00')
    expect(await balance()).toBe('500.00')
    await stack.happen('account.credited', credit(holder, home, '20.00'))
    expect(await balance()).toBe('10.00')
  })

  it('waits for its credit to correct what a desk had asked for long before, and is taken once', async () => {
    const { psn, spent, pay, balance, stack, holder, later, proven } = await sharing(home, { limit: '10.00' })
    await pay(psn, '10.00', 'S0')
    expect(told(await pay(psn, '7.00'))).toEqual(['7.00'])
    await later()
    await spent(psn, '495.00')
    await stack.advanceTo('2026-03-25T10:00:00+08:00')
    expect(told(await pay(holder, '1.00', 'S2'))).toEqual([['own', '1.00'], '0.00'])
    await stack.happen('account.credited', credit(holder, home, '20.00'))
    expect(await balance()).toBe('14.00')
    expect((await stack.file(holder)).all('spending').filter(({ setl_id }) => setl_id === 'S1')).toMatchObject([
      { amt: 49_500, desk: true },
    ])
    await proven()
  })

  it('waits for its credit to be charged anew what a desk had given back long before', async () => {
    const { psn, spent, pay, back, balance, stack, holder, proven } = await sharing()
    await pay(psn, '7.00')
    await back(psn)
    await stack.advanceTo('2026-03-25T10:00:00+08:00')
    await pay(holder, '1.00', 'S2')
    await spent(psn, '510.00')
    await stack.happen('account.credited', credit(holder, home, '20.00'))
    expect(await balance()).toBe('9.00')
    expect((await stack.file(holder)).all('spending').filter(({ setl_id }) => setl_id === 'S1')).toMatchObject([
      { amt: 51_000, desk: true },
    ])
    await proven()
  })

  it('is corrected by a later report, also once the share has ended, and in whatever order they come', async () => {
    const { psn, end, share_id, balance, stack, proven, shares, holder } = await sharing()
    await end(share_id)
    await stack.advanceTo('2026-03-04T10:00:00+08:00')
    const report = (amt: string, time: string) =>
      stack.happen(
        'account.spent',
        { psn_no: holder, insu_admdvs: home, amt, setl_id: 'S1', user_psn_no: psn },
        { time },
      )
    await report('60.00', '2026-03-03T10:00:00+08:00')
    expect(await balance()).toBe('500.00')
    await report('70.00', '2026-03-02T11:00:00+08:00')
    expect(await balance()).toBe('440.00')
    expect((await shares()).shares[0].used).toBe('60.00')
    await report('0.00', '2026-03-03T12:00:00+08:00')
    expect(await balance()).toBe('500.00')
    await proven()
  })

  it('that a desk took is not taken again, and one that was reported a desk finds', async () => {
    const { psn, spent, pay, balance, later, share_id } = await sharing()
    await spent(psn, '70.00')
    const { body } = await pay(psn, '120.00')
    // The account was charged once: what it gave is what it gave.
    expect(body).toMatchObject({ taken: [{ share_id, amt: '70.00' }], rest: '50.00' })
    await later()
    await spent(psn, '70.00')
    expect(await balance()).toBe('430.00')
  })

  it('of the own account, reported first, a desk finds, too', async () => {
    const { stack, holder, pay, balance } = await scene()
    await stack.happen('account.spent', { psn_no: holder, insu_admdvs: home, amt: '30.00', setl_id: 'S1' })
    expect(told(await pay(holder, '40.00'))).toEqual([['own', '30.00'], '10.00'])
    expect(await balance()).toBe('470.00')
  })

  it('is corrected without the user’s number, too; and not once the desk has given back', async () => {
    const { psn, pay, back, stack, holder, balance, later, proven } = await sharing(near)
    await pay(psn, '70.00')
    await later()
    const data = { psn_no: holder, insu_admdvs: home, amt: '60.00', setl_id: 'S1' }
    await stack.happen('account.spent', data)
    expect(await balance()).toBe('440.00')
    await later()
    await back(psn)
    expect(await balance()).toBe('500.00')
    const time = '2026-03-02T10:00:30+08:00'
    await stack.happen('account.spent', { ...data, user_psn_no: psn }, { time })
    expect(await balance()).toBe('500.00')
    await proven()
  })
})

describe('between two areas', () => {
  it('what is undone whole takes its claim away, while it is in no clearing', async () => {
    const { psn, pay, back, proven, balance, clear } = await sharing(near)
    await pay(psn, '120.00')
    await back(psn)
    expect(await proven()).toMatchObject({ unfunded: '0.00' })
    expect(await balance()).toBe('500.00')
    expect((await clear('2026-03-02')).body.gross).toEqual([])
  })

  it('what comes back in part is owed the other way', async () => {
    const { psn, pay, spent, later, clear, accounts, proven } = await sharing(near)
    await pay(psn, '120.00')
    await later()
    await spent(psn, '100.00')
    const [{ balance, funded }] = await accounts()
    expect([balance, funded]).toEqual(['400.00', '380.00'])
    const { body } = await clear('2026-03-02')
    expect(body.gross).toEqual([
      { from_admdvs: near, to_admdvs: home, amt: '20.00', count: 1 },
      { from_admdvs: home, to_admdvs: near, amt: '120.00', count: 1 },
    ])
    expect(body.orders).toMatchObject([{ from_admdvs: home, to_admdvs: near, amt: '100.00' }])
    await proven()
  })

  it('what was cleared is owed the other way, too, and becomes real with the next clearing', async () => {
    const { psn, pay, back, stack, clear, accounts, proven, api } = await sharing(near)
    await pay(psn, '120.00')
    const settle = async (date: string) => {
      const { body } = await clear(date)
      for (const { order_no, from_admdvs, to_admdvs, amt } of body.orders) {
        const bank_time = stack.clock.now()
        const said = { clearing_id: body.clearing_id, order_no, from_admdvs, to_admdvs, amt, bank_time }
        await stack.happen('funds.settled', said)
      }
      expect((await api.call(operator, `GET /v1/clearings/${body.clearing_id}`)).body.status).toBe('settled')
    }
    await settle('2026-03-02')
    await stack.advanceTo('2026-03-03T10:00:00+08:00')
    await back(psn)
    expect((await accounts())[0]).toMatchObject({ balance: '500.00', funded: '380.00' })
    await settle('2026-03-03')
    expect((await accounts())[0]).toMatchObject({ balance: '500.00', funded: '500.00' })
    expect(await proven()).toMatchObject({ unfunded: '0.00' })
  })

  it('of two provinces nothing is owed: reported of who has moved on', async () => {
    const { psn, stack, spent, proven, balance } = await sharing()
    const last = { psn_no: psn, insu_admdvs: home, insutype: '310', paus_insu_date: '2026-03-01' }
    await stack.happen('enrolment.paused', last)
    const to = { psn_no: psn, insu_admdvs: far, insutype: '310', psn_type: '11', psn_insu_date: '2026-03-02' }
    await stack.happen('enrolment.registered', to)
    await spent(psn, '20.00')
    expect(await balance()).toBe('480.00')
    expect(await proven()).toMatchObject({ unfunded: '0.00' })
  })
})

it('the holder sees date, sum and share, and nothing of where or for what', async () => {
  const { psn, spent, pay, accounts, share_id, api, holder, later } = await sharing(near)
  await spent(psn, '20.00', 'SECRET1', { memo: '市肿瘤医院' })
  await later()
  await pay(psn, '10.00', 'SECRET2')
  const [{ entries }] = await accounts()
  const own = entries.filter(({ kind }: { kind: string }) => kind === 'family-spending')
  expect(own).toHaveLength(2)
  expect(own[0]).toEqual({ at: own[0].at, amt: '-20.00', kind: 'family-spending', memo: '家人共济使用', share_id })
  const all = JSON.stringify((await api.call(citizen(holder), 'GET /v1/me/export')).body)
  for (const hidden of ['SECRET', '肿瘤']) expect(JSON.stringify(entries) + all).not.toContain(hidden)
})

describe('what is reported of a share is taken up by itself', () => {
  it('once the death of its user is revoked', async () => {
    const { psn, spent, balance, stack, later } = await sharing()
    await stack.happen('death.registered', { certno: certnoOf(2), dead_date: '2026-03-01' })
    await spent(psn, '20.00')
    expect(await balance()).toBe('500.00')
    await later()
    await stack.happen('death.revoked', { certno: certnoOf(2), reason: '错报' })
    expect(await balance()).toBe('480.00')
  })

  it('once a desk has asked for the same settlement, which gave nothing: it was told before, and holds no more', async () => {
    const { psn, spent, pay, stack, balance, later } = await sharing(home, { limit: '10.00' })
    await spent(psn, '10.00', 'S0')
    const time = '2026-03-01T09:00:00+08:00'
    const data = { psn_no: 'P000001', insu_admdvs: home, amt: '5.00', setl_id: 'S1', user_psn_no: psn }
    await stack.happen('account.spent', data, { time })
    const parked = async () => (await stack.file('P000001')).count('parked')
    expect(await parked()).toBe(1)
    expect(told(await pay(psn, '7.00'))).toEqual(['7.00'])
    expect([await parked(), await balance()]).toEqual([0, '490.00'])
    await later()
    await spent(psn, '6.00')
    expect(await balance()).toBe('484.00')
  })
})
