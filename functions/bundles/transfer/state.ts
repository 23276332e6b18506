/** What a transfer case remembers from step to step, and the kit its steps are made with. */
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import { field, type Held } from '../../../shared/chain/fields.ts'
import { caseStates, type StateOf } from '../../../shared/chain/states.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import type { Fen } from '../../../shared/money/index.ts'
import { type Between, claimFor } from '../../../shared/registers/between.ts'
import type { Claim } from '../../../shared/registers/ledger.ts'
import { hasLaterPeriod } from '../../../shared/registers/relation.ts'
import type { Schemas } from '../../../shared/schemas.ts'
import { continuity } from './rules/continuity.ts'

/** A sum that moved from A to B in one round. */
const moved = (z: Schemas) =>
  z.strictObject({
    round: z.int(),
    amt: field.fen(z),
    at: field.instant(z),
    /** What of it was virtual in A already. */
    lots: z.array(z.strictObject({ claim: field.ref(z), left: field.fen(z) })).exactOptional(),
  })
/** One of them. */
export type Moved = Held<typeof moved>

/** Until version 2 the first releases held the order under way, and of the books only the sum that was paid. */
interface State1 {
  round: number
  toRefund?: Fen
  refunded?: Fen
  payment?: unknown
  booked?: Record<string, number>
}

/** Steps at which the refund of the latest round is still to be approved, while those before it have arrived. */
const beforeRefund: readonly string[] = ['awaitApproval', 'awaitBankAccount', 'awaitRefundApproval']

/** What the books of version 1 said without saying it: every refund had arrived but one of the latest round. */
function bookedIn({ round, toRefund, refunded }: State1, step: string): Record<string, number> {
  if (refunded === undefined) return {}
  const last = toRefund !== undefined || beforeRefund.includes(step) ? round - 1 : round
  return Object.fromEntries(Array.from({ length: last }, (_, index) => [String(index + 1), 1]))
}

/** State of a transfer. A is where the person was insured before (`from`), B where they are now (`to`). */
const transferStates = caseStates({
  version: 3,
  state: (z) => ({
    to: field.area(z),
    /** Day B's period began. */
    enrolledOn: field.day(z),
    openedOn: field.day(z),
    /** A, once found, its latest period and last insured day. */
    from: field.area(z).exactOptional(),
    fromPeriod: field.day(z).exactOptional(),
    pausedOn: field.day(z).exactOptional(),
    /** A clerk of B said which place is A. */
    chosen: z.literal(true).exactOptional(),
    continuity: continuity(z).exactOptional(),
    /** Times step 3 was taken up, from 1; a late credit takes it up again. */
    round: z.int(),
    /** Time limit of the task that is open. */
    limit: field.due(z).exactOptional(),
    /** A clerk of A has decided, or money has moved: what is reported later changes nothing before. */
    decided: z.literal(true).exactOptional(),
    /** Sums that moved to B, in fen, by the round that moved them. */
    moved: z.array(moved(z)),
    /** Sum refunded so far, in fen. */
    refunded: field.fen(z).exactOptional(),
    /** The refund that was approved and has not arrived, in fen. */
    toRefund: field.fen(z).exactOptional(),
    /** By round, how often its refund was written to the books and back: odd while it is paid. */
    booked: z.record(z.string(), z.int()),
    /** Day since which the person is asked for another bank account. */
    askedOn: field.day(z).exactOptional(),
    /** The payments that came back and that they were told of, by number. */
    askedFor: z.array(z.string()).exactOptional(),
    /** B's enrolment was taken back after the money was used: clerks undo it by hand. */
    byHand: z.literal(true).exactOptional(),
  }),
  upgrades: {
    1: {
      state(old: State1, step) {
        const { payment: _payment, booked = bookedIn(old, step), ...kept } = old
        return { ...kept, booked }
      },
    },
  },
})
/** Of a case as its steps see it. */
export type TransferState = StateOf<typeof transferStates>

/** What steps of a transfer get. */
export type TransferCtx = Ctx<TransferState>

export const { step, go, wait, end, stay, again, still, chain, stateIn } = stepsOver(transferStates)

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
