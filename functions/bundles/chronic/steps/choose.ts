/** RULES.md 2.1, 2.2: the person says whether they want it. */
import { addDays, endOfDay, startOfDay } from '../../../../shared/calendar/index.ts'
import { saidBy } from '../../../../shared/tasks/action.ts'
import { inform } from '../../../acts/inform.ts'
import { reminders } from '../../../acts/remind.ts'
import { choose as chooses } from '../actions.ts'
import { end, go, step, wait } from '../state.ts'
import { notices, texts } from '../texts.ts'
import { directly } from './open.ts'
import { dueFromNow, grant, plainOutcome } from './over.ts'

/** Days after which the person is reminded (RULES.md 2.2). */
export const reminderDays = [7, 30, 60] as const
/** Days without an answer after which it is over (RULES.md 2.2). */
export const answerDays = 90

export const choose = step({
  label: '等本人答复',
  goes: ['choose', 'review'],
  decide(ctx) {
    const { file, state, today } = ctx
    const { question } = state
    if (!question) throw new Error('chronic: nothing was asked')
    const option = saidBy(chooses, ctx)?.option
    if (option === 'decline') {
      return end('done', plainOutcome(ctx, 'declined'), { say: texts.declined(), actor: 'citizen' })
    }
    if (option === 'accept')
      return grant(ctx, directly(ctx), { actor: 'citizen', due: dueFromNow(ctx) }, { accepted: true })
    if (option === 'apply') {
      return go('review', { state: { applied: true }, forget: ['question'], due: dueFromNow(ctx), actor: 'citizen' })
    }
    const last = addDays(question.since, answerDays)
    if (today > last) return end('done', plainOutcome(ctx, 'no-answer'), { say: texts.noAnswer() })
    const { due, next } = reminders(reminderDays, question.since, today)
    if (due.length > question.reminded) {
      const words = inform(file, notices.reminder, texts.reminder(state.disease.opsp_dise_name))
      return go('choose', { state: { question: { ...question, reminded: due.length } }, ...words })
    }
    return wait({
      actor: 'citizen',
      what: chooses,
      until: endOfDay(last),
      through: true,
      ...(next === undefined ? {} : { wakeAt: startOfDay(next) }),
      actions: [chooses],
      options: [question.option, 'decline'],
    })
  },
})
