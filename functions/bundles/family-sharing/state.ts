/** What a case remembers from step to step, what it comes to, and the kit its steps are made with. */
import * as z from 'zod'
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import { field } from '../../../shared/chain/fields.ts'
import { caseStates, type StateOf } from '../../../shared/chain/states.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { schemas } from '../../../shared/schemas.ts'
import { shown } from '../../../shared/tasks/kind.ts'

/** What a case comes to (RULES.md 5.4). */
export const familySharingOutcome = z.object({
  result: codeOf({ paid: '付好了', returned: '没有付成，钱回到个人账户' }, 'premium_result'),
  bill_no: z.string(),
  user_psn_no: z.string(),
  amt: shown.money(schemas),
})

/** State of a case: one for each time that a holder asks for a bill to be paid. */
const familySharingStates = caseStates({
  version: 1,
  state: (zod) => ({
    /** What it is about: the key of its fact. */
    about: zod.string(),
    bill_no: field.ref(zod),
    share_id: field.ref(zod),
    user_psn_no: zod.string(),
    /** A: whose account pays. */
    area: field.area(zod),
    amt: field.fen(zod),
    /** Where the sum lies, once it was taken: with the bank, with the tax office, or back in the account. */
    lies: zod.enum(['payable', 'paid', 'account']).exactOptional(),
    /** How often it was moved. */
    times: zod.int(),
  }),
})
/** Of a case as its steps see it. */
export type FamilySharingState = StateOf<typeof familySharingStates>

/** What steps of a case get. */
export type FamilySharingCtx = Ctx<FamilySharingState>

export const { step, go, wait, end, stay, still, chain, stateIn } = stepsOver(familySharingStates)
