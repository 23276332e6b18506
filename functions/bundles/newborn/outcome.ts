/** The outcome of a newborn case (RULES.md 10). */

import * as z from 'zod'
import { codeOf, someOf } from '../../../shared/codes/coded.ts'
import { fen, formatYuan } from '../../../shared/money/index.ts'
import { schemas } from '../../../shared/schemas.ts'
import { shown } from '../../../shared/tasks/kind.ts'
import { withoutResult } from '../../manifest.ts'
import { cardlessUntil } from './rules/cover.ts'
import { enrolledIn, type NewbornCtx, type PaidYear } from './state.ts'

/** What a newborn's case comes to (RULES.md 10.1): one of a second notice is `rejected`. */
export const newbornOutcome = z.object({
  result: codeOf({ insured: '已参保', 'not-insured': '没有缴费，没有参保', ...someOf(withoutResult, 'rejected') }),
  child_psn_no: z.string().optional(),
  insu_admdvs: shown.area(schemas).optional(),
  years: z
    .array(
      z.object({
        year: z.int(),
        amt: shown.money(schemas),
        paid_at: shown.time(schemas).optional(),
        from: shown.day(schemas),
        to: shown.day(schemas),
      }),
    )
    .optional(),
  cardless_to: shown.day(schemas).optional(),
  linked: z.object({ maternity_allowance: z.string().optional() }).optional(),
  reason: codeOf({
    'certificate-differs': '和前一次上报的出生医学证明不一样',
    'already-enrolled': '这个孩子已经登记过',
  }).optional(),
  duplicate_of: z.string().optional(),
  text: z.string().optional(),
})

/** A year that needed no premium names none (RULES.md 4.5). */
function yearOf(paid: PaidYear) {
  const { year, cover } = paid
  if (paid.by === 'free') return { year, amt: formatYuan(fen(0)), ...cover }
  return { year, amt: formatYuan(paid.amt), paid_at: paid.paid_at, ...cover }
}

/** What the case came to: insured for which days, or not. */
export function outcomeOf({ file, state }: NewbornCtx): z.input<typeof newbornOutcome> {
  const { birth, area } = enrolledIn(state)
  const cardless_to = cardlessUntil(
    birth,
    state.paid.map(({ cover }) => cover),
  )
  return {
    result: state.paid.length > 0 ? 'insured' : 'not-insured',
    child_psn_no: file.person?.psn_no,
    insu_admdvs: area,
    years: state.paid.map(yearOf),
    ...(cardless_to ? { cardless_to } : {}),
    linked: state.allowance ? { maternity_allowance: state.allowance } : {},
  }
}
