/** What a case remembers from step to step, what it comes to, and the kit its steps are made with. */
import * as z from 'zod'
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import { field } from '../../../shared/chain/fields.ts'
import { caseStates, type StateOf } from '../../../shared/chain/states.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { heardIn } from '../../../shared/registers/apply/hear.ts'
import { donationReported } from './events.ts'

/** What donors may be thanked with. */
export const giftNames = { card: '纪念卡', check: '一次免费体检' } as const

/** What a donation comes to (donation/RULES.md 3.1). */
export const donationOutcome = z.object({
  result: codeOf({ thanked: '已慰问', silent: '没有选，不再问' }),
  gift: codeOf(giftNames).optional(),
  ml: z.int(),
})

/** State of a case: one a donation. */
const donationStates = caseStates({
  version: 1,
  state: (z) => ({
    donation_no: z.string(),
    openedOn: field.day(z),
    /** What a clerk found to have been given, in millilitres. */
    found: z.int().exactOptional(),
  }),
})
/** Of a case as its steps see it. */
export type DonationState = StateOf<typeof donationStates>

/** What steps of a case get. */
export type DonationCtx = Ctx<DonationState>

export const { step, go, wait, end, chain } = stepsOver(donationStates)

/** The donation that the case is about. Throws if it is gone: a bug. */
export function donationOf({ file, state }: Pick<DonationCtx, 'file' | 'state'>) {
  const found = heardIn(file, donationReported).find(({ key }) => key === state.donation_no)
  if (!found) throw new Error('donation: a case without a donation')
  return found.data
}
