/** The sample day of a province, made from a seed: what `npm start` plays. */
import { tellBadEvents } from './bad-events.ts'
import type { SampleDay } from './day.ts'
import { Draft } from './draft.ts'
import { tellOffices } from './office.ts'
import { Script, type Stories } from './script.ts'
import { stories as births } from './stories/births.ts'
import { stories as deliveries } from './stories/deliveries.ts'
import { stories as retirements } from './stories/retirements.ts'
import { stories as transfers } from './stories/transfers.ts'
import { stories as visits } from './stories/visits.ts'
import { together } from './together.ts'

export { type CaseFound, countsOf, differencesIn, type Found } from './compare.ts'
export type * from './day.ts'

const bundles: readonly { bundle: string; prefix: string; stories: Stories }[] = [
  { bundle: 'filing', prefix: 'FC', stories: visits },
  { bundle: 'maternity-allowance', prefix: 'MA', stories: deliveries },
  { bundle: 'newborn', prefix: 'NB', stories: births },
  { bundle: 'retirement', prefix: 'RT', stories: retirements },
  { bundle: 'transfer', prefix: 'TR', stories: transfers },
]

/**
 * A sample day. The seed, a whole number, decides everything in it; `scale` 1 is the day of the rules' figures, less
 * than 1 leaves one of each kind at least.
 */
export function sampleDay(seed: number, scale = 1): SampleDay {
  const draft = new Draft(seed)
  for (const { stories, ...chapter } of bundles) tellPart(new Script(draft, chapter), stories, scale)
  const nobodys = new Script(draft)
  tellPart(nobodys, together, scale)
  tellBadEvents(nobodys)
  tellOffices(draft)
  return draft.finish(nobodys.at(0, '04:59'))
}

/** One event in forty comes twice. */
function tellPart(script: Script, stories: Stories, scale: number): void {
  stories(script, scale)
  script.repeatOneIn(40)
}
