/** People who ask to be visited where some points go to homes, and how agents and clerks answer. */
import { addDays, addMs, dayOf } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import type { TaskRow } from '../../../../shared/registers/rows.ts'
import type { Life } from '../../../simulator/bundles.ts'
import { registerPerson, type Script } from '../../../simulator/population/people.ts'
import type { Random } from '../../../simulator/random.ts'

const area = '130300' as Admdvs
const communities = ['130302001001', '130302001002']
const numbers = ['H1', 'H2', 'H3']

export const lives: readonly Life[] = [{ weight: 1, alike: 1, lead: asker }]

/** The points, once. */
export const besides = [points]

/** The day on which it was opened: what has not come by then cannot be known to who decides later. */
const visited_on = ({ opened_at }: TaskRow) => dayOf(opened_at)

export const answers = {
  'home-visit': {
    approval: (task: TaskRow, random: Random) => ({
      visited_on: visited_on(task),
      result: random.pick(['done', 'collected']),
    }),
  },
  'assign-home-service': {
    approval: (task: TaskRow, random: Random) =>
      random.chance(0.4) ? { point_no: random.pick(numbers) } : { visited_on: visited_on(task) },
  },
}

export const actions = {
  withdraw: (_times: number, random: Random) => (random.chance(0.15) ? { action: 'withdraw' } : undefined),
}

function points({ happenings, start, random }: Script): void {
  for (const point_no of numbers) {
    const point = {
      point_no,
      name: `服务站${point_no}`,
      kind: 'village' as const,
      admdvs: area,
      address: '测试路1号',
      lng: '119.60',
      lat: '39.93',
      tel: '0335-00000000',
      hours: [],
      matters: ['account', 'transfer'],
      communities: random.chance(0.7) ? communities : communities.slice(0, 1),
      home: random.chance(0.8),
    }
    happenings.push({ at: addMs(start, 1000), person: -1, point })
  }
}

function asker(script: Script, person: number): void {
  const { random, start, end } = script
  const { psn_no, certno } = registerPerson(script, person, { late: random.chance(0.1) })
  const days = Math.max(2, Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000))
  const day = () => addDays(dayOf(start), random.int(0, days - 1))
  for (let times = random.int(1, 3); times > 0; times--) {
    const form = {
      matter: random.pick(['account', 'transfer', 'other']),
      community: random.pick(communities),
      address: '测试路1号',
      tel: '0335-11111111',
      reason: random.pick(['elder', 'disabled', 'ill', 'remote']),
    }
    script.happenings.push({ at: script.momentOn(day()), person, start: { psn_no, bundle: 'home-service', form } })
  }
  if (random.chance(0.1)) {
    const dead_date = day()
    script.report(person, 'death.registered', { certno, dead_date }, script.momentOn(addDays(dead_date, 1)))
  }
}
