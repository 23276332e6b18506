/** RULES.md 3: the rules, one by one. */
import { expect, test } from 'vitest'
import { rules } from '../../../../functions/bundles/filing/rules/twelve.ts'
import { decisionOf, filing, full, inHebei, inTaiyuan, none, reduced } from './scene.ts'

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

test('rule 2: a place that pools by itself is not the prefecture around it', () => {
  const decided = (area: string, there: string) => decisionOf([{ area }], { in: there, on: '2022-01-01' }).basis
  expect(decided('133100', '133100')).toBe('2')
  expect(decided('130600', '133100')).toBe('12')
  expect(decided('130181', '130100')).toBe('12')
  expect(decided('460000', '460000')).toBe('2')
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
  expect(decided('460000', '460000')).toBe('10')
  expect(decided('130000', '133100')).toBe('10')
  expect(decided('130600', '133100')).toBe('12')
  expect(decided('419001', '419001')).toBe('10')
  expect(decided('410000', '419001')).toBe('10')
  expect(decided('429004', '429005')).toBe('12')
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

test('the rules are numbered in their order, and each says what it is about', () => {
  expect(rules.map(({ no }) => no)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  expect(new Set(rules.map(({ text }) => text)).size).toBe(12)
})
