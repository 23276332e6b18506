/** The outcome of an allowance (RULES.md 7), and what the mother is told. */

import * as z from 'zod'
import { compareInstants, dayOf, maxDay } from '../../../shared/calendar/index.ts'
import type { Effects } from '../../../shared/chain/chain.ts'
import { codeOf, someOf } from '../../../shared/codes/coded.ts'
import { payeeName } from '../../../shared/codes/index.ts'
import { formatYuan } from '../../../shared/money/index.ts'
import { type Due, dueIn } from '../../../shared/policy/due.ts'
import { isDeliveryOf } from '../../../shared/registers/family/births.ts'
import { certifiedGuardians } from '../../../shared/registers/family/guardians.ts'
import { answersTo, type PersonFile } from '../../../shared/registers/file.ts'
import type { Ref } from '../../../shared/registers/ids.ts'
import type { At, Look } from '../../../shared/registers/look.ts'
import type { Delivery } from '../../../shared/registers/rows.ts'
import { schemas } from '../../../shared/schemas.ts'
import { shown } from '../../../shared/tasks/kind.ts'
import type { Notice } from '../../../shared/tasks/notice.ts'
import { inform } from '../../acts/inform.ts'
import { revokedReason } from '../../acts/taken-back.ts'
import { withoutResult } from '../../manifest.ts'
import { birthCases, firstCase } from '../newborn/reference.ts'
import { caseDays } from './limits.ts'
import { dailyBase } from './rules/days.ts'
import { enoughSince, leastMonths } from './rules/months.ts'
import { type AllowanceCtx, type AllowanceState, deliveryOf } from './state.ts'

/** What an allowance comes to (RULES.md 7.1). */
export const allowanceOutcome = z.object({
  result: codeOf({ paid: '已经付款', ...someOf(withoutResult, 'rejected') }),
  reason: codeOf({
    'months-short': '连续缴费的月数不够',
    'not-insured': '出院（就医结束）那天没有正常参保',
    'pays-alone': '自己缴费参保（灵活就业），当地不发',
    'review-refused': '工作人员核对后不发',
    ...revokedReason,
  }).optional(),
  months: z.int().optional(),
  text: z.string().optional(),
  days: z.int().optional(),
  daily_base: z.string().optional(),
  amt: shown.money(schemas).optional(),
  payee: codeOf(payeeName).optional(),
  newborn_cases: z.array(z.string()),
})

/**
 * Time limit of the case (RULES.md 7.2): after discharge, or, if it waited for months, after the day on which the last one
 * needed was posted.
 */
export function caseDue(at: At, file: PersonFile, delivery: Delivery): Due {
  const { insu_admdvs, dscg_date, time } = delivery
  const least = leastMonths(at.look, delivery) ?? 0
  const enough = least > 0 ? enoughSince(file, delivery, least) : undefined
  const waited = enough !== undefined && compareInstants(enough, time) > 0
  return dueIn(at, insu_admdvs, caseDays, waited ? maxDay(dayOf(enough), dscg_date) : dscg_date)
}

/**
 * Cases of the children of this delivery that the hospital names her the mother of, or that she asked for: whichever
 * event came first, each side finds the other (RULES.md 1.2).
 */
export function newbornCases(file: PersonFile, look: Look, delivery: Delivery): Ref[] {
  return file
    .all('link')
    .filter(({ role }) => role === 'dependant')
    .flatMap(({ pid }) => {
      const child = look.file(pid)
      const isHers = certifiedGuardians(child, birthCases).some(
        ({ cert_hash, relation }) => relation === 'mother' && answersTo(file.person, cert_hash),
      )
      const birth = child.all('birth').find((notice) => isDeliveryOf(delivery, notice))
      return (isHers && birth && firstCase(child)?.case_id) || []
    })
    .sort()
}

/** The outcome as the case now stands. */
export function outcomeOf(
  ctx: AllowanceCtx,
  result: 'paid' | 'rejected',
  more: Partial<z.input<typeof allowanceOutcome>> = {},
) {
  const { payment } = ctx.state
  const paid = payment && {
    days: payment.days,
    daily_base: dailyBase(payment.base),
    amt: formatYuan(payment.amt),
    payee: payment.payee,
  }
  return { result, ...paid, ...more, newborn_cases: newbornCases(ctx.file, ctx.look, deliveryOf(ctx)) }
}

/** A message to the mother; only a line of the timeline once she has died. */
export function tellMother({ file }: AllowanceCtx, notice: Notice, text: string): Effects<AllowanceState> {
  return inform(file, notice, text)
}
