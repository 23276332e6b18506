/** Transfers that go as they should, and the small trouble messages make. */

import type { SampleEvent } from '../../../../events/samples/day.ts'
import { contributed, credited, enrolmentIn, pause, spent } from '../../../../events/samples/insured.ts'
import { type Script, theDay, yesterday } from '../../../../events/samples/script.ts'
import { addDays, type Day, monthOf } from '../../../../shared/calendar/index.ts'
import { approved, arrives, expectTransfer, monthsOf, mover, registered, tellHistory } from './movers.ts'

/** Paused in A, enrolled in B, approved by A the same day. */
export function plain(script: Script, balance: number): void {
  const m = mover(script, 'plain', { balance })
  tellHistory(script, m)
  const afternoon = script.random.next() < 0.5
  arrives(script, afternoon ? script.between(13, 17) : script.between(8, 12), m)
  approved(script, m, afternoon ? 'evening' : 'noon')
  expectTransfer(script, m, 'transferred', { amt: balance })
}

/** Nothing in the account, or all of it spent before. */
export function zeroBalance(script: Script): void {
  const m = mover(script, 'zero balance')
  tellHistory(script, m)
  if (script.random.next() < 0.5) {
    credited(script, script.at(0, '05:00'), m.person, m.from, 5_000)
    spent(script, script.at(0, '06:00'), m.person, m.from, 5_000)
    script.book.add(m.person.psn_no, m.from, -5_000)
  }
  arrives(script, script.between(8, 12), m)
  expectTransfer(script, m, 'no-balance')
}

/** More than three months between A and B: benefits wait. */
export function interrupted(script: Script, balance: number): void {
  const m = mover(script, 'interrupted', { balance, gap: script.random.int(4, 14) })
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  approved(script, m, 'noon')
  expectTransfer(script, m, 'transferred', { amt: balance })
}

/** B reports before A does: the case waits for the pause, hours or a day. */
export function pauseComesLater(script: Script, balance: number): void {
  const paused = script.random.pick([addDays(theDay, -3), yesterday, theDay] as Day[])
  const m = mover(script, 'pause comes later', { balance, paused, enrolled: '2026-02-24' as Day })
  tellHistory(script, m, ['pause'])
  arrives(script, script.between(8, 12), m)
  const sameDay = script.random.next() < 0.5
  const at = sameDay ? script.between(13, 17) : script.between(8, 12, 1)
  script.send(at, 'enrolment.paused', pause(m.person.psn_no, m.from, m.paused))
  approved(script, m, sameDay ? 'evening' : 'next')
  expectTransfer(script, m, 'transferred', { amt: balance })
}

/** Both places report contributions for the month of the change: it counts once. */
export function monthPaidTwice(script: Script, balance: number): void {
  const m = mover(script, 'month paid twice', { balance, paused: '2026-02-15' as Day, enrolled: '2026-02-16' as Day })
  tellHistory(script, m)
  contributed(script, script.between(5, 8), m.person, m.to, monthOf(m.enrolled), monthOf(m.enrolled))
  arrives(script, script.between(8, 12), m)
  approved(script, m, 'noon')
  expectTransfer(script, m, 'transferred', { amt: balance, months: monthsOf([m.joined, m.paused]) })
}

/** Events in one of the orders they can come in; the place of `order` among all orders of five. */
export function anyOrder(script: Script, balance: number, order: number): void {
  const m = mover(script, 'any order', { balance })
  const tell: (((at: Parameters<typeof arrives>[1]) => SampleEvent) | undefined)[] = [
    (at) => registered(script, at, m),
    (at) => script.send(at, 'enrolment.registered', enrolmentIn(m.person, m.from, m.joined)),
    (at) => credited(script, at, m.person, m.from, balance),
    (at) => script.send(at, 'enrolment.paused', pause(m.person.psn_no, m.from, m.paused)),
    (at) => arrives(script, at, m),
  ]
  for (const [place, which] of orderOf(order, tell.length).entries()) {
    const minutes = place * 20
    tell[which]?.(
      script.at(0, `${String(8 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`),
    )
  }
  approved(script, m, 'noon')
  expectTransfer(script, m, 'transferred', { amt: balance, months: 0 })
}

/** The `n`th order of so many things. */
export function orderOf(n: number, length: number): number[] {
  const left = Array.from({ length }, (_, i) => i)
  const order: number[] = []
  for (let rest = n; left.length > 0; rest = Math.floor(rest / (left.length + 1))) {
    order.push(...left.splice(rest % left.length, 1))
  }
  return order
}

/** Every event comes two times, at once or hours after; enrolments are reported again under another id. */
export function duplicates(script: Script, balance: number): void {
  const m = mover(script, 'duplicates', { balance })
  const night = script.at(0, '05:20')
  const events = [
    registered(script, night, m),
    script.send(night, 'enrolment.registered', enrolmentIn(m.person, m.from, m.joined)),
    credited(script, night, m.person, m.from, balance),
    script.send(night, 'enrolment.paused', pause(m.person.psn_no, m.from, m.paused)),
  ]
  const enrolled = arrives(script, script.at(0, '09:00'), m)
  for (const event of [...events, enrolled]) {
    script.again(event === enrolled ? script.at(0, '09:00') : night, event)
    script.again(script.between(13, 17), event)
  }
  arrives(script, script.between(13, 17), m)
  approved(script, m, 'noon')
  expectTransfer(script, m, 'transferred', { amt: balance, months: 0 })
}

/** What is no transfer: another province, another insurance, a retiree, an enrolment before the rule, B the earlier. */
export function noTransfer(script: Script, _: number, which: number): void {
  const m = mover(script, 'no transfer')
  const { person } = m
  const night = script.between(5, 8)
  registered(script, night, m)
  const enrol = (area: string, on: string, more: object = {}) =>
    script.send(night, 'enrolment.registered', enrolmentIn(person, area, on, more))
  const ends = (area: string, on: string) => script.send(night, 'enrolment.paused', pause(person.psn_no, area, on))
  const kinds = [
    () => [enrol('110000', '2015-01-01'), ends('110000', '2026-01-31'), enrol('130100', '2026-03-01')],
    () => [enrol('530100', '2015-01-01'), ends('530100', '2026-01-31'), enrol('530300', '2026-03-01')],
    () => [
      enrol('130200', '2015-01-01'),
      ends('130200', '2026-01-31'),
      enrol('130100', '2026-03-01', { insutype: '390', psn_type: '15' }),
    ],
    () => [
      enrol('130200', '2015-01-01'),
      ends('130200', '2026-01-31'),
      enrol('130100', '2026-03-01', { psn_type: '12' }),
    ],
    () => [enrol('130200', '2015-01-01'), ends('130200', '2023-06-30'), enrol('130100', '2023-08-14')],
    () => [enrol('130100', '2015-01-01'), enrol('130200', '2016-01-01'), ends('130200', '2026-01-31')],
  ]
  kinds[which % kinds.length]?.()
}
