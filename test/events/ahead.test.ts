import { describe, expect, test } from 'vitest'
import { aheadIn } from '../../events/ahead.ts'
import { type InboundType, inboundEvents } from '../../events/catalogue.ts'
import { parseEvent } from '../../events/parse.ts'
import { addDays, addMs, dayOf, instant } from '../../shared/calendar/index.ts'
import { eventOf } from './contract.ts'

const now = instant('2026-08-01T09:00:00+08:00')
const minutes = (count: number) => addMs(now, count * 60_000)
const days = (count: number) => addDays(dayOf(now), count)

/** Fields that lie ahead in an event of a type whose `time` is `now` unless given. */
function ahead(type: InboundType, change: Record<string, unknown>, time = now): string[] {
  const parsed = parseEvent(eventOf(type, { ...(inboundEvents[type].example as object), ...change }, { time }))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  return aheadIn(parsed.event, parsed.spec, now).map(({ field }) => field)
}

describe('an event', () => {
  test.each([
    [10, []],
    [10.1, ['time']],
    [60 * 24 * 365, ['time']],
    [-60 * 24 * 365, []],
  ])('whose time lies %d minutes ahead of the clock', (count, expected) => {
    expect(ahead('account.credited', {}, minutes(count))).toEqual(expected)
  })

  test.each(Object.keys(inboundEvents) as InboundType[])('%s: its example is of the past', (type) => {
    expect(ahead(type, {})).toEqual([])
  })

  test.each<[InboundType, string]>([
    ['birth.certified', 'brdy'],
    ['premium.paid', 'paid_at'],
    ['payment.settled', 'bank_time'],
    ['funds.settled', 'bank_time'],
    ['visit.settled', 'endtime'],
  ])('%s: %s may lie ten minutes after its time, no more', (type, field) => {
    expect(ahead(type, { [field]: minutes(10) })).toEqual([])
    expect(ahead(type, { [field]: minutes(11) })).toEqual([`data.${field}`])
    expect(ahead(type, { [field]: minutes(-10) }, minutes(-30))).toEqual([`data.${field}`])
  })

  test.each<[InboundType, string]>([
    ['person.registered', 'brdy'],
    ['death.registered', 'dead_date'],
  ])('%s: %s may lie a day after its time, no more', (type, field) => {
    expect(ahead(type, { [field]: days(1) })).toEqual([])
    expect(ahead(type, { [field]: days(2) })).toEqual([`data.${field}`])
  })

  test.each<[InboundType, Record<string, unknown>]>([
    ['enrolment.registered', { psn_insu_date: days(90) }],
    ['enrolment.paused', { paus_insu_date: days(90) }],
    ['visit.admitted', { begntime: minutes(60 * 24 * 7) }],
    ['pension.approved', { retr_date: days(60) }],
    ['delivery.settled', { dscg_date: days(30) }],
    ['visit.settled', { endtime: minutes(60 * 24), fund_pay_sumamt: '0.00' }],
  ])('%s may announce %j', (type, change) => {
    expect(ahead(type, change)).toEqual([])
  })
})
