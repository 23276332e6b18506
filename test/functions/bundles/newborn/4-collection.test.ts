/** RULES.md 4.3: inside the collection period of the place, also over New Year, there is no bill. */
import { describe, expect, test } from 'vitest'
import { at } from '../../../support/bank.ts'
import { register } from '../../../support/people.ts'
import { birth, makeNursery, motherBirth, notices } from './scene.ts'

const [nation, hebei, fujian, yunnan] = ['H33010200001', 'H13010200001', 'H35010200001', 'H53010200001']

/** Bills of a child that is born ten days before it is enrolled. */
async function billsOf(hospital: string, enrolled: string, born: string) {
  const stack = await makeNursery(at(enrolled))
  await register(stack, 2, { brdy: motherBirth })
  await stack.happen('birth.certified', birth(born, { fixmedins_code: hospital }))
  const [notice] = notices(stack, 'newborn.premium')
  return { bills: stack.sent('tax', 'premium.assessed').length, text: notice!.data.text as string }
}

describe('enrolled outside the collection period', () => {
  test.each([
    [nation, '2026-08-31', '2026-08-21'],
    [nation, '2026-01-01', '2025-12-22'],
    [hebei, '2026-03-01', '2026-02-19'],
    [hebei, '2024-03-01', '2024-02-20'],
    // The row of 2025 holds from its first day on: the period begins later than the nation's.
    [hebei, '2026-09-20', '2026-09-10'],
    [hebei, '2026-10-19', '2026-10-09'],
    [hebei, '2025-01-10', '2024-12-31'],
    [fujian, '2025-03-01', '2025-02-19'],
    [fujian, '2026-08-31', '2026-08-21'],
    [fujian, '2024-02-10', '2024-01-31'],
    [yunnan, '2026-02-26', '2026-02-16'],
    [yunnan, '2026-10-09', '2026-09-29'],
  ])('%s on %s: a bill', async (hospital, enrolled, born) => {
    const { bills, text } = await billsOf(hospital, enrolled, born)
    expect(bills).toBeGreaterThan(0)
    expect(text).toContain('缴费单已经开好')
    expect(text).not.toContain('自己申报')
  })
})

describe('enrolled inside it', () => {
  test.each([
    [nation, '2026-09-01', '2026-08-22'],
    [nation, '2026-12-31', '2026-12-21'],
    // Before the row of 2025 holds, the nation's decides, though the place's own period had not begun.
    [hebei, '2025-10-19', '2025-10-09'],
    [hebei, '2025-10-20', '2025-10-10'],
    [hebei, '2026-01-10', '2025-12-31'],
    [hebei, '2026-02-28', '2026-02-18'],
    [hebei, '2028-02-29', '2028-02-19'],
    [fujian, '2025-01-01', '2024-12-22'],
    [fujian, '2026-02-28', '2026-02-18'],
    [fujian, '2026-09-01', '2026-08-22'],
    [yunnan, '2025-10-09', '2025-09-29'],
    [yunnan, '2025-10-10', '2025-09-30'],
    [yunnan, '2026-02-25', '2026-02-15'],
  ])('%s on %s: none, the family declares', async (hospital, enrolled, born) => {
    const { bills, text } = await billsOf(hospital, enrolled, born)
    expect(bills).toBe(0)
    if (enrolled < '2027') expect(text).toContain('自己申报')
  })
})
