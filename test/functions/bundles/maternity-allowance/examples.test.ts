/** The examples of RULES.md, through the real inbox and engine. */
import { describe, expect, test } from 'vitest'
import { orders, settled } from '../../../support/bank.ts'
import { notices } from '../newborn/scene.ts'
import { delivery, employerAccount, insured, openTask, psnNo, theCase, verify } from './scene.ts'

describe('examples', () => {
  test('Hebei, second child, caesarean: 173 days, 43423.00 to the employer, due 2026-04-22', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    expect(await theCase(stack)).toMatchObject({
      admdvs: '130100',
      due_at: '2026-04-22T23:59:59+08:00',
      waiting_for: { actor: 'employer', what: 'verify-birth', until: '2026-04-15T23:59:59+08:00' },
    })
    expect(await openTask(stack, 'verify-birth')).toMatchObject({
      owner: { role: 'employer', emp_no: 'E130100' },
      facts: { dscg_date: '2026-04-08', dystocia: true, child_order: 2, fetus_count: 1 },
    })
    await verify(stack)
    expect(orders(stack)).toMatchObject([
      {
        payer_admdvs: '130100',
        payee: { kind: 'employer', name: '测试单位', bank_code: '103', acct_no: employerAccount.acct_no },
        amt: '43423.00',
      },
    ])
    await settled(stack, 0, '2026-04-20')
    expect(await theCase(stack)).toMatchObject({
      status: 'done',
      outcome: {
        result: 'paid',
        days: 173,
        daily_base: '251.0000',
        amt: '43423.00',
        payee: 'employer',
        newborn_cases: [],
      },
    })
    const told = notices(stack, 'allowance.paid')
    expect(told).toHaveLength(1)
    for (const part of ['173天', '43423.00元', '单位']) expect(told[0]!.data.text).toContain(part)
  })

  test('Zhejiang, twins: no verification, 173 days, 46845.23 at once', async () => {
    const stack = await insured('330100', { base: '8123.45' })
    const months = {
      psn_no: psnNo,
      insu_admdvs: '330100',
      insutype: '310',
      accrym_begn: '202510',
      accrym_end: '202603',
    }
    await stack.happen('contribution.posted', {
      ...months,
      base: '8000.00',
      amt_psn: '160.00',
      amt_emp: '640.00',
      emp_no: 'E330100',
    })
    await stack.happen(
      'delivery.settled',
      delivery({ insu_admdvs: '330100', dystocia: false, fetus_count: 2, child_order: 1 }),
    )
    expect(await stack.tasks(psnNo)).toEqual([])
    expect(orders(stack)).toMatchObject([{ amt: '46845.23', payee: { kind: 'employer' } }])
  })
})
