import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { parameters } from '../../../functions/bundles/all.ts'
import { day } from '../../../shared/calendar/index.ts'
import { type Admdvs, parseAdmdvs } from '../../../shared/codes/index.ts'
import { ratio, yuan } from '../../../shared/money/index.ts'
import { type AnyParameter, checkRows, policyAt } from '../../../shared/policy/index.ts'
import { schemas } from '../../../shared/schemas.ts'

const place = (code: string): Admdvs => parseAdmdvs(code)!
const named = (name: string): AnyParameter => parameters.get(name)!
const at = (name: string, code: string, on: string) => {
  const looked = policyAt([], named(name), place(code), day(on))
  return looked.found ? looked.value : undefined
}
const all = [...parameters.values()]
/** Days of a miscarriage by article 7 of the Special Rules. */
const miscarriage = [{ under_weeks: 16, days: 15 }, { days: 42 }]

describe('the rows of the rules', () => {
  it('are valid, each once, in the order of their dates', () => {
    expect(all.flatMap((one) => checkRows(one).problems)).toEqual([])
  })

  it('leave no year open between the first and the last premium', () => {
    expect(all.flatMap((one) => checkRows(one).gaps)).toEqual([])
  })

  it('are there of every parameter but those that each place sets itself, with their source in Chinese', () => {
    const ownOfPlaces = all.filter(({ rows }) => rows.length === 0).map(({ name }) => name)
    expect(ownOfPlaces.sort()).toEqual([
      ...['aid_borderline', 'aid_ill_poor', 'aid_poverty_returned', 'aid_poverty_watch'],
      ...['claim_terms', 'claim_within_days', 'department_aid', 'hardship_line', 'topup_rate', 'visit_survey'],
    ])
    for (const { rows } of all) {
      for (const { source } of rows) expect(source).toMatch(/[一-龥]/)
    }
  })

  it('say of what no source settles that it is a parameter of ours', () => {
    for (const name of ['allowance_review_above'] as const) {
      for (const row of named(name).rows) expect(row.source).toContain('本系统参数')
    }
  })

  it.each<[string, string, string, unknown]>([
    ['transfer_without_application', '130100', '2023-08-14', undefined],
    ['transfer_without_application', '130100', '2023-08-15', true],
    ['transfer_without_application', '139900', '2026-01-01', true],
    ['transfer_without_application', '140100', '2026-01-01', undefined],
    ['transfer_without_application', '330100', '2022-08-31', undefined],
    ['transfer_without_application', '330100', '2022-09-01', true],
    ['transfer_without_application', '430100', '2025-07-09', undefined],
    ['transfer_without_application', '430100', '2025-07-10', true],
    ['transfer_without_application', '320100', '2025-08-31', undefined],
    ['transfer_without_application', '320100', '2025-09-01', true],
    ['transfer_approval', '130100', '2026-01-01', 'always'],
    ['transfer_approval', '330100', '2022-08-31', 'always'],
    ['transfer_approval', '330100', '2022-09-01', { above: '10000.00', days: 1 }],
    ['transfer_approval', '430100', '2025-07-09', 'always'],
    ['transfer_approval', '430100', '2025-07-10', 'never'],
    ['waiting_months', '130100', '2026-06-01', 6],
    ['waiting_months', '320500', '2026-06-01', 3],
    ['resident_premium', '530100', '2022-12-31', undefined],
    ['resident_premium', '530100', '2023-05-01', '350.00'],
    ['resident_premium', '530100', '2024-01-01', '380.00'],
    ['resident_premium', '530100', '2025-12-31', '400.00'],
    ['resident_premium', '530100', '2026-12-31', '400.00'],
    ['resident_premium', '530100', '2027-01-01', undefined],
    ['collection_period', '330100', '2026-11-02', { from: '09-01', to: '12-31' }],
    ['collection_period', '130100', '2025-10-19', { from: '09-01', to: '12-31' }],
    ['collection_period', '130100', '2025-10-20', { from: '10-20', to: '02-28' }],
    ['collection_period', '350200', '2024-12-31', { from: '09-01', to: '12-31' }],
    ['collection_period', '350200', '2025-01-01', { from: '09-01', to: '02-28' }],
    ['collection_period', '530100', '2025-10-09', { from: '09-01', to: '12-31' }],
    ['collection_period', '530100', '2026-11-02', { from: '10-10', to: '02-25' }],
    ['newborn_free', '130100', '2026-03-10', false],
    ['newborn_free', '140100', '2024-07-09', false],
    ['newborn_free', '140100', '2024-07-10', true],
    ['newborn_late_from', '130100', '2026-06-09', 'next-month'],
    ['newborn_late_from', '350100', '2026-06-09', 'payment-day'],
    ['allowance_min_months', '130100', '2026-04-08', undefined],
    ['allowance_min_months', '410100', '2026-04-08', undefined],
    ['allowance_min_months', '510100', '2026-04-08', 12],
    ['allowance_min_months', '330100', '2026-04-08', 6],
    ['employer_verifies', '130100', '2026-04-08', true],
    ['employer_verifies', '330100', '2026-04-08', false],
    ['allowance_review_above', '130100', '2026-04-08', '60000.00'],
    ['allowance_payee', '440100', '2025-11-30', 'employer'],
    ['allowance_payee', '440100', '2025-12-01', 'person'],
    ['allowance_payee', '530100', '2026-01-31', 'employer'],
    ['allowance_payee', '530100', '2026-02-01', 'person'],
    ['allowance_days', '130100', '2026-04-08', { birth: 98, dystocia: 15, more: 15, miscarriage }],
    ['allowance_days', '440100', '2026-04-08', { birth: 98, dystocia: 30, more: 15, miscarriage }],
    ['allowance_flexible', '130100', '2026-04-08', false],
    ['allowance_flexible', '350100', '2026-02-28', false],
    ['allowance_flexible', '350100', '2026-03-01', true],
    ['allowance_flexible', '320500', '2025-12-31', false],
    ['allowance_flexible', '320500', '2026-01-01', true],
    ['extended_days', '440100', '2026-04-08', undefined],
    ['extended_days', '530100', '2026-04-08', { first: 60, second: 60, third: 60 }],
    ['extended_days', '420100', '2026-04-08', { first: 30, second: 30, third: 30 }],
    ['extended_days', '130100', '2026-04-08', { first: 60, second: 60, third: 90, none_alive: 0 }],
    ['extended_days', '330100', '2026-04-08', { first: 60, second: 90, third: 90 }],
    ['retire_total_months', '350200', '2026-05-18', undefined],
    ['retire_total_months', '130100', '2026-05-18', undefined],
    ['retire_total_months', '139900', '2023-05-14', undefined],
    ['retire_total_months', '139900', '2023-05-15', { male: 360, female: 300 }],
    ['retire_total_months', '320500', '2023-05-31', undefined],
    ['retire_total_months', '320500', '2023-06-01', { male: 300, female: 240 }],
    ['retire_total_months', '440300', '2029-12-31', undefined],
    ['retire_total_months', '440300', '2030-01-01', { male: 360, female: 300 }],
    ['retire_paid_months', '350200', '2026-05-18', undefined],
    ['retire_paid_months', '320500', '2026-05-18', undefined],
    ['retire_paid_months', '139900', '2023-05-14', undefined],
    ['retire_paid_months', '139900', '2023-05-15', 120],
    ['retire_paid_months', '131100', '2026-05-18', 180],
    ['retire_paid_months', '440300', '2026-05-18', 120],
    ['retire_paid_where', '350200', '2026-05-18', 'province'],
    ['retire_paid_where', '139900', '2023-05-14', 'province'],
    ['retire_paid_where', '139900', '2023-05-15', 'area'],
    ['retire_paid_where', '440300', '2026-05-18', 'area'],
    ['topup_rate', '350200', '2026-05-18', undefined],
    ['province_filing_free', '130600', '2023-03-31', undefined],
    ['province_filing_free', '130600', '2023-04-01', true],
    ['filing_account_only', '140100', '2022-02-28', undefined],
    ['filing_account_only', '140100', '2022-03-01', true],
    ['filing_account_only', '140200', '2022-03-01', undefined],
    ['filing_deemed_areas', '130100', '2023-02-09', undefined],
    ['filing_deemed_areas', '130100', '2023-02-10', ['110000', '120000']],
    ['filing_deemed_areas', '130638', '2023-02-10', ['110000', '120000']],
    ['province_filing_free', '130181', '2023-04-01', true],
    ['filing_deemed_areas', '110105', '2023-03-31', undefined],
    ['filing_deemed_areas', '110105', '2023-04-01', ['120000', '130000']],
    ['filing_deemed_areas', '120000', '2023-04-01', ['110000', '130000']],
    ['filing_free_in_province', '140100', '2021-07-31', undefined],
    ['filing_free_in_province', '140100', '2022-03-31', { holds: true, except_med_types: ['14'] }],
    ['filing_free_in_province', '140100', '2022-04-01', { holds: true, except_med_types: [] }],
    ['filing_student_free', '140100', '2023-06-30', undefined],
    ['filing_student_free', '140100', '2023-07-01', true],
    ['filing_emergency_deemed', '530100', '2022-12-31', undefined],
    ['filing_emergency_deemed', '530100', '2023-01-01', true],
    ['filing_automatic_med_types', '140100', '2023-06-30', undefined],
    ['filing_automatic_med_types', '140100', '2023-07-01', ['21']],
    ['reduced_ratio', '140200', '2026-01-01', undefined],
    ['temporary_filing_months', '140200', '2020-01-01', 6],
  ])('%s in %s on %s', (name, code, on, value) => {
    expect(at(name, code, on)).toEqual(value)
  })

  it('give Taiyuan the rates of automatic and temporary filing, and none for referral', () => {
    const rates = { in_service: '0.72', retired: '0.81', resident: '0.50' }
    expect(at('reduced_ratio', '140100', '2023-09-01')).toEqual({ automatic: rates, temporary: rates })
  })

  it('hold money and ratios that can be reckoned with', () => {
    expect(yuan(at('resident_premium', '530100', '2026-01-01') as string)).toBe(40_000)
    expect(ratio('0.0800')).toEqual({ num: 800n, den: 10_000n })
  })
})

describe('the declarations', () => {
  it('name each word that is a value, every word alike', () => {
    const names = all.flatMap(({ words = {} }) => Object.entries(words))
    expect(new Set(names.map(([word]) => word)).size).toBe(new Set(names.map(String)).size)
    const nameless = all.flatMap(({ words = {}, rows }) =>
      rows.filter(({ value }) => typeof value === 'string' && /^[a-z-]+$/.test(value) && !(value in words)),
    )
    expect(nameless).toEqual([])
  })

  it('tell operators in Chinese what each is and what a value looks like', () => {
    for (const { title, expects } of all) {
      expect(title).toMatch(/[一-龥]/)
      expect(expects).not.toBe('')
    }
  })

  it('can be written as JSON Schema', () => {
    for (const { value } of all) expect(z.toJSONSchema(value(schemas))).toBeDefined()
  })
})
