/** What a newborn case remembers from step to step, and the kit its steps are made with. */
import type { Day, Instant } from '../../../shared/calendar/index.ts'
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import type { Fen } from '../../../shared/money/index.ts'
import type { Pid, Ref } from '../../../shared/registers/ids.ts'
import type { Cover } from './rules/cover.ts'

/** How a year can be paid: by bill, by self-declaration, not yet (no premium published), or no more. */
export type Offer = 'bill' | 'declare' | 'missing' | 'over'

/** A year's premium that was paid and counts. */
export interface PaidYear {
  year: number
  /** Row of the register `premium`. */
  premium: string
  amt: Fen
  paid_at: Instant
  /** Where it is paid for. */
  area: Admdvs
  cover: Cover
}

/** A payment that goes back. Its orders stand in the register of payments. */
export interface Refund {
  premium: string
  amt: Fen
  reason: 'paid-twice' | 'cover-over' | 'sum-refused'
  /** Pooling area that collected it, and pays. */
  payer: Admdvs
  /** The payment the family was told has arrived. */
  settled?: Ref
}

/** What the enrolment was reckoned from; another of these is reckoned anew. */
export interface Enrolled {
  /** The notice whose data hold. */
  notice: string
  birth: Day
  area: Admdvs
  /** Date of the certificate or of the guardian's request. */
  on: Day
}

/** State of the case of a child, or of a second certificate notice. */
export interface NewbornState {
  role: 'first' | 'second'
  /** The notice that opened the case. */
  notice: string
  enrolled?: Enrolled
  /** Days of facts this case wrote into the 390 relation. */
  facts?: { enrolments: Day[]; pauses: Day[] }
  /** By year, how it can be paid. */
  offers: { year: number; offer: Offer; bill?: Ref }[]
  /** Day from which reminders are still to come. */
  remindFrom?: Day
  /** Reminders sent, in days after birth. */
  reminded: number[]
  /** Guardians told how to pay. */
  told?: Pid[]
  paid: PaidYear[]
  /** Payments of another sum that the family was told of. */
  differing: string[]
  refunds: Refund[]
  /** Until when a bank account is asked for. */
  accountBy?: Instant
  /** The mother's allowance. */
  allowance?: Ref
}

/** What steps of a newborn case get. */
export type NewbornCtx = Ctx<NewbornState>

export const { step, go, wait, end, stay, again, still, chain } = stepsOver<NewbornState>()

/** State of a case that opens. */
export const opening = (role: NewbornState['role'], notice: string): NewbornState => ({
  role,
  notice,
  offers: [],
  reminded: [],
  paid: [],
  differing: [],
  refunds: [],
})

/** What the enrolment was reckoned from. Throws before enrolment: a bug of the chain. */
export function enrolledIn(state: Readonly<NewbornState>): Enrolled {
  if (!state.enrolled) throw new Error('newborn: not enrolled yet')
  return state.enrolled
}
