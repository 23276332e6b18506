/** What a case remembers from step to step, and the kit its steps are made with. */
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import { field, type Held } from '../../../shared/chain/fields.ts'
import { caseStates, type StateOf } from '../../../shared/chain/states.ts'
import type { Schemas } from '../../../shared/schemas.ts'

const payer = (z: Schemas) => ({ admdvs: field.area(z), dept: z.string() })

/** A sum that a run found and that is to be paid, whatever becomes of its orders. */
const debt = (z: Schemas) =>
  z.strictObject({
    ...payer(z),
    /** Which of the case's. */
    key: z.string(),
    amt: field.fen(z),
    /** The order by which it arrived, of which the person has been told. */
    told: field.ref(z).exactOptional(),
  })
/** One of them. */
export type AidDebt = Held<typeof debt>

/** A sum that a clerk is asked about, or a due that was refused. */
const sum = (z: Schemas) => z.strictObject({ ...payer(z), amt: field.fen(z) })
/** One of them. */
export type PayerSum = Held<typeof sum>

/** A run: all that is due and not yet given is reckoned, confirmed and paid (RULES.md 4). */
const run = (z: Schemas) =>
  z.strictObject({
    /** The day it belongs to, however late we look. */
    on: field.day(z),
    /** What a clerk was asked last, and how often there was another sum before. */
    asks: z.array(sum(z)),
    asked: z.int(),
    /** Until when. */
    limit: field.due(z).exactOptional(),
  })
/** The latest. */
export type Run = Held<typeof run>

/** What the year's warning rests on, as it was last looked at. */
const warning = (z: Schemas) =>
  z.strictObject({
    day: field.day(z),
    admdvs: field.area(z),
    burden: field.fen(z),
    from_month: field.month(z),
    to_month: field.month(z),
    /** The last day to answer. */
    until: field.day(z),
    /** Since when the civil office has been asked. */
    referredOn: field.day(z).exactOptional(),
  })
/** Of a case that is a warning. */
export type Warning = Held<typeof warning>

/** State of a case: of a person's year, or of its warning. */
const assistanceStates = caseStates({
  version: 1,
  state: (z) => ({
    year: z.int(),
    /** Of a warning alone. */
    warning: warning(z).exactOptional(),
    /** The first day of the month that brings the next run. */
    runOn: field.day(z).exactOptional(),
    runs: z.int(),
    run: run(z).exactOptional(),
    debts: z.array(debt(z)),
    /** Orders of which the bank has spoken, as the books have it. */
    booked: z.array(field.ref(z)),
    /** Dues of which a clerk let nothing be paid: as long as they are the same, nothing is owed. */
    refused: z.array(sum(z)).exactOptional(),
    /** Day since which an account is looked for. */
    askedOn: field.day(z).exactOptional(),
    /** What is asked beside the step that waits, so that a wait is another when something else is. */
    beside: z.array(z.string()),
  }),
})
/** Of a case as its steps see it. */
export type AssistanceState = StateOf<typeof assistanceStates>

/** What steps of a case get. */
export type AssistanceCtx = Ctx<AssistanceState>

export const { step, go, wait, end, stay, again, still, chain, stateIn } = stepsOver(assistanceStates)

/** Days after the latest run in which a case is to be through (RULES.md 6.3). */
export const caseDays = 20
/** Working days a clerk has to confirm a run (RULES.md 4.2). */
export const confirmDays = 5
/** Working days a clerk has to recover what was given beyond what is due (RULES.md 6.2). */
export const recoverDays = 10
/** Days to answer a warning, and for the civil office to decide (RULES.md 7.2, 7.3). */
export const warningDays = { answer: 30, refuse: 60 } as const
