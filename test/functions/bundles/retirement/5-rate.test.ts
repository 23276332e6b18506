/** RULES.md 5.1, 5.4: what a bought month costs is for every place to set. */
import { describe, expect, it } from 'vitest'
import { bills, contribution, monthsUpTo, pay, shortBy10, theCase, toldTo, wake } from './scene.ts'

const rate = (value: string, from?: string) => ({
  name: 'topup_rate',
  admdvs: '130000',
  value,
  ...(from === undefined ? {} : { from }),
})

describe('where the rate is missing', () => {
  it('no sum is told, and nobody is asked for it while nobody wants to buy', async () => {
    const { s, psn_no } = await shortBy10({ rate: false })
    const [text, ...none] = await toldTo(s, psn_no)
    expect(none).toEqual([])
    expect(text).toMatch(/还差10个月.*比例当地还没有录入.*按月继续缴/)
    expect(text).not.toMatch(/\d元/)
    expect(await s.tasks(psn_no)).toEqual([])
    await s.advanceTo('2026-06-08T12:00:00+08:00')
    expect((await toldTo(s, psn_no)).at(-1)).toMatch(/提醒您.*比例当地还没有录入/)
  })

  it('who was asked hears the sum once it is set', async () => {
    const { s, psn_no } = await shortBy10({ rate: false })
    await s.policy(rate('0.0800'))
    expect((await toldTo(s, psn_no)).slice(1)).toEqual([expect.stringContaining('4800.00元')])
    await wake(s, psn_no)
    expect(await toldTo(s, psn_no)).toHaveLength(2)
  })

  it('who chooses to buy waits for it, and is billed and told once it is set', async () => {
    const { s, psn_no, choose } = await shortBy10({ rate: false })
    await choose('lump-sum')
    expect(await theCase(s, psn_no)).toMatchObject({
      waiting_for: { actor: 'operator', what: 'policy-missing' },
      actions: ['choose'],
    })
    expect(await s.tasks(psn_no)).toMatchObject([
      { kind: 'policy-missing', facts: { name: 'topup_rate', admdvs: '130100', on: '2026-06-01' } },
    ])
    expect((await toldTo(s, psn_no)).at(-1)).toContain('石家庄市医保部门还没有录入')
    expect(bills(s)).toEqual([])
    await s.advanceTo('2026-06-20T10:00:00+08:00')
    expect(await s.tasks(psn_no)).toMatchObject([{ facts: { name: 'topup_rate', on: '2026-06-01' } }])
    expect(await toldTo(s, psn_no)).toHaveLength(2)

    await s.policy(rate('0.0700', '2026-06-15'))
    expect(bills(s)).toMatchObject([{ months: 10, amt: '4200.00' }])
    expect((await toldTo(s, psn_no)).at(-1)).toContain('4200.00元')
    expect(await s.tasks(psn_no)).toEqual([])
    await pay(s, bills(s)[0]!, '2026-07-15')
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ effective_from: '2026-08-01', option: 'lump-sum' })
  })

  it('who waits for it may choose otherwise', async () => {
    for (const option of ['monthly', 'resident']) {
      const { s, psn_no, choose } = await shortBy10({ rate: false })
      await choose('lump-sum')
      await choose(option)
      expect(await s.tasks(psn_no)).toEqual([])
      const row = await theCase(s, psn_no)
      if (option === 'resident') expect(row).toMatchObject({ status: 'done', outcome: { result: 'resident', option } })
      else expect(row).toMatchObject({ waiting_for: { what: 'contribution.posted' }, actions: ['choose'] })
    }
  })

  it('the other choices do not wait for it', async () => {
    const { s, psn_no, choose } = await shortBy10({ rate: false })
    await choose('monthly')
    expect(await s.tasks(psn_no, 'any')).toEqual([])
    await s.happen('contribution.posted', contribution(psn_no, '130100', '202606', '202703'))
    expect((await theCase(s, psn_no)).outcome).toMatchObject({ result: 'retired', effective_from: '2027-04-01' })
  })

  it('months that are posted meanwhile end the case as under monthly', async () => {
    const { s, psn_no, choose } = await shortBy10({ rate: false })
    await choose('lump-sum')
    await s.happen('contribution.posted', monthsUpTo(psn_no, '130200', 10, '199912'))
    expect(await theCase(s, psn_no)).toMatchObject({
      status: 'done',
      outcome: { result: 'retired', effective_from: '2026-06-01', paid: 120, option: 'lump-sum' },
    })
    expect(await s.tasks(psn_no)).toEqual([])
  })

  it('a clerk may be told all the same that the person wants to buy', async () => {
    const { s, psn_no } = await shortBy10({ rate: false })
    await s.advanceTo('2026-08-30T12:00:00+08:00')
    await s.decideTask((await s.tasks(psn_no))[0]!.task_id, { decision: 'approve', option: 'lump-sum' })
    expect(await s.tasks(psn_no)).toMatchObject([{ kind: 'policy-missing', facts: { name: 'topup_rate' } }])
  })
})
