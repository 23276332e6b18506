/** family-sharing/RULES.md 3: what a desk takes, from whom, in which order, and gives back. */
import { describe, expect, it } from 'vitest'
import { citizen } from '../../../support/api.ts'
import { certnoOf, credit, enrolment } from '../../../support/people.ts'
import { far, home, near, otherDesk, scene, told } from './scene.ts'

describe('own accounts', () => {
  it('come first: where the person is insured, then the others by their codes', async () => {
    const { stack, user, pay } = await scene()
    const psn = await user(2, { at: near, own: '10.00' })
    await stack.happen('account.credited', credit(psn, home, '20.00'))
    await stack.happen('account.credited', credit(psn, far, '30.00'))
    const { body } = await pay(psn, '100.00')
    expect(body.taken).toEqual([
      { insu_admdvs: near, amt: '10.00' },
      { insu_admdvs: far, amt: '30.00' },
      { insu_admdvs: home, amt: '20.00' },
    ])
    expect(body.rest).toBe('40.00')
  })

  it('pay also for who is not insured', async () => {
    const { stack, user, pay } = await scene()
    const psn = await user(2, { at: null })
    await stack.happen('account.credited', credit(psn, home, '20.00'))
    expect(told(await pay(psn, '30.00'))).toEqual([['own', '20.00'], '10.00'])
  })

  it('alone are asked if the institution says so', async () => {
    const { user, share, pay } = await scene()
    const psn = await user(2, { own: '20.00' })
    await share(2)
    expect(told(await pay(psn, '30.00', 'S1', { own_only: true }))).toEqual([['own', '20.00'], '10.00'])
  })

  it('give virtual money, too', async () => {
    const { stack, user, pay, proven, balance } = await scene()
    const psn = await user(2, { at: null })
    await stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
    await stack.happen('account.credited', credit(psn, '130200', '80.00'))
    const last = { psn_no: psn, insu_admdvs: '130200', insutype: '310', paus_insu_date: '2026-01-31' }
    await stack.happen('enrolment.paused', last)
    await stack.happen('enrolment.registered', enrolment(psn, far, '2026-03-02'))
    const [task] = await stack.tasks(psn)
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    expect(told(await pay(psn, '100.00'))).toEqual([['own', '80.00'], '20.00'])
    expect(await balance(psn, far)).toBe('0.00')
    await proven()
  })
})

describe('shared accounts', () => {
  it('are asked one after the other, the share of the earlier day first', async () => {
    const { stack, user, share, pay } = await scene()
    const psn = await user(2)
    await user(3, { own: '90.00' })
    const first = await share(2, {}, citizen('P000003'))
    await stack.advanceTo('2026-03-03T10:00:00+08:00')
    const second = await share(2)
    const { body } = await pay(psn, '100.00')
    expect(body.taken).toEqual([
      { share_id: first.body.share_id, insu_admdvs: home, amt: '90.00' },
      { share_id: second.body.share_id, insu_admdvs: home, amt: '10.00' },
    ])
  })

  it('begin the year with nothing used', async () => {
    const { stack, user, share, pay, shares } = await scene('2026-12-30T10:00:00+08:00')
    const psn = await user(2)
    await share(2, { limit: '100.00' })
    expect(told(await pay(psn, '120.00'))).toEqual([['shared', '100.00'], '20.00'])
    await stack.advanceTo('2027-01-01T00:00:01+08:00')
    expect((await shares()).shares[0].used).toBe('0.00')
    expect(told(await pay(psn, '120.00', 'S2'))).toEqual([['shared', '100.00'], '20.00'])
  })

  it('do not pay for who has died', async () => {
    const { stack, user, share, pay } = await scene()
    const psn = await user(2)
    await share(2)
    await stack.advanceTo('2026-03-03T10:00:00+08:00')
    await stack.happen('death.registered', { certno: certnoOf(2), dead_date: '2026-03-02' })
    expect(told(await pay(psn, '10.00'))).toEqual(['10.00'])
  })

  it('of two shares of one day, where the first can give nothing, the second does', async () => {
    const { user, share, end, pay } = await scene()
    const psn = await user(2)
    const { body } = await share(2, { limit: '10.00' })
    await pay(psn, '10.00')
    await end(body.share_id)
    await share(2)
    const answer = told(await pay(psn, '30.00', 'S2'))
    expect(answer.at(-1)).toBe('0.00')
  })
})

