/** What lives are drawn with: dates and places, most of them where something begins, ends or tips over. */
import type { Random } from '../random.ts'
import { dayOfNumber, firstOf, lastOf, monthOf, numberOf, plus } from './plain/days.ts'
import { places } from './plain/places.ts'
import type { Amendment } from './plain/rows.ts'

/** First and last day of business. */
export const firstDay = '2023-01-01'
/** Last day of business. */
export const lastDay = '2027-12-31'
const first = numberOf(firstDay)
const last = numberOf(lastDay)

const leapDays = ['2024-02-28', '2024-02-29', '2024-03-01']

const within = (day: string): string => (day < firstDay ? firstDay : day > lastDay ? lastDay : day)

/** A day of business: half of them the day before, on or after one of these days. */
export function aDay(random: Random, edges: readonly string[] = []): string {
  if (edges.length > 0 && random.chance(0.5)) return within(plus(random.pick(edges), random.int(-1, 1)))
  const day = dayOfNumber(random.int(first, last))
  return random.weighted<() => string>([
    [6, () => day],
    [1, () => firstOf(monthOf(day))],
    [1, () => lastOf(monthOf(day))],
    [0.5, () => `${day.slice(0, 4)}-${random.pick(['01-01', '12-31'])}`],
    [0.5, () => random.pick(leapDays)],
  ])()
}

/** A number near one of those at which something tips over, or any up to the last. */
export function near(random: Random, edges: readonly number[], most: number): number {
  const n = random.chance(0.7) ? random.pick(edges) + random.int(-1, 1) : random.int(0, most)
  return Math.max(0, n)
}

const provinces = Object.keys(places)

/** A code of a place, as somebody writes it: a pooling area, a county, a province's own level. */
export function aPlace(random: Random, province = random.pick(provinces)): string {
  return random.pick(places[province] as readonly string[])
}

/** Any province. */
export const aProvince = (random: Random): string => random.pick(provinces)

/** Wherever a row is set for a place: mostly there or in its province, at times for the nation. */
export function areaToSet(random: Random, area: string): string {
  return random.weighted([
    [3, area],
    [3, `${area.slice(0, 2)}0000`],
    [1, '000000'],
  ])
}

/** Operators set something the evening before all begins. */
export const setBefore = (name: string, admdvs: string, value: unknown, from?: string): Amendment => ({
  at: '2022-12-31T09:00:00+08:00',
  name,
  admdvs,
  ...(from === undefined ? {} : { from }),
  value,
})
