/** RULES.md 6.1, 6.2: what is owed back, reckoned by hand. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contributionsOwed } from '../../../../functions/bundles/retirement/rules/contributions.ts'
import { latestBase } from '../../../../functions/bundles/retirement/rules/lump-sum.ts'
import { premiumsOwed, refundedMonths } from '../../../../functions/bundles/retirement/rules/refunds.ts'
import type { Ending, RetirementState } from '../../../../functions/bundles/retirement/state.ts'
import { addMonths, addMs, day, instant, type Month, month } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { fen } from '../../../../shared/money/index.ts'
import { PersonFile } from '../../../../shared/registers/file.ts'
import type { Pid, Ref } from '../../../../shared/registers/ids.ts'
import { monthsInProvince, withMonths } from '../../../../shared/registers/months.ts'
import type { Bill, PremiumPaid } from '../../../../shared/registers/rows.ts'

const areas = ['130100', '130200', '370100'] as Admdvs[]
const now = instant('2026-06-01T10:00:00+08:00')
type Posted = { area: Admdvs; offset: number; psn: number; emp: number; base: number }

/** A file with these months posted; of two posts of one month and area the later holds. */
function fileOf(posted: readonly Posted[]): PersonFile {
  let file = PersonFile.of('p'.repeat(20) as Pid, 1)
  for (const [turn, { area, offset, psn, emp, base }] of posted.entries()) {
    const paid = { base: fen(base), amt_psn: fen(psn), amt_emp: fen(emp), time: addMs(now, turn) }
    const months = new Map([[addMonths(month('202606'), offset), paid]])
    file = file.with(withMonths(file, { insutype: '310', insu_admdvs: area, months }))
  }
  return file
}

/** What is owed of months from this one on, of which nothing was paid back yet. */
const owedFrom = (file: PersonFile, refundFrom: Month) =>
  contributionsOwed({ file, state: { paidBack: {} }, task: () => undefined }, { area: areas[0]!, refundFrom })

const posted = fc.array(
  fc.record({
    area: fc.constantFrom(...areas),
    offset: fc.integer({ min: -30, max: 30 }),
    psn: fc.integer({ min: 0, max: 50_000 }),
    emp: fc.integer({ min: 0, max: 90_000 }),
    base: fc.integer({ min: 0, max: 900_000 }),
  }),
  { maxLength: 40 },
)

describe('months', () => {
  it('a month never counts twice, in however many pooling areas it was paid', () => {
    fc.assert(
      fc.property(posted, (some) => {
        const offsets = new Set(some.filter((p) => p.area !== '370100').map((p) => p.offset))
        expect(monthsInProvince(fileOf(some), '13')).toHaveLength(offsets.size)
      }),
    )
  })
})

describe('contributions owed', () => {
  it('are what was collected in the province from the month on, each part once', () => {
    fc.assert(
      fc.property(posted, fc.integer({ min: -30, max: 30 }), (some, offset) => {
        const from = addMonths(month('202606'), offset)
        const owed = owedFrom(fileOf(some), from)
        expect(new Set(owed.map((o) => o.key)).size).toBe(owed.length)
        expect(owed.every((o) => o.amt > 0 && o.month! >= from && o.area !== '370100')).toBe(true)
        const last = new Map(some.map((p) => [`${p.area}${p.offset}`, p]))
        const due = [...last.values()].filter((p) => p.area !== '370100' && p.offset >= offset)
        expect(owed.reduce((sum, o) => sum + o.amt, 0)).toBe(due.reduce((sum, p) => sum + p.psn + p.emp, 0))
      }),
    )
  })

  it('are listed by month, in the order of time, each once', () => {
    const paidBack = Object.fromEntries(
      owedFrom(
        fileOf([
          { area: areas[1]!, offset: 1, psn: 1_00, emp: 2_00, base: 1 },
          { area: areas[0]!, offset: 1, psn: 10_00, emp: 0, base: 1 },
          { area: areas[0]!, offset: 0, psn: 0, emp: 5_00, base: 1 },
        ]),
        month('202606'),
      ).map((o) => [o.key, o]),
    )
    expect(refundedMonths(paidBack)).toEqual([
      { month: '202606', amt_psn: '0.00', amt_emp: '5.00' },
      { month: '202607', amt_psn: '11.00', amt_emp: '2.00' },
    ])
  })
})

