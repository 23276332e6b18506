/** Deliberate bugs in the bundle, each of which the simulator must catch. */
import { bug, type Mutation } from '../../../simulator/mutations/mutate.ts'

const folder = 'functions/bundles/feedback'

export const mutations: readonly Mutation[] = [
  bug(
    'silence-too-soon',
    'who says nothing is given up a day before the last',
    `${folder}/steps/confirm.ts`,
    'if (today > last)',
    'if (today >= last)',
  ),
  bug(
    'not-solved-is-done',
    'what is not solved is done all the same',
    `${folder}/steps/confirm.ts`,
    'if (confirmed?.solved) {',
    'if (confirmed) {',
  ),
  bug(
    'ticket-opens-again',
    'a ticket that says what an open case says opens another',
    `${folder}/chain.ts`,
    'openCaseOf(file, given) || fresh.some',
    'fresh.some',
  ),
  bug(
    'hotline-hears-again',
    'the hotline hears the step before once more',
    `${folder}/rules/hotline.ts`,
    'inTurn.indexOf(ticket.told) + 1',
    'inTurn.indexOf(ticket.told)',
  ),
  bug(
    'end-untold',
    'the hotline does not hear of the end',
    `${folder}/rules/hotline.ts`,
    '...(closing === undefined ? {} : { closed: closing }),',
    '',
  ),
]
