/** feedback/RULES.md 3: the examples of rates, over the API and by themselves. */
import { describe, expect, it } from 'vitest'
import { goodRate, ratesOf } from '../../../../functions/bundles/feedback/rules/rates.ts'
import { instant } from '../../../../shared/calendar/index.ts'
import { clerk, operator, supervisor } from '../../../support/api.ts'
import { home, scene } from './scene.ts'

const limits = { respond_by: '2026-03-09T23:59:59+08:00', answer_by: '2026-03-13T23:59:59+08:00' }
const answered = { responded_at: '2026-03-09T10:00:00+08:00', answered_at: '2026-03-10T10:00:00+08:00' }

describe('rates', () => {
  it('4 opened, 3 claimed in time, all answered; solved yes, no; satisfied twice; 2 silent', () => {
    const late = { ...answered, responded_at: '2026-03-10T00:00:00+08:00' }
    const cases = [
      { ...limits, ...answered, solved: true, satisfied: true },
      { ...limits, ...answered, solved: false, satisfied: true },
      { ...limits, ...answered, end: 'silent' as const },
      { ...limits, ...late, end: 'silent' as const },
    ]
    expect(ratesOf(cases, instant('2026-04-01T00:00:00+08:00'))).toEqual({
      opened: 4,
      response: [3, 4],
      in_time: [4, 4],
      solved: [1, 2],
      satisfied: [2, 2],
      silent: 2,
    })
  })

  it('leave out what is not due, count what is overdue, and what was withdrawn only as opened', () => {
    const open = { ...limits }
    const before = ratesOf([open, { ...open, end: 'withdrawn' }], instant('2026-03-09T12:00:00+08:00'))
    expect([before.opened, before.response, before.in_time]).toEqual([2, [0, 0], [0, 0]])
    expect(ratesOf([open], instant('2026-03-14T00:00:00+08:00'))).toMatchObject({ response: [0, 1], in_time: [0, 1] })
    expect(goodRate([5, 4, 3, 1])).toEqual([3, 4])
  })

  it('are told to supervisors of the area and to operators, by the day of opening', async () => {
    const { say, tasks, decide, act, api } = await scene()
    const { body } = await say()
    await say({ kind: 'question' })
    const [question, complaint] = await tasks('handle-feedback')
    await decide(complaint.task_id)
    expect(question.facts.kind).toBe('question')
    await act(body.case_id, { action: 'confirm', solved: true, satisfied: false })
    const asked = 'GET /v1/rates?from=2026-03-06&to=2026-03-06'
    const own = await api.call(supervisor(home), asked)
    expect(own.body).toEqual({
      feedback: {
        opened: 2,
        response_rate: '1.0000',
        in_time_rate: '1.0000',
        solved_rate: '1.0000',
        satisfied_rate: '0.0000',
        silent: 0,
      },
      ratings: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
      good_rate: null,
    })
    expect((await api.call(operator, `${asked}&admdvs=130100`)).body).toEqual(own.body)
    expect((await api.call(operator, asked)).status).toBe(400)
    expect((await api.call(supervisor(home), `${asked}&admdvs=130200`)).status).toBe(404)
    expect((await api.call(clerk(home), asked)).status).toBe(403)
    const after = await api.call(supervisor(home), 'GET /v1/rates?from=2026-03-07&to=2026-03-31')
    expect(after.body.feedback.opened).toBe(0)
  })
})
