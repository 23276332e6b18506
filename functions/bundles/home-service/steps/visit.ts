/** From the first point that is asked to a visit (RULES.md 2, 3). */
import { addMs, compareInstants, type Day, dayOf } from '../../../../shared/calendar/index.ts'
import type { TaskDraft } from '../../../../shared/chain/chain.ts'
import { maskName } from '../../../../shared/identity/index.ts'
import { claimOf } from '../../../../shared/registers/desk/triage.ts'
import { saidBy, withdraw } from '../../../../shared/tasks/action.ts'
import { askClerk } from '../../../acts/ask-clerk.ts'
import { inform } from '../../../acts/inform.ts'
import { personOf } from '../../../acts/person.ts'
import { homeClaimHours, valueIn } from '../parameters.ts'
import { aboutOf, visitsIn } from '../rules/asked.ts'
import { nextPoint, pointIn } from '../rules/points.ts'
import { type Asking, end, go, type HomeServiceCtx, step, wait } from '../state.ts'
import { assignHomeService, homeVisit } from '../tasks.ts'
import { notices, texts } from '../texts.ts'
import type { Visited } from '../words.ts'

const hourMs = 3_600_000

/** Which visit, or which assignment, this is: as many points have been asked. */
const visitNo = ({ state }: HomeServiceCtx) => String(state.asked.length)
const assignmentNo = ({ state }: HomeServiceCtx) => String(state.asked.length + 1)

/** Asks the next point, each once; none left: the clerks (RULES.md 2.1, 2.3). */
export const ask = step({
  label: '请网点上门',
  goes: ['visit', 'assign'],
  decide(ctx) {
    const { asked, freeSince } = ctx.state
    const next = nextPoint(ctx)
    if (!next) return go('assign', { say: texts.assigning() })
    const asking: Asking = { point_no: next.point_no, at: freeSince ?? ctx.now }
    return go('visit', { state: { asked: [...asked, asking] }, say: texts.asking(next.name) })
  },
})

/** Waits for somebody of the point to claim it, and to have gone (RULES.md 2.2 to 3.1). */
export const visit = step({
  label: '等网点上门',
  goes: ['ask'],
  decide(ctx) {
    const key = visitNo(ctx)
    const task = ctx.task(homeVisit, key)
    const asking = ctx.state.asked.at(-1) as Asking
    const { point_no } = asking
    if (task?.status === 'approved' && task.decision) {
      const { visited_on, result } = task.decision.data as { visited_on: Day; result: Visited }
      const told = inform(ctx.file, notices.served, texts.served(visited_on, result))
      return end('done', { result: 'served', point_no, visited_on }, { ...told, actor: 'agent' })
    }
    if (task?.decision) {
      return go('ask', { state: { freeSince: task.decision.at }, say: texts.declined(), actor: 'agent' })
    }
    const claim = task && claimOf(task, homeVisit, ctx.now)
    const limit = claim || asking.forGood ? undefined : claimedBy(ctx, asking)
    if (limit !== undefined && compareInstants(limit, ctx.now) <= 0) {
      // Whoever is asked next is asked as of then, however late we look: nobody waits longer for our delay.
      return go('ask', { state: { freeSince: limit }, say: texts.unclaimed() })
    }
    const owner = { role: 'agent' as const, point_no }
    const { admdvs } = ctx.case
    const drafts: TaskDraft[] = [
      { kind: homeVisit.kind, key, owner, admdvs, due: ctx.state.due, ...shownIn(ctx, texts.visit()) },
    ]
    return (
      takenBack(ctx) ??
      wait(
        {
          actor: 'agent',
          what: homeVisit,
          // Overdue it still goes on to the next in time.
          until: limit !== undefined && compareInstants(limit, ctx.state.due.at) > 0 ? limit : ctx.state.due,
          actions: [withdraw],
          ...(limit === undefined ? {} : { wakeAt: limit }),
        },
        { tasks: drafts, ...(claim ? coming(ctx, point_no) : {}) },
      )
    )
  },
})

/** A clerk asks a point for good, or has gone (RULES.md 2.3, 3.2). */
export const assign = step({
  label: '经办人员安排上门',
  goes: ['visit'],
  decide(ctx) {
    const key = assignmentNo(ctx)
    const task = ctx.task(assignHomeService, key)
    const said = task?.decision
    if (said && task.status === 'rejected') {
      const told = inform(ctx.file, notices['not-served'], texts.notServed(said.reason))
      return end(
        'done',
        { result: 'not-served', ...(said.reason ? { reason: said.reason } : {}) },
        { ...told, actor: 'clerk' },
      )
    }
    if (said) {
      const { point_no, visited_on } = said.data as { point_no?: string; visited_on?: Day }
      if (point_no !== undefined) {
        const asking: Asking = { point_no, at: said.at, forGood: true }
        const say = texts.asking(pointIn(ctx, point_no)?.name ?? texts.unnamed())
        return go('visit', { state: { asked: [...ctx.state.asked, asking] }, say, actor: 'clerk' })
      }
      const on = visited_on ?? dayOf(said.at)
      const told = inform(ctx.file, notices.served, texts.served(on, undefined))
      return end('done', { result: 'served', visited_on: on }, { ...told, actor: 'clerk' })
    }
    const asked = { area: ctx.case.admdvs, key, due: ctx.state.due, ...shownIn(ctx, texts.assign()) }
    return (
      takenBack(ctx) ??
      wait(
        { actor: 'clerk', what: assignHomeService, until: ctx.state.due, actions: [withdraw] },
        { tasks: askClerk(assignHomeService, asked) },
      )
    )
  },
})

/** When the next is asked if nobody of this point has claimed it. */
function claimedBy({ look, state, case: { admdvs } }: HomeServiceCtx, { at }: Asking) {
  return addMs(at, valueIn(look, homeClaimHours, admdvs, dayOf(state.openedAt)) * hourMs)
}

/** The person is told once of each point that comes, by what it is called and its telephone now (RULES.md 2.4). */
function coming(ctx: HomeServiceCtx, pointNo: string) {
  const nth = ctx.state.asked.length
  if (ctx.state.toldOf === nth) return {}
  const point = pointIn(ctx, pointNo)
  const words = inform(ctx.file, notices.coming, texts.coming(point?.name ?? texts.unnamed(), point?.tel))
  return { state: { toldOf: nth }, ...words, actor: 'agent' as const }
}

/** The person takes it back (RULES.md 3.4). */
function takenBack(ctx: HomeServiceCtx) {
  const said = saidBy(withdraw, ctx)
  if (!said) return undefined
  const outcome = said.reason === undefined ? {} : { reason: said.reason }
  return end('withdrawn', outcome, { say: texts.withdrawn(said.reason), actor: 'citizen' })
}

/** What those see who are asked, and beside it whoever has claimed it. Throws if what was asked for is gone: a bug. */
function shownIn(ctx: HomeServiceCtx, text: string) {
  const { about, matter, community, openedAt } = ctx.state
  const fact = visitsIn(ctx.file).find((one) => aboutOf(one) === about)
  if (!fact) throw new Error('home-service: a case of which nobody asked')
  const { psn_name } = personOf(ctx).private
  const { address, tel, reason, wish } = fact.data
  return {
    facts: { psn_name: maskName(psn_name), matter, community, reason, opened_on: dayOf(openedAt), text },
    private: { psn_name, address, tel, ...(wish === undefined ? {} : { wish }) },
  }
}
