/** RULES.md 5.4 to 5.6: the price of missing months, and when they are bought. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bought, type Purchase, priceOf } from '../../../../functions/bundles/retirement/rules/lump-sum.ts'
import { day, instant, month } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { fen, yuan } from '../../../../shared/money/index.ts'
import type { Ref } from '../../../../shared/registers/ids.ts'
import type { Bill, PremiumPaid } from '../../../../shared/registers/rows.ts'

const price = { base: yuan('6000.00'), rate: '0.0800' }

const bill = (bill_no: string, months: number, amt: string): Bill => ({
  bill_no: bill_no as Ref,
  case_id: 'RT' as Ref,
  insutype: '310',
  insu_admdvs: '130100' as Admdvs,
  months,
  amt: yuan(amt),
  assessed_on: day('2026-06-01'),
  due_date: day('2026-08-30'),
})
const paid = (bill_no: string, amt: string, paidAt: string): PremiumPaid => ({
  id: `${bill_no}.${paidAt}`,
  bill_no,
  amt: yuan(amt),
  paid_at: instant(`${paidAt}T10:00:00+08:00`),
  time: instant(`${paidAt}T10:00:00+08:00`),
  private: {},
})
const purchase = (more: Partial<Purchase>): Purchase => ({
  bills: [bill('A', 10, '4800.00')],
  premiums: [],
  price,
  e: month('202606'),
  counted: [],
  worth: () => 'bill',
  shortBefore: () => 10,
  chosenAt: instant('2026-06-01T10:00:00+08:00'),
  ...more,
})

describe('the price of missing months', () => {
  it('10 × 6000.00 × 0.08 = 4800.00', () => {
    expect(priceOf(price, 10)).toBe(480_000)
  })
  it('is rounded half up once, at the end', () => {
    // 3 × 3333.37 × 0.0805 = 805.0088…; month by month it would be 804.99.
    expect(priceOf({ base: yuan('3333.37'), rate: '0.0805' }, 3)).toBe(80_501)
    expect(priceOf({ base: yuan('0.25'), rate: '0.1000' }, 1)).toBe(3)
    expect(priceOf({ base: yuan('0.24'), rate: '0.1000' }, 1)).toBe(2)
  })
  it('differs by at most half a fen from the exact product', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999_999 }),
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 0, max: 400 }),
        (base, rate, n) => {
          const exact = BigInt(base) * BigInt(rate) * BigInt(n)
          const got = BigInt(priceOf({ base: fen(base), rate: `0.${String(rate).padStart(4, '0')}` }, n)) * 10_000n
          expect(got - exact <= 5_000n && exact - got < 5_000n).toBe(true)
        },
      ),
    )
  })
})

describe('bought', () => {
  it('not while nothing is paid', () => {
    expect(bought(purchase({}))).toBeUndefined()
  })
  it('from the first of the month after payment', () => {
    expect(bought(purchase({ premiums: [paid('A', '4800.00', '2026-07-15')] }))).toEqual({
      from: '202608',
      kept: 480_000,
    })
  })
  it('at the earliest from E', () => {
    const premiums = [paid('A', '4800.00', '2026-03-31')]
    expect(bought(purchase({ premiums }))?.from).toBe('202606')
  })
  it.each([
    ['2026-07-01', '202608'],
    ['2026-07-31', '202608'],
    ['2026-12-31', '202701'],
  ])('paid on %s: from %s', (day, from) => {
    expect(bought(purchase({ premiums: [paid('A', '4800.00', day)] }))?.from).toBe(from)
  })
  it('with an old bill: the difference is not kept', () => {
    const premiums = [paid('A', '4800.00', '2026-07-15')]
    const bills = [bill('A', 10, '4800.00'), bill('B', 9, '4320.00')]
    expect(bought(purchase({ premiums, bills, shortBefore: () => 9 }))?.kept).toBe(432_000)
  })
  it('with an old bill over more months, though the base has risen since', () => {
    const premiums = [paid('A', '4800.00', '2026-07-15')]
    const dear = { base: yuan('9000.00'), rate: '0.0800' }
    expect(bought(purchase({ premiums, price: dear, shortBefore: () => 9 }))).toEqual({ from: '202608', kept: 480_000 })
  })
  it('not with part of a bill; with the rest of it', () => {
    const part = paid('A', '4000.00', '2026-07-15')
    expect(bought(purchase({ premiums: [part] }))).toBeUndefined()
    const premiums = [paid('A', '800.00', '2026-08-02'), part]
    expect(bought(purchase({ premiums }))).toEqual({ from: '202609', kept: 480_000 })
  })
  it('with part of a bill, once months posted later make up the rest', () => {
    const part = paid('A', '480.00', '2026-07-15')
    const posted = ['202608', '202609', '202610', '202611'].map(month)
    const shortBefore = (before: string) => 4 - posted.filter((one) => one < before).length
    expect(bought(purchase({ premiums: [part], counted: posted.slice(0, 2), shortBefore: () => 2 }))).toBeUndefined()
    // Three are posted and one is bought: the fourth is not needed any more.
    expect(bought(purchase({ premiums: [part], counted: posted, shortBefore }))).toEqual({
      from: '202611',
      kept: 48_000,
    })
  })
  it('with what was paid first, though more was paid after it', () => {
    const premiums = [paid('A', '480.00', '2026-07-15'), paid('A', '4800.00', '2026-12-15')]
    const counted = ['202608', '202609'].map(month)
    const shortBefore = (before: string) => 3 - counted.filter((one) => one < before).length
    expect(bought(purchase({ premiums, counted, shortBefore }))).toEqual({ from: '202610', kept: 48_000 })
  })
  it('not with an old bill that is too small', () => {
    expect(bought(purchase({ premiums: [paid('A', '4800.00', '2026-07-15')], shortBefore: () => 11 }))).toBeUndefined()
  })
  it('not if the months paid before it suffice by themselves', () => {
    expect(bought(purchase({ premiums: [paid('A', '4800.00', '2026-07-15')], shortBefore: () => 0 }))).toBeUndefined()
  })
  it('at once where the rate is zero', () => {
    const free = { base: yuan('6000.00'), rate: '0.0000' }
    expect(bought(purchase({ price: free }))).toEqual({ from: '202607', kept: 0 })
  })
})
