import { describe, expect, test } from 'vitest'
import { rules } from '../../../../functions/bundles/filing/rules/twelve.ts'
import type { PolicyRow } from '../../../../shared/policy/index.ts'
import {
  decisionOf,
  filing,
  full,
  inHebei,
  inTaiyuan,
  none,
  type RelationSpec,
  reduced,
  type VisitSpec,
} from './support.ts'

test('the day is that of the visit in business time, not that of the asking', () => {
  const lastMinute = decisionOf(inHebei, {
    in: '110000',
    on: '2023-02-09',
    begntime: '2023-02-09T23:59:59+08:00',
  } as VisitSpec)
  expect(lastMinute.basis).toBe('12')
})

test('rule 1: a relation counts on its first and its last day, and on no other', () => {
  const relations = [{ area: '130100', from: '2023-03-01', to: '2023-04-30' }]
  const at = (on: string) => decisionOf(relations, { in: '130100', on }).basis
  expect(['2023-02-28', '2023-03-01', '2023-04-30', '2023-05-01'].map(at)).toEqual(['1', '2', '2', '1'])
})

test('rule 1: maternity insurance alone is no relation to be treated under', () => {
  expect(decisionOf([{ area: '130100', insutype: '510' }], { in: '130100', on: '2023-03-01' }).basis).toBe('1')
})

test('rule 1: a relation elsewhere does not help where the institution names another insured place', () => {
  const asked = { in: '130100', on: '2023-03-01', insuplc: '130600' }
  expect(decisionOf(inHebei, asked)).toMatchObject(none('refused', 1))
})

test('rule 2: a municipality is one pooling area, the provincial level one of its own', () => {
  expect(decisionOf([{ area: '110000' }], { in: '110000', on: '2020-01-01' }).basis).toBe('2')
  expect(decisionOf([{ area: '139900' }], { in: '139900', on: '2020-01-01' }).basis).toBe('2')
  expect(decisionOf([{ area: '139900' }], { in: '130100', on: '2020-01-01' }).basis).toBe('12')
})

test('rule 2 comes before rule 4: at home an institution need not be enabled', () => {
  expect(decisionOf(inHebei, { in: '130100', on: '2026-05-01', cross_region_enabled: false }).basis).toBe('2')
})

test('rule 3 comes before rule 4: the account alone pays where an institution is not enabled', () => {
  const asked = { in: '110000', on: '2023-09-01', acct_only: true, cross_region_enabled: false }
  expect(decisionOf(inTaiyuan, asked).basis).toBe('3')
})

test('rule 8: an employee is no student, and a resident who is no student is not free', () => {
  const asked = { in: '310000', on: '2023-09-01' }
  expect(decisionOf([{ area: '140100', student: true }], asked).basis).toBe('12')
  expect(decisionOf([{ area: '140100', insutype: '390', student: false }], asked).basis).toBe('12')
})

test('insuplc_admdvs left out: the employee relation counts before the resident one', () => {
  const both: RelationSpec[] = [{ area: '140100', insutype: '390', from: '2020-01-01' }, { area: '130100' }]
  expect(decisionOf(both, { in: '130100', on: '2023-09-01' })).toMatchObject({ basis: '2', insuplc_admdvs: '130100' })
})

test('insuplc_admdvs left out: of several employee relations the latest begun counts', () => {
  const two: RelationSpec[] = [
    { area: '130100', from: '2018-01-01' },
    { area: '530100', from: '2020-01-01' },
  ]
  expect(decisionOf(two, { in: '310000', on: '2023-09-01' }).insuplc_admdvs).toBe('530100')
})

test('insuplc_admdvs given: the relation in that place counts', () => {
  const two: RelationSpec[] = [
    { area: '130100', from: '2018-01-01' },
    { area: '530100', from: '2020-01-01' },
  ]
  expect(decisionOf(two, { in: '310000', on: '2023-09-01', insuplc: '130100' }).insuplc_admdvs).toBe('130100')
})

test('rule 10: of several filings long-term counts, then referral, then temporary', () => {
  const from = '2023-08-01'
  const all = (['temporary', 'referral', 'long-term'] as const).map((kind) =>
    filing({ kind, to_admdvs: '110000', from, ...(kind === 'long-term' ? {} : { to: '2024-01-30' }) }),
  )
  const decided = (filings: typeof all) => decisionOf(inTaiyuan, { in: '110000', on: '2023-09-01' }, { filings })
  expect(decided(all)).toMatchObject({ ...full('on-file', 10), filing_id: all[2]!.filing_id })
  expect(decided(all.slice(0, 2))).toMatchObject({ ...reduced('on-file', 10), filing_id: all[1]!.filing_id })
  expect(decided(all.slice(0, 1))).toMatchObject({ ...reduced('on-file', 10, '0.72'), filing_id: all[0]!.filing_id })
})

test('rule 10: a long-term filing has no pay_ratio, a referral of Taiyuan none either', () => {
  const decided = (kind: 'long-term' | 'referral') =>
    decisionOf(
      inTaiyuan,
      { in: '110000', on: '2023-09-01' },
      { filings: [filing({ kind, to_admdvs: '110000', from: '2023-08-01' })] },
    )
  expect(decided('long-term')).not.toHaveProperty('pay_ratio')
  expect(decided('referral')).toMatchObject({ rates: 'reduced' })
  expect(decided('referral')).not.toHaveProperty('pay_ratio')
})

