/** Where the person stands (RULES.md 2, 3): place, months and shortfall, always as of now. Pure. */
import { compareInstants, type Day, firstDay, type Instant, type Month } from '../../../../shared/calendar/index.ts'
import { type Admdvs, PsnType, sameProvince } from '../../../../shared/codes/index.ts'
import type { PolicyMissing } from '../../../../shared/policy/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import { employeeRelation, type StandingRelation, standingOn } from '../../../../shared/registers/relation.ts'
import { isOpen } from '../../../../shared/registers/rows/cases.ts'
import type { CaseRow, Pension, PremiumPaid } from '../../../../shared/registers/rows.ts'
import { billsOf } from '../../../acts/bill.ts'
import { personOf } from '../../../acts/person.ts'
import { transferBundle } from '../../transfer/reference.ts'
import type { RetirementCtx, RetirementState } from '../state.ts'
import { type Bought, bought } from './lump-sum.ts'
import {
  type Contributed,
  type Count,
  contributedBefore,
  contributedIn,
  count,
  countedMonths,
  effectiveMonth,
  hasOf,
  monthsBefore,
  type Requirement,
  requiredSoFar,
  requirementsIn,
  retiredFrom,
  shortfallOf,
} from './months.ts'
import { countingPremiums, premiumsOf, worthOf } from './refunds.ts'

/** The place, or what stands in the way of it. */
export type Place =
  | { found: StandingRelation }
  | { transfer: CaseRow }
  | { none: true; begins?: Day }
  | { elsewhere: StandingRelation }
  | { retired: StandingRelation }

/** The pension the case is about. Throws without one: the case would not exist. */
export function heldPension({ file, state }: Pick<RetirementCtx, 'file' | 'state'>): Pension {
  const pension = pensionOf(file, state.retrDate)
  if (!pension) throw new Error('retirement: a case without a pension')
  return pension
}

/** The `time` of each report of that pension's date. */
export function timesOfReports(ctx: Pick<RetirementCtx, 'file' | 'state'>): Instant[] {
  const { retr_date } = heldPension(ctx)
  return ctx.file.all('pension').flatMap((one) => (one.retr_date === retr_date ? [one.time] : []))
}

/** Where the person is insured: the 310 relation in normal state, else the one paused latest (RULES.md 2.1). */
export function placeOf(ctx: Pick<RetirementCtx, 'file' | 'state' | 'today'>): Place {
  const { file, today } = ctx
  const transfer = file.all('case').find((row) => row.bundle === transferBundle.bundle && isOpen(row))
  if (transfer) return { transfer }
  const relation = employeeRelation(file, today)
  if (!relation) return { none: true, ...beginning(ctx) }
  const { pension_admdvs, retr_date } = heldPension(ctx)
  if (!sameProvince(relation.relation.insu_admdvs, pension_admdvs)) return { elsewhere: relation }
  const fromE = standingOn(relation.relation, firstDay(effectiveMonth(retr_date)))
  const retired = relation.psn_type === PsnType.retired || fromE?.psn_type === PsnType.retired
  return retired ? { retired: relation } : { found: relation }
}

/** A 310 relation that is enrolled but begins on a day to come. */
function beginning({ file, today }: Pick<RetirementCtx, 'file' | 'today'>): { begins?: Day } {
  const days = file
    .all('relation')
    .filter((relation) => relation.insutype === '310')
    .map((relation) => standingOn(relation, today))
    .flatMap((standing) => (standing?.psn_insu_stas === '0' ? [standing.psn_insu_date] : []))
    .sort()
  return days[0] === undefined ? {} : { begins: days[0] }
}

/** Months of the person against what is required. */
export interface Months {
  pension: Pension
  e: Month
  required: Requirement
  /** Months that count now. */
  counted: Contributed
  count: Count
}

/** What can be told of the months while parameters are missing. */
export interface MonthsInPart {
  missing: readonly PolicyMissing[]
  count: Partial<Count>
}

