/** The sample day of a province, made from a seed: what `npm start` plays. Each bundle tells its own part of it. */
import { tellBadEvents } from '../../events/samples/bad-events.ts'
import type { SampleDay } from '../../events/samples/day.ts'
import { Draft } from '../../events/samples/draft.ts'
import { tellInstitutions } from '../../events/samples/institutions.ts'
import { tellOffices } from '../../events/samples/office.ts'
import { type Chapter, Script, type Stories } from '../../events/samples/script.ts'
import { samples } from '../../functions/bundles/index.ts'
import { sampleBureau } from './bureau.ts'
import { helpers, helping } from './helping.ts'
import { tellPack } from './packs.ts'
import { together } from './together.ts'

/** A bundle's part of the day. */
interface Part {
  readonly chapter: Chapter
  readonly stories: Stories
}

/** The parts of all bundles, in the order of the index. */
export const parts: readonly Part[] = await Promise.all(
  samples.map(async ({ of, stories }) => ({ chapter: of.chain, stories: await stories() })),
)

/**
 * A sample day. The seed, a whole number, decides everything in it; `scale` 1 is the day of the rules' figures, less
 * than 1 leaves one of each kind at least. A part more or less changes nothing in the others.
 */
export function sampleDay(seed: number, scale = 1, of = parts): SampleDay {
  const draft = new Draft(seed)
  const begins = new Script(draft)
  for (const { name, ...body } of sampleBureau) {
    begins.call(begins.at(0, '04:59'), { as: { role: 'operator' }, method: 'PUT', path: `/v1/policies/${name}`, body })
  }
  for (const { chapter, stories } of of) tellPart(new Script(draft, chapter), stories, scale)
  const nobodys = new Script(draft)
  tellPart(nobodys, together, scale)
  tellPart(new Script(draft, helpers), helping, scale)
  tellBadEvents(nobodys)
  tellInstitutions(nobodys, draft)
  tellPack(nobodys)
  tellOffices(draft)
  return draft.finish(begins.at(0, '04:58'))
}

/** One event in forty comes twice. */
function tellPart(script: Script, stories: Stories, scale: number): void {
  stories(script, scale)
  script.repeatOneIn(40)
}
