/** Whether illness may have made somebody poor (RULES.md 7). Pure. */
import {
  addMonths,
  type Day,
  firstDay,
  type Month,
  monthOf,
  newYear,
  yearOf,
} from '../../../../shared/calendar/index.ts'
import { type Admdvs, isMedTypeOf } from '../../../../shared/codes/index.ts'
import { type Fen, sumFen, yuan } from '../../../../shared/money/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { At } from '../../../../shared/registers/look.ts'
import { aidMedTypes, hardshipLine } from '../parameters.ts'
import { isRecognizedOn } from './identities.ts'
import { burdenOf, type Settled, settledFrom } from './settled.ts'

/** Calendar months that are added up, the settlement's own among them. */
const months = 12

/** What a warning rests on. */
export interface Ground {
  readonly day: Day
  readonly admdvs: Admdvs
  readonly burden: Fen
  readonly from_month: Month
  readonly to_month: Month
}

const isAssisted = ({ look }: At, { insu_admdvs, day, med_type }: Settled): boolean => {
  const found = look.policy(aidMedTypes, insu_admdvs, day)
  return found.found && isMedTypeOf(med_type, found.value)
}

/**
 * The first settlement of the year by which the line of its area is reached, with no identity of the table that day
 * (RULES.md 7.1).
 */
export function groundIn(file: PersonFile, at: At, year: number): Ground | undefined {
  const all = settledFrom(file, at, firstDay(addMonths(monthOf(newYear(year)), 1 - months))).filter((one) =>
    isAssisted(at, one),
  )
  for (const { day, insu_admdvs: admdvs } of all) {
    const line = yearOf(day) === year ? at.look.policy(hardshipLine, admdvs, day) : undefined
    if (!line?.found || isRecognizedOn(file, day)) continue
    const to_month = monthOf(day)
    const from_month = addMonths(to_month, 1 - months)
    const isOfThem = (one: Settled) => monthOf(one.day) >= from_month && monthOf(one.day) <= to_month
    const burden = sumFen(all.filter(isOfThem).map((one) => burdenOf(one, () => true)))
    if (burden >= yuan(line.value)) return { day, admdvs, burden, from_month, to_month }
  }
  return undefined
}