/** The months as of now, for the requirements of `area`. */
export function monthsFor(ctx: RetirementCtx, area: Admdvs): Months | MonthsInPart {
  const pension = heldPension(ctx)
  const { retr_date, deemed_months: deemed } = pension
  const e = effectiveMonth(retr_date)
  const countedWhere = (where: Requirement['where']) =>
    countedMonths(contributedIn(ctx.file, area, where), e, goesOn(ctx.state))
  const { known, missing } = requirementsIn(ctx.look, area, personOf(ctx).gend, retr_date)
  if (missing) return { missing, count: { paid: countedWhere('province').all.length, deemed, ...requiredSoFar(known) } }
  const counted = countedWhere(known.where)
  return { pension, e, required: known, counted, count: count(hasOf(counted, deemed), known) }
}

/** Whether the person chose to go on paying or to buy: months from E on count then (RULES.md 3.4). */
const goesOn = ({ choice }: Readonly<RetirementState>) => choice !== undefined && choice.option !== 'resident'

/** Place and months, once both are clear. */
export interface Assessed extends Months {
  relation: StandingRelation
  area: Admdvs
}

/**
 * Place and months as of now; undefined while one of them is not clear, which `findPlace` and `countMonths` wait for.
 */
export function assess(ctx: RetirementCtx): Assessed | undefined {
  const place = placeOf(ctx)
  if (!('found' in place)) return undefined
  const area = place.found.relation.insu_admdvs
  const months = monthsFor(ctx, area)
  return 'missing' in months ? undefined : { ...months, relation: place.found, area }
}

/** The only area in which months must really be paid, if it is not the whole province. */
export const onlyIn = ({ required, area }: Assessed): Admdvs | undefined =>
  required.where === 'area' ? area : undefined

/** How the requirements came to be fulfilled. */
export interface Fulfilled {
  /** Retired from the first of this month. */
  from: Month
  /** Contribution months that count before it. */
  paid: number
  bought?: Bought & { by: string[] }
}

/** Whether the months, posted or bought, suffice now, and from when the person is retired. */
export function fulfilled(
  ctx: RetirementCtx,
  assessed: Assessed,
  state: Readonly<RetirementState> = ctx.state,
): Fulfilled | undefined {
  const { counted, e, required, pension } = assessed
  const paidBefore = (month: Month) => monthsBefore(counted.all, month).length
  const purchase = boughtIn(ctx, assessed, state)
  if (purchase) return { from: purchase.from, paid: paidBefore(purchase.from), bought: purchase }
  const from = retiredFrom(counted, pension.deemed_months, required, e)
  return from === undefined ? undefined : { from, paid: paidBefore(from) }
}

function boughtIn(ctx: RetirementCtx, assessed: Assessed, state: Readonly<RetirementState>) {
  const { counted, e, required, pension } = assessed
  const { choice, price } = state
  if (!choice || !price) return undefined
  const bills = billsOf(ctx)
  const premiums = countingPremiums(premiumsOf(ctx.file, bills), state)
  if (choice.option !== 'lump-sum' && premiums.length === 0) return undefined
  const shortBefore = (month: Month) =>
    shortfallOf(hasOf(contributedBefore(counted, month), pension.deemed_months), required)
  const worth = (premium: PremiumPaid) => worthOf(premium, state)
  const purchase = bought({ bills, premiums, price, e, counted: counted.all, worth, shortBefore, chosenAt: choice.at })
  return purchase && { ...purchase, by: premiums.map((p) => p.id) }
}

function byTime(file: PersonFile): Pension[] {
  return file
    .all('pension')
    .sort((a, b) => compareInstants(a.time, b.time) || compareInstants(a.at, b.at) || (a.id < b.id ? -1 : 1))
}

/**
 * The pension that holds (RULES.md 1.2): of the retirement date approved first (or `decided` upon), the latest report. Undefined
 * while none is approved.
 */
export function pensionOf(file: PersonFile, decided?: Day): Pension | undefined {
  const pensions = byTime(file)
  const retrDate = decided ?? pensions[0]?.retr_date
  return pensions.filter((pension) => pension.retr_date === retrDate).at(-1)
}

/** The latest report of each other retirement date: a clerk has to know of it. */
export function differingPensions(file: PersonFile, held: Pension): Pension[] {
  const others = byTime(file).filter((pension) => pension.retr_date !== held.retr_date)
  return [...new Map(others.map((pension) => [pension.retr_date, pension])).values()]
}
