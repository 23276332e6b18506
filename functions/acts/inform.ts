/** Telling the person a case is about; what is waited for is told once, however often a waiting step is asked. */
import type { Day } from '../../shared/calendar/index.ts'
import type { Ctx, Effects } from '../../shared/chain/chain.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import type { Notice } from '../../shared/tasks/notice.ts'

/** What is said. */
export type Words = Pick<Effects<unknown>, 'tell' | 'say'>

/** A message to the person; of somebody who has died the timeline alone speaks. */
export function inform(file: PersonFile, notice: Notice, text: string): Words {
  return file.person?.death ? { say: text } : { tell: [{ notice, text }] }
}

/** A state that remembers what the person was told last and since when. */
interface Telling {
  told?: { what: string; on: Day }
}
type TellingCtx = Pick<Ctx<Telling>, 'state' | 'today'>

/** Says something unless it was what was said last. */
export function once({ state, today }: TellingCtx, what: string, words: Words): Effects<Telling> {
  return state.told?.what === what ? {} : { state: { told: { what, on: today } }, ...words }
}

/** The day since which the case waits for what was told as `what`: today if it begins to wait now. */
export function since({ state, today }: TellingCtx, what: string): Day {
  return state.told?.what === what ? state.told.on : today
}
