/** RULES.md 2: months without a break. */
import { describe, expect, test } from 'vitest'
import { enoughSince, monthsWithoutBreak } from '../../../../functions/bundles/maternity-allowance/rules/months.ts'
import { day } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import { at, orders } from '../../../support/bank.ts'
import { pause } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { notices } from '../newborn/scene.ts'
import { delivery, fileOfMonths, insured, monthsRow, posted, psnNo, theCase } from './scene.ts'

/** The end of the year after that of the discharge. */
const end = '2027-12-31T23:59:59+08:00'
const zhejiang = (more: Record<string, unknown> = {}) => delivery({ insu_admdvs: '330100', ...more })
const pays = (stack: Stack, from: string, to = from) => stack.happen('contribution.posted', posted('330100', from, to))

describe('months', () => {
  test('6 are enough', async () => {
    const stack = await insured('330100')
    await pays(stack, '202510', '202603')
    await stack.happen('delivery.settled', zhejiang())
    expect(orders(stack)).toHaveLength(1)
    expect(await theCase(stack)).toMatchObject({ due_at: '2026-04-22T23:59:59+08:00' })
  })

  test('5 where 6 are needed: waits to the end of the next year, and she is told how many', async () => {
    const stack = await insured('330100')
    await pays(stack, '202511', '202603')
    await stack.happen('delivery.settled', zhejiang())
    expect(await theCase(stack)).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'partner', what: 'contribution.posted', until: end },
    })
    const told = notices(stack, 'allowance.months-missing')
    expect(told).toHaveLength(1)
    expect(told[0]!.data.text).toContain('还差1个月')
  })

  test('she is told once; each month that comes is told in the timeline', async () => {
    const stack = await insured('330100')
    await pays(stack, '202512', '202603')
    await stack.happen('delivery.settled', zhejiang())
    await pays(stack, '202604')
    expect(notices(stack, 'allowance.months-missing')).toHaveLength(1)
    const lines = (await stack.journal(psnNo)).map(({ text }) => text).filter((text) => text.includes('还差'))
    expect(lines.map((text) => /还差(\d+)个月/.exec(text)?.[1])).toEqual(['2', '1'])
  })

  test('not reached by the end of the next year: rejected, with the most that there were', async () => {
    const stack = await insured('330100')
    await pays(stack, '202511', '202603')
    await stack.happen('delivery.settled', zhejiang())
    await pays(stack, '202605', '202606')
    await stack.advanceTo(at('2027-12-31', '23:00'))
    expect((await theCase(stack)).status).toBe('waiting')
    await stack.advanceTo(at('2028-01-01'))
    expect(await theCase(stack)).toMatchObject({
      status: 'rejected',
      outcome: { result: 'rejected', reason: 'months-short', months: 5, newborn_cases: [] },
    })
    expect(notices(stack, 'allowance.months-short')).toHaveLength(1)
    await pays(stack, '202604')
    expect((await theCase(stack)).status).toBe('waiting')
    expect(orders(stack)).toHaveLength(1)
  })

  test('a late month that is still not enough changes the number, and is not told again', async () => {
    const stack = await insured('330100', { now: at('2028-01-10') })
    await stack.happen('delivery.settled', zhejiang())
    expect(await theCase(stack)).toMatchObject({ status: 'rejected', outcome: { months: 0 } })
    await pays(stack, '202603')
    expect((await theCase(stack)).outcome).toMatchObject({
      reason: 'months-short',
      months: 1,
      text: expect.stringContaining('连续缴费1个月'),
    })
    expect(notices(stack, 'allowance.months-short')).toHaveLength(1)
  })

  test('somebody whose relation turns out to have ended before discharge is told that, not of months', async () => {
    const stack = await insured('330100')
    await stack.happen('delivery.settled', zhejiang())
    await stack.happen('enrolment.paused', pause(psnNo, '330100', '2026-03-31'))
    await pays(stack, '202510', '202603')
    expect(await theCase(stack)).toMatchObject({ status: 'withdrawn', outcome: { reason: 'not-insured' } })
  })

  test('a discharge corrected to a month before which some are missing: back to waiting, the employer asked no more', async () => {
    const stack = await insured('510100')
    await stack.happen('contribution.posted', posted('510100', '202504', '202603'))
    await stack.happen('delivery.settled', delivery({ insu_admdvs: '510100' }))
    expect((await theCase(stack)).waiting_for?.what).toBe('verify-birth')
    await stack.advanceTo(at('2026-06-09'))
    await stack.happen('delivery.settled', delivery({ insu_admdvs: '510100', dscg_date: '2026-06-08' }))
    expect((await theCase(stack)).waiting_for?.what).toBe('contribution.posted')
    expect(await stack.tasks(psnNo)).toEqual([])
    await stack.happen('delivery.settled', delivery({ insu_admdvs: '510100', dscg_date: '2026-04-28' }))
    expect(await theCase(stack)).toMatchObject({
      waiting_for: { what: 'verify-birth' },
      due_at: '2026-05-14T23:59:59+08:00',
    })
  })
})

