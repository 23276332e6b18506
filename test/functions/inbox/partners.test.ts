import { describe, expect, test } from 'vitest'
import { exampleEvent } from '../../../events/asyncapi.ts'
import { parseEvent } from '../../../events/parse.ts'
import { generateKeyPair, sign } from '../../../events/signing.ts'
import { catalogue } from '../../../functions/bundles/catalogue.ts'
import { doorOf, doorsOf, sender, senderBy } from '../../../functions/inbox/partners.ts'
import { inboundQueueOf, sourceOf } from '../../../functions/partner-names.ts'
import { instant } from '../../../shared/calendar/index.ts'
import { fixedClock } from '../../../shared/clock/index.ts'
import type { Door } from '../../../shared/engine/rejected.ts'

const clock = fixedClock(instant('2026-03-10T10:00:00+08:00'))
const pair = generateKeyPair()
const key = { id: 'k1', publicKey: pair.publicKey, from: '2026-01-01T00:00:00+08:00' }
const tax = sender.parse({ id: 'tax-13', sends: ['premium.paid'], keys: [] })
const signingTax = sender.parse({ id: 'tax-13', sends: ['premium.paid'], keys: [key] })

const example = (type: string, source: string) => {
  const entry = catalogue.find((one) => one.type === type)
  if (!entry) throw new Error(type)
  return { ...exampleEvent(entry), source }
}
const paid = example('premium.paid', 'urn:partner:tax-13')

/** What the door says of a message. */
function said(door: Door, body: object) {
  const parsed = parseEvent(body)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  return door.judge?.(body, parsed.event, parsed.spec)
}

describe('what comes by a partner’s queue', () => {
  const door = doorOf(tax, clock)

  test('is let in if it is the partner’s own and one it may send', () => {
    expect(said(door, paid)).toBeUndefined()
  })

  test('is refused if it names another source: nobody speaks for somebody else', () => {
    expect(said(door, example('premium.paid', 'urn:partner:tax-14'))).toBe('not-your-source')
  })

  test('is refused if it is a type the partner may not send', () => {
    expect(said(door, example('person.registered', 'urn:partner:tax-13'))).toBe('not-your-event')
  })

  test('must be signed with the partner’s key where it has one', () => {
    const signing = doorOf(signingTax, clock)
    expect(said(signing, sign(paid, pair))).toBeUndefined()
    expect(said(signing, paid)).toBe('unsigned')
    expect(said(signing, sign(paid, generateKeyPair()))).toBe('bad-signature')
    expect(said(signing, { ...sign(paid, pair), id: 'changed' })).toBe('bad-signature')
  })

  test('needs a key of its time', () => {
    const late = sender.parse({ ...tax, keys: [{ ...key, from: '2026-03-11T00:00:00+08:00' }] })
    expect(said(doorOf(late, clock), sign(paid, pair))).toBe('no-key')
  })
})

describe('the partner is known by the queue', () => {
  const inland = sender.parse({ id: 'inbox-tax-13', sends: [], keys: [] })
  const arn = (name: string) => `arn:aws-cn:sqs:cn-north-1:111111111111:mianshen-prod-${name}`

  test('by its name', () => {
    expect(senderBy(arn(inboundQueueOf('tax-13')), [tax])).toBe(tax)
  })

  test('by its whole name: no partner’s name is taken for the end of another’s', () => {
    expect(senderBy(arn(inboundQueueOf('inbox-tax-13')), [tax, inland])).toBe(inland)
    expect(senderBy(arn(inboundQueueOf('x-tax-13')), [tax])).toBeUndefined()
  })

  test('and the bureau’s own inbox is nobody’s', () => {
    expect(senderBy(arn('inbox'), [tax])).toBeUndefined()
    expect(senderBy('', [tax])).toBeUndefined()
  })
})

describe('what an operator sends in again', () => {
  const doors = doorsOf([signingTax], clock)
  const other = example('premium.paid', 'urn:partner:tax-14')

  test('is judged by the queue it came by, whatever source it names', () => {
    const door = doors(sourceOf('tax-13'))
    expect(said(door, paid)).toBe('unsigned')
    expect(said(door, sign(paid, pair))).toBeUndefined()
    expect(said(door, other)).toBe('not-your-source')
  })

  test('passes if it came by the bureau’s own inbox', () => {
    expect(doors('inbox').judge).toBeUndefined()
  })

  test('stays refused if it came by the queue of somebody who is no partner any more', () => {
    expect(said(doors(sourceOf('tax-14')), other)).toBe('unknown-source')
  })

  test('is that of the partner it names if an older release set it aside', () => {
    expect(said(doors(undefined), paid)).toBe('unsigned')
    expect(said(doors(undefined), other)).toBeUndefined()
  })
})
