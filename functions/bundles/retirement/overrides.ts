/** What overrides every wait, and what still reaches a case that has ended (RULES.md 1.2, 6, 7). */
import { addMonths, lastDay, monthOf } from '../../../shared/calendar/index.ts'
import type { Decision, Effects, TaskDraft } from '../../../shared/chain/chain.ts'
import { InsuState, Insutype, PsnType, provinceOf } from '../../../shared/codes/index.ts'
import { formatYuan, sumFen } from '../../../shared/money/index.ts'
import { dueIn } from '../../../shared/policy/due.ts'
import { put } from '../../../shared/registers/file.ts'
import { hasRevokedMonths, monthsInProvince } from '../../../shared/registers/months.ts'
import { employeeRelation, relationOf, standingOn } from '../../../shared/registers/relation.ts'
import { reverseByHand } from '../../../shared/tasks/person.ts'
import { askClerk, clerkTask } from '../../acts/ask-clerk.ts'
import { changeEnrolment } from '../../acts/enrolment.ts'
import { takeBackRight } from '../../acts/entitlement.ts'
import { accountGiven } from '../../acts/payment/order.ts'
import { paidTwiceNews } from '../../acts/payment/paid-twice.ts'
import { lacksAccount } from '../../acts/payment/plan.ts'
import { personOf } from '../../acts/person.ts'
import { takenBackNews } from '../../acts/taken-back.ts'
import { endingOf, figuresIn, outcomeOf, statusOf } from './outcome.ts'
import { retirePaidWhere } from './parameters.ts'
import { differingPensions, heldPension, timesOfReports } from './rules/assess.ts'
import { overpaidNews } from './rules/contributions.ts'
import { contributedBefore, contributedIn, hasOf, monthsBefore, shortfallOf } from './rules/months.ts'
import { payBackPlan, payBacks } from './rules/pay-back-plan.ts'
import { insuredAgain, retireeRight, unretired } from './rules/retired-relation.ts'
import { again, end, go, type RetirementCtx, type RetirementState, type StepName, stay, still } from './state.ts'
import { supersedeBill } from './steps/choose.ts'
import { questionTo } from './steps/pay-back.ts'
import { residentBilledAnew, residentPaid } from './steps/resident.ts'
import { residentReview, sumsDecided } from './sums.ts'
import { clerkWorkingDays, pensionDiffers } from './tasks.ts'
import { texts } from './texts.ts'

type Override = Decision<RetirementState, StepName> | undefined

/** Before every step: a bank account given, another pension, death, and money to be paid back meanwhile. */
export function overrides(ctx: RetirementCtx): Override {
  const change = accountGiven(ctx)
  if (change) return again(ctx, { change, say: texts.accountGiven(), actor: 'citizen' })
  if (ctx.action) return undefined
  const news = clerksNews(ctx) ?? sumsDecided(ctx)
  if (news) return again(ctx, news)
  return afterRevocation(ctx) ?? afterDeath(ctx) ?? lateNews(ctx) ?? payBackMeanwhile(ctx)
}

/** Of an ended case: what arrives late is still dealt with, each thing once. */
export function ended(ctx: RetirementCtx): Decision<RetirementState, StepName> {
  const told = clerksNews(ctx) ?? sumsDecided(ctx) ?? residentReview(ctx)
  if (told) return still(ctx, told)
  const news = afterRevocation(ctx) ?? afterDeath(ctx) ?? lateNews(ctx)
  if (news) return news
  const plan = payBackPlan(ctx)
  return plan.orders.length > 0 || lacksAccount(plan) ? go('payBack') : (countAgain(ctx) ?? stay())
}

/** What clerks are to be told and what they need not see to any more, once each; undefined if all of it is told. */
function clerksNews(ctx: RetirementCtx): Effects<RetirementState> | undefined {
  const twice = paidTwiceNews(ctx, payBacks(ctx))
  const overpaid = overpaidNews(ctx)
  const gone = takenBackNews(ctx, isRetiredTooEarly(ctx) ? { text: texts.taskMonthsRevoked() } : undefined)
  const tasks = [...pensionTasks(ctx), ...(twice?.tasks ?? []), ...overpaid.tasks, ...(gone?.tasks ?? [])]
  const change = [...(twice?.change ?? []), ...overpaid.change, ...(gone?.change ?? [])]
  return tasks.length + change.length > 0 ? { tasks, change } : undefined
}

/** Whether months were taken back without which the person would not be retired: what is recorded stays (RULES.md 3.5). */
function isRetiredTooEarly(ctx: RetirementCtx): boolean {
  const { ending } = ctx.state
  if (ending?.result !== 'retired' || !ending.effectiveFrom) return false
  const { area, required_total: total, required_paid: paid, deemed = 0, shortfall = 0, counted } = ending
  if (total === undefined || paid === undefined || !hasRevokedMonths(ctx.file, provinceOf(area))) return false
  const where = ctx.look.policy(retirePaidWhere, area, heldPension(ctx).retr_date)
  const months = contributedIn(ctx.file, area, where.found ? where.value : 'province')
  const isBought = counted.length > 0
  const has = hasOf(isBought ? months : contributedBefore(months, monthOf(ending.effectiveFrom)), deemed)
  return shortfallOf(has, { total, paid, where: 'province' }) > (isBought ? shortfall : 0)
}

