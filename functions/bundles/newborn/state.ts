/** What a newborn case remembers from step to step, and the kit its steps are made with. */
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import { field, type Held } from '../../../shared/chain/fields.ts'
import { caseStates, type StateOf } from '../../../shared/chain/states.ts'
import type { Schemas } from '../../../shared/schemas.ts'

/** How a year can be paid: by bill, by self-declaration, not yet (no premium published), or no more. */
const ways = ['bill', 'declare', 'missing', 'over'] as const
/** One of them. */
export type Offer = (typeof ways)[number]

/** A year that counts as paid: by a premium, or because the year of birth costs nothing. */
const paidYear = (z: Schemas) => {
  const granted = {
    year: z.int(),
    /** What it was granted by: another area or day of birth is reckoned anew. */
    area: field.area(z),
    birth: field.day(z),
    cover: z.strictObject({ from: field.day(z), to: field.day(z) }),
  }
  return z.discriminatedUnion('by', [
    z.strictObject({
      ...granted,
      by: z.literal('premium'),
      /** Row of the register `premium`. */
      premium: z.string(),
      amt: field.fen(z),
      paid_at: field.instant(z),
    }),
    z.strictObject({ ...granted, by: z.literal('free') }),
  ])
}
/** One of them. */
export type PaidYear = Held<typeof paidYear>

/** A payment that goes back. Its orders stand in the register of payments. */
const refund = (z: Schemas) =>
  z.strictObject({
    premium: z.string(),
    amt: field.fen(z),
    /** `overpaid`: what a superseded bill asked too much; the rest of the payment counts. */
    reason: z.enum(['paid-twice', 'cover-over', 'sum-refused', 'free', 'overpaid']),
    /** Pooling area that collected it, and pays. */
    payer: field.area(z),
    /** The payment the family was told has arrived. */
    settled: field.ref(z).exactOptional(),
  })
/** One of them. */
export type Refund = Held<typeof refund>

/** What the enrolment was reckoned from; another of these is reckoned anew. */
const enrolled = (z: Schemas) =>
  z.strictObject({
    /** The notice whose data hold. */
    notice: z.string(),
    birth: field.day(z),
    area: field.area(z),
    /** Date of the certificate or of the guardian's request. */
    on: field.day(z),
  })
/** That of a case. */
export type Enrolled = Held<typeof enrolled>

/** Until version 2 the state held the orders of refunds, and how often an account was given. */
interface State1 {
  refunds: (Refund & { orders?: unknown })[]
  accounts?: number
}

/** Until version 3 a year was always one that was paid, of the day of birth of the enrolment. */
interface State2 {
  enrolled?: { birth: string }
  paid: object[]
}

/** State of the case of a child, or of a second certificate notice. */
const newbornStates = caseStates({
  version: 3,
  state: (z) => ({
    /** The reference knows the case by this and the notice: they stay what they are in every version. */
    role: z.enum(['first', 'second']),
    /** The notice that opened the case. */
    notice: z.string(),
    enrolled: enrolled(z).exactOptional(),
    /** Days of the reports of enrolment and pause that this case wrote into the 390 relation; named so of old. */
    facts: z.strictObject({ enrolments: z.array(field.day(z)), pauses: z.array(field.day(z)) }).exactOptional(),
    /** By year, how it can be paid. */
    offers: z.array(z.strictObject({ year: z.int(), offer: z.enum(ways), bill: field.ref(z).exactOptional() })),
    /** Day from which reminders are still to come. */
    remindFrom: field.day(z).exactOptional(),
    /** Reminders sent, in days after birth. */
    reminded: z.array(z.int()),
    /** Guardians told how to pay. */
    told: z.array(field.pid(z)).exactOptional(),
    paid: z.array(paidYear(z)),
    /** Payments of another sum that the family was told of. */
    differing: z.array(z.string()),
    refunds: z.array(refund(z)),
    /** Until when a bank account is asked for. */
    accountBy: field.instant(z).exactOptional(),
    /** The mother's allowance. */
    allowance: field.ref(z).exactOptional(),
  }),
  upgrades: {
    1: {
      state: ({ refunds, accounts: _accounts, ...kept }: State1) => ({
        ...kept,
        refunds: refunds.map(({ orders: _orders, ...refund }) => refund),
      }),
    },
    2: {
      state: (old: State2) => ({
        ...old,
        paid: old.paid.map((year) => ({ ...year, by: 'premium', birth: old.enrolled?.birth })),
      }),
    },
  },
})
/** Of a case as its steps see it. */
export type NewbornState = StateOf<typeof newbornStates>

/** What steps of a newborn case get. */
export type NewbornCtx = Ctx<NewbornState>

export const { step, go, wait, end, stay, again, still, chain, stateIn } = stepsOver(newbornStates)

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
