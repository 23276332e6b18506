/** The sample day of a province, made from a seed: what `npm start` plays. */
import type { SampleDay } from './day.ts'
import { tellOffices } from './office.ts'
import { Script } from './script.ts'
import { tellBadEvents } from './stories/bad-events.ts'
import { tellBirths } from './stories/births.ts'
import { tellDeliveries } from './stories/deliveries.ts'
import { tellRetirements } from './stories/retirements.ts'
import { tellTransfers } from './stories/transfers.ts'
import { tellVisits } from './stories/visits.ts'

export { type CaseFound, countsOf, differencesIn, type Found } from './compare.ts'
export type * from './day.ts'

/**
 * A sample day. The seed, a whole number, decides everything in it; `scale` 1 is the day of the rules' figures, less
 * than 1 leaves one of each kind at least.
 */
export function sampleDay(seed: number, scale = 1): SampleDay {
  const script = new Script(seed)
  tellTransfers(script, scale)
  tellBirths(script, scale)
  tellDeliveries(script, scale)
  tellRetirements(script, scale)
  tellVisits(script, scale)
  tellBadEvents(script)
  script.repeatOneIn(40)
  tellOffices(script)
  return script.finish(script.at(0, '04:59'))
}
