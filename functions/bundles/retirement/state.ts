/** What a retirement case remembers from step to step, and the kit its steps are made with. */
import type { Instant } from '../../../shared/calendar/index.ts'
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import { field, type Held } from '../../../shared/chain/fields.ts'
import { caseStates, type StateOf } from '../../../shared/chain/states.ts'
import type { Ref } from '../../../shared/registers/ids.ts'
import type { Schemas } from '../../../shared/schemas.ts'

/** Why no retirement comes of it. */
export const refusals = {
  'already-retired': '医保已经是退休人员身份',
  'no-relation': '没有查到职工医保',
  'other-province': '不在同一个省',
} as const
/** One of them. */
export type Refusal = keyof typeof refusals

/** Ways to go on with a shortfall (RULES.md 5). */
export const options = ['lump-sum', 'monthly', 'resident'] as const
/** One of them. */
export type Option = (typeof options)[number]

/** The step that carries out an option. */
export const stepOf = { 'lump-sum': 'assessLumpSum', monthly: 'awaitMonths', resident: 'becomeResident' } as const

/** What the person chose, or a clerk was told. */
const choice = (z: Schemas) => z.strictObject({ option: z.enum(options), at: field.instant(z) })

/** The bill for the missing months that holds now. */
const lumpSumBill = (z: Schemas) =>
  z.strictObject({
    bill_no: field.ref(z),
    area: field.area(z),
    months: z.int(),
    amt: field.fen(z),
    /** What had been paid towards the months before it was assessed, in fen. */
    credit: field.fen(z),
    dueDate: field.day(z),
    /** What was required when it was assessed. */
    required: z.strictObject({ total: z.int(), paid: z.int(), where: z.enum(['province', 'area']) }).exactOptional(),
  })
/** That of a case. */
export type LumpSumBill = Held<typeof lumpSumBill>

/** The change to residents' insurance, once chosen. */
const resident = (z: Schemas) =>
  z.strictObject({
    area: field.area(z),
    /** First day as a resident. */
    from: field.day(z),
    bill: z.strictObject({ bill_no: field.ref(z), year: z.int(), amt: field.fen(z) }).exactOptional(),
    /** Bills before this one, which asked for a premium that was corrected. */
    earlier: z.array(field.ref(z)).exactOptional(),
    /** Set when the premium was paid, with the payments that paid it. */
    paidBy: z.array(z.string()).exactOptional(),
  })
/** That of a case. */
export type Resident = Held<typeof resident>

/** How the case ends; set before what is owed is paid back. The months stand in it if they could be told. */
const ending = (z: Schemas) =>
  z.strictObject({
    result: z.enum(['retired', 'resident', 'rejected', 'withdrawn']),
    reason: z.enum(Object.keys(refusals) as Refusal[]).exactOptional(),
    /** The relation's pooling area. */
    area: field.area(z),
    paid: z.int().exactOptional(),
    deemed: z.int().exactOptional(),
    required_total: z.int().exactOptional(),
    required_paid: z.int().exactOptional(),
    shortfall: z.int().exactOptional(),
    /** Contributions for this month and later are paid back. */
    refundFrom: field.month(z).exactOptional(),
    effectiveFrom: field.day(z).exactOptional(),
    /** Day the retirement was recorded. */
    recordedOn: field.day(z).exactOptional(),
    /** What had been paid back before a death ended it. */
    paidBefore: z.array(z.string()).exactOptional(),
    /** Payments of bills that count, and what is kept of them, in fen; the rest is paid back. */
    counted: z.array(z.string()),
    kept: field.fen(z),
  })
/** That of a case. */
export type Ending = Held<typeof ending>

/** What money is paid back for, as the bank is told. */
const purposes = ['contribution-refund', 'premium-refund'] as const

/** A sum to be paid back. Its key says what it is for, so that it is paid back once. */
const owed = (z: Schemas) =>
  z.strictObject({
    key: z.string(),
    payee: z.enum(['person', 'employer']),
    /** The pooling area that collected it, and pays. */
    area: field.area(z),
    amt: field.fen(z),
    purpose: z.enum(purposes),
    /** The contribution month, if it is one. */
    month: field.month(z).exactOptional(),
    emp_no: z.string().exactOptional(),
  })
/** One of them. */
export type Owed = Held<typeof owed>

/** Until version 2 the state held the orders of what was paid back. */
interface State1 {
  paidBack: Record<string, Owed & { tries?: number; payNo?: Ref; bankTime?: Instant }>
}

/** What was ordered, without its orders. */
const withoutOrders = ({ tries: _tries, payNo: _payNo, bankTime: _bankTime, ...owed }: State1['paidBack'][string]) =>
  owed

/** State of a retirement. */
const retirementStates = caseStates({
  version: 3,
  state: (z) => ({
    /** The `retr_date` that holds, once the person chose or the case ended. */
    retrDate: field.day(z).exactOptional(),
    /** What the person was told last and since when, so that it is told once. */
    told: z.strictObject({ what: z.string(), on: field.day(z) }).exactOptional(),
    /** Shortfall as first found, in months. */
    firstShortfall: z.int().exactOptional(),
    /** Day the person was first asked to choose. */
    askedOn: field.day(z).exactOptional(),
    /** Reminders sent. */
    reminded: z.int().exactOptional(),
    /** Day from which a clerk is asked for the choice, and how many such tasks were rejected. */
    noChoiceOn: field.day(z).exactOptional(),
    rounds: z.int().exactOptional(),
    choice: choice(z).exactOptional(),
    /** Price of a bought month at the last assessment. */
    price: z.strictObject({ base: field.fen(z), rate: z.string() }).exactOptional(),
    bill: lumpSumBill(z).exactOptional(),
    /** Bills assessed so far. */
    bills: z.int().exactOptional(),
    /** Bills over months by parameters that were corrected: paying one counts, but only as its sum. */
    corrected: z.array(field.ref(z)).exactOptional(),
    /** What a clerk said of payments of corrected bills: each counts as all that is asked for, or goes back. */
    sums: z.record(z.string(), z.enum(['full', 'back'])).exactOptional(),
    resident: resident(z).exactOptional(),
    ending: ending(z).exactOptional(),
    /** What the person was last asked a bank account for. */
    askedAccount: z.strictObject({ what: z.string(), on: field.day(z) }).exactOptional(),
    /** What was ordered to be paid back, by what it is for. */
    paidBack: z.record(z.string(), owed(z)),
  }),
  upgrades: {
    1: {
      state: ({ paidBack, ...kept }: State1) => ({
        ...kept,
        paidBack: Object.fromEntries(Object.entries(paidBack).map(([key, ordered]) => [key, withoutOrders(ordered)])),
      }),
    },
  },
})
/** Of a case as its steps see it. */
export type RetirementState = StateOf<typeof retirementStates>

/** What steps of a retirement get. */
export type RetirementCtx = Ctx<RetirementState>

export const { step, go, wait, end, stay, again, still, chain, stateIn } = stepsOver(retirementStates)

/** Names of the steps. */
export type StepName =
  | 'findPlace'
  | 'countMonths'
  | 'retire'
  | 'askForChoice'
  | 'awaitChoice'
  | 'assessLumpSum'
  | 'awaitLumpSum'
  | 'awaitMonths'
  | 'becomeResident'
  | 'assessResident'
  | 'payBack'
