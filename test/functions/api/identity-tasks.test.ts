/** Tasks that belong to a person and to no case, as an operator meets them. */
import { describe, expect, it } from 'vitest'
import { apiOf, operator } from '../../support/api.ts'
import { certnoOf, person, register } from '../../support/people.ts'
import { makeStack } from '../../support/stack.ts'

describe('two persons registered with one number', () => {
  it('are listed for operators, and decided by naming who keeps it', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    await register(stack, 1)
    const second = await register(stack, 3, { certno: certnoOf(1) })
    const api = apiOf(stack)
    const { tasks } = (await api.call(operator, 'GET /v1/tasks?kind=identity-taken')).body
    expect(tasks).toMatchObject([{ kind: 'identity-taken', psn_no: second, status: 'open' }])
    expect(tasks[0].case_id).toBeUndefined()

    const target = `POST /v1/tasks/${tasks[0].task_id}/decision`
    const unnamed = await api.call(operator, target, { decision: 'approve' })
    expect([unnamed.status, unnamed.body.errors?.[0].field]).toEqual([400, 'psn_no'])
    const named = await api.call(operator, target, { decision: 'approve', psn_no: second })
    expect([named.status, named.body.status]).toEqual([200, 'approved'])
    expect((await api.call(operator, target, { decision: 'approve', psn_no: second })).status).toBe(409)
    await stack.run()
    expect((await stack.file(second)).person?.private.certno).toBe(certnoOf(1))
    expect((await stack.file(person(1).psn_no)).person?.private.certno).toBeUndefined()
  })
})
