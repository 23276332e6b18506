/** What a receipt comes to, whoever asks and in whatever order a visit's receipts were claimed (RULES.md 3). Pure. */
import { isMedTypeOf } from '../../../../shared/codes/index.ts'
import { type Fen, fen, mulRatio, ratio, sumFen, yuan } from '../../../../shared/money/index.ts'
import type { Terms } from '../parameters.ts'

/** Somebody's visit, as terms look at it. */
export interface Treated {
  readonly insutype: string
  readonly psn_type: string
  readonly med_type: string
  readonly hosp_lv?: string
}

/** The first terms that fit; what a list leaves out fits all (RULES.md 3.1). */
export const termsFor = (all: readonly Terms[], treated: Treated): Terms | undefined =>
  all.find(({ insutype, psn_types, med_types, hosp_lvs }) => {
    const { psn_type, med_type, hosp_lv } = treated
    return (
      insutype === treated.insutype &&
      (psn_types === undefined || psn_types.includes(psn_type)) &&
      isMedTypeOf(med_type, med_types) &&
      (hosp_lvs === undefined || (hosp_lvs as readonly (string | undefined)[]).includes(hosp_lv))
    )
  })

/** total(x): of all that lies within the scope what is above the deductible, once for the whole visit (RULES.md 3.2). */
export const totalOf = (x: Fen, { deductible, ratio: rate }: { deductible: string; ratio: string }): Fen =>
  mulRatio(fen(Math.max(0, x - yuan(deductible))), ratio(rate))

/** A receipt of the same visit that is ordered, or for which nothing was due. */
export interface Sibling {
  readonly inscp: Fen
  readonly amt: Fen
}

/** What this receipt comes to, and the visit with it (RULES.md 3.2). */
export function instalment(
  inscp: Fen,
  others: readonly Sibling[],
  terms: { deductible: string; ratio: string },
): { amt: Fen; total: Fen } {
  const total = totalOf(sumFen([inscp, ...others.map((one) => one.inscp)]), terms)
  return { amt: fen(Math.max(0, total - sumFen(others.map((one) => one.amt)))), total }
}
