/** Is the amount as usual? (donation/RULES.md 2.2) */
import { askClerk } from '../../../../functions/acts/ask-clerk.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import { donationReviewAbove } from '../parameters.ts'
import { needsReview } from '../rules/choice.ts'
import { donationOf, go, step, wait } from '../state.ts'
import { clerkWorkingDays, reviewDonation } from '../tasks.ts'
import { texts } from '../texts.ts'

export const review = step({
  label: '看献血量',
  goes: ['thank'],
  decide(ctx) {
    const { donation_no, donated_on, ml } = donationOf(ctx)
    const area = ctx.case.admdvs
    const limit = ctx.look.policy(donationReviewAbove, area, donated_on)
    if (limit.found && !needsReview(ml, limit.value)) return go('thank')
    const task = ctx.task(reviewDonation)
    if (task?.decision) return go('thank', { state: { found: (task.decision.data as { ml?: number }).ml ?? ml } })
    const due = dueIn(ctx, area, clerkWorkingDays, ctx.state.openedOn)
    const wanted = { area, due, facts: { donation_no, donated_on, ml } }
    return wait(
      { actor: 'clerk', what: reviewDonation, until: due.at },
      task ? {} : { tasks: askClerk(reviewDonation, wanted), say: texts.reviewing() },
    )
  },
})
