/** Areas that take bundles up one by one while events flow: off, in shadow, live, and back (bundles/RULES.md 9). */
import { manifests } from '../../../functions/bundles/index.ts'
import { addDays, type Day, dayOf } from '../../../shared/calendar/index.ts'
import type { SwitchState } from '../../../shared/registers/look.ts'
import type { Happening } from '../plan.ts'
import { Random } from '../random.ts'
import type { Script } from './people.ts'

/** Areas and bundles that are switched in one population, at most, and how often each is. */
const most = { pairs: 6, times: 5 }

/** In some populations operators switch bundles; drawn apart, so that the others stay what they are. */
export function switchBundles({ seed, start, end, happenings }: Script): void {
  const random = new Random('switches', seed)
  if (!random.chance(0.12)) return
  const areas = [...new Set(happenings.flatMap(areasOf))]
  if (areas.length === 0) return
  const days = Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000)
  for (let pair = random.int(1, most.pairs); pair > 0; pair--) {
    const area = random.pick(areas)
    const { bundle } = random.pick(manifests).chain
    const times = Array.from({ length: random.int(1, most.times) }, () => random.int(1, Math.max(1, days - 1))).sort(
      (a, b) => a - b,
    )
    const first = random.pick<SwitchState>(['off', 'shadow'])
    happenings.push({ at: start, person: -1, switch: { bundle, area, state: first } })
    for (const after of times) {
      const day = addDays(dayOf(start), after)
      const state = random.weighted<SwitchState>([
        [1, 'off'],
        [2, 'shadow'],
        [3, 'live'],
      ])
      const from = state === 'live' && random.chance(0.6) ? fromDay(random, day) : undefined
      const at = addTime(random, day)
      happenings.push({ at, person: -1, switch: { bundle, area, state, ...(from ? { from } : {}) } })
    }
  }
}

/** A day that lies back, today, or ahead; one that may not be is refused. */
const fromDay = (random: Random, day: Day): Day => addDays(day, random.pick([-400, -60, -10, -1, 0, 1, 20]))

const addTime = (random: Random, day: Day) =>
  `${day}T${String(random.int(0, 23)).padStart(2, '0')}:${String(random.int(0, 59)).padStart(2, '0')}:00+08:00` as Happening['at']

function areasOf(happening: Happening): string[] {
  if (!('event' in happening)) return []
  const { insu_admdvs, pension_admdvs, insuplc_admdvs } = happening.event.data
  return [insu_admdvs, pension_admdvs, insuplc_admdvs].flatMap((area) => (typeof area === 'string' ? [area] : []))
}
