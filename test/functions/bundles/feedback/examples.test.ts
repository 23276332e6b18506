/** The examples of feedback/RULES.md. */
import { describe, expect, it } from 'vitest'
import { scene } from './scene.ts'

describe('time limits', () => {
  it('a complaint on Friday 2026-03-06 is due on 03-13', async () => {
    const { say, stack, psn } = await scene('2026-03-06T10:00:00+08:00')
    const { body } = await say()
    expect(body.due_at).toBe('2026-03-13T23:59:59+08:00')
    const [row] = await stack.cases(psn)
    expect(row?.state).toMatchObject({ respondBy: { at: '2026-03-09T23:59:59+08:00' } })
  })

  it('what is stuck on 2026-02-13 is due on 02-25: the 14th is worked, the 15th to the 23rd are off', async () => {
    const { say } = await scene('2026-02-13T10:00:00+08:00')
    expect((await say({ kind: 'stuck' })).body.due_at).toBe('2026-02-25T23:59:59+08:00')
  })

  it('answered on 03-13 and nothing said: confirm until 03-20, done on 03-21, silent', async () => {
    const { say, stack, tasks, decide, look, act } = await scene('2026-03-13T10:00:00+08:00')
    const { body } = await say()
    await decide((await tasks())[0].task_id)
    expect((await look(body.case_id)).waiting_for.until).toBe('2026-03-20T23:59:59+08:00')
    await stack.advanceTo('2026-03-20T23:59:59+08:00')
    expect((await look(body.case_id)).status).toBe('waiting')
    await stack.advanceTo('2026-03-21T00:01:00+08:00')
    const done = await look(body.case_id)
    expect(done).toMatchObject({ status: 'done', outcome: { result: 'mended', reviewed: false } })
    expect(done.outcome).not.toHaveProperty('solved')
    const late = await act(body.case_id, { action: 'confirm', solved: true, satisfied: true })
    expect([late.status, late.body.code]).toEqual([409, 'action-not-offered'])
  })

  it('confirmed in the last second of the day it counts', async () => {
    const { say, stack, tasks, decide, act } = await scene('2026-03-13T10:00:00+08:00')
    const { body } = await say()
    await decide((await tasks())[0].task_id)
    await stack.advanceTo('2026-03-20T23:59:59+08:00')
    const done = await act(body.case_id, { action: 'confirm', solved: true, satisfied: false })
    expect(done.body).toMatchObject({ status: 'done', outcome: { solved: true, satisfied: false } })
  })
})
