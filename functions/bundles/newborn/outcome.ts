/** The outcome of a newborn case (rules/newborn.md §Outcome). */
import { formatYuan } from '../../../shared/money/index.ts'
import { cardlessUntil } from './cover.ts'
import { enrolledIn, type NewbornCtx } from './state.ts'

/** What the case came to: insured for which days, or not. */
export function outcomeOf({ file, state }: NewbornCtx) {
  const { birth, area } = enrolledIn(state)
  const cardless_to = cardlessUntil(
    birth,
    state.paid.map(({ cover }) => cover),
  )
  return {
    result: state.paid.length > 0 ? 'insured' : 'not-insured',
    child_psn_no: file.person?.psn_no,
    insu_admdvs: area,
    years: state.paid.map(({ year, amt, paid_at, cover }) => ({ year, amt: formatYuan(amt), paid_at, ...cover })),
    ...(cardless_to ? { cardless_to } : {}),
    linked: state.allowance ? { maternity_allowance: state.allowance } : {},
  }
}