describe('payments owed back', () => {
  const bill: Bill = {
    bill_no: 'BL1' as Ref,
    case_id: 'RT1' as Ref,
    insutype: '310',
    insu_admdvs: areas[0]!,
    months: 10,
    amt: fen(480_000),
    assessed_on: day('2026-06-01'),
    due_date: day('2026-08-30'),
  }
  const premium = (id: number, amt: number): PremiumPaid => ({
    id: String(id),
    bill_no: 'BL1',
    amt: fen(amt),
    paid_at: now,
    time: now,
    private: {},
  })

  it('are all that was paid less what is kept, whatever counted', () => {
    const amts = fc.array(fc.record({ amt: fc.integer({ min: 1, max: 900_000 }), counts: fc.boolean() }), {
      maxLength: 6,
    })
    fc.assert(
      fc.property(amts, fc.integer({ min: 0, max: 100 }), (some, percent) => {
        const premiums = some.map(({ amt }, i) => premium(i, amt))
        const counted = premiums.filter((_, i) => some[i]!.counts)
        const kept = Math.floor((counted.reduce((sum, p) => sum + p.amt, 0) * percent) / 100)
        const ending: Ending = {
          result: 'retired',
          area: areas[0]!,
          counted: counted.map((p) => p.id),
          kept: fen(kept),
        }
        const state: RetirementState = { ending, paidBack: {} }
        const owed = premiumsOwed(premiums, state, [bill])
        expect(new Set(owed.map((o) => o.key)).size).toBe(owed.length)
        const paid = premiums.reduce((sum, p) => sum + p.amt, 0)
        expect(owed.reduce((sum, o) => sum + o.amt, 0)).toBe(paid - kept)
      }),
    )
  })
})

describe('the latest base', () => {
  it('is that of the latest month with one; here before elsewhere', () => {
    const at = (area: Admdvs, offset: number, base: number): Posted => ({ area, offset, base, psn: 1, emp: 1 })
    const months = [
      at(areas[0]!, -2, 5),
      at(areas[0]!, -1, 7),
      at(areas[1]!, -1, 9),
      at(areas[2]!, 0, 11),
      at(areas[0]!, 0, 0),
    ]
    expect(latestBase(fileOf(months), areas[0]!)).toBe(7)
    expect(latestBase(fileOf(months), areas[1]!)).toBe(9)
    expect(latestBase(fileOf([]), areas[0]!)).toBeUndefined()
  })

  it('is of no month before another with a base', () => {
    fc.assert(
      fc.property(posted, (some) => {
        const based = some.filter((p) => p.area !== '370100')
        const last = new Map(based.map((p) => [`${p.area}${p.offset}`, p]))
        const latest = Math.max(...[...last.values()].filter((p) => p.base > 0).map((p) => p.offset))
        const base = latestBase(fileOf(some), areas[0]!)
        const bases = [...last.values()].filter((p) => p.offset === latest && p.base > 0).map((p) => p.base)
        if (bases.length === 0) expect(base).toBeUndefined()
        else expect(bases).toContain(base)
      }),
    )
  })
})

describe('keys', () => {
  it('name the month first, so that they stand in the order of time', () => {
    const owed = owedFrom(fileOf([{ area: areas[0]!, offset: 0, psn: 1, emp: 1, base: 1 }]), month('202601'))
    expect(owed.map((o) => o.key)).toEqual(['202606.130100.emp', '202606.130100.psn'])
  })
})
