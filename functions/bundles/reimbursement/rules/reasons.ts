/** Why a clerk looks at a claim (RULES.md 4, 5). Pure. */
import { compareInstants } from '../../../../shared/calendar/index.ts'
import { sameName } from '../../../../shared/identity/index.ts'
import { type Fen, parseYuan, yuan } from '../../../../shared/money/index.ts'
import { standingOf } from '../../../../shared/registers/care/receipts.ts'
import { answerTo, autoUpto, type Facts, type Reads } from './facts.ts'
import type { Insured } from './insured.ts'
import { claimIn } from './receipts.ts'
import { type ReviewReason, reviewReasons } from './words.ts'

/** What was reckoned, as far as it could be. */
export interface Known {
  readonly inscp?: Fen | undefined
  readonly total?: Fen
}

/** All reasons, in the order of the rules; none: it is paid at once. */
export function reasonsFor(ctx: Reads, facts: Facts, insured: Insured, { inscp, total }: Known): ReviewReason[] {
  const { upload } = facts.receipt
  const { claim } = ctx.state
  const holds: Partial<Record<ReviewReason, boolean>> = {
    'amount-above': total !== undefined && total > autoUpto(ctx, facts, insured),
    'third-party': claim?.choice === 'third-party' || upload?.data.rel_ttp_flag === '1',
    'name-differs': namesIn(ctx, facts).some((name) => !sameName(name, ctx.file.person?.private.psn_name ?? '')),
    'end-in-future': claim !== undefined && compareInstants(facts.visit.endtime, claim.at) > 0,
    'not-verified': !upload && answerTo(ctx)?.valid !== true,
    'amount-differs': amountsIn(ctx, facts).some((amt) => amt !== facts.visit.medfee),
    'amount-missing': inscp === undefined,
    'claimed-by-another': standingOf(ctx.file, facts.receipt.name).claimedByOther === true,
    'person-dead': ctx.file.person?.death !== undefined,
  }
  return (Object.keys(reviewReasons) as ReviewReason[]).filter((reason) => holds[reason])
}

/** Names that the receipt bears. */
function namesIn(ctx: Reads, { receipt: { upload } }: Facts): string[] {
  const name = upload ? upload.data.psn_name : answerTo(ctx)?.psn_name
  return name === undefined ? [] : [name]
}

/** Sums that the form and the platform say; where nothing was uploaded the form's is the receipt's. */
function amountsIn(ctx: Reads, { receipt }: Facts): Fen[] {
  const { upload } = receipt
  const claim = claimIn(receipt)
  const verified = upload ? undefined : parseYuan(answerTo(ctx)?.medfee_sumamt)
  const form = claim && upload ? [yuan(claim.data.medfee_sumamt)] : []
  return [...form, ...(verified === undefined ? [] : [verified])]
}