/** Months that are reported late count in the outcome too, so that it is the same whichever came first. */
function countAgain(ctx: RetirementCtx): Decision<RetirementState, never> | undefined {
  const { ending } = ctx.state
  if (ending?.paid === undefined) return undefined
  const { area, effectiveFrom } = ending
  const months = monthsInProvince(ctx.file, provinceOf(area))
  const paid = effectiveFrom ? monthsBefore(months, monthOf(effectiveFrom)).length : figuresIn(ctx, area).paid
  if (paid === undefined || paid === ending.paid) return undefined
  const counted = { ...ending, paid }
  return end(statusOf[ending.result], outcomeOf(ctx.state, counted), { state: { ending: counted } })
}

/** A pension of another retirement date: a clerk of the pension's area takes note, the case stays as it is. */
function pensionTasks(ctx: RetirementCtx): TaskDraft[] {
  const held = heldPension(ctx)
  return differingPensions(ctx.file, held)
    .filter((pension) => !ctx.task(pensionDiffers, pension.retr_date))
    .flatMap(({ retr_date, pension_admdvs: area, deemed_months }) => {
      const due = dueIn(ctx, area, clerkWorkingDays)
      const text = texts.taskPensionDiffers(held.retr_date, retr_date)
      const facts = { retr_date, held_retr_date: held.retr_date, deemed_months, text }
      return askClerk(pensionDiffers, { area, key: retr_date, due, facts, standing: true })
    })
}

/**
 * Death before the end, or before retirement took effect: withdrawn; what was collected too late is paid back
 * (RULES.md 7.1).
 */
function afterDeath(ctx: RetirementCtx): Override {
  const { death } = personOf(ctx)
  const { ending } = ctx.state
  if (!death || ending?.result === 'rejected' || ending?.result === 'withdrawn') return undefined
  const tooLate = ending && !(ending.effectiveFrom && death.date < ending.effectiveFrom)
  if (tooLate) return undefined
  const refundFrom = addMonths(monthOf(death.date), 1)
  const area =
    ending?.area ?? employeeRelation(ctx.file, ctx.today)?.relation.insu_admdvs ?? heldPension(ctx).pension_admdvs
  const withdrawn = endingOf(ctx, 'withdrawn', area, { refundFrom, paidBefore: Object.keys(ctx.state.paidBack) })
  const undo: Effects<RetirementState> = ending ? takeBack(ctx) : { change: supersedeBill(ctx), say: texts.withdrawn() }
  return go('payBack', { ...undo, state: { ending: withdrawn, retrDate: heldPension(ctx).retr_date }, admdvs: area })
}

/**
 * The death that ended the case was reported by mistake: it is taken up again from the beginning. What was paid back
 * because of it stays paid; a clerk of each area that paid takes note (RULES.md 7.2).
 */
function afterRevocation(ctx: RetirementCtx): Override {
  const { ending, paidBack, choice } = ctx.state
  if (ending?.result !== 'withdrawn' || personOf(ctx).death) return undefined
  const forDeath = Object.values(paidBack).filter(({ key }) => !ending.paidBefore?.includes(key))
  const tasks = [...new Set(forDeath.map(({ area }) => area))].map((area): TaskDraft => {
    const amt = sumFen(forDeath.filter((one) => one.area === area).map((one) => one.amt))
    const due = dueIn(ctx, area, clerkWorkingDays)
    const facts = { amt: formatYuan(amt), text: texts.taskPaidForDeath(amt) }
    return clerkTask(reverseByHand, { area, key: area, due, facts, standing: true })
  })
  const asked = ['askedOn', 'reminded', 'noChoiceOn', 'told', 'bill', 'ending'] as const
  return go('findPlace', {
    forget: choice ? [...asked] : [...asked, 'retrDate'],
    withoutOutcome: true,
    tasks,
    say: texts.takenUpAgain(),
  })
}

/** Somebody who died before retirement took effect never retired: relation and entitlement are as before. */
function takeBack(ctx: RetirementCtx): Effects<RetirementState> {
  const { ending } = ctx.state
  const relation = ending && relationOf(ctx.file, ending.area, Insutype.employee)
  if (!ending?.effectiveFrom || !relation) return { say: texts.takenBack() }
  const { area, effectiveFrom: from } = ending
  const before = unretired(relation, { from, by: ctx.case.case_id, times: timesOfReports(ctx) })
  const standing = standingOn(before, from)
  const { psn_insu_stas = InsuState.notInsured, psn_type = PsnType.inService } = standing ?? {}
  const undone = changeEnrolment(ctx, before, { psn_type, psn_insu_stas, from, reason: 'death' })
  return {
    ...undone,
    change: [...undone.change, takeBackRight(ctx, retireeRight(area, from))],
    say: texts.takenBack(),
  }
}

/** What a late event adds: the resident's premium, or a pause that only says when service ended. */
function lateNews(ctx: RetirementCtx): Override {
  const resident = residentPaid(ctx) ?? residentBilledAnew(ctx)
  if (resident) return resident
  const { ending } = ctx.state
  if (ending?.result !== 'retired' || !ending.effectiveFrom || !ending.recordedOn) return undefined
  const relation = relationOf(ctx.file, ending.area, Insutype.employee)
  const again =
    relation &&
    insuredAgain(relation, {
      from: ending.effectiveFrom,
      by: ctx.case.case_id,
      time: heldPension(ctx).time,
      until: lastDay(monthOf(ending.recordedOn)),
    })
  return again && go('payBack', { change: [put('relation', again)] })
}

/** While the case still goes on: a payment that bought nothing does not wait for its end. */
function payBackMeanwhile(ctx: RetirementCtx): Override {
  if (ctx.state.ending) return undefined
  const plan = payBackPlan(ctx)
  return plan.orders.length > 0 || questionTo(ctx, plan) ? go('payBack') : undefined
}
