/** People who say something of our work, and what comes of it, on the whole system in memory. */
import { expect } from 'vitest'
import { apiOf, citizen, clerk, supervisor } from '../../../support/api.ts'
import { enrolment, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'

/** Where they are insured. */
export const home = '130100'

/** An answer that a clerk gives. */
export const answer = {
  decision: 'approve',
  result: 'mended',
  answer: '已经查清，月数补上了。',
  cause: 'guidance',
  whys: ['窗口没有告知要等停保'],
  measure: '把要等的时间写在了第一屏。',
}

/** `ticket.raised` of a person, unless told otherwise. */
export const ticket = (more: Record<string, unknown> = {}) => ({
  ticket_no: 'GD1',
  channel: '12345',
  kind: 'complaint',
  matter: 'other',
  text: '窗口排队太久。',
  raised_at: '2026-03-06T09:30:00+08:00',
  ...more,
})

/** The system on a Friday, with somebody insured in Shijiazhuang, and how the tests speak to it. */
export async function scene(now = '2026-03-06T10:00:00+08:00') {
  const stack = await makeStack({ now })
  const api = apiOf(stack)
  const psn = await register(stack, 1)
  await stack.happen('enrolment.registered', enrolment(psn, home, '2019-03-01'))
  const self = {
    stack,
    api,
    psn,
    me: citizen(psn),
    /** Says something; answers the case, or what was said no for. */
    async say(more: Record<string, unknown> = {}, who = citizen(psn)) {
      const body = { kind: 'complaint', matter: 'transfer', text: '转移办了两个月还没有到账。', ...more }
      return api.call(who, 'POST /v1/feedback', body)
    },
    /** The case as its person sees it. */
    async look(caseId: string, who = citizen(psn)) {
      const { status, body } = await api.call(who, `GET /v1/cases/${caseId}`)
      expect(status).toBe(200)
      return body
    },
    /** Open tasks of the area. */
    async tasks(kind?: string, who = supervisor(home)) {
      const { body } = await api.call(who, `GET /v1/tasks${kind ? `?kind=${kind}` : ''}`)
      return body.tasks
    },
    async decide(taskId: string, decision: Record<string, unknown> = answer, who = clerk(home)) {
      return api.call(who, `POST /v1/tasks/${taskId}/decision`, decision)
    },
    act: (caseId: string, action: Record<string, unknown>, who = citizen(psn)) =>
      api.call(who, `POST /v1/cases/${caseId}/actions`, action),
    /** What left for the hotline. */
    toHotline: () => stack.sent('hotline').map(({ data }) => [data.ticket_no, data.status]),
  }
  return self
}
