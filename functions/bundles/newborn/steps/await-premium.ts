/**
 * Where a newborn case rests: until paid, until 31 December of the year after birth, or until a clerk or bank account.
 */
import { compareInstants, endOfDay, startOfDay } from '../../../../shared/calendar/index.ts'
import type { Decision, Wait } from '../../../../shared/chain/chain.ts'
import { compareLimits } from '../../../../shared/policy/due.ts'
import { isTakenBack } from '../../../../shared/registers/apply/taken-back.ts'
import { holdingNotice } from '../../../../shared/registers/family/birth-notices.ts'
import { isDeliveryOf } from '../../../../shared/registers/family/births.ts'
import type { Ref } from '../../../../shared/registers/ids.ts'
import { same } from '../../../../shared/same.ts'
import { policyTopic } from '../../../../shared/table/keys.ts'
import type { Milestone } from '../../../../shared/tasks/notice.ts'
import { policyMissing } from '../../../../shared/tasks/operator.ts'
import { amountDiffers } from '../../../acts/amount-differs.ts'
import { accountGiven } from '../../../acts/payment/order.ts'
import { accountTasks, lacksAccount, type Plan, waitForAccount } from '../../../acts/payment/plan.ts'
import { provideBankAccount } from '../../../acts/payment/tasks.ts'
import { allowanceCase } from '../../maternity-allowance/reference.ts'
import { outcomeOf } from '../outcome.ts'
import { birthCases } from '../reference.ts'
import { daysOver, lastRetrospectDay } from '../rules/cover.ts'
import { doubtedRequester, family, isDisputed, isMourning, motherInPackage } from '../rules/family.ts'
import { reckon } from '../rules/payments.ts'
import { isOpen, isOver, lastMoment } from '../rules/terms.ts'
import { end, enrolledIn, go, type NewbornCtx, type NewbornState, step, wait } from '../state.ts'
import { certificateDiffers } from '../tasks.ts'
import { notices, texts } from '../texts.ts'
import { differingTasks, needsCounting } from './collect.ts'
import { needsEnrolment } from './enrol.ts'
import { missingParameters, missingTasks, needsOffer } from './offer.ts'
import { clerkAskedOn, needsRefunding, type RefundDebt, refundPlan } from './refund.ts'
import { needsReminding, needsTelling, nextReminder } from './tell.ts'

/** The steps that something new may give work to. */
export type Work =
  | 'enrolChild'
  | 'offerYears'
  | 'countPayments'
  | 'refundPayments'
  | 'tellFamily'
  | 'remindFamily'
  | 'linkAllowance'

/** The first step that something new in the registers gives work to. */
export function workFor(ctx: NewbornCtx): Work | undefined {
  if (needsEnrolment(ctx)) return 'enrolChild'
  if (needsOffer(ctx)) return 'offerYears'
  if (needsCounting(ctx)) return 'countPayments'
  if (needsRefunding(ctx)) return 'refundPayments'
  if (needsTelling(ctx)) return 'tellFamily'
  if (needsReminding(ctx)) return 'remindFamily'
  return allowanceOf(ctx) === ctx.state.allowance ? undefined : 'linkAllowance'
}

/** The mother's allowance case for this birth, if there is one; not a rejected one if another is not. */
function allowanceOf(ctx: NewbornCtx): Ref | undefined {
  const notice = holdingNotice(ctx.file, birthCases)
  const mother = motherInPackage(ctx)
  if (!notice || !mother) return undefined
  const cases = mother
    .all('delivery')
    .filter((delivery) => isDeliveryOf(delivery, notice) && !isTakenBack(delivery))
    .flatMap((delivery) => allowanceCase(mother, delivery) ?? [])
  return (cases.find(({ status }) => status !== 'rejected') ?? cases[0])?.case_id
}

/** Package: the mother’s maternity allowance, a case of its own, whichever comes first. */
export const linkAllowance = step({
  label: '连上妈妈的生育津贴',
  goes: ['awaitPremium'],
  decide(ctx) {
    const allowance = allowanceOf(ctx)
    if (allowance === ctx.state.allowance) return go('awaitPremium')
    if (allowance === undefined) return go('awaitPremium', { forget: ['allowance'] })
    return go('awaitPremium', { state: { allowance }, say: texts.allowanceLinked() })
  },
})

/** RULES.md 5.1, 6.2: done with the first year paid; else the case waits, and takes up whatever comes. */
export const awaitPremium = step({
  label: '等家长缴费',
  goes: ['enrolChild', 'offerYears', 'countPayments', 'refundPayments', 'tellFamily', 'remindFamily', 'linkAllowance'],
  decide(ctx) {
    const change = accountGiven(ctx)
    if (change) return go('refundPayments', { change, actor: 'citizen' })
    const work = workFor(ctx)
    return work ? go(work) : rest(ctx)
  },
})

/** Nothing is to be done now: the case ends, or waits for a named somebody. */
function rest(ctx: NewbornCtx): Decision<NewbornState, never> {
  const isInsured = ctx.state.paid.length > 0
  const refunds = refundPlan(ctx)
  const tasks = [...differingTasks(ctx), ...missingTasks(ctx), ...accountTasks(ctx, refunds)]
  const outcome = outcomeOf(ctx)
  const ends = isInsured
    ? end('done', outcome, { tasks, ...topicsOf(ctx) })
    : end('withdrawn', outcome, { tasks, ...topicsOf(ctx), ...tellNotInsured(ctx) })
  if (isOutdated(ctx, outcome)) return ends
  const effects = { tasks, ...(isInsured || !isOpen(ctx) ? {} : noOutcome(ctx)) }
  if (lacksAccount(refunds)) return wait(sooner(waiting(ctx), forAccount(ctx, refunds)), effects)
  if (isInsured) return ends
  if (tasks.some(({ kind }) => kind === 'amount-differs') || isUnclear(ctx)) return wait(waiting(ctx), effects)
  return isOpen(ctx) ? wait(waiting(ctx), effects) : ends
}

