import { describe, expect, test } from 'vitest'
import { exampleEvent } from '../../../events/asyncapi.ts'
import { catalogue } from '../../../events/catalogue.ts'
import { generateKeyPair, sign } from '../../../events/signing.ts'
import {
  checkBySource,
  checkOf,
  inboundQueueOf,
  sender,
  senderBy,
  sourceOf,
} from '../../../functions/inbox/partners.ts'
import { instant } from '../../../shared/calendar/index.ts'
import { fixedClock } from '../../../shared/clock/index.ts'

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

describe('what comes by a partner’s queue', () => {
  test('is let in if it is the partner’s own and one it may send', () => {
    expect(checkOf(tax, clock)(paid)).toBeUndefined()
  })

  test('is refused if it names another source: nobody speaks for somebody else', () => {
    expect(checkOf(tax, clock)(example('premium.paid', 'urn:partner:tax-14'))).toBe('not-your-source')
    expect(checkOf(tax, clock)({})).toBe('not-your-source')
    expect(checkOf(tax, clock)(undefined)).toBe('not-your-source')
  })

  test('is refused if it is a type the partner may not send, known or unknown', () => {
    expect(checkOf(tax, clock)(example('person.registered', 'urn:partner:tax-13'))).toBe('not-your-event')
    expect(checkOf(tax, clock)({ ...paid, type: 'weather.changed' })).toBe('not-your-event')
  })

  test('must be signed with the partner’s key where it has one', () => {
    const check = checkOf(signingTax, clock)
    expect(check(sign(paid, pair))).toBeUndefined()
    expect(check(paid)).toBe('unsigned')
    expect(check(sign(paid, generateKeyPair()))).toBe('bad-signature')
    expect(check({ ...sign(paid, pair), id: 'changed' })).toBe('bad-signature')
  })

  test('needs a key of its time', () => {
    const late = sender.parse({ ...tax, keys: [{ ...key, from: '2026-03-11T00:00:00+08:00' }] })
    expect(checkOf(late, clock)(sign(paid, pair))).toBe('no-key')
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
  const check = checkBySource([signingTax], clock)

  test('is checked as that of the partner it names', () => {
    expect(check(paid)).toBe('unsigned')
    expect(check(sign(paid, pair))).toBeUndefined()
    expect(check(sign(example('person.registered', sourceOf('tax-13')), pair))).toBe('not-your-event')
  })

  test('and passes if it is the bureau’s own', () => {
    expect(check(example('premium.paid', 'urn:mianshen:13'))).toBeUndefined()
  })
})
