import { describe, expect, it } from 'vitest'
import { because, becauseOf, dayInWords, monthInWords, sumInWords } from '../../../functions/acts/words.ts'
import { day, month } from '../../../shared/calendar/index.ts'
import { yuan } from '../../../shared/money/index.ts'

describe('words', () => {
  it('says days, months and sums as they are read aloud', () => {
    expect(dayInWords(day('2026-03-10'))).toBe('2026年3月10日')
    expect(dayInWords(day('2026-11-01'))).toBe('2026年11月1日')
    expect(monthInWords(month('202603'))).toBe('2026年3月')
    expect(sumInWords(yuan('2177.04'))).toBe('2177.04元')
  })

  it('says a reason only where one was given', () => {
    expect(becauseOf('姓名不符')).toBe('：姓名不符')
    expect(because('户名不符')).toBe('（户名不符）')
    expect([undefined, ''].map((reason) => because(reason) + becauseOf(reason))).toEqual(['', ''])
  })
})
