/** feedback/RULES.md 1.6, 1.10: taken in hand in time, not by who decided it, and given more time once. */
import { describe, expect, it } from 'vitest'
import { citizen, clerk } from '../../../support/api.ts'
import { moveAway } from '../../../support/people.ts'
import { answer, home, scene } from './scene.ts'

describe('more time', () => {
  it('is given once and before the day is over: the complaint of 2026-03-06 is extended to 03-27', async () => {
    const { say, tasks, api, look, decide, act, stack } = await scene()
    const { body } = await say()
    const [task] = await tasks()
    const extend = () => api.call(clerk(home), `POST /v1/tasks/${task.task_id}/extension`, { reason: '要等外地核对' })
    const extended = await extend()
    expect([extended.status, extended.body.due_at]).toEqual([200, '2026-03-27T23:59:59+08:00'])
    expect((await look(body.case_id)).due_at).toBe('2026-03-27T23:59:59+08:00')
    const [notice] = stack.sent('notice').filter(({ data }) => data.template === 'feedback.extended')
    expect(notice?.data.text).toContain('要等外地核对')
    expect(notice?.data.text).toContain('2026年3月27日')
    expect((await extend()).body.code).toBe('already-extended')
    await decide(task.task_id)
    const { outcome } = (await act(body.case_id, { action: 'confirm', solved: true, satisfied: true })).body
    expect(outcome.extended).toBe(true)
  })

  it('is not given once it is overdue', async () => {
    const { say, tasks, api, stack } = await scene()
    await say()
    const [task] = await tasks()
    await stack.advanceTo('2026-03-14T00:00:00+08:00')
    const late = await api.call(clerk(home), `POST /v1/tasks/${task.task_id}/extension`, { reason: '忙' })
    expect([late.status, late.body.code]).toEqual([409, 'overdue'])
  })
})

describe('taking it in hand', () => {
  it('is the response; the hotline hears that it is accepted', async () => {
    const { stack, psn, tasks, api, toHotline, decide, act } = await scene()
    const ticket = { ticket_no: 'GD1', channel: '12345', kind: 'question', matter: 'other', text: '几点开门？' }
    await stack.happen('ticket.raised', { ...ticket, psn_no: psn, raised_at: '2026-03-06T09:00:00+08:00' })
    const [task] = await tasks()
    stack.clock.set('2026-03-06T15:00:00+08:00' as never)
    expect((await api.call(clerk(home), `POST /v1/tasks/${task.task_id}/claim`)).status).toBe(200)
    expect(toHotline()).toEqual([['GD1', 'accepted']])
    stack.clock.set('2026-03-06T16:00:00+08:00' as never)
    await decide(task.task_id)
    const { outcome } = (await act(task.case_id, { action: 'confirm', solved: true, satisfied: true })).body
    expect([outcome.responded_at, outcome.answered_at]).toEqual([
      '2026-03-06T15:00:00+08:00',
      '2026-03-06T16:00:00+08:00',
    ])
  })

  it('is not for who decided the case complained of, nor the review for who answered', async () => {
    const { stack, api, say, tasks, decide, act } = await scene()
    const psn = await moveAway(stack, 2)
    const [transfer] = await stack.cases(psn, 'transfer')
    const who = (staff_no: string, role = 'clerk') => ({ role, admdvs: home, staff_no, sub: `staff:${staff_no}` })
    const { body } = await say({ case_id: transfer!.case_id }, citizen(psn))
    // The transfer was decided by the clerk of the test.
    const [task] = (await tasks()).filter((one: { case_id: string }) => one.case_id === body.case_id)
    const own = { ...who('1'), sub: 'clerk:test' }
    const claim = await api.call(own, `POST /v1/tasks/${task.task_id}/claim`)
    expect([claim.status, claim.body.code]).toEqual([403, 'own-matter'])
    expect((await decide(task.task_id, answer, own)).body.code).toBe('own-matter')
    expect((await decide(task.task_id, answer, who('2'))).status).toBe(200)
    await act(body.case_id, { action: 'confirm', solved: false, satisfied: false }, citizen(psn))
    const [review] = await tasks('review-feedback')
    expect((await decide(review.task_id, answer, who('2', 'supervisor'))).body.code).toBe('own-matter')
    expect((await decide(review.task_id, answer, who('3', 'supervisor'))).status).toBe(200)
  })
})
