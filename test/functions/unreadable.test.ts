/** Items that can't be read: they stand in nobody's way, and are told of. */
import { describe, expect, it } from 'vitest'
import { makeSweep } from '../../functions/clock/clock.ts'
import { makeWorker, work } from '../../functions/worker/worker.ts'
import { addMs } from '../../shared/calendar/index.ts'
import type { Message } from '../../shared/engine/messages.ts'
import { pidOf } from '../../shared/identity/index.ts'
import { personKey, rowSk, trialChangeKey } from '../../shared/table/keys.ts'
import { apiOf, citizen, clerk, operator } from '../support/api.ts'
import { credit, enrolment, pause, register } from '../support/people.ts'
import { makeStack, type Stack, testKeys } from '../support/stack.ts'

const [A, B] = ['130200', '130100']

/** Two persons with a transfer that waits for a clerk, and the lines of the log that tell of trouble. */
async function setting() {
  const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  const lines: { message: string; [field: string]: unknown }[] = []
  stack.ports.log.error = (message, fields) => lines.push({ message, ...fields })
  for (const n of [1, 2]) {
    const psn = await register(stack, n)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('account.credited', credit(psn, A, '10.00'))
    await stack.happen('enrolment.paused', pause(psn, A, '2026-01-31'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-03-02'))
  }
  return { stack, lines, api: apiOf(stack) }
}

const pid = pidOf(testKeys, 'P000001')
const spoil = (stack: Stack, sk: string) =>
  stack.table.write({ update: { pk: personKey(pid), sk }, set: { d: '{"half' } })

describe('an item that cannot be read', () => {
  it('is left out of the lists of an area and of its citizen, and named in the log', async () => {
    const { stack, lines, api } = await setting()
    const [row] = await stack.cases('P000001', 'transfer')
    const [task] = await stack.tasks('P000001')
    for (const sk of [rowSk('case', row!.case_id), rowSk('task', task!.task_id)]) await spoil(stack, sk)
    const own = (body: { psn_no?: string }[]) => body.map(({ psn_no }) => psn_no)
    expect(own((await api.call(clerk(B!), 'GET /v1/cases')).body.cases)).toEqual(['P000002'])
    expect(own((await api.call(clerk(A!), 'GET /v1/tasks')).body.tasks)).toEqual(['P000002'])
    expect((await api.call(clerk(B!), 'GET /v1/cases?psn_no=P000001')).body.cases).toEqual([])
    expect((await api.call(citizen('P000001'), 'GET /v1/cases')).body.cases).toEqual([])
    expect((await api.call(citizen('P000001'), 'GET /v1/me')).status).toBe(200)
    const told = lines.filter(({ message }) => message === 'item unreadable')
    expect(told.length).toBeGreaterThanOrEqual(3)
    for (const line of told) expect(line).toMatchObject({ pid, item: expect.stringContaining(pid) })
  })

  it('of filings is left out of the citizen’s list, and of a trial’s cases of what it tells', async () => {
    const { stack, lines, api } = await setting()
    const form = { kind: 'temporary', to_admdvs: '310000', from: '2026-03-02', commitment: true }
    const filed = await api.call(citizen('P000001'), 'POST /v1/filings', form)
    await api.call(citizen('P000001'), 'POST /v1/filings', { ...form, to_admdvs: '320100' })
    await spoil(stack, rowSk('filing', filed.body.filing_id))
    const { body } = await api.call(citizen('P000001'), 'GET /v1/filings')
    expect(body.filings.map(({ to_admdvs }: { to_admdvs: string }) => to_admdvs)).toEqual(['320100'])
    const row = { name: 'waiting_months', admdvs: '130000', value: 4, source: '测试' }
    const { trial_id } = (await api.call(operator, 'POST /v1/policy-trials', row)).body
    await stack.table.write({ put: { ...trialChangeKey(trial_id, 0, 0), p: new Uint8Array([1]) } })
    expect((await api.call(operator, `GET /v1/policy-trials/${trial_id}`)).status).toBe(200)
    expect(lines.filter(({ message }) => message === 'item unreadable').length).toBeGreaterThanOrEqual(2)
  })

  it('of the list of rejected events is left out too', async () => {
    const { stack, api } = await setting()
    await stack.sendRaw('nonsense')
    await stack.sendRaw('more nonsense')
    await stack.run()
    const [event] = (await api.call(operator, 'GET /v1/rejected-events')).body.events
    await stack.table.write({ update: { pk: `R#${event.id}`, sk: 'event' }, set: { d: 'x' } })
    expect((await api.call(operator, 'GET /v1/rejected-events')).body.events).toHaveLength(1)
  })

  it('names its person where work on it fails', async () => {
    const { stack, lines } = await setting()
    await spoil(stack, 'A#head')
    const body = JSON.stringify({ kind: 'wake', pid })
    const { batchItemFailures } = await makeWorker(
      stack.ports,
      stack.rules,
    )({
      Records: [{ messageId: 'm', body }],
    } as never)
    expect(batchItemFailures).toHaveLength(1)
    expect(lines).toMatchObject([
      { message: 'item unreadable', pid },
      { message: 'message failed', pid, kind: 'wake' },
    ])
  })
})

describe('what is due', () => {
  it('is put off when its wake has left, each time longer, so that nothing is woken every minute without end', async () => {
    const { stack } = await setting()
    await stack.advanceTo('2026-03-30T09:00:00+08:00')
    await spoil(stack, 'A#head')
    const wakes: string[] = []
    const send = async (_: string, bodies: readonly string[]) => {
      wakes.push(...bodies.filter((body) => body.includes(pid)))
      return []
    }
    const [row] = await stack.cases('P000002')
    const due_at = stack.clock.now()
    await stack.table.write({
      update: { pk: personKey(pid), sk: rowSk('case', row!.case_id) },
      set: { d: '{}', due: 'due#0', due_at },
    })
    const sweep = makeSweep({ ...stack.ports, queues: { send } })
    for (let minute = 0; minute < 24 * 60; minute++) {
      await sweep()
      stack.clock.set(addMs(stack.clock.now(), 60_000))
    }
    expect(wakes.length).toBeGreaterThan(5)
    expect(wakes.length).toBeLessThan(20)
  })

  it('in great number lets what falls due behind it through', async () => {
    const { stack } = await setting()
    for (let n = 0; n < 6_000; n++) {
      const due_at = addMs(stack.clock.now(), -60_000)
      await stack.table.write({ put: { pk: `P#stuck${n}`, sk: 'B#case#x', d: '{', due: 'due#1', due_at } })
    }
    await stack.table.write({
      put: { pk: 'P#behind', sk: 'B#case#x', d: '{', due: 'due#1', due_at: stack.clock.now() },
    })
    const woken: string[] = []
    const sweepers: Message[] = []
    const send = async (_: string, bodies: readonly string[]) => {
      for (const body of bodies) {
        const message: Message = JSON.parse(body)
        if (message.kind === 'sweep') sweepers.push(message)
        else woken.push(body)
      }
      return []
    }
    const ports = { ...stack.ports, queues: { send } }
    await makeSweep(ports)()
    for (const message of sweepers) await work(ports, stack.rules, message)
    expect(woken.some((body) => body.includes('behind'))).toBe(true)
    expect(new Set(woken).size).toBe(woken.length)
  })
})
