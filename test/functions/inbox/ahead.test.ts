import { beforeEach, describe, expect, it } from 'vitest'
import { apiOf, operator } from '../../support/api.ts'
import { person } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

const now = '2026-03-12T09:00:00+08:00'
const event = (id: string, time: string, more: Record<string, unknown> = {}) => ({
  specversion: '1.0',
  id,
  source: 'urn:partner:registry-13',
  type: 'mianshen.person.registered.v1',
  time,
  data: person(1, more),
})

let stack: Stack
beforeEach(async () => {
  stack = await makeStack({ now })
})

const send = async (body: object) => {
  await stack.sendRaw(JSON.stringify(body))
  await stack.run()
}
const rejected = async () => (await apiOf(stack).call(operator, 'GET /v1/rejected-events')).body.events

describe('an event dated ahead of the clock', () => {
  it('is set aside, and no later correction has to yield to it', async () => {
    await send(event('e1', '2027-03-12T09:00:00+08:00', { psn_name: '未来' }))
    expect(await rejected()).toMatchObject([{ reason: 'time-in-future', errors: [{ field: 'time' }] }])
    await send(event('e2', now, { psn_name: '现在' }))
    expect((await stack.file('P000001')).person?.private.psn_name).toBe('现在')
  })

  it('is judged again when it is replayed: by the clock of that moment', async () => {
    await send(event('e1', '2026-03-13T09:00:00+08:00'))
    const [{ id }] = await rejected()
    const replay = async () => (await apiOf(stack).call(operator, `POST /v1/rejected-events/${id}/replay`)).body
    expect(await replay()).toEqual({ status: 'rejected', reason: 'time-in-future' })
    await stack.advanceTo('2026-03-13T09:00:00+08:00')
    expect(await replay()).toEqual({ status: 'accepted' })
    expect(await rejected()).toEqual([])
    expect((await stack.file('P000001')).person).toBeDefined()
  })

  it('names every fact that lies after its own time', async () => {
    await send(event('e1', now, { brdy: '2026-03-14', certno: undefined, psn_cert_type: '03' }))
    await send(event('e2', now, { brdy: '2026-03-14', certno: 'E1', psn_cert_type: '03' }))
    expect((await rejected()).map((one: { reason: string }) => one.reason).sort()).toEqual([
      'bad-data',
      'time-in-future',
    ])
  })
})
