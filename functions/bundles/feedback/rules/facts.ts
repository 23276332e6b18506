/** What an officer is shown of feedback (RULES.md 1.6). */
import { dayOf } from '../../../../shared/calendar/index.ts'
import { maskName } from '../../../../shared/identity/index.ts'
import { feedbackCauses, valueIn } from '../parameters.ts'
import type { FeedbackCtx } from '../state.ts'
import { givenIn } from './given.ts'

/** The facts of its tasks; of somebody who does not want to be known nothing that leads to them. */
export function factsOf({ file, state, look, case: { admdvs } }: FeedbackCtx) {
  const given = givenIn(file).find(({ about }) => about === state.about)
  const name = file.person?.private.psn_name
  return {
    kind: state.kind,
    matter: state.matter,
    ...(given?.text === undefined ? {} : { text: given.text }),
    ...(name === undefined ? {} : { psn_name: maskName(name) }),
    ...(state.of === undefined ? {} : { case_id: state.of }),
    ...(given?.point_no === undefined ? {} : { point_no: given.point_no }),
    ...given?.ticket,
    ...(given?.score === undefined ? {} : { score: given.score }),
    causes: [...valueIn(look, feedbackCauses, admdvs, dayOf(state.openedAt))],
  }
}

/** The case complained of, which who decided in it is not to judge; sealed, also where office may not know it. */
export function complainedOf({ file, state }: FeedbackCtx): { of: string } | undefined {
  const of = state.of ?? givenIn(file).find(({ about }) => about === state.about)?.hidden
  return of === undefined ? undefined : { of }
}
