/** What a retirement case remembers from step to step, and the kit its steps are made with. */
import type { Day, Instant, Month } from '../../../shared/calendar/index.ts'
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import type { Fen } from '../../../shared/money/index.ts'
import type { Ref } from '../../../shared/registers/ids.ts'
import type { Price } from './rules/lump-sum.ts'
import type { Count } from './rules/months.ts'

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
export interface Choice {
  option: Option
  at: Instant
}

/** The bill for the missing months that holds now. */
export interface LumpSumBill {
  bill_no: Ref
  area: Admdvs
  months: number
  amt: Fen
  /** What had been paid towards the months before it was assessed, in fen. */
  credit: Fen
  dueDate: Day
}

/** The change to residents' insurance, once chosen. */
export interface Resident {
  area: Admdvs
  /** First day as a resident. */
  from: Day
  bill?: { bill_no: Ref; year: number; amt: Fen }
  /** Set when the premium was paid, with the payments that paid it. */
  paidBy?: string[]
}

/** How the case ends; set before what is owed is paid back. */
export interface Ending extends Partial<Count> {
  result: 'retired' | 'resident' | 'rejected' | 'withdrawn'
  reason?: Refusal
  /** The relation's pooling area. */
  area: Admdvs
  /** Contributions for this month and later are paid back. */
  refundFrom?: Month
  effectiveFrom?: Day
  /** Day the retirement was recorded. */
  recordedOn?: Day
  /** What had been paid back before a death ended it. */
  paidBefore?: string[]
  /** Payments of bills that count, and what is kept of them, in fen; the rest is paid back. */
  counted: string[]
  kept: Fen
}

/** What money is paid back for, as the bank is told. */
export type Purpose = 'contribution-refund' | 'premium-refund'

/** A sum to be paid back. Its key says what it is for, so that it is paid back once. */
export interface Owed {
  key: string
  payee: 'person' | 'employer'
  /** The pooling area that collected it, and pays. */
  area: Admdvs
  amt: Fen
  purpose: Purpose
  /** The contribution month, if it is one. */
  month?: Month
  emp_no?: string
}

/** State of a retirement. */
export interface RetirementState {
  /** The `retr_date` that holds, once the person chose or the case ended. */
  retrDate?: Day
  /** What the person was told last and since when, so that it is told once. */
  told?: { what: string; on: Day }
  /** Shortfall as first found, in months. */
  firstShortfall?: number
  /** Day the person was first asked to choose. */
  askedOn?: Day
  /** Reminders sent. */
  reminded?: number
  /** Day from which a clerk is asked for the choice, and how many such tasks were rejected. */
  noChoiceOn?: Day
  rounds?: number
  choice?: Choice
  /** Price of a bought month at the last assessment. */
  price?: Price
  bill?: LumpSumBill
  /** Bills assessed so far. */
  bills?: number
  resident?: Resident
  ending?: Ending
  /** What the person was last asked a bank account for. */
  askedAccount?: { what: string; on: Day }
  /** What was ordered to be paid back, by what it is for. */
  paidBack: Record<string, Owed>
}

/** What steps of a retirement get. */
export type RetirementCtx = Ctx<RetirementState>

export const { step, go, wait, end, stay, again, still, chain } = stepsOver<RetirementState>()

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
