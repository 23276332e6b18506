/** What a case of feedback remembers, and the kit its steps are made with. */
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import { field, type Held } from '../../../shared/chain/fields.ts'
import { caseStates, type StateOf } from '../../../shared/chain/states.ts'
import type { Schemas } from '../../../shared/schemas.ts'
import { type Kind, kindNames, resultNames } from './kinds.ts'

/** An answer, the first or that of a review. */
const answer = (z: Schemas) =>
  z.strictObject({
    at: field.instant(z),
    result: z.enum(Object.keys(resultNames) as (keyof typeof resultNames)[]),
    text: z.string(),
    measure: z.string().exactOptional(),
    cause: z.string().exactOptional(),
  })
/** One of them. */
export type Answer = Held<typeof answer>

/** What the hotline was told last of one of its tickets. */
const ticketTold = (z: Schemas) =>
  z.strictObject({
    /** What makes the ticket's own case, were there none that it joined. */
    about: z.string(),
    ticket_no: z.string(),
    told: z.enum(['accepted', 'answered', 'closed']).exactOptional(),
  })
/** Of one ticket. */
export type TicketTold = Held<typeof ticketTold>

/** State of a case: one for what somebody said, until it is answered for good. */
const feedbackStates = caseStates({
  version: 1,
  state: (z) => ({
    /** What it is about: the key of its fact. */
    about: z.string(),
    openedAt: field.instant(z),
    kind: z.enum(Object.keys(kindNames) as Kind[]),
    matter: z.string(),
    /** The case complained of, where office may know it. */
    of: field.ref(z).exactOptional(),
    /** Until when somebody must have taken it in hand, to be in time. */
    respondBy: field.due(z),
    /** Time limit of the first answer. */
    answerBy: field.due(z),
    respondedAt: field.instant(z).exactOptional(),
    extended: z.literal(true).exactOptional(),
    first: answer(z).exactOptional(),
    final: answer(z).exactOptional(),
    /** Time limit of the review. */
    reviewBy: field.due(z).exactOptional(),
    confirmed: z.strictObject({ solved: z.boolean(), satisfied: z.boolean() }).exactOptional(),
    tickets: z.array(ticketTold(z)),
  }),
})
/** Of a case as its steps see it. */
export type FeedbackState = StateOf<typeof feedbackStates>

/** What steps get. */
export type FeedbackCtx = Ctx<FeedbackState>

export const { step, go, wait, end, stay, again, chain, stateIn } = stepsOver(feedbackStates)
