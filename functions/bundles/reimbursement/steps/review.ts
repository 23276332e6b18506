/** RULES.md 5: a clerk looks at what is not paid at once. */
import { dayOf, dueOn } from '../../../../shared/calendar/index.ts'
import type { TaskDraft } from '../../../../shared/chain/chain.ts'
import { formatYuan, parseYuan, ZERO } from '../../../../shared/money/index.ts'
import { dueOf } from '../../../../shared/policy/due.ts'
import { sayOfReceipt } from '../../../../shared/registers/care/receipts.ts'
import { askClerk } from '../../../acts/ask-clerk.ts'
import { outcomeOf } from '../outcome.ts'
import { basisOf, type Facts, factsOf, type Worth, worthOf } from '../rules/facts.ts'
import { reasonsFor } from '../rules/reasons.ts'
import { tellFamily } from '../rules/telling.ts'
import { type ReviewReason, reviewReasons } from '../rules/words.ts'
import { end, go, type ReimbursementCtx, step, wait } from '../state.ts'
import { reviewClaim } from '../tasks.ts'
import { notices, texts } from '../texts.ts'

/** Approved it is paid; an upload that comes meanwhile ends the review, for it knows more. */
export const review = step({
  label: '工作人员核对',
  goes: ['reckon'],
  decide(ctx) {
    const { state } = ctx
    const facts = factsOf(ctx)
    const { insured } = facts
    if (!insured) throw new Error('reimbursement: reviewed for who is not insured')
    if (state.basis !== basisOf(facts)) return go('reckon')
    const task = ctx.task(reviewClaim, String(state.round))
    if (task?.status === 'rejected') return refuse(ctx, facts, task.decision?.reason)
    if (task?.status === 'approved') {
      const given = task.facts.reasons.includes('amount-missing')
        ? parseYuan(task.decision?.data.inscp_scp_amt)
        : undefined
      const approved = {
        basis: state.basis,
        ...(given === undefined ? {} : { inscp: given }),
      }
      return go('reckon', { state: { approved }, actor: 'clerk' })
    }
    const worth = worthOf(ctx, facts)
    const reasons = reasonsFor(ctx, facts, insured, worth)
    if (reasons.length === 0 || worth.sum?.amt === ZERO) return go('reckon')
    const due = dueOfCase(ctx)
    return wait({ actor: 'clerk', what: reviewClaim, until: due }, { tasks: tasksFor(ctx, facts, worth, reasons) })
  },
})

/** The limit of the case, which is the clerk's. */
const dueOfCase = ({ case: { due_at, due_provisional, due_reckoned }, today }: ReimbursementCtx) =>
  due_at === undefined
    ? dueOn(today)
    : dueOf({
        due_at,
        ...(due_provisional ? { due_provisional } : {}),
        ...(due_reckoned ? { due_reckoned } : {}),
      })

function refuse(ctx: ReimbursementCtx, { receipt }: Facts, reason: string | undefined) {
  const text = texts.reviewRefused(reason)
  const { change = [], receipts = [], signals = [] } = sayOfReceipt(ctx.file, receipt.name, { is: 'let-go' }, ctx)
  const outcome = outcomeOf(ctx.state, 'rejected', { reason: 'review-refused', text })
  const words = tellFamily(ctx, notices.rejected, text)
  return end('rejected', outcome, { change, receipts, signals, ...words, actor: 'clerk' })
}

function tasksFor(
  ctx: ReimbursementCtx,
  facts: Facts,
  { inscp, sum }: Worth,
  reasons: readonly ReviewReason[],
): TaskDraft[] {
  const { receipt, visit, area } = facts
  const due = dueOfCase(ctx)
  const said = reasons.map((reason) => reviewReasons[reason])
  return askClerk(reviewClaim, {
    area,
    key: String(ctx.state.round),
    due,
    facts: {
      reasons,
      text: texts.taskReview(said, dayOf(due.at)),
      ...receipt.name,
      fixmedins_code: visit.fixmedins_code,
      ...(visit.mdtrt_id === undefined ? {} : { mdtrt_id: visit.mdtrt_id }),
      med_type: visit.med_type,
      endtime: visit.endtime,
      medfee_sumamt: formatYuan(visit.medfee),
      ...(inscp === undefined ? {} : { inscp_scp_amt: formatYuan(inscp) }),
      ...(sum ? { deductible: formatYuan(sum.deductible), ratio: sum.ratio, amt: formatYuan(sum.amt) } : {}),
    },
  })
}