/**
 * A case that is insured, or over, tells what holds now before it waits on: it ends anew, and `ended` takes it up again
 * in the same commit if somebody is still to be waited for.
 */
function isOutdated(ctx: NewbornCtx, now: ReturnType<typeof outcomeOf>): boolean {
  const { outcome } = ctx.case
  const isOver = ctx.state.paid.length > 0 || (outcome !== undefined && !isOpen(ctx))
  return isOver && !same(outcome, now)
}

/** What was granted is not any more, and can still be paid: no outcome holds. */
const noOutcome = ({ case: { outcome } }: NewbornCtx) => (outcome ? { withoutOutcome: true as const } : {})

/**
 * Who is waited for while an account is missing; a clerk’s task that was rejected opens again in time all the same. It is
 * not the act's step, for the case rests on the premium at the same time, and on whose child it is (RULES.md 5.4).
 */
function forAccount(ctx: NewbornCtx, refunds: Plan<RefundDebt>): Wait {
  if (refunds.forPerson.length === 0) return waitForAccount(ctx, refunds, ctx.today)
  const { wakeAt } = waitForAccount(ctx, refunds, ctx.today)
  return { ...forFamily(ctx, refunds), ...(wakeAt ? { wakeAt } : {}) }
}

/** Whoever asked is not to say where the money goes before the hospital, or a clerk, has said whose child it is. */
function forFamily(ctx: NewbornCtx, refunds: Plan<RefundDebt>): Wait {
  const { state, now, file } = ctx
  const until = state.accountBy ?? now
  if (isDisputed(file)) return { actor: 'clerk', what: certificateDiffers, until: lastMoment(ctx) }
  if (doubtedRequester(file) !== undefined) {
    const [on = ctx.today] = refunds.forPerson.map(({ debt }) => clerkAskedOn(ctx, debt.refund)).sort()
    return { actor: 'partner', what: 'birth.certified', until: startOfDay(on) }
  }
  return { actor: 'citizen', what: provideBankAccount, until, actions: [provideBankAccount] }
}

/** Waits as the second says, and is asked again at the sooner of both times. */
function sooner(one: Wait, other: Wait): Wait {
  const [wakeAt] = [one.wakeAt, other.wakeAt].flatMap((at) => at ?? []).sort(compareLimits)
  return { ...one, ...other, ...(wakeAt ? { wakeAt } : {}) }
}

/** Something was paid of which nobody can say yet whether it is the right sum. */
const isUnclear = (ctx: NewbornCtx): boolean => reckon(ctx).unclear.length > 0

/** Who is waited for, until when, and when the case looks again. */
function waiting(ctx: NewbornCtx): Wait {
  const { state, now, today } = ctx
  const { birth } = enrolledIn(state)
  const retrospect = endOfDay(lastRetrospectDay(birth))
  const until = compareInstants(retrospect, now) > 0 ? retrospect : lastMoment(ctx)
  const reminder = isMourning(ctx) ? undefined : nextReminder(birth, state.remindFrom ?? birth, state.reminded, today)
  const over = state.offers.flatMap(({ year, offer }) => (offer === 'missing' ? daysOver(year, birth) : []))
  const others = ctx.file.all('custody').map(({ from }) => from)
  const [next] = [...over, ...others, ...(reminder ? [reminder] : [])].filter((on) => on > today).sort()
  return { ...whom(ctx), until, ...(next ? { wakeAt: startOfDay(next) } : {}), ...topicsOf(ctx) }
}

/** Parameters a year still waits for; also once another year is paid and the case done. */
function topicsOf(ctx: NewbornCtx): { topics?: string[] } {
  const missing = missingParameters(ctx).map(({ parameter: { name } }) => policyTopic(name))
  return missing.length > 0 ? { topics: [...new Set(missing)] } : {}
}

/** The family pays. */
export const payPremium: Milestone = { milestone: 'pay-premium', title: '缴费' }

function whom(ctx: NewbornCtx): Pick<Wait, 'actor' | 'what'> {
  const [differing] = differingTasks(ctx)
  if (differing) return { actor: 'clerk', what: amountDiffers }
  if (isUnclear(ctx)) return { actor: 'operator', what: policyMissing }
  // After a death nobody is asked for anything; a payment that comes still counts.
  if (isMourning(ctx)) return { actor: 'partner', what: 'premium.paid' }
  const { offers } = ctx.state
  // Of a year that is over nobody is asked for anything while the other waits for its premium.
  const isPayable = offers.some(({ year, offer }) => offer !== 'missing' && !isOver(ctx, year, ctx.today))
  const isMissing = offers.some(({ offer }) => offer === 'missing')
  return isMissing && !isPayable ? { actor: 'operator', what: policyMissing } : { actor: 'citizen', what: payPremium }
}

/** Said once, and not to a family that mourns. */
function tellNotInsured(ctx: NewbornCtx) {
  if (ctx.case.outcome?.result === 'not-insured') return {}
  if (isMourning(ctx)) return {}
  return { tell: [{ notice: notices['not-insured'], text: texts.notInsured(), to: family(ctx) }] }
}
