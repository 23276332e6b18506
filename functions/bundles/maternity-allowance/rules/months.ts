/** Months without a break (RULES.md 2): which of them count, and when they were enough. Pure. */
import {
  addMonths,
  compareInstants,
  type Day,
  endOfDay,
  type Instant,
  lastDay,
  type Month,
  month,
  monthOf,
  monthsFrom,
  yearOf,
} from '../../../../shared/calendar/index.ts'
import { provinceOf } from '../../../../shared/codes/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { Look } from '../../../../shared/registers/look.ts'
import { paidInProvince } from '../../../../shared/registers/months.ts'
import type { Delivery, MonthPaid } from '../../../../shared/registers/rows.ts'
import { allowanceMinMonths } from '../parameters.ts'

/** What the months are counted by. */
type Discharge = Pick<Delivery, 'insu_admdvs' | 'dscg_date'>

/** How many are needed where the delivery was settled; undefined where nobody has said so (RULES.md 1.3). */
export function leastMonths(look: Look, { insu_admdvs, dscg_date }: Discharge): number | undefined {
  const found = look.policy(allowanceMinMonths, insu_admdvs, dscg_date)
  return found.found ? found.value : undefined
}

/** The last month that may count: December of the year after that of the discharge. */
const lastMonth = ({ dscg_date }: Discharge): Month => month(`${yearOf(dscg_date) + 1}12`)

/** The last day on which months may be reached (RULES.md 2.1). */
export const lastDayForMonths = (discharge: Discharge): Day => lastDay(lastMonth(discharge))

/** Whether they still may be. */
export const isStillTime = (now: Instant, discharge: Discharge): boolean =>
  compareInstants(now, endOfDay(lastDayForMonths(discharge))) < 0

/** Months with which a run that counts may end: the one before the discharge and all later ones. */
const lastOfRuns = (discharge: Discharge): Month[] =>
  monthsFrom(addMonths(monthOf(discharge.dscg_date), -1), lastMonth(discharge))

const paidMonths = (file: PersonFile, { insu_admdvs }: Discharge) => paidInProvince(file, provinceOf(insu_admdvs))

/** The most months without a break that count, over all pooling areas of the province (RULES.md 2.1, 2.3). */
export function monthsWithoutBreak(file: PersonFile, discharge: Discharge): number {
  const paid = paidMonths(file, discharge)
  const [first, ...later] = lastOfRuns(discharge) as [Month, ...Month[]]
  let run = 0
  for (let at = first; paid.has(at); at = addMonths(at, -1)) run += 1
  let most = run
  for (const at of later) {
    run = paid.has(at) ? run + 1 : 0
    most = Math.max(most, run)
  }
  return most
}

/** When the last of so many months (at least one) was posted, by the reports that hold; undefined while one is missing. */
export function enoughSince(file: PersonFile, discharge: Discharge, least: number): Instant | undefined {
  const paid = paidMonths(file, discharge)
  const since = lastOfRuns(discharge).flatMap((end) => {
    const posted = monthsFrom(addMonths(end, 1 - least), end).map((at) => firstPosted(paid.get(at)))
    return posted.every((time) => time !== undefined) ? (posted.sort(compareInstants).at(-1) ?? []) : []
  })
  return since.sort(compareInstants)[0]
}

/** Of a month that was paid in several areas the first counts. */
const firstPosted = (paid: readonly MonthPaid[] = []): Instant | undefined =>
  paid.map(({ time }) => time).sort(compareInstants)[0]
