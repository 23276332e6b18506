/** What a case of reimbursement remembers from step to step, and the kit its steps are made with. */
import type { Instant } from '../../../shared/calendar/index.ts'
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import { field, type Held } from '../../../shared/chain/fields.ts'
import { caseStates, type StateOf } from '../../../shared/chain/states.ts'
import type { Due } from '../../../shared/policy/due.ts'
import type { Schemas } from '../../../shared/schemas.ts'
import { refusalNames } from './rules/words.ts'

/** What a receipt comes to, once it is ordered or nothing is due. */
const sum = (z: Schemas) =>
  z.strictObject({
    amt: field.fen(z),
    inscp: field.fen(z),
    deductible: field.fen(z),
    ratio: z.string(),
    /** Which visit it was of, as it was told then. */
    visit: z.string(),
  })
/** One that is decided. */
export type Sum = Held<typeof sum>

/** Until version 2 a case remembered which answer the platform had given before it was asked. */
interface State1 {
  queried?: { by: Due; before?: Instant }
}

/** State of a case: one a receipt and owner. */
const reimbursementStates = caseStates({
  version: 2,
  state: (z) => ({
    receipt: z.strictObject({ elec_bill_code: z.string(), elec_billno_code: z.string() }),
    openedOn: field.day(z),
    /** What was claimed and by what: the person's choice, their form, or nobody's, for the person has died. */
    claim: z
      .strictObject({
        choice: z.enum(['claim', 'third-party']),
        by: z.enum(['choice', 'form', 'death']),
        at: field.instant(z),
        /** Of a form: when it was sent, which tells it from a later one. */
        form: field.instant(z).exactOptional(),
      })
      .exactOptional(),
    /** Reminders so far; left out: not asked yet. */
    reminded: z.int().exactOptional(),
    /** Until when the answer of the platform is waited for. */
    queried: z.strictObject({ by: field.due(z) }).exactOptional(),
    /** Reviews so far, and what the one under way, or the one that approved, was about. */
    round: z.int(),
    basis: z.string().exactOptional(),
    approved: z
      .strictObject({
        basis: z.string(),
        inscp: field.fen(z).exactOptional(),
      })
      .exactOptional(),
    /** Why it can't be claimed, and where it stood. */
    refused: z
      .strictObject({
        reason: z.enum(Object.keys(refusalNames) as (keyof typeof refusalNames)[]),
        from: z.enum(['ask', 'query', 'reckon', 'review', 'pay', 'awaitAccount']),
      })
      .exactOptional(),
    sum: sum(z).exactOptional(),
    ordered: z.literal(true).exactOptional(),
    /** It no longer counts as a settlement. */
    uncounted: z.literal(true).exactOptional(),
    /** It was recovered by hand, or left: nothing more is done about it. */
    gone: z.enum(['recovered', 'left']).exactOptional(),
    /** Orders whose end stands in the books. */
    booked: z.array(field.ref(z)),
    /** Day since which an account is looked for. */
    askedOn: field.day(z).exactOptional(),
  }),
  upgrades: {
    1: {
      // Which answer the platform had given before: it is put away by now when another is asked for.
      state({ queried, ...kept }: State1) {
        return queried ? { ...kept, queried: { by: queried.by } } : kept
      },
    },
  },
})
/** Of a case as its steps see it. */
export type ReimbursementState = StateOf<typeof reimbursementStates>

/** What steps of a case get. */
export type ReimbursementCtx = Ctx<ReimbursementState>

export const { step, go, wait, end, stay, again, still, chain, stateIn } = stepsOver(reimbursementStates)
