/** What a transfer case remembers from step to step, and the kit its steps are made with. */
import type { Day } from '../../../shared/calendar/index.ts'
import { type Ctx, type Due, stepsOver } from '../../../shared/chain/chain.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import type { Fen } from '../../../shared/money/index.ts'
import type { Ref } from '../../../shared/registers/ids.ts'
import type { Claim } from '../../../shared/registers/ledger.ts'
import type { Continuity } from './continuity.ts'

/** State of a transfer. A is where the person was insured before (`from`), B where they are now (`to`). */
export interface TransferState {
  to: Admdvs
  /** Day B's period began. */
  enrolledOn: Day
  openedOn: Day
  /** A, once found, its latest period and last insured day. */
  from?: Admdvs
  fromPeriod?: Day
  pausedOn?: Day
  /** A clerk of B said which place is A. */
  chosen?: true
  continuity?: Continuity
  /** Times step 3 was taken up, from 1; a late credit takes it up again. */
  round: number
  /** Time limit of the task that is open. */
  limit?: Due
  /** A clerk of A has decided, or money has moved: what is reported later changes nothing before. */
  decided?: true
  /** Sums that moved to B, by claim, in fen. */
  moved: Claim[]
  /** Sum refunded so far, in fen. */
  refunded?: Fen
  /** The payment under way. */
  payment?: { pay_no: Ref; amt: Fen; tries: number; bankTime?: string }
  /** The refund that was approved and is still to be ordered, in fen. */
  toRefund?: Fen
  /** B's enrolment was taken back after the money was used: clerks undo it by hand. */
  byHand?: true
}

/** What steps of a transfer get. */
export type TransferCtx = Ctx<TransferState>

export const { step, go, wait, end, stay, chain } = stepsOver<TransferState>()

/** A, once it is found. Throws before: a bug of the chain. */
export function originIn(state: Readonly<TransferState>): Admdvs {
  if (!state.from) throw new Error('transfer: no origin yet')
  return state.from
}
