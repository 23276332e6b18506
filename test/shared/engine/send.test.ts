/** Messages that a queue refuses for good: set aside once, and nothing beside them is kept back or said twice. */
import { describe, expect, it } from 'vitest'
import type { Log } from '../../../shared/log.ts'
import type { QueueName } from '../../../shared/queues.ts'
import { birth, makeNursery, mother, theCase } from '../../functions/bundles/newborn/scene.ts'
import { apiOf, operator } from '../../support/api.ts'
import { credit, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

const now = '2026-03-02T09:00:00+08:00'

/** Makes a queue refuse some messages for good, until told otherwise; keeps the lines of alarm. */
function refusing(stack: Stack, queue: QueueName, isRefused: (body: string) => boolean) {
  const { send } = stack.ports.queues
  const alarms: string[] = []
  const held = { refusing: true, alarms }
  stack.ports.queues.send = async (name, bodies) => {
    const refused = name === queue && held.refusing ? bodies.filter(isRefused) : []
    await send(
      name,
      bodies.filter((body) => !refused.includes(body)),
    )
    return refused.map((body) => ({ body, reason: 'InvalidMessageContents' }))
  }
  stack.ports.log.error = ((message) => alarms.push(message)) as Log['error']
  return held
}

async function born(stack: Stack) {
  await register(stack, 2, { brdy: '1994-05-20' })
  await stack.happen('enrolment.registered', {
    ...{ psn_no: 'P000002', insu_admdvs: '530100', insutype: '310', psn_type: '11' },
    ...{ psn_insu_date: '2019-01-01', emp_no: 'E1', emp_name: '测试单位' },
  })
  await stack.send('birth.certified', birth('2026-02-20', { psn_name: '𠮷野', guardians: [mother()] }), { id: 'born' })
  await stack.run()
}

describe('a message that its queue refuses for good', () => {
  it('is set aside once; what goes with it is sent once, and a repetition repeats neither', async () => {
    const stack = await makeNursery(now)
    const api = apiOf(stack)
    const held = refusing(stack, 'tax', () => true)
    await born(stack)
    const told = stack.sent().length
    expect(stack.sent('registry').length).toBeGreaterThan(0)
    const tasks = async () => (await api.call(operator, 'GET /v1/tasks?kind=message-refused')).body.tasks
    expect(await tasks()).toHaveLength(1)
    expect((await tasks())[0]).toMatchObject({
      facts: { queue: 'tax', reason: 'InvalidMessageContents', type: 'mianshen.premium.assessed.v1' },
      admdvs: '000000',
    })
    expect(JSON.stringify(await tasks())).not.toContain('𠮷野')
    await stack.advanceTo('2026-03-02T12:00:00+08:00')
    expect(stack.sent()).toHaveLength(told)
    expect(held.alarms.filter((line) => line === 'message refused')).toHaveLength(1)
    expect(await tasks()).toHaveLength(1)
    expect((await theCase(stack)).status).toBe('waiting')
  })

  it('is sent again when an operator approves, and stays if it is refused again', async () => {
    const stack = await makeNursery(now)
    const api = apiOf(stack)
    const held = refusing(stack, 'tax', () => true)
    await born(stack)
    const { tasks } = (await api.call(operator, 'GET /v1/tasks')).body
    const decide = (decision: object) => api.call(operator, `POST /v1/tasks/${tasks[0].task_id}/decision`, decision)
    const clerk = { role: 'clerk', admdvs: '530100' }
    const path = `/v1/tasks/${tasks[0].task_id}/decision`
    expect((await api.call(clerk, `POST ${path}`, { decision: 'approve' })).status).toBe(404)
    expect((await decide({ decision: 'reject' })).status).toBe(400)
    expect((await decide({ decision: 'approve' })).body.code).toBe('still-refused')
    held.refusing = false
    expect((await decide({ decision: 'approve' })).body).toMatchObject({ status: 'approved' })
    expect(stack.sent('tax')).toMatchObject([{ type: 'premium.assessed', data: { psn_name: '𠮷野' } }])
    expect((await decide({ decision: 'approve' })).body.code).toBe('task-closed')
    expect((await api.call(operator, 'GET /v1/tasks')).body.tasks).toEqual([])
  })

  it('is dropped when an operator rejects, also if it comes again', async () => {
    const stack = await makeNursery(now)
    const api = apiOf(stack)
    const held = refusing(stack, 'tax', () => true)
    await born(stack)
    const { tasks } = (await api.call(operator, 'GET /v1/tasks')).body
    const decision = { decision: 'reject', reason: '试验数据' }
    expect((await api.call(operator, `POST /v1/tasks/${tasks[0].task_id}/decision`, decision)).status).toBe(200)
    await stack.send('birth.certified', birth('2026-02-20', { psn_name: '𠮷野', guardians: [mother()] }), {
      id: 'born',
    })
    await stack.run()
    expect((await api.call(operator, 'GET /v1/tasks')).body.tasks).toEqual([])
    expect(held.alarms).toEqual(['message refused'])
    expect(stack.sent('tax')).toEqual([])
  })

  it('among what the inbox sends on keeps no other event back, however large it is', async () => {
    const stack = await makeStack({ now })
    const held = refusing(stack, 'steady', (body) => body.includes('巨大'))
    await register(stack, 1)
    const memo = `巨大𠮷${'信'.repeat(400)}`
    for (const data of [credit('P000001', '130100', '1.00'), { ...credit('P000001', '130100', '2.00'), memo }]) {
      await stack.send('account.credited', data)
    }
    await stack.happen('account.credited', credit('P000001', '130100', '4.00'))
    expect((await stack.file('P000001')).one('account', '130100')?.balance).toBe(500)
    held.refusing = false
    const api = apiOf(stack)
    const { tasks } = (await api.call(operator, 'GET /v1/tasks')).body
    await api.call(operator, `POST /v1/tasks/${tasks[0].task_id}/decision`, { decision: 'approve' })
    await stack.run()
    expect((await stack.file('P000001')).one('account', '130100')?.balance).toBe(700)
  })
})

it('a name beyond the basic plane goes through events, bill, messages and answers', async () => {
  const stack = await makeNursery(now)
  await born(stack)
  expect(stack.sent('tax')).toMatchObject([{ data: { psn_name: '𠮷野' } }])
  const api = apiOf(stack)
  const me = await api.call({ role: 'citizen', psn_no: 'P000002' }, 'GET /v1/me')
  expect(me.body.dependants).toMatchObject([{ psn_name: '𠮷野' }])
})