describe('a settlement', () => {
  it('is another institution’s to no other', async () => {
    const { user, share, pay, back } = await scene()
    const psn = await user(2)
    await share(2)
    await pay(psn, '30.00')
    expect(told(await pay(psn, '30.00', 'S1', {}, otherDesk))).toEqual([409, 'settlement-known'])
    expect((await back(psn, 'S1', otherDesk)).status).toBe(404)
    expect((await back(psn, 'S9')).status).toBe(404)
  })

  it('of who is unknown is 404, and so is one that another institution’s desk asks for', async () => {
    const { pay, back, holder } = await scene()
    expect(told(await pay('P000099', '1.00'))).toEqual([404, 'person-unknown'])
    expect((await back('P000099')).body.code).toBe('person-unknown')
    expect((await pay(holder, '1.00', 'S1', { fixmedins_code: otherDesk })).status).toBe(404)
  })

  it('is asked for by identity number', async () => {
    const { pay, holder } = await scene()
    const by = { psn_no: undefined, certno: certnoOf(1) }
    expect(told(await pay(holder, '30.00', 'S1', by))).toEqual([['own', '30.00'], '0.00'])
  })

  it('that lies at rest by now is still the same', async () => {
    const { stack, user, share, pay, balance, back } = await scene()
    const psn = await user(2, { own: '5.00' })
    await share(2)
    const first = (await pay(psn, '30.00')).body
    await stack.advanceTo('2026-05-01T10:00:00+08:00')
    await stack.happen('account.credited', credit(psn, home, '1.00'))
    await stack.happen('account.credited', credit('P000001', home, '1.00'))
    expect((await stack.file(psn)).count('desk')).toBe(1)
    expect((await pay(psn, '30.00')).body).toEqual(first)
    expect(told(await pay(psn, '31.00'))).toEqual([409, 'settlement-known'])
    await back(psn)
    expect([await balance(), await balance(psn)]).toEqual(['501.00', '6.00'])
  })
})

describe('what was reported first', () => {
  /** A user with 50.00 of their own and two holders; the account of the second was charged 70.00 of a bill of 120.00. */
  async function charged() {
    const self = await scene()
    const psn = await self.user(2)
    await self.share(2)
    const other = citizen(await self.user(3, { own: '500.00' }))
    await self.stack.advanceTo('2026-03-03T10:00:00+08:00')
    await self.share(2, {}, other)
    await self.stack.happen('account.credited', credit(psn, home, '20.00'))
    const data = { psn_no: 'P000003', insu_admdvs: home, amt: '70.00', setl_id: 'S1', user_psn_no: psn }
    await self.stack.happen('account.spent', data)
    return {
      ...self,
      psn,
      left: async () => [await self.balance(psn), await self.balance(), await self.balance('P000003')],
    }
  }

  it('is borne by nobody else, whoever is asked before', async () => {
    const { psn, pay, back, left, proven } = await charged()
    expect(told(await pay(psn, '120.00'))).toEqual([['own', '20.00'], ['shared', '30.00'], ['shared', '70.00'], '0.00'])
    expect(await left()).toEqual(['0.00', '470.00', '430.00'])
    await back(psn)
    expect(await left()).toEqual(['20.00', '500.00', '500.00'])
    await proven()
  })

  it('a desk finds, also if it asks for own accounts alone', async () => {
    const { psn, pay, left } = await charged()
    expect(told(await pay(psn, '75.00', 'S1', { own_only: true }))).toEqual([
      ['own', '5.00'],
      ['shared', '70.00'],
      '0.00',
    ])
    expect(await left()).toEqual(['15.00', '500.00', '430.00'])
  })

  it('a desk finds, also once it lies at rest', async () => {
    const { psn, pay, left, stack } = await charged()
    await stack.advanceTo('2026-04-10T10:00:00+08:00')
    await stack.happen('account.credited', credit('P000003', home, '1.00'))
    expect((await stack.file('P000003')).restOf('spending', `${home}#S1`)).toBeDefined()
    expect(told(await pay(psn, '75.00'))).toEqual([['own', '5.00'], ['shared', '70.00'], '0.00'])
    expect(await left()).toEqual(['15.00', '500.00', '431.00'])
  })

  it('a desk finds, also once the user is insured nowhere, and gives it back', async () => {
    const { psn, pay, back, left, stack } = await charged()
    const last = { psn_no: psn, insu_admdvs: home, insutype: '310', paus_insu_date: '2026-03-02' }
    await stack.happen('enrolment.paused', last)
    expect(told(await pay(psn, '120.00'))).toEqual([['own', '20.00'], ['shared', '70.00'], '30.00'])
    expect(told(await back(psn))).toEqual(['120.00'])
    expect(await left()).toEqual(['20.00', '500.00', '500.00'])
  })
})
