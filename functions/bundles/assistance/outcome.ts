/** What a case comes to (RULES.md 6.4, 7.5). */
import * as z from 'zod'
import { codeOf } from '../../../shared/codes/coded.ts'
import { formatYuan, yuan } from '../../../shared/money/index.ts'
import { schemas } from '../../../shared/schemas.ts'
import { shown } from '../../../shared/tasks/kind.ts'
import { revokedReason } from '../../acts/taken-back.ts'
import { payerKey } from './rules/due.ts'
import { paidBy, type YearFigures } from './rules/payers.ts'
import { resultNames, type WarningResult } from './rules/words.ts'
import type { AssistanceCtx, Warning } from './state.ts'
import { recoverTask } from './steps/beside.ts'
import { payerShown } from './tasks.ts'

/** Why a warning is withdrawn: its person died, or its ground is gone. */
const withdrawnReason = { ...revokedReason, deceased: '本人去世' } as const

/** Of a year that was reconciled, or of a warning. */
export const assistanceOutcome = z.object({
  result: codeOf(resultNames).optional(),
  reason: codeOf(withdrawnReason).optional(),
  year: z.int().optional(),
  paid: shown.money(schemas).optional().meta({ description: '这件事付出的钱' }),
  payers: z.array(z.object({ ...payerShown(schemas), over: shown.money(schemas) })).optional(),
  burden: shown.money(schemas).optional(),
  from_month: shown.month(schemas).optional(),
  to_month: shown.month(schemas).optional(),
})

/** A year as its last run left it: what is recovered afterwards by hand was over then. */
export function outcomeOf(ctx: AssistanceCtx, known: YearFigures): z.input<typeof assistanceOutcome> {
  const task = recoverTask(ctx)
  const recovered = task?.status === 'approved' ? task.facts.payers : []
  const payers = known.figures.map(({ admdvs, dept, due, given: left }) => {
    const back = recovered.find((one) => payerKey(one as never) === payerKey({ admdvs, dept }))
    const given = left + (back ? yuan(back.over) : 0)
    return {
      admdvs,
      dept,
      due: formatYuan(due),
      given: formatYuan(given as typeof left),
      over: formatYuan(Math.max(0, given - due) as typeof left),
    }
  })
  return { result: 'reconciled', year: ctx.state.year, paid: formatYuan(paidBy(known)), payers }
}

/** What a warning came to. */
export const warningOutcome = (
  result: WarningResult,
  { burden, from_month, to_month }: Warning,
): z.input<typeof assistanceOutcome> => ({ result, burden: formatYuan(burden), from_month, to_month })
