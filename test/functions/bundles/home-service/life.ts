/** Lives of people who ask to be visited: what is drawn, and how it is told. What must come: expected.ts. */
import { asks } from '../../../../functions/bundles/home-service/form.ts'
import type { Instant } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import type { Apply } from '../../../../shared/registers/applying.ts'
import { aDay, setBefore } from '../../../simulator/lives/chances.ts'
import type { Happening, Life } from '../../../simulator/lives/life.ts'
import { plus } from '../../../simulator/lives/plain/days.ts'
import type { Amendment } from '../../../simulator/lives/plain/rows.ts'
import { inTurn, setting, someone } from '../../../simulator/lives/tell.ts'
import type { Random } from '../../../simulator/random.ts'

/** What somebody does; days are told from that of the opening. */
export type Does =
  | { what: 'claim' | 'release' | 'reject' | 'withdraw' | 'clerk-rejects' | 'dies' }
  | { what: 'approve' | 'clerk-went'; visited: number }
  | { what: 'clerk-asks'; point: string }

/** Asked at nine; what is done so many hours and a half later. */
export interface HomeServiceLife extends Life {
  on: string
  /** The points that go there. */
  points: string[]
  /** Hours and working days that the place sets. */
  hours?: number
  days?: number
  set: Amendment[]
  then: (Does & { hour: number })[]
}

const person = someone(1)
const area = '130100' as Admdvs
const community = '130102001001'

function does(random: Random): Does {
  return random.weighted<() => Does>([
    [3, () => ({ what: 'claim' })],
    [1.5, () => ({ what: 'release' })],
    [3, () => ({ what: 'reject' })],
    [1.5, () => ({ what: 'approve', visited: random.int(-1, 4) })],
    [0.3, () => ({ what: 'withdraw' })],
    [0.3, () => ({ what: 'dies' })],
    [0.7, () => ({ what: 'clerk-rejects' })],
    [1.5, () => ({ what: 'clerk-asks', point: random.pick(['B1', 'B2', 'B9']) })],
    [1, () => ({ what: 'clerk-went', visited: random.int(-1, 4) })],
  ])()
}

/** Draws one. */
export function draw(random: Random): HomeServiceLife {
  const hours = random.chance(0.3) ? random.pick([1, 5, 48]) : undefined
  const days = random.chance(0.3) ? random.pick([0, 1, 10]) : undefined
  const set = [
    ...(hours === undefined ? [] : [setBefore('home_claim_hours', area, hours)]),
    ...(days === undefined ? [] : [setBefore('home_days', area, days)]),
  ]
  const own = { ...(hours === undefined ? {} : { hours }), ...(days === undefined ? {} : { days }) }
  const hour = () => random.pick([0, 4, 5, 23, 24, 47, 48, 71, 72, random.int(0, 100)])
  const then = Array.from({ length: random.int(0, 7) }, () => ({ ...does(random), hour: hour() }))
  then.sort((a, b) => a.hour - b.hour)
  const points = ['B1', 'B2', 'B3'].slice(0, random.int(0, 3))
  return { place: area, on: aDay(random, ['2026-02-13', '2026-09-30']), points, ...own, set, then }
}

const point = (point_no: string) => ({
  point_no,
  name: `服务站${point_no}`,
  kind: 'village' as const,
  admdvs: area,
  address: '测试路1号',
  lng: '114.51',
  lat: '38.04',
  tel: '0311-00000000',
  hours: [],
  matters: ['account'],
  communities: [community],
  home: true,
})

/** What happens in it. */
export function happenings({ on, points, set, then }: HomeServiceLife): Happening[] {
  const opened = `${on}T09:00:00+08:00`
  const day = (days: number) => plus(on, days)
  const happens = ({ hour, ...one }: Does & { hour: number }): Happening => {
    const at = `${day(Math.floor((9 + hour) / 24))}T${String((9 + hour) % 24).padStart(2, '0')}:30:00+08:00`
    switch (one.what) {
      case 'claim':
        return { at, claim: 'home-visit' }
      case 'release':
        return { at, release: 'home-visit' }
      case 'reject':
        return { at, decide: 'home-visit', verdict: 'reject' }
      case 'approve':
        return { at, decide: 'home-visit', verdict: 'approve', data: { visited_on: day(one.visited), result: 'done' } }
      case 'clerk-rejects':
        return { at, decide: 'assign-home-service', verdict: 'reject' }
      case 'clerk-asks':
        return { at, decide: 'assign-home-service', verdict: 'approve', data: { point_no: one.point } }
      case 'clerk-went':
        return { at, decide: 'assign-home-service', verdict: 'approve', data: { visited_on: day(one.visited) } }
      case 'withdraw':
        return { at, act: { action: 'withdraw' } }
      case 'dies':
        return { at, hear: 'death.registered', data: { certno: person.certno, dead_date: at.slice(0, 10) } }
    }
  }
  return inTurn([
    ...set.map(setting),
    { at: `${on}T08:00:00+08:00`, hear: 'person.registered', data: person },
    ...points.map((one): Happening => ({ at: `${on}T08:30:00+08:00`, point: point(one) })),
    { at: opened, call: 'asks', body: opened },
    ...then.map(happens),
    { at: `${day(30)}T09:00:00+08:00`, nothing: true },
  ])
}

/** The form as it is filled in, as far as it goes to the file. */
export const calls = {
  asks: (time: Instant): Apply =>
    asks(
      { matter: 'account', community, address: '测试路1号', tel: '0311-00000000', reason: 'elder' },
      { id: 'R1', time },
    ),
}
