/** RULES.md 5: days and sum. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dystociaDays, extendedDays } from '../../../../functions/bundles/maternity-allowance/parameters.ts'
import {
  allowanceAmount,
  allowanceDays,
  type CountedDelivery,
  dailyBase,
} from '../../../../functions/bundles/maternity-allowance/rules/days.ts'
import { day } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { fen, formatYuan, yuan } from '../../../../shared/money/index.ts'
import { type Parameter, policyAt } from '../../../../shared/policy/index.ts'

const onDay = day('2026-04-08')

const parametersOf = (area: string) => {
  const value = <Value>(parameter: Parameter<string, Value>): Value => {
    const found = policyAt([], parameter, area as Admdvs, onDay)
    if (!found.found) throw new Error(parameter.name)
    return found.value
  }
  return { dystocia_days: value(dystociaDays), extended_days: value(extendedDays) }
}

const nation = parametersOf('500000')

const hebei = parametersOf('130100')

const zhejiang = parametersOf('330100')

const delivered = (more: Partial<CountedDelivery> = {}): CountedDelivery => ({
  outcome: 'birth',
  dystocia: false,
  fetus_count: 1,
  child_order: 1,
  gestation_weeks: 39,
  ...more,
})

describe('days', () => {
  test.each<[string, Partial<CountedDelivery>, typeof nation, number]>([
    ['a birth', {}, nation, 98],
    ['with dystocia', { dystocia: true }, nation, 113],
    ['twins', { fetus_count: 2 }, nation, 113],
    ['triplets with dystocia', { fetus_count: 3, dystocia: true }, nation, 143],
    ['Hebei, first child', {}, hebei, 158],
    ['Hebei, second child, caesarean', { child_order: 2, dystocia: true }, hebei, 173],
    ['Hebei, third child', { child_order: 3 }, hebei, 188],
    ['Hebei, fifth child', { child_order: 5 }, hebei, 188],
    ['Zhejiang, twins from the first', { fetus_count: 2 }, zhejiang, 173],
    ['Zhejiang, second child', { child_order: 2 }, zhejiang, 188],
    ['Zhejiang, third child', { child_order: 3 }, zhejiang, 188],
    ['a stillbirth from 28 weeks is a birth', { gestation_weeks: 28 }, nation, 98],
    ['a miscarriage before the 16th week', { outcome: 'miscarriage', gestation_weeks: 15 }, hebei, 15],
    ['a miscarriage from the 16th week', { outcome: 'miscarriage', gestation_weeks: 16 }, hebei, 42],
    [
      'no addition to a miscarriage',
      { outcome: 'miscarriage', dystocia: true, fetus_count: 3, child_order: 3 },
      hebei,
      42,
    ],
  ])('%s', (_name, facts, parameters, expected) => {
    expect(allowanceDays(delivered(facts), parameters)).toBe(expected)
  })

  test('never fewer with more children, dystocia or a later child', () => {
    const facts = fc.record({
      fetus_count: fc.integer({ min: 1, max: 8 }),
      child_order: fc.integer({ min: 1, max: 9 }),
      dystocia: fc.boolean(),
    })
    fc.assert(
      fc.property(facts, fc.constantFrom(nation, hebei, zhejiang), (some, parameters) => {
        const days = allowanceDays(delivered(some), parameters)
        expect(allowanceDays(delivered({ ...some, fetus_count: some.fetus_count + 1 }), parameters)).toBe(days + 15)
        expect(allowanceDays(delivered({ ...some, dystocia: true }), parameters)).toBeGreaterThanOrEqual(days)
        expect(
          allowanceDays(delivered({ ...some, child_order: some.child_order + 1 }), parameters),
        ).toBeGreaterThanOrEqual(days)
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
    expect(formatYuan(allowanceAmount(yuan(base), days))).toBe(amt)
    expect(dailyBase(yuan(base))).toBe(daily)
  })

  test('grows with base and days, and is rounded once: never off by more than half a fen', () => {
    const base = fc.integer({ min: 1, max: 10_000_000 })
    fc.assert(
      fc.property(base, fc.integer({ min: 1, max: 400 }), fc.nat(1000), fc.nat(50), (b, days, more, longer) => {
        const sum = allowanceAmount(fen(b), days)
        expect(Math.abs(sum * 30 - b * days)).toBeLessThanOrEqual(15)
        expect(allowanceAmount(fen(b + more), days)).toBeGreaterThanOrEqual(sum)
        expect(allowanceAmount(fen(b), days + longer)).toBeGreaterThanOrEqual(sum)
      }),
    )
  })
})
