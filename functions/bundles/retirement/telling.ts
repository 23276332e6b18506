/** Telling the person something once, however often a waiting step is asked. */
import type { Day } from '../../../shared/calendar/index.ts'
import type { Effects } from '../../../shared/chain/chain.ts'
import { inform as informed } from '../../acts/inform.ts'
import type { RetirementCtx, RetirementState } from './state.ts'

type Words = Pick<Effects<RetirementState>, 'tell' | 'say'>

/** Tells the person; of somebody who died the timeline alone speaks. */
export function inform({ file }: Pick<RetirementCtx, 'file'>, template: string, text: string): Words {
  return informed(file, `retirement.${template}`, text)
}

/** Says something unless it was what was said last. */
export function once(ctx: RetirementCtx, what: string, words: Words): Effects<RetirementState> {
  return ctx.state.told?.what === what ? {} : { state: { told: { what, on: ctx.today } }, ...words }
}

/** The day since which the case waits for what was told as `what`: today if it begins to wait now. */
export function since({ state, today }: Pick<RetirementCtx, 'state' | 'today'>, what: string): Day {
  return state.told?.what === what ? state.told.on : today
}
