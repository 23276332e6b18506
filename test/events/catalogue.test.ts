import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { asyncApi, exampleEvent } from '../../events/asyncapi.ts'
import {
  catalogueWith,
  inboundEvents,
  inboundSpecOf,
  movesMoney,
  outboundEvents,
  wireType,
} from '../../events/catalogue.ts'
import { psnNo } from '../../events/fields.ts'
import { ownEvent, said } from '../../events/heard.ts'
import { parseEvent } from '../../events/parse.ts'
import { innerSource, ourSource, outbound, queueOf, toWire } from '../../events/wire.ts'
import { instant } from '../../shared/calendar/index.ts'
import { partnerQueues } from '../../shared/queues.ts'
import { contract, required } from './contract.ts'

const catalogue = catalogueWith([])

type Json = { [name: string]: Json }

describe('the catalogue', () => {
  test('holds exactly the types of the contract, each outbound one with its queue', () => {
    expect(Object.keys(inboundEvents)).toEqual(Object.keys(contract))
    expect(Object.fromEntries(Object.entries(outboundEvents).map(([type, { queue }]) => [type, queue]))).toEqual({
      'premium.assessed': 'tax',
      'payment.ordered': 'bank',
      'funds.ordered': 'bank',
      'notice.requested': 'notice',
      'filing.recorded': 'medins',
      'enrolment.changed': 'registry',
      'entitlement.granted': 'registry',
      'ticket.answered': 'hotline',
      'event.answered': 'receipts',
    })
  })

  test.each(catalogue.map((entry) => [entry.type, entry] as const))('the example of %s is valid', (_, entry) => {
    expect(entry.data.safeParse(entry.example)).toMatchObject({ success: true })
    if (entry.direction === 'inbound') expect(parseEvent(exampleEvent(entry)).ok).toBe(true)
    else expect(parseEvent(exampleEvent(entry))).toMatchObject({ reason: 'unknown-type' })
  })

  test('identities are kept for ever of all that moves money or months', () => {
    const types = Object.keys(inboundEvents) as (keyof typeof inboundEvents)[]
    expect(types.filter((type) => !movesMoney({ type }))).toEqual([
      'person.registered',
      'employer.base-declared',
      'institution.registered',
      'expert.registered',
      'birth.certified',
      'guardian.changed',
      'household.registered',
      'delivery.settled',
      'delivery.reported',
      'delivery.revoked',
      'visit.admitted',
      'visit.settled',
      'visit.self-paid',
      'visit.unsettled',
      'visit.cancelled',
      'filing.reported',
      'filing.ended',
      'residence.registered',
      'death.registered',
      'death.revoked',
    ])
  })

  test('a partner may send what is its business and nothing else', () => {
    const senders = (type: keyof typeof inboundEvents): readonly string[] => inboundEvents[type].from
    expect(senders('payment.settled')).toContain('bank')
    expect(senders('account.credited')).not.toContain('bank')
    expect(senders('pension.approved')).not.toContain('medins')
  })

  test('types have prefix and version on the wire', () => {
    expect(wireType('employer.base-declared')).toBe('mianshen.employer.base-declared.v1')
    expect(inboundSpecOf('mianshen.employer.base-declared.v1', [])?.type).toBe('employer.base-declared')
    expect(inboundSpecOf('mianshen.toString.v1', [])).toBeUndefined()
    expect(inboundSpecOf('person.registered', [])).toBeUndefined()
  })
})

