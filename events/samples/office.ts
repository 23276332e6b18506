/** What those in office do on the day and after it: rounds through their tasks, and the clearing of the real money. */
import type { Instant } from '../../shared/calendar/index.ts'
import type { Draft } from './draft.ts'
import { clearedProvinces, hebeiAreas, hunanAreas, otherAreas, yunnanAreas, zhejiangAreas } from './places.ts'
import { Script } from './script.ts'

/** When those in office go through their tasks on the day, and on later days. */
export const rounds = { noon: [0, '12:00'], evening: [0, '17:00'], next: [1, '17:00'], later: [3, '17:00'] } as const

/** A moment of a round. */
export function round(script: Script, name: keyof typeof rounds): Instant {
  const [days, time] = rounds[name]
  return script.at(days, time)
}

/** Days after the day on whose evening an operator asks for the clearing of each province. */
const clearings: readonly number[] = [0, 3]

/** Areas whose clerks go through their tasks. */
const areas = [...hebeiAreas, ...yunnanAreas, ...zhejiangAreas, ...hunanAreas, ...otherAreas]

/** Clerks' rounds, those that stories asked for too, and clearings. */
export function tellOffices(draft: Draft): void {
  const script = new Script(draft)
  const daily = Object.values(rounds).map(([days, time]) => script.at(days, time))
  for (const at of [...daily, ...draft.rounds]) {
    for (const admdvs of areas) script.decide(at, { role: 'clerk', admdvs })
  }
  for (const days of clearings) clearAll(script, script.at(days, '20:00'))
}

/** The real money of all provinces is cleared. */
export function clearAll(script: Script, at: Instant): void {
  for (const province of clearedProvinces) script.clear(at, province)
}
