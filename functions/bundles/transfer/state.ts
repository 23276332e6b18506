/** What a transfer case remembers from step to step, and the kit its steps are made with. */
import type { Day, Due, Instant } from '../../../shared/calendar/index.ts'
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import type { Fen } from '../../../shared/money/index.ts'
import { type Between, claimFor } from '../../../shared/registers/between.ts'
import type { Claim } from '../../../shared/registers/ledger.ts'
import { hasLaterPeriod } from '../../../shared/registers/relation.ts'
import type { VirtualLot } from '../../../shared/registers/rows.ts'
import type { Continuity } from './rules/continuity.ts'

/** A sum that moved from A to B in one round. */
export interface Moved {
  round: number
  amt: Fen
  at: Instant
  /** What of it was virtual in A already. */
  lots?: VirtualLot[]
}

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
  /** Sums that moved to B, in fen, by the round that moved them. */
  moved: Moved[]
  /** Sum refunded so far, in fen. */
  refunded?: Fen
  /** The refund that was approved and has not arrived, in fen. */
  toRefund?: Fen
  /** By round, how often its refund was written to the books and back: odd while it is paid. */
  booked?: Record<string, number>
  /** Day since which the person is asked for another bank account. */
  askedOn?: Day
  /** The payments that came back and that they were told of, by number. */
  askedFor?: string[]
  /** B's enrolment was taken back after the money was used: clerks undo it by hand. */
  byHand?: true
}

/** What steps of a transfer get. */
export type TransferCtx = Ctx<TransferState>

export const { step, go, wait, end, stay, again, still, chain } = stepsOver<TransferState>()

/** A, once it is found. Throws before: a bug of the chain. */
export function originIn(state: Readonly<TransferState>): Admdvs {
  if (!state.from) throw new Error('transfer: no origin yet')
  return state.from
}

/** Whether the person is insured in A again: what comes there from now on stays there (RULES.md 4.6). */
export function cameBack({ state, file }: TransferCtx): boolean {
  const { from, fromPeriod } = state
  return from !== undefined && fromPeriod !== undefined && hasLaterPeriod(file, from, fromPeriod)
}

/** The movement of one round, from A to B. */
export function movementOf(ctx: TransferCtx, { round, amt, at }: Moved): Between {
  const { state } = ctx
  const { case_id } = ctx.case
  const memo = '医保关系转移，个人账户随人走'
  return { from: originIn(state), to: state.to, amt, at, case_id, about: `${case_id}.${round}`, memo }
}

/** The claim that the movement of a round made. */
export const claimOfRound = (ctx: TransferCtx, moved: Moved): Claim => claimFor(movementOf(ctx, moved))
