/** Why a receipt cannot be claimed, the first reason that fits (RULES.md 2). Pure. */
import { compareInstants, dayOf, daysBetween } from '../../../../shared/calendar/index.ts'
import { standingOf } from '../../../../shared/registers/care/receipts.ts'
import { settlementsIn } from '../../../../shared/registers/care/settlements.ts'
import { claimWithinDays } from '../parameters.ts'
import { answerTo, type Facts, type Reads } from './facts.ts'
import { isVoid } from './receipts.ts'
import type { GoneReason, Refusal } from './words.ts'

/** Whether a direct settlement bears the receipt, in this file or in another's. */
function isSettled(ctx: Reads, { receipt: { name }, visit }: Facts): boolean {
  if (standingOf(ctx.file, name).settledByOther) return true
  return settlementsIn(ctx.file, ctx, dayOf(visit.begntime)).some(
    ({ elec_bill_code, elec_billno_code, setl_id }) =>
      setl_id !== ctx.case.case_id &&
      elec_bill_code === name.elec_bill_code &&
      elec_billno_code === name.elec_billno_code,
  )
}

/** Why it cannot be claimed, as long as nothing was ordered; undefined if it can. */
export function refusalOf(ctx: Reads, facts: Facts): Refusal | undefined {
  const { receipt, insured } = facts
  if (isVoid(receipt)) return 'receipt-void'
  if (isSettled(ctx, facts)) return 'already-settled'
  if (standingOf(ctx.file, receipt.name).others) return 'receipt-taken'
  if (!receipt.upload && answerTo(ctx)?.valid === false) return 'receipt-invalid'
  if (!insured) return 'not-insured'
  return isTooLate(ctx, facts, insured.admdvs) ? 'too-late' : undefined
}

function isTooLate({ look, state: { claim } }: Reads, { visit: { endtime } }: Facts, area: Facts['area']): boolean {
  if (!claim || compareInstants(claim.at, endtime) < 0) return false
  const on = dayOf(endtime)
  const within = look.policy(claimWithinDays, area, on)
  return within.found && daysBetween(on, dayOf(claim.at)) > within.value
}

/** Why what was ordered was not to be paid after all, or what came to nothing counts no more (RULES.md 6.1). */
export function goneBy(ctx: Reads, facts: Facts): GoneReason | undefined {
  if (isVoid(facts.receipt)) return 'receipt-void'
  if (isSettled(ctx, facts)) return 'already-settled'
  const { lost, others } = standingOf(ctx.file, facts.receipt.name)
  return lost || others ? 'receipt-taken' : undefined
}
