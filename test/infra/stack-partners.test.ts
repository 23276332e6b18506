import { describe, expect, test } from 'vitest'
import { checkPartners, queuesRead, sendersOf } from '../../infra/constructs/partner.ts'
import { partnerEntry } from '../../infra/settings.ts'
import { type Resource, synthesize } from './support.ts'

const tax = {
  id: 'tax-13',
  account: '222222222222',
  rate: 600,
  sends: ['premium.paid', 'contribution.posted'],
  receives: ['premium.assessed'],
}
const notice = { id: 'notice-13', account: '333333333333', rate: 10, receives: ['notice.requested'] }

const made = synthesize('dev', { settings: { partners: [tax, notice] } })

function policyOf(queueName: string): Resource['Properties'] {
  const [id] = Object.entries(made.resources).find(([, { Properties }]) => Properties?.QueueName === queueName) ?? []
  const policy = made
    .all('AWS::SQS::QueuePolicy')
    .find(({ Properties }) => JSON.stringify(Properties.Queues).includes(`"${id}"`))
  return policy?.Properties.PolicyDocument.Statement
}

const allowed = (queueName: string) =>
  policyOf(queueName)
    .filter(({ Effect }: { Effect: string }) => Effect === 'Allow')
    .map(({ Action, Principal }: { Action: string[]; Principal: object }) => ({
      actions: [Action].flat().sort(),
      account: /::(\d{12}):root/.exec(JSON.stringify(Principal))?.[1],
    }))

describe('a partner is one entry of the context', () => {
  test('it may send to its own queue', () => {
    expect(allowed('mianshen-dev-inbox-tax-13')).toEqual([
      { actions: ['sqs:GetQueueUrl', 'sqs:SendMessage'], account: tax.account },
    ])
  })

  test('it may read the queue of what it receives', () => {
    const [leave] = allowed('mianshen-dev-tax')
    expect(leave?.account).toBe(tax.account)
    expect(leave?.actions).toContain('sqs:ReceiveMessage')
    expect(leave?.actions).toContain('sqs:DeleteMessage')
    expect(leave?.actions).not.toContain('sqs:SendMessage')
  })

  test('it reads its own receipts, if it sends anything and wants any', () => {
    const [leave] = allowed('mianshen-dev-receipts-tax-13')
    expect(leave?.account).toBe(tax.account)
    expect(leave?.actions).toEqual(expect.arrayContaining(['sqs:ReceiveMessage', 'sqs:DeleteMessage']))
    expect(leave?.actions).not.toContain('sqs:SendMessage')
    const names = made.all('AWS::SQS::Queue').map(({ Properties }) => Properties.QueueName)
    expect(names).not.toContain('mianshen-dev-receipts-notice-13')
    const [all, none] = ['all', 'none'].map((receipts) => partnerEntry.parse({ ...tax, receipts }))
    const { account: _account, ...byHttps } = all!
    const wishes = sendersOf([all!, none!, { ...byHttps }]).map(({ receipts }) => receipts)
    expect(wishes).toEqual(['all', 'none', 'none'])
    const silent = synthesize('dev', { settings: { partners: [{ ...tax, receipts: 'none' }] } })
    const left = silent.all('AWS::SQS::Queue').map(({ Properties }) => Properties.QueueName)
    expect(left).not.toContain('mianshen-dev-receipts-tax-13')
  })

  test('it may neither read nor write any other', () => {
    for (const queue of ['inbox', 'steady', 'bank', 'tax-dlq', 'inbox-tax-13-dlq']) {
      expect(allowed(`mianshen-dev-${queue}`), queue).toEqual([])
    }
    expect(allowed('mianshen-dev-notice').map(({ account }: { account: string }) => account)).toEqual([notice.account])
  })

  test('one that only reads has no inbound queue', () => {
    const names = made.all('AWS::SQS::Queue').map(({ Properties }) => Properties.QueueName)
    expect(names).not.toContain('mianshen-dev-inbox-notice-13')
  })

  test('one without an account speaks by HTTPS alone, and has no queue to read', () => {
    const small = { id: 'clinic', rate: 10, sends: ['delivery.settled'] }
    const stack = synthesize('dev', { settings: { partners: [small] } })
    const names = stack.all('AWS::SQS::Queue').map(({ Properties }) => Properties.QueueName)
    expect(names).not.toContain('mianshen-dev-inbox-clinic')
    expect(sendersOf([partnerEntry.parse(small)]).map(({ id }) => id)).toEqual(['clinic'])
    const reading = partnerEntry.parse({ ...small, receives: ['notice.requested'] })
    expect(() => checkPartners([reading])).toThrow(/clinic has no account/)
  })

  test('it has a part in the key of the messages, and none in that of the table', () => {
    const keys = Object.entries(made.resources).filter(([, { Type }]) => Type === 'AWS::KMS::Key')
    for (const [id, { Properties }] of keys) {
      const text = JSON.stringify(Properties.KeyPolicy)
      for (const { account } of [tax, notice]) expect(text.includes(account)).toBe(id.startsWith('MessageKey'))
    }
  })

  test('who only reads can decrypt and not encrypt', () => {
    const [, key] = Object.entries(made.resources).find(([id]) => id.startsWith('MessageKey'))!
    const statements = key.Properties.KeyPolicy.Statement as { Action: string | string[]; Principal: object }[]
    const ofNotice = statements.filter(({ Principal }) => JSON.stringify(Principal).includes(notice.account))
    expect(ofNotice.flatMap(({ Action }) => Action)).toEqual(['kms:Decrypt'])
  })

  test('it is watched: silence, flood, rejected events', () => {
    const names = made.all('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName)
    for (const kind of ['partner-silent', 'partner-flood', 'events-rejected']) {
      expect(names).toContain(`mianshen-dev-${kind}-tax-13`)
    }
  })

  test('the outputs tell it where to send and what to read', () => {
    const outputs = made.template.toJSON().Outputs as Record<string, unknown>
    expect(Object.keys(outputs).some((name) => name.includes('tax13sendsto'))).toBe(true)
    expect(Object.keys(outputs).some((name) => name.includes('tax13readstax'))).toBe(true)
    expect(Object.keys(outputs).some((name) => name.includes('tax13receipts'))).toBe(true)
  })
})

describe('an entry that can’t be right is refused before anything is deployed', () => {
  const entry = (changes: object) => partnerEntry.parse({ ...tax, ...changes })

  test.each([
    ['an account that is no account', { account: '1' }],
    ['an event that nobody may send', { sends: ['premium.assessed'] }],
    ['an event that nobody sends', { receives: ['weather.changed'] }],
    ['a name with capitals', { id: 'Tax' }],
    ['a rate of nothing', { rate: 0 }],
    ['a key that is no key', { key: { id: 'a', publicKey: '04', from: '2026-01-01T00:00:00+08:00' } }],
    ['a word it does not know', { colour: 'red' }],
  ])('%s', (_, changes) => {
    expect(() => entry(changes)).toThrow()
  })

  test('half a queue: who reads some of what it carries reads all of it', () => {
    expect(() => queuesRead(entry({ receives: ['payment.ordered'] }))).toThrow('funds.ordered')
  })

  test('two readers of one queue, of whom each would get half', () => {
    expect(() => checkPartners([entry({}), entry({ id: 'tax-14' })])).toThrow('queue tax')
  })

  test('two partners of one name', () => {
    expect(() => checkPartners([entry({ receives: [] }), entry({ receives: [] })])).toThrow('id tax-13')
  })
})
