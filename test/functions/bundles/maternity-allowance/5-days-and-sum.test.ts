/** RULES.md 5: days and sum. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allowanceDays,
  allowanceMinMonths,
  extendedDays,
} from '../../../../functions/bundles/maternity-allowance/parameters.ts'
import {
  allowanceAmount,
  birthDays,
  type CountedDelivery,
  dailyBase,
  miscarriageDays,
  monthlyBase,
} from '../../../../functions/bundles/maternity-allowance/rules/days.ts'
import { day } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { fen, formatYuan, yuan } from '../../../../shared/money/index.ts'
import { type Parameter, policyAt } from '../../../../shared/policy/index.ts'
import { schemas } from '../../../../shared/schemas.ts'

const onDay = day('2026-04-08')

const valueIn = <Value>(parameter: Parameter<string, Value>, area: string): Value | undefined => {
  const found = policyAt([], parameter, area as Admdvs, onDay)
  return found.found ? found.value : undefined
}

const delivered = (more: Partial<CountedDelivery> = {}): CountedDelivery => ({
  outcome: 'birth',
  dystocia: false,
  fetus_count: 1,
  child_order: 1,
  gestation_weeks: 39,
  ...more,
})

const daysIn = (area: string, some: CountedDelivery) => {
  const days = valueIn(allowanceDays, area)!
  return some.outcome === 'miscarriage'
    ? miscarriageDays(some, days)
    : birthDays(some, days, valueIn(extendedDays, area) ?? { first: 0, second: 0, third: 0 })
}

const [nation, hebei, zhejiang, guangdong, hubei, yunnan] = ['500000', '130100', '330100', '440100', '420100', '530100']

describe('days', () => {
  test.each<[string, Partial<CountedDelivery>, string, number]>([
    ['a birth', {}, nation, 98],
    ['with dystocia', { dystocia: true }, nation, 113],
    ['Guangdong, with dystocia', { dystocia: true }, guangdong, 128],
    ['twins', { fetus_count: 2 }, nation, 113],
    ['twins, one of them born alive', { fetus_count: 2, alive_count: 1 }, nation, 113],
    ['triplets with dystocia', { fetus_count: 3, dystocia: true }, nation, 143],
    ['Hebei, first child', {}, hebei, 158],
    ['Hebei, second child, caesarean', { child_order: 2, dystocia: true }, hebei, 173],
    ['Hebei, third child', { child_order: 3 }, hebei, 188],
    ['Hebei, fifth child', { child_order: 5 }, hebei, 188],
    ['Hebei, twins of whom none lived', { fetus_count: 2, alive_count: 0, child_order: 3 }, hebei, 113],
    ['Hebei, twins of whom one lived', { fetus_count: 2, alive_count: 1, child_order: 3 }, hebei, 203],
    ['Zhejiang, where that makes no difference', { alive_count: 0, child_order: 2 }, zhejiang, 188],
    ['Zhejiang, twins from the first', { fetus_count: 2 }, zhejiang, 173],
    ['Zhejiang, second child', { child_order: 2 }, zhejiang, 188],
    ['Zhejiang, third child', { child_order: 3 }, zhejiang, 188],
    ['Hubei', { child_order: 2 }, hubei, 128],
    ['Yunnan', { child_order: 3 }, yunnan, 158],
    ['a stillbirth from 28 weeks is a birth', { gestation_weeks: 28 }, nation, 98],
    ['a miscarriage before the 16th week', { outcome: 'miscarriage', gestation_weeks: 15 }, hebei, 15],
    ['a miscarriage from the 16th week', { outcome: 'miscarriage', gestation_weeks: 16 }, hebei, 42],
    [
      'no addition to a miscarriage',
      { outcome: 'miscarriage', dystocia: true, fetus_count: 3, child_order: 3 },
      hebei,
      42,
    ],
  ])('%s', (_name, facts, area, expected) => {
    expect(daysIn(area, delivered(facts))).toBe(expected)
  })

  test('where nothing is published, nothing is guessed', () => {
    expect(['410100', '440100', '500000'].map((area) => valueIn(extendedDays, area))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(['130100', '410100', '530100'].map((area) => valueIn(allowanceMinMonths, area))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  test('a miscarriage has steps by its week, the last for all that are left', () => {
    const miscarriage = [{ under_weeks: 8, days: 15 }, { under_weeks: 16, days: 30 }, { days: 42 }]
    const days = { ...valueIn(allowanceDays, nation)!, miscarriage }
    const after = (gestation_weeks: number) =>
      miscarriageDays(delivered({ outcome: 'miscarriage', gestation_weeks }), days)
    expect([7, 8, 15, 16, 27].map(after)).toEqual([15, 30, 30, 42, 42])
  })

  test.each([
    ['no step', []],
    ['a last step with a week', [{ under_weeks: 16, days: 15 }]],
    ['a step without a week before the last', [{ days: 15 }, { days: 42 }]],
    ['steps that do not ascend', [{ under_weeks: 16, days: 15 }, { under_weeks: 16, days: 30 }, { days: 42 }]],
    ['part of a day', [{ days: 1.5 }]],
  ])('no parameter: %s', (_name, miscarriage) => {
    const value = { birth: 98, dystocia: 15, more: 15, miscarriage }
    expect(allowanceDays.value(schemas).safeParse(value).success).toBe(false)
  })

  test('never fewer with more children, dystocia or a later child', () => {
    const facts = fc.record({
      fetus_count: fc.integer({ min: 1, max: 8 }),
      child_order: fc.integer({ min: 1, max: 9 }),
      dystocia: fc.boolean(),
    })
    fc.assert(
      fc.property(facts, fc.constantFrom(nation, hebei, zhejiang, guangdong), (some, area) => {
        const days = daysIn(area, delivered(some))
        expect(daysIn(area, delivered({ ...some, fetus_count: some.fetus_count + 1 }))).toBe(days + 15)
        expect(daysIn(area, delivered({ ...some, dystocia: true }))).toBeGreaterThanOrEqual(days)
        expect(daysIn(area, delivered({ ...some, child_order: some.child_order + 1 }))).toBeGreaterThanOrEqual(days)
      }),
    )
  })
})

describe('the sum', () => {
  test.each([
    ['7530.00', 173, '43423.00', '251.0000'],
    ['8123.45', 173, '46845.23', '270.7817'],
    ['0.01', 15, '0.01', '0.0003'],
    ['0.01', 14, '0.00', '0.0003'],
  ])('of base %s for %i days is %s (%s a day)', (base, days, amt, daily) => {
    expect(formatYuan(allowanceAmount(monthlyBase(yuan(base)), days))).toBe(amt)
    expect(dailyBase(monthlyBase(yuan(base)))).toBe(daily)
  })

  test.each([
    // On the average 100.00666…; rounded to 100.01 before, it would be 326.70.
    [['100.02', '100.00', '100.00'], 98, '326.69', '3.3336'],
    [['0.01', '0.00'], 30, '0.01', '0.0002'],
    [['7530.00', '7530.00'], 173, '43423.00', '251.0000'],
  ])('of months of %s for %i days is %s (%s a day): the mean is not rounded', (bases, days, amt, daily) => {
    const base = { sum: fen(bases.map(yuan).reduce((a, b) => a + b, 0)), months: bases.length }
    expect(formatYuan(allowanceAmount(base, days))).toBe(amt)
    expect(dailyBase(base)).toBe(daily)
  })

  test('grows with base and days, and is rounded once: never off by more than half a fen', () => {
    const base = fc.integer({ min: 1, max: 10_000_000 })
    const sumOf = (average: number, days: number) => allowanceAmount(monthlyBase(fen(average)), days)
    fc.assert(
      fc.property(base, fc.integer({ min: 1, max: 400 }), fc.nat(1000), fc.nat(50), (b, days, more, longer) => {
        const sum = sumOf(b, days)
        expect(Math.abs(sum * 30 - b * days)).toBeLessThanOrEqual(15)
        expect(sumOf(b + more, days)).toBeGreaterThanOrEqual(sum)
        expect(sumOf(b, days + longer)).toBeGreaterThanOrEqual(sum)
      }),
    )
  })
})
