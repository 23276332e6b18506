/** What leaves for partners is signed as it leaves, and kept unsigned (decision 0085). */
import { beforeEach, describe, expect, it } from 'vitest'
import { sendOut } from '../../../shared/engine/held.ts'
import { lanes, type Outgoing, partnerQueues, type QueueName, type Refused } from '../../../shared/queues.ts'
import { apiOf, operator } from '../../support/api.ts'
import { moveAway } from '../../support/people.ts'
import { keysOf, publishedKeys, signerOf, signingKeysJson } from '../../support/signing.ts'
import { makeStack, type Stack, testKeys } from '../../support/stack.ts'

let stack: Stack
let psn: string
beforeEach(async () => {
  stack = await makeStack({ now: '2026-03-02T09:00:00+08:00', keys: keysOf(signingKeysJson) })
  psn = await moveAway(stack, 1)
})

const bodies = () => partnerQueues.flatMap((queue) => stack.take(queue))
const notice = (id: string, text: string): Outgoing => ({
  queue: 'notice',
  body: JSON.stringify({ id, type: 'mianshen.notice.requested.v1', time: stack.clock.now(), data: { text } }),
})

describe('what leaves for partners', () => {
  it('is signed, whatever part of the system speaks, by a key that is published', async () => {
    await stack.clear('13', '2026-03-02')
    const sent = bodies()
    const types = sent.map((body) => JSON.parse(body).type)
    expect(types).toEqual(expect.arrayContaining(['mianshen.enrolment.changed.v1', 'mianshen.funds.ordered.v1']))
    const keys = await publishedKeys(stack)
    expect(sent.map((body) => signerOf(body, keys))).toEqual(sent.map(() => 's1'))
    expect(sent.every((body) => JSON.parse(body).signtype === 'SM2')).toBe(true)
    expect(signerOf(sent[0]!.replace('mianshen.', 'mianshen。'), keys)).toBeUndefined()
  })

  it('is kept unsigned, in the journal and behind a hold, and signed by the key that holds when it is let go', async () => {
    bodies()
    const api = apiOf(stack)
    await api.call(operator, 'PUT /v1/holds/notice', { reason: '演练' })
    await sendOut(stack.ports, [notice('held', '您好')])
    expect(bodies()).toEqual([])
    stack.ports.keys = keysOf({
      ...signingKeysJson,
      signing_keys: signingKeysJson.signing_keys.map((key) => ({ ...key, key_id: 'other' })),
    })
    await api.call(operator, 'DELETE /v1/holds/notice')
    await stack.run()
    const [body, ...more] = bodies()
    expect(more).toEqual([])
    expect(signerOf(body!, await publishedKeys(stack))).toBe('other')
    expect(JSON.stringify(await stack.journal(psn))).not.toContain('signature')
  })

  it('is set aside unsigned if its queue refuses it, once, however often it comes, and signed when it is sent again', async () => {
    bodies()
    const { send } = stack.ports.queues
    let refuses = true
    const refused = (queue: QueueName, some: readonly string[]): Refused[] =>
      refuses && queue === 'notice' ? some.map((body) => ({ body, reason: 'InvalidMessageContents' })) : []
    stack.ports.queues.send = async (queue, some) => {
      const not = refused(queue, some)
      return not.length > 0 ? not : send(queue, some)
    }
    for (let times = 0; times < 2; times++) await sendOut(stack.ports, [notice('aside', '您好')])
    const api = apiOf(stack)
    const { tasks } = (await api.call(operator, 'GET /v1/tasks?kind=message-refused')).body
    expect(tasks).toHaveLength(1)
    refuses = false
    await api.call(operator, `POST /v1/tasks/${tasks[0].task_id}/decision`, { decision: 'approve' })
    const [body] = bodies()
    expect(signerOf(body!, await publishedKeys(stack))).toBe('s1')
  })

  it('and has no canonical form is set aside, and keeps back none of the others', async () => {
    bodies()
    await sendOut(stack.ports, [notice('half', '\ud842'), notice('whole', '𠮷')])
    expect(bodies().map((body) => JSON.parse(body).id)).toEqual(['whole'])
    const { tasks } = (await apiOf(stack).call(operator, 'GET /v1/tasks?kind=message-refused')).body
    expect(tasks).toMatchObject([{ facts: { reason: 'NotSignable', id: 'half' } }])
  })

  it('waits if no key can sign: the message fails aloud, comes again, and is sent once one can', async () => {
    const keys = stack.ports.keys
    const signers = keys.signers!.map(({ privateKey: _gone, ...key }) => key)
    stack.ports.keys = { ...keys, signers }
    await expect(sendOut(stack.ports, [notice('n', '您好')])).rejects.toThrow('no key that can sign holds')
    stack.ports.keys = keys
    bodies()
    await sendOut(stack.ports, [notice('n', '您好')])
    expect(bodies()).toHaveLength(1)
  })

  it('is not signed before the first key begins, nor where there is none', async () => {
    bodies()
    const ahead = { ...signingKeysJson.signing_keys[0]!, from: '2026-03-03T00:00:00+08:00' }
    const signed = async () => {
      await sendOut(stack.ports, [notice('n', '您好')])
      return bodies().map((body) => 'signature' in JSON.parse(body))
    }
    stack.ports.keys = testKeys
    expect(await signed()).toEqual([false])
    expect(await publishedKeys(stack)).toEqual([])
    stack.ports.keys = keysOf({ ...signingKeysJson, signing_keys: [ahead] })
    expect(await signed()).toEqual([false])
    await stack.advanceTo('2026-03-03T00:00:00+08:00')
    bodies()
    expect(await signed()).toEqual([true])
  })

  it('leaves by the one way that signs it', async () => {
    const { send } = await import('../../../shared/engine/send.ts')
    await expect(send(stack.ports, [notice('n', '您好')])).rejects.toThrow('leaves by sendOut')
  })
})

it('messages among ourselves are not signed', async () => {
  const seen: string[] = []
  const { send } = stack.ports.queues
  stack.ports.queues.send = (queue, some) => {
    if ((lanes as readonly string[]).includes(queue)) seen.push(...some)
    return send(queue, some)
  }
  await moveAway(stack, 3)
  expect(seen.length).toBeGreaterThan(0)
  expect(seen.join()).not.toContain('"signature"')
})