describe('the time limit of a case that waited for months', () => {
  test('10 working days after the last one needed was posted, by its own time', async () => {
    const stack = await insured('330100')
    await pays(stack, '202512', '202603')
    await stack.happen('delivery.settled', zhejiang())
    await stack.advanceTo(at('2026-06-12'))
    await stack.happen('contribution.posted', posted('330100', '202605', '202605'), { time: at('2026-06-10') })
    await stack.happen('contribution.posted', posted('330100', '202604', '202604'), { time: at('2026-05-10') })
    expect((await theCase(stack)).due_at).toBe('2026-06-25T23:59:59+08:00')
  })

  test('months that had been posted when the delivery was settled were not waited for, whenever they arrive', async () => {
    const stack = await insured('330100', { now: at('2026-04-20') })
    await stack.happen('delivery.settled', zhejiang(), { time: at('2026-04-10') })
    await stack.happen('contribution.posted', posted('330100', '202510', '202603'), { time: at('2026-04-09') })
    expect((await theCase(stack)).due_at).toBe('2026-04-22T23:59:59+08:00')
  })
})

describe('months without a break', () => {
  const count = (file: PersonFile, on: string) =>
    monthsWithoutBreak(file, { insu_admdvs: '330100' as Admdvs, dscg_date: day(on) })

  test('count back from the month before discharge, over New Year and all areas of the province', () => {
    const file = fileOfMonths(
      monthsRow('330100', '2026', ['01', '02', '03']),
      monthsRow('330200', '2025', ['10', '11', '12']),
    )
    expect(count(file, '2026-04-08')).toBe(6)
    expect(count(file, '2026-04-30')).toBe(6)
  })

  test('and on from there, also where they begin after it; a month that is missing breaks', () => {
    expect(count(fileOfMonths(monthsRow('330100', '2026', ['01', '02', '03', '04'])), '2026-04-08')).toBe(4)
    expect(count(fileOfMonths(monthsRow('330100', '2026', ['01', '03', '04'])), '2026-04-08')).toBe(2)
    expect(count(fileOfMonths(monthsRow('330100', '2026', ['03', '05', '06', '07'])), '2026-04-08')).toBe(3)
    expect(count(fileOfMonths(monthsRow('320100', '2026', ['03'])), '2026-04-08')).toBe(0)
  })

  test('those that ended before the month before discharge do not count, nor what comes after the next year', () => {
    expect(count(fileOfMonths(monthsRow('330100', '2026', ['01', '02'])), '2026-04-08')).toBe(0)
    const over = fileOfMonths(monthsRow('330100', '2027', ['11', '12']), monthsRow('330100', '2028', ['01', '02']))
    expect(count(over, '2026-04-08')).toBe(2)
  })

  test('are enough since the last of those needed was posted', () => {
    const discharge = { insu_admdvs: '330100' as Admdvs, dscg_date: day('2026-04-08') }
    const file = fileOfMonths(
      monthsRow('330100', '2026', ['02', '03']),
      monthsRow('330200', '2026', ['04', '05'], undefined, '2026-06-01'),
      monthsRow('330300', '2026', ['05', '06'], undefined, '2026-07-01'),
    )
    expect([2, 3, 4, 5, 6].map((least) => enoughSince(file, discharge, least)?.slice(0, 10))).toEqual([
      '2026-01-01',
      '2026-06-01',
      '2026-06-01',
      '2026-07-01',
      undefined,
    ])
  })
})
