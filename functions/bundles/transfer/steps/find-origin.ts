/** RULES.md 2: find the place the person transfers out of. */
import { addDays, dayOf, dueOn, endOfDay, type Instant } from '../../../../shared/calendar/index.ts'
import { formatYuan } from '../../../../shared/money/index.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import { accountIn } from '../../../../shared/registers/ledger.ts'
import { askClerk } from '../../../acts/ask-clerk.ts'
import { outcomeOf } from '../outcome.ts'
import { type Earlier, earlierOf, originAmong, wakeAtEnd } from '../rules/candidates.ts'
import { end, go, step, type TransferCtx, wait } from '../state.ts'
import { chooseOrigin } from '../tasks.ts'
import { notices, texts } from '../texts.ts'

/** Days from its opening that a case waits for the pause before a clerk is asked (RULES.md 2.2). */
const pauseWithinDays = 90
/** Working days a clerk has (RULES.md 2.1, 4.2, 5.1). */
export const clerkWorkingDays = 10

/** The fields of the state that name A. */
const asOrigin = (found: Earlier) => ({
  from: found.admdvs,
  fromPeriod: found.from,
  ...(found.to ? { pausedOn: found.to } : {}),
})

export const findOrigin = step({
  label: '查找转出地',
  goes: ['awaitPause', 'askForOrigin', 'continueRelation'],
  decide(ctx) {
    const origin = originAmong(earlierOf(ctx))
    if ('found' in origin)
      return go('continueRelation', { state: asOrigin(origin.found), areas: [origin.found.admdvs] })
    if ('choose' in origin) return go('askForOrigin')
    if ('wait' in origin) {
      const [only, ...more] = origin.wait as [Earlier, ...Earlier[]]
      const say = more.length > 0 ? texts.waitingForPauses() : texts.waitingForPause(only.admdvs)
      return go('awaitPause', {
        areas: origin.wait.map((e) => e.admdvs),
        tell: [{ notice: notices.waiting, text: say }],
      })
    }
    return end('withdrawn', outcomeOf(ctx, 'not-transferred'), { say: texts.withdrawn(ctx.state.to) })
  },
})

export const awaitPause = step({
  label: '等原参保地停保',
  goes: ['askForOrigin', 'continueRelation'],
  decide(ctx) {
    const { state, now } = ctx
    const until = endOfDay(addDays(state.openedOn, pauseWithinDays))
    const origin = originAmong(earlierOf(ctx))
    if ('choose' in origin || ('wait' in origin && now > until)) return go('askForOrigin')
    if (!('wait' in origin)) return settled(ctx, origin)
    return wait({ actor: 'partner', what: 'enrolment.paused', until, ...wakeAtEnd(ctx) }, { due: { at: until } })
  },
})

/** The pause is known by now, or there is no earlier relation any more (RULES.md 2.3, 8.2). */
function settled(ctx: TransferCtx, origin: { found: Earlier } | { none: true }) {
  if ('none' in origin) {
    return end('withdrawn', outcomeOf(ctx, 'not-transferred'), { say: texts.withdrawn(ctx.state.to) })
  }
  const { found } = origin
  const due = dueOn(dayOf((found.pauseKnownAt ?? ctx.now) as Instant))
  return go('continueRelation', { state: asOrigin(found), areas: [found.admdvs], due })
}

export const askForOrigin = step({
  label: '请工作人员选转出地',
  goes: ['awaitChoice'],
  decide(ctx) {
    const due = dueIn(ctx, ctx.state.to, clerkWorkingDays)
    return go('awaitChoice', {
      state: { limit: due },
      due,
      tell: [{ notice: notices.choosing, text: texts.choosing() }],
    })
  },
})

export const awaitChoice = step({
  label: '等工作人员选转出地',
  goes: ['continueRelation'],
  decide(ctx) {
    const { state, file, today } = ctx
    const earlier = earlierOf(ctx)
    const origin = originAmong(earlier)
    const candidates = 'choose' in origin ? origin.choose : earlier
    const task = ctx.task(chooseOrigin)
    if (task?.status === 'rejected') {
      const text = texts.notTransferred(task.decision?.reason)
      return end('done', outcomeOf(ctx, 'not-transferred'), {
        state: { decided: true },
        actor: 'clerk',
        tell: [{ notice: notices['not-transferred'], text }],
      })
    }
    const chosen = candidates.find((e) => e.admdvs === task?.decision?.data.insu_admdvs)
    if (task?.status === 'approved' && chosen) {
      const pausedOn = chosen.to ?? addDays(state.enrolledOn, -1)
      const state_ = { ...asOrigin(chosen), pausedOn, chosen: true as const }
      return go('continueRelation', { state: state_, areas: [chosen.admdvs], actor: 'clerk' })
    }
    // What a clerk was asked for has become known meanwhile.
    if ('found' in origin || 'none' in origin) return settled(ctx, origin)
    const limit = state.limit ?? dueOn(today)
    const facts = {
      candidates: candidates.map((e) => ({
        insu_admdvs: e.admdvs,
        psn_insu_date: e.from,
        paus_insu_date: e.to,
        balance: formatYuan(accountIn(file, e.admdvs).balance),
      })),
      to_admdvs: state.to,
    }
    return wait(
      { actor: 'clerk', what: chooseOrigin, until: limit.at, ...wakeAtEnd(ctx) },
      { tasks: askClerk(chooseOrigin, { area: state.to, due: limit, facts }) },
    )
  },
})
