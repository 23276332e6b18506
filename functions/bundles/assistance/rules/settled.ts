/** Settlements as assistance takes them: each on its day, with what other departments paid for it (RULES.md 2). Pure. */
import { type Day, dayOf, minDay } from '../../../../shared/calendar/index.ts'
import { type Fen, fen, sumFen, yuan } from '../../../../shared/money/index.ts'
import { toldIn } from '../../../../shared/registers/apply/hear.ts'
import { type Settlement, settlementsIn } from '../../../../shared/registers/care/settlements.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { At } from '../../../../shared/registers/look.ts'
import type { HeardFact } from '../../../../shared/registers/rows/heard.ts'
import { aidPaid } from '../events.ts'

/** What a department paid for a settlement. */
interface Aid {
  readonly dept: string
  readonly amt: Fen
}

/** A settlement that counts. */
export interface Settled extends Settlement {
  readonly aid: readonly Aid[]
}

const aidBySettlement = (rows: readonly HeardFact[]): ReadonlyMap<string, readonly Aid[]> =>
  new Map(
    [...Map.groupBy(toldIn(rows, aidPaid), ({ data }) => data.setl_id)].map(([setl, told]) => [
      setl,
      told.map(({ data: { dept, amt } }) => ({ dept, amt: yuan(amt) })),
    ]),
  )

/**
 * Settlements from a day on, in the order of `setl_time`, then `setl_id`. Their day is that of the settlement, or of an
 * earlier death; one of a treatment that began after it counts nothing (RULES.md 2.1).
 */
export function settledFrom(file: PersonFile, at: At, from: Day): Settled[] {
  const { died } = file
  const all = settlementsIn(file, at, from)
  const aid = file.derived('heard', aidBySettlement)
  return all.flatMap((one) => {
    if (died !== undefined && dayOf(one.begntime) > died) return []
    return [{ ...one, day: died === undefined ? one.day : minDay(one.day, died), aid: aid.get(one.setl_id) ?? [] }]
  })
}

/** What of a settlement the person bears before assistance; `counted` of the departments is taken off (RULES.md 2.2). */
export function burdenOf({ inScope, fund, assistance, aid }: Settled, counted: (dept: string) => boolean): Fen {
  const paid = sumFen(aid.filter(({ dept }) => counted(dept)).map(({ amt }) => amt))
  return fen(Math.max(0, inScope - fund + assistance - paid))
}

/** What departments paid for it in all, by one of them. */
export const aidBy = ({ aid }: Settled, dept: string): Fen =>
  sumFen(aid.filter((one) => one.dept === dept).map(({ amt }) => amt))
