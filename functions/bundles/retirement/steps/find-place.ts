/** RULES.md 2: find the relation that retires. */
import { addDays, endOfDay, rolling, startOfDay } from '../../../../shared/calendar/index.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import type { StandingRelation } from '../../../../shared/registers/relation.ts'
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import type { Milestone } from '../../../../shared/tasks/notice.ts'
import { askClerk } from '../../../acts/ask-clerk.ts'
import { once, since } from '../../../acts/inform.ts'
import { transferBundle } from '../../transfer/reference.ts'
import { refused } from '../outcome.ts'
import { heldPension, placeOf } from '../rules/assess.ts'
import { inform } from '../rules/telling.ts'
import { go, type RetirementCtx, step } from '../state.ts'
import { clerkWorkingDays, otherProvince } from '../tasks.ts'
import { texts } from '../texts.ts'
import { waitOn } from './pay-back.ts'

/** Days that a case waits for a relation, and is shown to wait for a transfer. */
const waitingDays = 90

/** Place: the 310 relation in normal state, else the one paused latest; an open transfer first (RULES.md 2.1, 2.5). */
export const findPlace = step({
  label: '确定参保地',
  goes: ['countMonths', 'payBack'],
  decide(ctx) {
    const place = placeOf(ctx)
    if ('transfer' in place) return awaitTransfer(ctx, place.transfer)
    if ('none' in place) return awaitRelation(ctx, place.begins)
    if ('elsewhere' in place) return referElsewhere(ctx, place.elsewhere)
    const retired = 'retired' in place
    const { insu_admdvs } = (retired ? place.retired : place.found).relation
    const here = { admdvs: insu_admdvs, areas: [insu_admdvs] }
    if (!retired) return go('countMonths', here)
    return go('payBack', { ...here, ...refused(ctx, 'already-retired', insu_admdvs, texts.alreadyRetired()) })
  },
})

/** A transfer comes to its end. */
export const transferDone: Milestone = { milestone: transferBundle.bundle, title: '医保转移办完' }

/** An open transfer is waited for first: it says which relation is left (RULES.md 2.2). */
function awaitTransfer(ctx: RetirementCtx, { waiting_for }: CaseRow) {
  const until = rolling(since(ctx, 'transfer'), waitingDays, ctx.now)
  const words = inform(ctx, 'waiting-for-transfer', texts.waitingForTransfer())
  return waitOn(
    ctx,
    { actor: waiting_for?.actor ?? 'partner', what: transferDone, until },
    once(ctx, 'transfer', words),
  )
}

/** No relation at all: one may still be reported, the last day included (RULES.md 2.3). */
function awaitRelation(ctx: RetirementCtx, begins: ReturnType<typeof addDays> | undefined) {
  const until = endOfDay(addDays(since(ctx, 'no-relation'), waitingDays))
  if (ctx.now > until) {
    return go('payBack', refused(ctx, 'no-relation', heldPension(ctx).pension_admdvs, texts.noRelation(waitingDays)))
  }
  const words = inform(ctx, 'waiting-for-relation', texts.waitingForRelation())
  const begin = begins ? { wakeAt: startOfDay(begins) } : {}
  return waitOn(
    ctx,
    { actor: 'partner', what: 'enrolment.registered', until, ...begin },
    once(ctx, 'no-relation', words),
  )
}

/**
 * The relation is in another province than the pension: a clerk of the pension's area takes note, then it is rejected
 * (RULES.md 2.4).
 */
function referElsewhere(ctx: RetirementCtx, { relation: { insu_admdvs } }: StandingRelation) {
  const { pension_admdvs: area, retr_date } = heldPension(ctx)
  const status = ctx.task(otherProvince)?.status
  if (status === 'approved' || status === 'rejected') {
    return go('payBack', { ...refused(ctx, 'other-province', area, texts.otherProvince(insu_admdvs)), actor: 'clerk' })
  }
  const due = dueIn(ctx, area, clerkWorkingDays, since(ctx, 'other-province'))
  const facts = { retr_date, insu_admdvs, text: texts.taskOtherProvince(insu_admdvs) }
  const tasks = askClerk(otherProvince, { area, due, facts })
  const words = inform(ctx, 'other-province-check', texts.askingOtherProvince())
  return waitOn(
    ctx,
    { actor: 'clerk', what: otherProvince, until: due.at },
    { ...once(ctx, 'other-province', words), tasks, areas: [area, insu_admdvs] },
  )
}
