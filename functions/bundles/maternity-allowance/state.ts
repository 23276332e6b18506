/** What an allowance case remembers from step to step, and the kit its steps are made with. */
import type { Day } from '../../../shared/calendar/index.ts'
import { type Ctx, stepsOver } from '../../../shared/chain/chain.ts'
import { field, type Held } from '../../../shared/chain/fields.ts'
import { caseStates, type StateOf } from '../../../shared/chain/states.ts'
import type { Fen } from '../../../shared/money/index.ts'
import type { Ref } from '../../../shared/registers/ids.ts'
import type { Delivery } from '../../../shared/registers/rows.ts'
import type { Schemas } from '../../../shared/schemas.ts'
import { monthlyBase } from './rules/days.ts'

/** Why a clerk looks at a case (RULES.md 3.2, 4.1). */
const reviewReasons = [
  'employer-refused',
  'employer-silent',
  // Given until version 4, of whoever pays alone.
  'no-employer',
  'name-differs',
  'discharge-in-future',
  'settled-twice',
  'amount-above',
  'base-missing',
] as const
/** One of them. */
export type ReviewReason = (typeof reviewReasons)[number]

/** The sum that is paid, and what it was reckoned from. */
const payment = (z: Schemas) =>
  z.strictObject({
    amt: field.fen(z),
    days: z.int(),
    /** The average of a month, exact: the sum of so many. */
    base: z.strictObject({ sum: field.fen(z), months: z.int() }),
    payee: z.enum(['employer', 'person']),
  })
/** One that is decided. */
export type Allowance = Held<typeof payment>

/** Until version 4 a base was the average of an employer. */
type Allowance3 = Omit<Allowance, 'base'> & { base: Fen }

/** Until version 2 the state held the order under way; orders stand in the register of payments since. */
interface State1 {
  payment?: Allowance3 & { pay_no: Ref; tries: number }
  returns?: number
}

/** Until version 4 a clerk looked at whoever pays alone. */
interface State3 {
  openedOn: Day
  payment?: Allowance3
  verification?: string
}

/** State of a maternity allowance. */
const allowanceStates = caseStates({
  version: 4,
  state: (z) => ({
    setl_id: z.string(),
    openedOn: field.day(z),
    /** Months that were missing when she was told last. */
    monthsMissing: z.int().exactOptional(),
    /** Day on which the months were found to suffice. */
    enoughOn: field.day(z).exactOptional(),
    /** How the employer's verification ended; `not-asked` where it does not verify, `alone` of who pays alone. */
    verification: z.enum(['verified', 'refused', 'silent', 'not-asked', 'alone']).exactOptional(),
    /** How often the employer was asked: a case taken up again asks anew. */
    asks: z.int(),
    /** The employer's reason for refusing. */
    refusedBecause: z.string().exactOptional(),
    /** Until when the step that waits does so. */
    limit: field.due(z).exactOptional(),
    /** Until when a missing base is waited for. */
    baseLimit: field.due(z).exactOptional(),
    /** Reviews so far. */
    round: z.int(),
    /** What clerks looked at and let pass. */
    cleared: z.array(z.enum(reviewReasons)),
    /** Average base given by a clerk, in fen a month. */
    givenBase: field.fen(z).exactOptional(),
    /** Once it is decided that it is paid, whatever is reported later. */
    payment: payment(z).exactOptional(),
    /** Day since which an account is looked for. */
    askedOn: field.day(z).exactOptional(),
  }),
  upgrades: {
    1: {
      steps: { awaitReturned: 'awaitAccount', restReturned: 'awaitAccount' },
      state({ payment, returns: _returns, ...kept }: State1) {
        if (!payment) return kept
        const { pay_no: _payNo, tries: _tries, ...decided } = payment
        return { ...kept, payment: decided }
      },
    },
    3: {
      state({ payment, ...kept }: State3, step) {
        return {
          ...kept,
          ...(step === 'checkMonths' ? {} : { enoughOn: kept.openedOn }),
          ...(kept.verification === 'no-employer' ? { verification: 'alone' } : {}),
          ...(payment ? { payment: { ...payment, base: monthlyBase(payment.base) } } : {}),
        }
      },
    },
  },
})
/** Of a case as its steps see it. */
export type AllowanceState = StateOf<typeof allowanceStates>

/** What steps of an allowance get. */
export type AllowanceCtx = Ctx<AllowanceState>

export const { step, go, wait, end, stay, again, still, chain, stateIn } = stepsOver(allowanceStates)

/** The delivery the case is about. Throws if it is gone: a bug. */
export function deliveryOf({ file, state }: Pick<AllowanceCtx, 'file' | 'state'>): Delivery {
  const delivery = file.one('delivery', state.setl_id)
  if (!delivery) throw new Error('allowance: a case without a delivery')
  return delivery
}
