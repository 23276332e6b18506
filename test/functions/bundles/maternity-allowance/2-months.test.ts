/** RULES.md 2: months without a break. */
import { describe, expect, test } from 'vitest'
import { monthsWithoutBreak } from '../../../../functions/bundles/maternity-allowance/rules/eligibility.ts'
import { day } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import { orders } from '../../../support/bank.ts'
import { pause } from '../../../support/people.ts'
import { notices } from '../newborn/scene.ts'
import { delivery, fileOfMonths, insured, monthsRow, psnNo, theCase } from './scene.ts'

describe('months', () => {
  const posted = (begin: string, end: string) => ({
    psn_no: psnNo,
    insu_admdvs: '330100',
    insutype: '310',
    accrym_begn: begin,
    accrym_end: end,
    base: '8000.00',
    amt_psn: '160.00',
    amt_emp: '640.00',
    emp_no: 'E330100',
  })
  const zhejiang = delivery({ insu_admdvs: '330100' })

  test('5 where 6 are needed: rejected, with how many; a month reported late takes it up again', async () => {
    const stack = await insured('330100')
    await stack.happen('contribution.posted', posted('202511', '202603'))
    await stack.happen('delivery.settled', zhejiang)
    expect(await theCase(stack)).toMatchObject({
      status: 'rejected',
      outcome: { result: 'rejected', reason: 'months-short', months: 5, newborn_cases: [] },
    })
    await stack.happen('contribution.posted', posted('202510', '202510'))
    expect((await theCase(stack)).status).toBe('waiting')
    expect(orders(stack)).toHaveLength(1)
  })

  test('somebody whose relation turns out to have ended before discharge is told that, not of months', async () => {
    const stack = await insured('330100')
    await stack.happen('delivery.settled', zhejiang)
    await stack.happen('enrolment.paused', pause('P000002', '330100', '2026-03-31'))
    await stack.happen('contribution.posted', posted('202510', '202603'))
    expect(await theCase(stack)).toMatchObject({ status: 'withdrawn', outcome: { reason: 'not-insured' } })
  })

  test('a late month that is still not enough changes the number, and is not told again', async () => {
    const stack = await insured('330100')
    await stack.happen('delivery.settled', zhejiang)
    await stack.happen('contribution.posted', posted('202603', '202603'))
    expect((await theCase(stack)).outcome).toMatchObject({
      reason: 'months-short',
      months: 1,
      text: expect.stringContaining('连续缴费1个月'),
    })
    expect(notices(stack, 'allowance.months-short')).toHaveLength(1)
  })

  test('6 are enough', async () => {
    const stack = await insured('330100')
    await stack.happen('contribution.posted', posted('202510', '202603'))
    await stack.happen('delivery.settled', zhejiang)
    expect(orders(stack)).toHaveLength(1)
  })
})

describe('months without a break', () => {
  const count = (file: PersonFile, on: string) => monthsWithoutBreak(file, '330100' as Admdvs, day(on))

  test('count back from the month before discharge, over New Year and all areas of the province', () => {
    const file = fileOfMonths(
      monthsRow('330100', '2026', ['01', '02', '03']),
      monthsRow('330200', '2025', ['10', '11', '12']),
    )
    expect(count(file, '2026-04-08')).toBe(6)
    expect(count(file, '2026-04-30')).toBe(6)
  })

  test('the month of discharge itself does not count, and one that is missing breaks', () => {
    expect(count(fileOfMonths(monthsRow('330100', '2026', ['01', '02', '03', '04'])), '2026-04-08')).toBe(3)
    expect(count(fileOfMonths(monthsRow('330100', '2026', ['01', '03', '04'])), '2026-04-08')).toBe(1)
    expect(count(fileOfMonths(monthsRow('330100', '2026', ['01', '02'])), '2026-04-08')).toBe(0)
    expect(count(fileOfMonths(monthsRow('320100', '2026', ['03'])), '2026-04-08')).toBe(0)
  })
})
