/** From being told to what a visit finds (RULES.md 2). */
import { addDays, compareInstants, dayOf, endOfDay, startOfDay } from '../../../../shared/calendar/index.ts'
import { maskName } from '../../../../shared/identity/index.ts'
import { taskDue } from '../../../../shared/policy/desk.ts'
import { isOfAge } from '../../../../shared/registers/family/guardians.ts'
import { type Change, put } from '../../../../shared/registers/file.ts'
import { personOf } from '../../../acts/person.ts'
import { pointFor, visitorOf } from '../rules/points.ts'
import { exemptTo, insuredFrom } from '../rules/stand.ts'
import { type Answer, answerNames, end, go, type OutreachCtx, step, wait } from '../state.ts'
import { visitUninsured } from '../tasks.ts'
import { tellFamily } from '../telling.ts'
import { notices, texts } from '../texts.ts'

/** Days in which somebody enrols who said so (RULES.md 2.3). */
export const enrolDays = 30

/** Answers by which nobody asks for the rest of the year. */
const exempting: readonly Answer[] = ['insured-elsewhere', 'military', 'abroad', 'moved', 'deceased']

/** Tells how to enrol, and finds who visits (RULES.md 2.1, 2.2). */
export const inform = step({
  label: '告知怎样参保',
  goes: ['visit'],
  decide(ctx) {
    const { admdvs: area } = ctx.case
    const point = pointFor(ctx, area, ctx.state.community)
    const due = taskDue(ctx, visitUninsured.kind, area)
    const text = texts.howToEnrol(area, !isOfAge(ctx.file, ctx.today))
    return go('visit', {
      state: { due, ...(point === undefined ? {} : { point }) },
      due,
      ...tellFamily(ctx, notices['how-to-enrol'], text),
    })
  },
})

/** Waits for what a visit finds (RULES.md 2.3). */
export const visit = step({
  label: '上门了解情况',
  goes: ['awaitEnrolment'],
  decide(ctx) {
    const task = ctx.task(visitUninsured)
    if (!task?.decision) return awaitVisit(ctx)
    const said = task.status === 'approved' ? (task.decision.data.answer as Answer) : 'not-found'
    const answer = said in answerNames ? said : 'not-found'
    const on = dayOf(task.decision.at)
    const actor = ctx.state.point === undefined ? ('clerk' as const) : ('agent' as const)
    if (answer === 'will-enrol') {
      return go('awaitEnrolment', { state: { willEnrolOn: on }, say: texts.waits(addDays(on, enrolDays)), actor })
    }
    const outcome = { result: answer, community: ctx.state.community }
    if (!exempting.includes(answer)) return end('done', outcome, { say: texts.answered(answer), actor })
    const to = exemptTo(on)
    const change: Change[] = [put('exemption', { case_id: ctx.case.case_id, answer, from: on, to })]
    return end('done', { ...outcome, exempt_to: to }, { change, say: texts.exempt(answer, to), actor })
  },
})

/** Waits for who said that they would enrol (RULES.md 2.3). */
export const awaitEnrolment = step({
  label: '等本人参保',
  goes: [],
  decide(ctx) {
    const until = endOfDay(addDays(ctx.state.willEnrolOn ?? ctx.today, enrolDays))
    if (compareInstants(until, ctx.now) <= 0) {
      return end(
        'done',
        { result: 'will-enrol', community: ctx.state.community },
        { say: texts.answered('will-enrol') },
      )
    }
    return wait({ actor: 'citizen', what: 'enrolment.registered', until, ...begins(ctx) })
  },
})

/** An enrolment that is announced is looked at on its day. */
function begins({ file, today }: OutreachCtx) {
  const from = insuredFrom(file, today)
  return from === undefined ? {} : { wakeAt: startOfDay(from) }
}

function awaitVisit(ctx: OutreachCtx) {
  const { community, screenedOn, point, due } = ctx.state
  const { admdvs } = ctx.case
  const { psn_name, tel } = personOf(ctx).private
  const limit = due ?? taskDue(ctx, visitUninsured.kind, admdvs)
  const facts = {
    psn_name: maskName(psn_name),
    community,
    screened_on: screenedOn,
    ...(isOfAge(ctx.file, ctx.today) ? {} : { is_minor: true as const }),
    text: texts.task(),
  }
  const task = {
    kind: visitUninsured.kind,
    owner: visitorOf(point, admdvs),
    admdvs,
    due: limit,
    facts,
    private: { psn_name, ...(tel === undefined ? {} : { tel }) },
  }
  const isNew = ctx.task(visitUninsured) === undefined
  return wait(
    {
      actor: point === undefined ? 'clerk' : 'agent',
      what: visitUninsured,
      until: limit,
      ...begins(ctx),
    },
    { tasks: [task], ...(isNew ? { say: point === undefined ? texts.asking() : texts.visiting() } : {}) },
  )
}