describe('what we send', () => {
  const notice = { psn_no: '1', template: 't', text: '您好', case_id: 'c' }

  test('is a CloudEvent with our source', () => {
    const message = { ...outbound('notice.requested', notice), id: 'c/tell', source: ourSource('prod') }
    expect(toWire({ ...message, time: instant('2026-03-10T01:00:00Z') })).toEqual({
      specversion: '1.0',
      id: 'c/tell',
      source: 'urn:mianshen:prod',
      type: 'mianshen.notice.requested.v1',
      time: '2026-03-10T09:00:00+08:00',
      datacontenttype: 'application/json',
      data: notice,
    })
    // Part of the identity of what a form or a correction told: another one, and told again it would count twice.
    expect(innerSource).toBe('urn:mianshen:system')
    expect(queueOf({ type: 'notice.requested' })).toBe('notice')
  })

  test('is checked like what we hear: a message that breaks the promise to partners is a bug', () => {
    expect(() => outbound('notice.requested', { ...notice, text: '' })).toThrow()
    expect(() => outbound('funds.ordered', { ...outboundEvents['funds.ordered'].example, amt: '1.5' })).toThrow()
  })

  test('is what a bundle alone says, too, and goes where its bundle declared', () => {
    const thanked = ownEvent({
      type: 'donor.thanked',
      title: '慰问',
      about: '试验用。',
      queue: 'registry',
      data: z.object({ psn_no: psnNo }),
      example: { psn_no: '1' },
    })
    const message = said(thanked, { psn_no: '1' })
    expect(queueOf(message)).toBe('registry')
    const sent = toWire({ ...message, id: 'c/1', source: ourSource('prod'), time: instant('2026-03-10T01:00:00Z') })
    expect(sent).toMatchObject({ type: 'mianshen.donor.thanked.v1', data: { psn_no: '1' } })
    expect(sent).not.toHaveProperty('queue')
    expect(() => said(thanked, { psn_no: '' })).toThrow()
    expect(catalogueWith([], [thanked]).at(-1)).toMatchObject({ direction: 'outbound', type: 'donor.thanked' })
  })

  test('an entitlement without end says so by null', () => {
    const example = outboundEvents['entitlement.granted'].example
    expect(outbound('entitlement.granted', { ...example, to: null }).data.to).toBeNull()
  })
})

describe('the AsyncAPI document', () => {
  const document = JSON.parse(JSON.stringify(asyncApi(catalogue, '2.0.0'))) as Json
  const follow = (ref: string): unknown =>
    ref
      .slice(2)
      .split('/')
      .reduce<Json | undefined>((at, name) => at?.[name], document)

  test('is AsyncAPI 3.0.0 with a channel and an operation for each queue', () => {
    expect(document).toMatchObject({ asyncapi: '3.0.0', info: { version: '2.0.0', title: expect.any(String) } })
    const channels = ['inbox', ...partnerQueues]
    expect(Object.keys(document.channels!)).toEqual(channels)
    const operations = Object.entries(document.operations!).map(([name, { action }]) => [name, action])
    expect(operations).toEqual(
      channels.map((queue) => {
        const name = queue.charAt(0).toUpperCase() + queue.slice(1)
        return queue === 'inbox' ? [`receive${name}`, 'receive'] : [`send${name}`, 'send']
      }),
    )
  })

  test('every reference leads somewhere; operations name messages of their own channel', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!)
    expect(refs.length).toBeGreaterThan(100)
    for (const ref of refs) expect(follow(ref), ref).toBeTypeOf('object')
    for (const operation of Object.values(document.operations!)) {
      const messages = operation.messages as unknown as { $ref: string }[]
      for (const { $ref } of messages) expect($ref.startsWith(`${operation.channel!.$ref}/messages/`)).toBe(true)
    }
  })

  test.each(catalogue.map((entry) => [entry.type, entry] as const))(
    '%s: schema, Chinese text and example',
    (type, entry) => {
      const message = document.components!.messages![type]!
      const schema = document.components!.schemas![type]!
      expect(`${message.title}${message.summary}`).toMatch(/^[^a-z]*[\u4e00-\u9fff]/)
      expect(message.payload).toMatchObject({ properties: { type: { const: wireType(type) } } })
      // Of fields that stand in for each other each is optional in the schema; that one is needed, only the check says.
      const standIns = [
        'premium.paid bill_no',
        'visit.admitted psn_no',
        'visit.self-paid psn_no',
        'residence.registered psn_no',
        'death.registered certno',
        'death.revoked certno',
        'guardian.changed psn_no',
      ]
      if (entry.direction === 'inbound') {
        const needed = required(type).filter((field) => !standIns.includes(`${type} ${field}`))
        expect([...(schema.required as unknown as string[])].sort()).toEqual(needed.sort())
      }
      const fields = Object.keys(schema.properties!)
      for (const field of fields) expect(schema.properties![field]).toHaveProperty('description')
      expect(JSON.stringify(schema)).not.toContain('"additionalProperties":false')
    },
  )
})
