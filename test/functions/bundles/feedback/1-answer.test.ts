/** feedback/RULES.md 1: from what somebody says to an answer that holds. */
import { describe, expect, it } from 'vitest'
import { clerk, supervisor } from '../../../support/api.ts'
import { certnoOf } from '../../../support/people.ts'
import { answer, home, scene } from './scene.ts'

describe('a complaint', () => {
  it('is handled, answered, confirmed and done; its limit is that of its task', async () => {
    const { say, look, tasks, decide, act, stack } = await scene()
    const { status, body } = await say()
    expect([status, body.bundle, body.status, body.due_at]).toEqual([
      201,
      'feedback',
      'waiting',
      '2026-03-13T23:59:59+08:00',
    ])
    const [task] = await tasks('handle-feedback')
    expect(task).toMatchObject({ due_at: '2026-03-13T23:59:59+08:00', psn_name: '测**' })
    expect(task.facts).toMatchObject({ kind: 'complaint', matter: 'transfer', psn_name: '测**' })
    expect((await decide(task.task_id)).status).toBe(200)
    const answered = await look(body.case_id)
    expect(answered).toMatchObject({
      waiting_for: { actor: 'citizen', what: 'confirm', until: '2026-03-13T23:59:59+08:00' },
      actions: ['confirm'],
    })
    const [notice] = stack.sent('notice').filter(({ data }) => data.template === 'feedback.answered')
    expect(notice?.data.text).toContain(answer.answer)
    expect(notice?.data.text).toContain(answer.measure)
    expect(JSON.stringify(answered)).not.toContain(answer.whys[0])
    const done = await act(body.case_id, { action: 'confirm', solved: true, satisfied: true })
    expect(done.body).toMatchObject({
      status: 'done',
      outcome: { result: 'mended', cause: 'guidance', solved: true, satisfied: true, extended: false, reviewed: false },
    })
  })
})

describe('an answer', () => {
  it('names its cause, and what was mended how (feedback/RULES.md 1.7)', async () => {
    const { say, tasks, decide } = await scene()
    await say()
    const [task] = await tasks()
    const faultOf = async (more: object) => (await decide(task.task_id, { ...answer, ...more })).body.errors?.[0]?.field
    expect(await faultOf({ cause: 'weather' })).toBe('cause')
    expect(await faultOf({ measure: undefined })).toBe('measure')
    expect(await faultOf({ whys: undefined })).toBe('whys')
    expect(await faultOf({ whys: [] })).toBe('whys')
    expect(await faultOf({ answer: undefined })).toBe('answer')
    expect(await faultOf({ result: 'done' })).toBe('result')
    expect((await decide(task.task_id, { ...answer, result: 'explained', measure: undefined })).status).toBe(200)
  })

  it('that it is not ours is the reason', async () => {
    const { say, tasks, decide, act } = await scene()
    const { body } = await say()
    await decide((await tasks())[0].task_id, { decision: 'reject', reason: '请找社保。' })
    const { outcome } = (await act(body.case_id, { action: 'confirm', solved: true, satisfied: false })).body
    expect([outcome.result, outcome.answer, 'cause' in outcome]).toEqual(['not-ours', '请找社保。', false])
  })

  it('that did not solve it is reviewed by a supervisor, for good (feedback/RULES.md 1.8)', async () => {
    const { say, tasks, decide, act, look } = await scene()
    const { body } = await say()
    await decide((await tasks())[0].task_id)
    const open = await act(body.case_id, { action: 'confirm', solved: false, satisfied: false })
    expect(open.body).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'supervisor', what: 'review-feedback' },
      due_at: '2026-03-13T23:59:59+08:00',
    })
    const [review] = await tasks('review-feedback')
    expect(review.facts).toMatchObject({ answer: answer.answer, satisfied: false })
    expect((await decide(review.task_id, answer, clerk(home))).status).toBe(404)
    const final = { ...answer, result: 'explained', answer: '上级核对过，确已补上。', measure: undefined }
    expect((await decide(review.task_id, final, { ...supervisor(home), sub: 'staff:1', staff_no: '1' })).status).toBe(
      200,
    )
    const { outcome, status } = await look(body.case_id)
    expect([status, outcome.result, outcome.answer]).toEqual(['done', 'explained', final.answer])
    expect(outcome).toMatchObject({ reviewed: true, solved: false, satisfied: false })
  })

  it('is awaited until it is withdrawn; after it nothing is (feedback/RULES.md 1.11)', async () => {
    const { say, act, stack, tasks, decide, look } = await scene()
    const { body } = await say()
    const gone = await act(body.case_id, { action: 'withdraw' })
    expect(gone.body).toMatchObject({ status: 'withdrawn', outcome: { result: 'withdrawn', kind: 'complaint' } })
    expect(await tasks()).toEqual([])
    const second = await say()
    await decide((await tasks())[0].task_id)
    expect((await act(second.body.case_id, { action: 'withdraw' })).status).toBe(409)
    await stack.happen('death.registered', { certno: certnoOf(1), dead_date: '2026-03-05' })
    expect((await look(second.body.case_id)).status).toBe('waiting')
  })
})
