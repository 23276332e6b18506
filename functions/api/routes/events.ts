/** Events by HTTPS, of partners who have no queue of their own, or would rather call; and what became of any event. */
import * as z from 'zod'
import { called } from '../../calls/called.ts'
import { notFound, problem } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { takingIn } from '../../inbox/archive.ts'
import { takeIn } from '../../inbox/inbox.ts'
import { doorByToken } from '../../inbox/partners.ts'
import { eventStatus } from '../finding/event-status.ts'
import { eventStatusSchema, takenSchema } from '../schemas-operations.ts'

/** Most events of a call. */
const most = 100

const error = '应为一个事件，或者 1 至 100 个事件的列表'
/** What is wrong with an event is said of it, one by one. */
const sent = z.union([z.looseObject({}), z.array(z.unknown()).min(1).max(most)], { error })

const idOf = (one: unknown) => {
  const { id } = Object(one) as { id?: unknown }
  return typeof id === 'string' ? { id } : {}
}

export const eventRoutes: readonly Route[] = [
  route('POST /v1/events', {
    access: { partner: 'source' },
    tag: '合作方',
    summary: '送来一个事件，或者 1 至 100 个；和放进收件队列一样核对、留存、办理，逐个回答收下没有',
    body: called('EventsSent', sent),
    answer: takenSchema,
    status: 202,
    asItCame: true,
    example: {
      specversion: '1.0',
      id: 'HR-2026-000001',
      source: 'urn:partner:registry-13',
      type: 'mianshen.enrolment.paused.v1',
      time: '2026-03-02T08:30:00+08:00',
      data: { psn_no: 'P000001', insu_admdvs: '130100', insutype: '310', paus_insu_date: '2026-02-28' },
    },
    async handler(api) {
      const { subject, body, doors } = api
      const events: readonly unknown[] = Array.isArray(body) ? body : [body]
      const arrivals = events.map((one) => ({ body: JSON.stringify(one) }))
      const outcomes = await takeIn(takingIn(api), doorByToken(subject.source, doors), arrivals)
      // Whoever is told that an event was taken need not send it again: it is kept, and on its way.
      if (outcomes.includes('failed'))
        return problem(503, 'unavailable', '没有全部收下，请整批重发；已经收下的重发不起作用。', { retryAfter: 1 })
      const results = outcomes.map((outcome, index) => {
        const id = idOf(events[index])
        if (typeof outcome === 'string') return { ...id, status: 'accepted' }
        return { ...id, status: 'rejected', reason: outcome.reason, errors: outcome.errors }
      })
      return { body: { results } }
    },
  }),
  route('GET /v1/events/{id}', {
    access: { partner: 'source' },
    tag: '合作方',
    summary: '自己送来的一个事件怎样了：收下了、还在等别的信息，或者没有收下；还没有读到的也是 404',
    answer: eventStatusSchema,
    async handler({ ports, subject: { source }, params: { id } }) {
      const status = await eventStatus(ports, { source, id })
      return status ? { body: status } : notFound()
    },
  }),
]
