import { describe, expect, it } from 'vitest'
import { reminders } from '../../../functions/acts/remind.ts'
import { day } from '../../../shared/calendar/index.ts'

describe('reminders', () => {
  const asked = day('2026-03-01')

  it('fall due on their day, and say which comes next', () => {
    expect(reminders([7, 30], asked, day('2026-03-07'))).toEqual({ due: [], next: '2026-03-08' })
    expect(reminders([7, 30], asked, day('2026-03-08'))).toEqual({ due: [7], next: '2026-03-31' })
  })

  it('end with the last', () => {
    expect(reminders([7, 30], asked, day('2026-12-01'))).toEqual({ due: [7, 30] })
    expect(reminders([], asked, asked)).toEqual({ due: [] })
  })
})