test('rule 10: a filing for a province covers all of it and nothing else; one for a pooling area that alone', () => {
  const decided = (to_admdvs: string, area: string) =>
    decisionOf(
      [{ area: '530100' }],
      { in: area, on: '2023-09-01' },
      { filings: [filing({ kind: 'long-term', to_admdvs, from: '2023-08-01' })] },
    ).basis
  expect(decided('370000', '370200')).toBe('10')
  expect(decided('370000', '379900')).toBe('10')
  expect(decided('370000', '360100')).toBe('12')
  expect(decided('370200', '370200')).toBe('10')
  expect(decided('370200', '370100')).toBe('12')
  expect(decided('310000', '310000')).toBe('10')
})

test('rule 10: a filing covers its first and its last day, not the days around them', () => {
  const filings = [filing({ kind: 'temporary', to_admdvs: '310000', from: '2023-08-01', to: '2023-09-30' })]
  const at = (on: string) => decisionOf([{ area: '530100' }], { in: '310000', on }, { filings }).basis
  expect(['2023-07-31', '2023-08-01', '2023-09-30', '2023-10-01'].map(at)).toEqual(['12', '10', '10', '12'])
})

test('rule 10 does not help where the institution is not enabled', () => {
  const filings = [filing({ kind: 'long-term', to_admdvs: '310000', from: '2023-08-01' })]
  const asked = { in: '310000', on: '2023-09-01', cross_region_enabled: false }
  expect(decisionOf([{ area: '530100' }], asked, { filings }).basis).toBe('4')
})

test('a province joins by rows of data, and a rule whose row is missing does not fit', () => {
  const source = '测试'
  const rows = [
    { name: 'filing_deemed_areas', admdvs: '530000', from: '2024-01-01', value: ['310000'], source },
    { name: 'filing_automatic_med_types', admdvs: '530000', from: '2024-01-01', value: ['11'], source },
    { name: 'province_filing_free', admdvs: '530100', from: '2024-01-01', value: false, source },
  ] as unknown as PolicyRow[]
  const decided = (area: string, on: string) =>
    decisionOf([{ area: '530100' }], { in: area, on }, { policies: rows }).basis
  expect(decided('310000', '2023-12-31')).toBe('12')
  expect(decided('310000', '2024-01-01')).toBe('5')
  expect(decided('440100', '2024-01-01')).toBe('11')
  const withoutAny = decisionOf([{ area: '230100' }], { in: '110000', on: '2022-09-01', med_type: '13' })
  expect(withoutAny.basis).toBe('12')
})

test('a parameter of the pooling area counts before that of its province', () => {
  const own = { name: 'province_filing_free', admdvs: '130100', from: '2025-01-01', value: false, source: '测试' }
  const policies = [own as unknown as PolicyRow]
  const decided = (area: string) => decisionOf([{ area }], { in: '130600', on: '2025-06-01' }, { policies }).basis
  expect(decided('130100')).toBe('12')
  expect(decided('130200')).toBe('7')
})

test('a decision says by which rule and parameter it was made', () => {
  const { why, message } = decisionOf(inHebei, { in: '110000', on: '2023-02-10' })
  expect(why).toMatchObject({ grounds: { admdvs: '130000', from: '2023-02-10' } })
  expect(why.grounds?.source).toContain('河北')
  expect(message).toContain('石家庄市')
  expect(message).toContain('北京市')
  const automatic = decisionOf(inTaiyuan, { in: '110000', on: '2023-09-01', med_type: '21' })
  expect(automatic.why.ratio?.admdvs).toBe('140100')
  expect(automatic.message).toContain('72%')
})

test('what is recorded has a filing of its own and the day it is valid from; what is not has none', () => {
  const deemed = decisionOf(inHebei, { in: '110000', on: '2023-02-10' })
  expect(deemed).toMatchObject({ valid_from: '2023-02-10' })
  expect(deemed.filing_id).toMatch(/^FL/)
  for (const asked of [
    { in: '130100', on: '2023-02-10' },
    { in: '310000', on: '2023-02-10' },
    { in: '310000', on: '2010-01-01' },
  ]) {
    expect(decisionOf(inHebei, asked)).not.toHaveProperty('filing_id')
    expect(decisionOf(inHebei, asked)).not.toHaveProperty('valid_from')
  }
})

test('the rules are numbered in their order, and each says what it is about', () => {
  expect(rules.map(({ no }) => no)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  expect(new Set(rules.map(({ text }) => text)).size).toBe(12)
})

describe('kinds of treatment', () => {
  const decisionFor = (med_type: string) => {
    const { decision, basis } = decisionOf([{ area: '140100' }], { on: '2023-09-01', in: '110000', med_type })
    return `${decision} ${basis}`
  }
  test.each([
    ['2101', 'automatic 11'],
    ['2401', 'deemed 9'],
    ['1301', 'deemed 9'],
    ['22', 'required 12'],
    ['9921', 'required 12'],
    ['777', 'required 12'],
  ])('%s is decided upon: %s', (med_type, expected) => expect(decisionFor(med_type)).toBe(expected))
})
