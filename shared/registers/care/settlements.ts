/**
 * Settlements as they hold: direct ones as institutions report them, and what a claim of reimbursement came to. They stand
 * among what was heard; one that is revoked is none. Pure.
 */
import type * as z from 'zod'
import { settlementPosted } from '../../../events/subjects/settlement.ts'
import { compare, compareInstants, type Day, day, dayOf, endOfDay, type Instant, yearOf } from '../../calendar/index.ts'
import type { Admdvs, Insutype } from '../../codes/index.ts'
import { type Fen, yuan } from '../../money/index.ts'
import { type Told, toldIn } from '../apply/hear.ts'
import { type PersonFile, put } from '../file.ts'
import type { At } from '../look.ts'
import { isLongAgo, type Matter, recallAll } from '../rest.ts'
import type { HeardFact } from '../rows/heard.ts'

type Posted = z.output<(typeof settlementPosted)['data']>

/** A settlement that holds; sums in fen. */
export interface Settlement
  extends Omit<Posted, 'medfee_sumamt' | 'inscp_scp_amt' | 'fund_pay_sumamt' | 'maf_pay' | 'insu_admdvs' | 'insutype'> {
  readonly insu_admdvs: Admdvs
  readonly insutype: Insutype
  /** The date of `setl_time`. */
  readonly day: Day
  /** When we heard of it. */
  readonly heard_at: Instant
  readonly medfee: Fen
  /** Within the scope of insurance. */
  readonly inScope: Fen
  /** Paid by funds, assistance among them. */
  readonly fund: Fen
  /** Of it what medical assistance paid at the desk. */
  readonly assistance: Fen
}

/** The last moment of the year of a day: as long as a year is looked at, all of it stays in the file. */
const endOfYear = (on: Day): Instant => endOfDay(day(`${yearOf(on)}-12-31`))

function settlementOf({ at, data }: Told<Posted>): Settlement {
  const { medfee_sumamt, inscp_scp_amt, fund_pay_sumamt, maf_pay, ...said } = data
  return {
    ...said,
    day: dayOf(said.setl_time),
    heard_at: at,
    medfee: yuan(medfee_sumamt),
    inScope: yuan(inscp_scp_amt),
    fund: yuan(fund_pay_sumamt),
    assistance: yuan(maf_pay),
  }
}

const byTime = (a: Settlement, b: Settlement) =>
  compareInstants(a.setl_time, b.setl_time) || compare(a.setl_id, b.setl_id)

const holding = (rows: readonly HeardFact[]) => toldIn(rows, settlementPosted).map(settlementOf).sort(byTime)

/** All of the file as it was read, in the order of `setl_time`, then `setl_id`; older ones may lie at rest. */
export const settlementsOf = (file: PersonFile): readonly Settlement[] => file.derived('heard', holding)

/** The settlements of days from `from` on, those at rest among them. */
export function settlementsIn(file: PersonFile, at: At, from: Day): readonly Settlement[] {
  recallAll(file, at, 'heard', ['quiet', endOfYear(from)])
  return settlementsOf(file).filter(({ day }) => day >= from)
}

/** Settlements of years long over: no bundle looks at them but upon a correction. */
export function settlementsAtEnd(file: PersonFile, at: At): Matter[] {
  const days = new Map(settlementsOf(file).map(({ setl_id, day }) => [setl_id, day]))
  return file.all('heard').flatMap((row) => {
    if (row.fact !== 'settlement') return []
    const day = days.get(row.key)
    return isLongAgo(at, 'quiet', day ? endOfYear(day) : row.at) ? [{ cases: [], rows: [put('heard', row)] }] : []
  })
}
