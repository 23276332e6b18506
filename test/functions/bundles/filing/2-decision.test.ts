/** RULES.md 2: what a decision says, and what it rests on. */
import { describe, expect, test } from 'vitest'
import { rules } from '../../../../functions/bundles/filing/rules/twelve.ts'
import { decidedBy } from '../../../../functions/bundles/filing/texts.ts'
import type { PolicyRow } from '../../../../shared/policy/index.ts'
import { decisionOf, inHebei, inTaiyuan } from './scene.ts'

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

test('the timeline says what was decided and because of what, in words that are no office’s', () => {
  const { decision, why } = decisionOf([{ area: '130100' }], { in: '130100', on: '2023-02-10' })
  expect(decidedBy(decision, why.rule, why.grounds?.source)).toBe('在参保地就医，不用备案：看病的地方就在参保地。')
  for (const { decision, text } of rules) {
    expect(decidedBy(decision, text, '测试')).toMatch(/^[^：]+：[^：]+（依据：测试）。$/)
    expect(text).not.toMatch(/统筹区|判定|不需|关系/)
  }
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
