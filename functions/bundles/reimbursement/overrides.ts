/** What overrides every wait, and what may still come after the end (RULES.md 2, 6). */
import type { Anew, Decision } from '../../../shared/chain/chain.ts'
import { sayOfReceipt } from '../../../shared/registers/care/receipts.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import { dueOf, type Facts, factsOf, isNewForm } from './rules/facts.ts'
import { claimIn, type Receipt } from './rules/receipts.ts'
import { refusalOf } from './rules/refusal.ts'
import type { Refusal } from './rules/words.ts'
import { again, go, type ReimbursementCtx, type ReimbursementState, stateIn, stay, still } from './state.ts'
import { newsAfter } from './steps/after.ts'
import { isOwed } from './steps/pay.ts'
import { refuse, type Stood, takenNow } from './steps/refuse.ts'
import { texts } from './texts.ts'

type Resumed = Stood | 'awaitPayment'

/** Before every step: as long as nothing was ordered a reason to refuse ends it; afterwards a clerk is told. */
export function overrides(ctx: ReimbursementCtx): Decision<ReimbursementState, Resumed> | undefined {
  const facts = factsOf(ctx)
  if (ctx.state.ordered) {
    const news = newsAfter(ctx, facts)
    return news && again(ctx, news)
  }
  // What is claimed in this moment is judged as claimed.
  if (ctx.case.step === 'ask' && isNewForm(claimIn(facts.receipt), ctx.state)) return undefined
  const reason = refusalOf(ctx, facts)
  if (reason) return refuse(ctx, facts, reason, ctx.case.step as Stood)
  if (isNoClaim(ctx, facts.receipt)) return go('ask', { forget: claimed })
  return ctx.case.admdvs === facts.area ? undefined : again(ctx, { admdvs: facts.area, areas: [facts.area] })
}

/** What follows from a claim. */
const claimed = ['claim', 'queried', 'approved', 'basis'] as const satisfies (keyof ReimbursementState)[]

/**
 * What was claimed by a form with another check code than the upload that came later was no claim (RULES.md 1.3), nor what
 * was claimed for who has not died after all (5.4).
 */
const isNoClaim = ({ state: { claim }, file }: ReimbursementCtx, receipt: Receipt): boolean =>
  (claim?.by === 'form' && claimIn(receipt) === undefined) || (claim?.by === 'death' && !file.person?.death)

/** What may still come after the end. */
export function ended(ctx: ReimbursementCtx): Decision<ReimbursementState, Resumed> {
  const facts = factsOf(ctx)
  const { sum, ordered, refused } = ctx.state
  if (sum) {
    const news = newsAfter(ctx, facts)
    if (news) return still(ctx, news)
    return ordered && isOwed(ctx) ? go('awaitPayment', { withoutOutcome: true }) : stay()
  }
  if (mayClaimAgain(ctx.case) && isNewForm(claimIn(facts.receipt), ctx.state)) {
    return go('ask', { forget: [...claimed, 'refused'], withoutOutcome: true })
  }
  return refused ? ofRefused(ctx, facts, refused) : stay()
}

/** Whether the person may claim by a form what has ended (RULES.md 1.3): also what was refused before anybody claimed it. */
export function mayClaimAgain(row: CaseRow): boolean {
  const { result, reason } = row.outcome ?? {}
  if (result === 'declined' || result === 'not-claimed') return true
  const { refused, claim, sum } = stateIn(row)
  if (sum) return false
  if (refused && !claim) return true
  return result === 'rejected' && (reason === 'receipt-invalid' || reason === 'receipt-taken')
}

/** The reason is gone: it goes on where it stood; or it is another one by now. */
function ofRefused(
  ctx: ReimbursementCtx,
  facts: Facts,
  { reason: held, from }: { reason: Refusal; from: Stood },
): Decision<ReimbursementState, Resumed> {
  const reason = refusalOf(ctx, facts)
  if (reason === held) return stay()
  if (reason) return refuse(ctx, facts, reason, from)
  const { claim } = ctx.state
  const isLetGo = claim && !facts.receipt.upload
  const taken = isLetGo ? takenNow(ctx, facts, from) : undefined
  if (taken) return taken
  const { name } = facts.receipt
  const back = isLetGo ? sayOfReceipt(ctx.file, name, { is: 'claimed' }, ctx) : {}
  const { change = [], receipts = [], signals = [] } = back
  const next = isNoClaim(ctx, facts.receipt) ? 'ask' : from
  // Who was told that it cannot be claimed is asked anew.
  const isAskedAnew = next === 'ask'
  return go(next, {
    change,
    receipts,
    signals,
    ...(isAskedAnew ? { state: { openedOn: ctx.today } } : {}),
    forget: ['refused', ...(isAskedAnew ? (['reminded'] as const) : [])],
    admdvs: facts.area,
    areas: [facts.area],
    withoutOutcome: true,
    ...(claim ? { due: dueOf(ctx, facts, claim) } : {}),
    say: texts.resumed(),
  })
}

/** Asked anew by other parameters (bundles/RULES.md 1.5): what it comes to, over what was claimed and approved. What was approved stays so; what the person declined, or never claimed, rests on no parameter. */
export function anew({ case: row, state }: ReimbursementCtx): Anew<ReimbursementState, 'reckon'> | undefined {
  const { reason } = row.outcome ?? {}
  if (!state.sum && reason !== 'too-late') return undefined
  return { step: 'reckon', state: { round: Math.max(0, state.round - 1) }, forget: ['sum', 'ordered', 'refused'] }
}
