/** RULES.md 6.1, 6.2: when the family is reminded, and how long there is to pay. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastDayToPay, lastRetrospectDay } from '../../../../functions/bundles/newborn/rules/cover.ts'
import { nextReminder, reminderDays, remindersDue } from '../../../../functions/bundles/newborn/steps/tell.ts'
import { addDays, day, daysBetween } from '../../../../shared/calendar/index.ts'
import { at } from '../../../support/bank.ts'
import { register } from '../../../support/people.ts'
import { birth, makeNursery, motherBirth, notices, paid } from './scene.ts'

const days = fc.integer({ min: 0, max: 3 * 365 }).map((n) => addDays(day('2024-01-01'), n))

const later = (most: number) => fc.integer({ min: 0, max: most })

async function born(on: string, now = on) {
  const stack = await makeNursery(at(now))
  await register(stack, 2, { brdy: motherBirth })
  await stack.happen('birth.certified', birth(on))
  return stack
}

describe('time limits', () => {
  test('the 90th day still covers in retrospect; the last day to pay is 31 December of the year after birth', () => {
    expect(lastRetrospectDay(day('2026-03-10'))).toBe('2026-06-08')
    expect(lastDayToPay(day('2026-03-10'))).toBe('2027-12-31')
  })
})

describe('reminders', () => {
  const born = day('2026-03-10')

  test('come 30, 60, 80 and 89 days after birth', () => {
    const dates = reminderDays.map((n) => addDays(born, n))
    expect(dates).toEqual(['2026-04-09', '2026-05-09', '2026-05-29', '2026-06-07'])
    expect(remindersDue(born, born, [], day('2026-04-08'))).toEqual([])
    expect(remindersDue(born, born, [], day('2026-04-09'))).toEqual([30])
    expect(nextReminder(born, born, [], day('2026-04-08'))).toBe('2026-04-09')
    expect(nextReminder(born, born, [30], day('2026-04-09'))).toBe('2026-05-09')
    expect(nextReminder(born, born, [30, 60, 80, 89], day('2026-06-07'))).toBeUndefined()
  })

  test('only those still to come when the case opens', () => {
    expect(remindersDue(born, day('2026-05-09'), [], day('2026-12-01'))).toEqual([80, 89])
    expect(remindersDue(born, day('2026-06-07'), [], day('2026-12-01'))).toEqual([])
  })

  test('each is sent once, whatever days the case looks', () => {
    fc.assert(
      fc.property(days, later(100), fc.array(later(30), { maxLength: 20 }), (birth, opened, waits) => {
        const openedOn = addDays(birth, opened)
        const sent: number[] = []
        let today = openedOn
        for (const n of waits) {
          today = addDays(today, n)
          sent.push(...remindersDue(birth, openedOn, sent, today))
        }
        expect(new Set(sent).size).toBe(sent.length)
        for (const n of sent) expect(daysBetween(openedOn, addDays(birth, n))).toBeGreaterThan(0)
      }),
    )
  })
})

describe('reminders of a case', () => {
  test('come on days 30, 60, 80 and 89, each once', async () => {
    const stack = await born('2026-03-10')
    const counts: number[] = []
    for (const on of [
      '2026-04-08',
      '2026-04-09',
      '2026-05-08',
      '2026-05-09',
      '2026-05-29',
      '2026-06-06',
      '2026-06-07',
      '2026-12-01',
    ]) {
      await stack.advanceTo(at(on))
      counts.push(notices(stack, 'newborn.reminder').length)
    }
    expect(counts).toEqual([0, 1, 1, 2, 3, 3, 4, 4])
  })

  test('of a case that opens late, only those still to come', async () => {
    const stack = await born('2026-03-10', '2026-05-20')
    await stack.advanceTo(at('2026-07-01'))
    expect(notices(stack, 'newborn.reminder')).toHaveLength(2)
  })

  test('stop with the payment', async () => {
    const stack = await born('2026-03-10')
    await stack.advanceTo(at('2026-04-20'))
    await stack.happen('premium.paid', paid(2026, '2026-04-20'))
    await stack.advanceTo(at('2026-07-01'))
    expect(notices(stack, 'newborn.reminder')).toHaveLength(1)
  })
})
