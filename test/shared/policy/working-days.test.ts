/** Rows of `working_days` (bundles/RULES.md 2.3). */
import chineseDays from 'chinese-days'
import { describe, expect, it } from 'vitest'
import { day, daysFrom, isWeekday, yearOf } from '../../../shared/calendar/index.ts'
import { amend, checkRows } from '../../../shared/policy/index.ts'
import { workingDays } from '../../../shared/policy/working-days.ts'
import { published } from '../../support/calendars.ts'

describe('the years that a release brings', () => {
  it('are 2004 to 2026, the nation’s, published, each by its notice', () => {
    expect(workingDays.rows.map(({ from }) => from)).toEqual(Array.from({ length: 23 }, (_, i) => `${2004 + i}-01-01`))
    expect(workingDays.rows.at(-1)).toMatchObject({
      name: 'working_days',
      admdvs: '000000',
      standing: 'published',
      source: '国务院办公厅关于2026年部分节假日安排的通知',
    })
  })

  it('are right as an operator’s would have to be: weekdays off, weekend days worked', () => {
    expect(checkRows(workingDays)).toEqual({ problems: [], gaps: [] })
    expect(workingDays.rows.at(-1)?.value).toMatchObject({
      off: expect.arrayContaining(['01-01', '02-17', '10-01']),
      worked: expect.arrayContaining(['02-14']),
    })
  })

  // The package's functions are right only where the machine's zone is not west of Greenwich; its data is right anywhere.
  it.skipIf(new Date(2020, 0, 1).getTimezoneOffset() > 0)('are what the package says, for every day it knows', () => {
    for (const d of daysFrom(day('2004-01-01'), day('2026-12-31'))) {
      const isWorking = isWeekday(d) !== published(yearOf(d))?.has(d)
      expect([d, isWorking]).toEqual([d, chineseDays.isWorkday(`${d}T12:00:00`)])
    }
  })
})

describe('a year that an operator sets', () => {
  const faultsOf = (value: unknown, from: unknown = '2027-01-01') => {
    const amended = amend(workingDays, { admdvs: '000000', from, value, source: '通知' })
    return amended.ok ? [] : amended.errors.map(({ field }) => field)
  }

  it('is taken if every day is not what its weekday says', () => {
    expect(faultsOf({ off: ['01-01', '02-08'], worked: ['02-06', '02-20'] })).toEqual([])
    expect(faultsOf({ off: [], worked: [] })).toEqual([])
    expect(faultsOf({ off: ['02-29'], worked: [] }, '2028-01-01')).toEqual([])
  })

  it.each([
    ['a day off that is a Saturday', { off: ['01-01', '01-02'], worked: [] }, ['value.off.1']],
    ['a day worked that is a Monday', { off: [], worked: ['02-08'] }, ['value.worked.0']],
    [
      'a day twice',
      { off: ['01-01', '02-08', '01-01'], worked: ['02-06', '02-06'] },
      ['value.off.2', 'value.worked.1'],
    ],
    ['29 February of a common year', { off: ['02-29'], worked: [] }, ['value.off.0']],
    ['a day that does not exist', { off: ['04-31', '13-01'], worked: ['1-2'] }, ['value.worked.0']],
    ['a list that is missing', { off: ['01-01'] }, ['value.worked']],
    ['another list', { off: [], worked: [], half: [] }, ['value']],
  ])('is refused for %s, and the field is named', (_, value, fields) => {
    expect(faultsOf(value)).toEqual(fields)
  })

  it('names the day in words', () => {
    const amended = amend(workingDays, {
      admdvs: '000000',
      from: '2027-01-01',
      value: { off: ['01-02'], worked: [] },
      source: '通知',
    })
    expect(amended).toEqual({
      ok: false,
      errors: [{ field: 'value.off.0', message: '2027年01-02是周六、周日，本来就不上班，不用写' }],
    })
  })

  it('begins with its year', () => {
    expect(faultsOf({ off: [], worked: [] }, '2027-02-01')).toEqual(['from'])
    expect(faultsOf({ off: [], worked: [] }, null)).toEqual(['from'])
  })
})
