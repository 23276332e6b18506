/** What those in office do on the day and after it: rounds through their tasks, and the clearing of the real money. */

import { rounds } from './movers.ts'
import { hebeiAreas, otherAreas, yunnanAreas } from './places.ts'
import type { Script } from './script.ts'
import { afterFiveWorkingDays } from './stories/deliveries.ts'
import { afterNinetyDays } from './stories/transfers-origin.ts'

/** Moments at which every clerk goes through what lies on the desk. */
const clerkRounds: readonly (readonly [number, string])[] = [
  ...Object.values(rounds),
  [afterFiveWorkingDays, rounds.noon[1]],
  [afterNinetyDays, rounds.noon[1]],
  [afterNinetyDays, rounds.evening[1]],
]

/** Evenings on which an operator asks for the clearing of Hebei; the last one leaves nothing uncleared. */
const clearings: readonly number[] = [0, 3, afterNinetyDays]

/** Clerks' rounds and clearings. */
export function tellOffices(script: Script): void {
  for (const [days, time] of clerkRounds) {
    for (const admdvs of [...hebeiAreas, ...yunnanAreas, ...otherAreas])
      script.decide(script.at(days, time), { role: 'clerk', admdvs })
  }
  for (const days of clearings) script.clear(script.at(days, '20:00'), '13')
  script.pass(script.at(afterNinetyDays - 1, '08:00'))
}
