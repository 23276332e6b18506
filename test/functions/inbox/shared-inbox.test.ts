import { describe, expect, it } from 'vitest'
import { generateKeyPair, sign } from '../../../events/signing.ts'
import { makeInbox, ownInbox } from '../../../functions/inbox/inbox.ts'
import { checkRegistered, knownPartners } from '../../../functions/inbox/shared-inbox.ts'
import { apiOf, operator } from '../../support/api.ts'
import { person } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

const now = '2026-03-12T09:00:00+08:00'
const [first, second, other] = [generateKeyPair(), generateKeyPair(), generateKeyPair()]
const source = 'urn:partner:registry-13'

const registered = knownPartners.parse({
  partners: [
    {
      source,
      kind: 'registry',
      keys: [
        {
          id: '2025',
          publicKey: first.publicKey,
          from: '2025-01-01T00:00:00+08:00',
          until: '2026-04-01T00:00:00+08:00',
        },
        { id: '2026', publicKey: second.publicKey, from: '2026-03-01T00:00:00+08:00' },
      ],
    },
    { source: 'urn:partner:tax-13', kind: 'tax', signing: 'off' },
    { source: 'urn:partner:bank-13', kind: 'bank' },
  ],
})

let events = 0
const event = (more: object = {}) => ({
  specversion: '1.0',
  id: `e${++events}`,
  source,
  type: 'mianshen.person.registered.v1',
  time: now,
  data: person(1),
  ...more,
})

/** A stack whose inbox checks who sent what; answers the reasons of what it refused. */
async function closedStack(config = registered) {
  const stack = await makeStack({ now })
  const door = { ...ownInbox, judge: checkRegistered(config, stack.clock) }
  const inbox = makeInbox(stack.ports, door)
  const api = apiOf(stack, { doors: () => door })
  const deliver = async (body: object) =>
    inbox({ Records: [{ messageId: 'm', body: JSON.stringify(body) }] } as unknown as Parameters<typeof inbox>[0])
  const reasons = async () =>
    (await api.call(operator, 'GET /v1/rejected-events')).body.events.map((one: { reason: string }) => one.reason)
  return { stack, api, deliver, reasons }
}

const known = async (stack: Stack) => (await stack.file('P000001')).person !== undefined

describe('an inbox that partners share', () => {
  it('takes what either of two keys signed while both hold', async () => {
    for (const keys of [first, second]) {
      const { stack, deliver, reasons } = await closedStack()
      await deliver(sign(event(), keys))
      await stack.run()
      expect(await reasons()).toEqual([])
      expect(await known(stack)).toBe(true)
    }
  })

  it.each([
    ['unsigned', event()],
    ['unsigned', { ...sign(event(), first), signature: '' }],
    ['unknown-signtype', { ...sign(event(), first), signtype: 'RSA' }],
    ['bad-signature', sign(event(), other)],
    ['bad-signature', { ...sign(event(), first), data: person(2) }],
    ['bad-signature', { ...sign(event(), first), subject: 'added' }],
    ['no-key', sign(event({ time: '2024-12-31T00:00:00+08:00' }), first)],
    [
      'no-key',
      sign(
        event({
          source: 'urn:partner:bank-13',
          type: 'mianshen.payment.settled.v1',
          data: { pay_no: 'PY1', amt: '1.00', bank_time: now },
        }),
        first,
      ),
    ],
    ['unknown-source', sign(event({ source: 'urn:partner:nobody' }), first)],
    ['not-your-event', event({ source: 'urn:partner:tax-13' })],
  ])('sets aside what is %s', async (reason, body) => {
    const { stack, deliver, reasons } = await closedStack()
    await deliver(body)
    await stack.run()
    expect(await reasons()).toEqual([reason])
    expect(await known(stack)).toBe(false)
  })

  it('takes events unsigned where signing is off, and of strangers where they are let in', async () => {
    const off = knownPartners.parse({ strangers: 'accept', partners: [{ source, kind: 'registry', signing: 'off' }] })
    for (const more of [{}, { source: 'urn:partner:new' }]) {
      const { stack, deliver, reasons } = await closedStack(off)
      await deliver(event(more))
      await stack.run()
      expect(await reasons()).toEqual([])
      expect(await known(stack)).toBe(true)
    }
  })

  it('a replay does not take the place of a signature', async () => {
    const { stack, api, deliver } = await closedStack()
    await deliver(event())
    const { id } = (await api.call(operator, 'GET /v1/rejected-events')).body.events[0]
    const target = `POST /v1/rejected-events/${id}/replay`
    expect((await api.call(operator, target)).body).toEqual({ status: 'rejected', reason: 'unsigned' })
    expect((await apiOf(stack).call(operator, target)).body).toEqual({ status: 'rejected', reason: 'unsigned' })
    expect(await known(stack)).toBe(false)
  })

  it('a replay is taken once the key that was missing is registered', async () => {
    const { stack, deliver } = await closedStack(knownPartners.parse({ partners: [{ source, kind: 'registry' }] }))
    await deliver(sign(event(), first))
    const api = apiOf(stack, { doors: () => ({ ...ownInbox, judge: checkRegistered(registered, stack.clock) }) })
    const { id, reason } = (await api.call(operator, 'GET /v1/rejected-events')).body.events[0]
    expect(reason).toBe('no-key')
    const replayed = await api.call(operator, `POST /v1/rejected-events/${id}/replay`)
    expect(replayed.body).toEqual({ status: 'accepted' })
    expect(await known(stack)).toBe(true)
    expect((await api.call(operator, 'GET /v1/rejected-events')).body.events).toEqual([])
  })
})

describe('the list of its partners', () => {
  it.each([
    [{}],
    [{ partners: [{ source, kind: 'nobody' }] }],
    [{ partners: [{ source, keys: [{ id: 'x', publicKey: 'abc', from: now }] }] }],
    [{ partners: [{ source, keys: [{ id: 'x', publicKey: first.publicKey, from: '2026-03-12' }] }] }],
    [{ partners: [{ source, signing: 'maybe' }] }],
    [{ partners: [{ source, areas: ['990000'] }] }],
    [{ partners: [{ source, areas: ['Hebei'] }] }],
    [{ partners: [{ source, fixmedins_codes: ['130102'] }] }],
  ])('that is wrong is refused: %j', (config) => {
    expect(knownPartners.safeParse(config).success).toBe(false)
  })
})
