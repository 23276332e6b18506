/** What those in office do on the day and after it: rounds through their tasks, and the clearing of the real money. */
import type { Instant } from '../../shared/calendar/index.ts'
import type { Draft } from './draft.ts'
import { hebeiAreas, otherAreas, yunnanAreas } from './places.ts'
import { Script } from './script.ts'

/** When those in office go through their tasks on the day, and on later days. */
export const rounds = { noon: [0, '12:00'], evening: [0, '17:00'], next: [1, '17:00'], later: [3, '17:00'] } as const

/** A moment of a round. */
export function round(script: Script, name: keyof typeof rounds): Instant {
  const [days, time] = rounds[name]
  return script.at(days, time)
}

/** Days after the day on whose evening an operator asks for the clearing of Hebei. */
const clearings: readonly number[] = [0, 3]

/** Clerks' rounds, those that stories asked for too, and clearings. */
export function tellOffices(draft: Draft): void {
  const script = new Script(draft)
  const daily = Object.values(rounds).map(([days, time]) => script.at(days, time))
  for (const at of [...daily, ...draft.rounds]) {
    for (const admdvs of [...hebeiAreas, ...yunnanAreas, ...otherAreas]) script.decide(at, { role: 'clerk', admdvs })
  }
  for (const days of clearings) script.clear(script.at(days, '20:00'), '13')
}
