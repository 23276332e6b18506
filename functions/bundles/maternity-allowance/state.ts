/** What an allowance case remembers from step to step, and the kit its steps are made with. */
import type { Day, Due } from '../../../shared/calendar/index.ts'
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import type { Fen } from '../../../shared/money/index.ts'
import type { Delivery } from '../../../shared/registers/rows.ts'

/** Why a clerk looks at a case (RULES.md 3.2, 4.1). */
export type ReviewReason =
  | 'employer-refused'
  | 'employer-silent'
  | 'no-employer'
  | 'name-differs'
  | 'discharge-in-future'
  | 'settled-twice'
  | 'amount-above'
  | 'base-missing'

/** The sum that is paid, and what it was reckoned from. */
export interface Allowance {
  amt: Fen
  days: number
  base: Fen
  payee: 'employer' | 'person'
}

/** State of a maternity allowance. */
export interface AllowanceState {
  setl_id: string
  openedOn: Day
  /** How the employer's verification ended; `not-asked` where it does not verify. */
  verification?: 'verified' | 'refused' | 'silent' | 'not-asked' | 'no-employer'
  /** How often the employer was asked: a case taken up again asks anew. */
  asks: number
  /** The employer's reason for refusing. */
  refusedBecause?: string
  /** Until when the step that waits does so. */
  limit?: Due
  /** Until when a missing base is waited for. */
  baseLimit?: Due
  /** Reviews so far. */
  round: number
  /** What clerks looked at and let pass. */
  cleared: ReviewReason[]
  /** Average base given by a clerk, in fen a month. */
  givenBase?: Fen
  /** Once it is decided that it is paid, whatever is reported later. */
  payment?: Allowance
  /** Day since which an account is looked for. */
  askedOn?: Day
}

/** What steps of an allowance get. */
export type AllowanceCtx = Ctx<AllowanceState>

export const { step, go, wait, end, stay, again, still, chain } = stepsOver<AllowanceState>()

/** The delivery the case is about. Throws if it is gone: a bug. */
export function deliveryOf({ file, state }: Pick<AllowanceCtx, 'file' | 'state'>): Delivery {
  const delivery = file.one('delivery', state.setl_id)
  if (!delivery) throw new Error('allowance: a case without a delivery')
  return delivery
}
