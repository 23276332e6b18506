import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseEvent } from '../../../events/parse.ts'
import { generateKeyPair, sign } from '../../../events/signing.ts'
import { heard } from '../../../functions/bundles/catalogue.ts'
import { credentials, type LocalConfig } from '../../../infra/local/config.ts'
import { apiClient } from '../../../infra/local/day/api-client.ts'
import { localDoor, localWish, readPartners } from '../../../infra/local/partners.ts'
import { startStack } from '../../../infra/local/stack.ts'
import { answersTo } from '../../../infra/local/stubs/partners.ts'
import { instant } from '../../../shared/calendar/index.ts'
import { systemClock } from '../../../shared/clock/index.ts'
import { person } from '../../support/people.ts'
import { eventually, testDir } from './support.ts'

let dir: string
let remove: () => void
beforeEach(() => {
  ;({ dir, remove } = testDir())
})
afterEach(() => remove())

const now = '2026-03-12T09:00:00+08:00'
const fileOf = (content: unknown) => {
  const path = join(dir, 'partners.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}

describe('--partners', () => {
  it('a file that is wrong is refused, naming the field', async () => {
    const path = fileOf({ partners: [{ source: 'urn:partner:tax-13', kind: 'treasury' }] })
    expect(() => readPartners(path)).toThrow('partners[0].kind（urn:partner:tax-13）：应为')
    const options = { stubs: false, port: 0, say: () => {}, partners: path }
    await expect(startStack(options)).rejects.toThrow('partners[0].kind')
    await expect(startStack({ ...options, partners: join(dir, 'none.json') })).rejects.toThrow('none.json')
  })

  it('takes the list of keys that verify takes; the stubs are known by themselves, unless the file says otherwise', () => {
    const { publicKey } = generateKeyPair()
    const from = '2026-01-01T00:00:00+08:00'
    const key = { key_id: 'k', public_key: publicKey, from }
    const known = readPartners(fileOf([{ source: 'urn:partner:a', ...key }]))
    expect(known).toMatchObject({
      strangers: 'refuse',
      partners: [{ source: 'urn:partner:a', keys: [{ id: 'k', publicKey, from }] }, { kind: 'tax' }, { kind: 'bank' }],
    })
    const { partners } = readPartners(fileOf({ partners: [{ source: 'urn:stub:tax', keys: [key] }] }))
    expect(partners.map(({ source, signing }) => `${source} ${signing}`)).toEqual([
      'urn:stub:tax on',
      'urn:stub:bank off',
    ])
  })

  it('says which receipts each wants: the usual ones, if nothing is said', () => {
    const partners = ['all', 'none'].map((receipts) => ({ source: `urn:${receipts}`, receipts }))
    const partnersFile = fileOf({ partners: [...partners, { source: 'urn:silent' }] })
    const wish = localWish({ partnersFile })
    expect(['urn:all', 'urn:none', 'urn:silent', 'urn:stranger'].map(wish)).toEqual(['all', 'none', 'usual', 'usual'])
    expect(localWish({})('urn:all')).toBe('usual')
  })

  it('a bill is paid by the stub though strangers are refused', async () => {
    const { judge } = localDoor({ partnersFile: fileOf({ partners: [] }) } as LocalConfig, systemClock)
    const bill = { bill_no: 'B1', amt: '380.00' }
    const asked = { specversion: '1.0', id: 'e1', source: 'urn:mianshen:local', time: now, data: bill }
    const manner = { behaviour: 'ok', wrong_by: '-1.00' } as const
    const answers = answersTo('tax', { ...asked, type: 'mianshen.premium.assessed.v1' }, manner)
    expect(answers).toHaveLength(1)
    for (const { event } of answers) {
      const parsed = parseEvent(event, heard)
      if (!parsed.ok) throw new Error('the stub answers what is no event')
      expect(judge?.(event, parsed.event, parsed.spec)).toBeUndefined()
      const stranger = { ...parsed.event, source: 'urn:stub:elsewhere' }
      expect(judge?.(event, stranger, parsed.spec)).toBe('unknown-source')
    }
  })

  it('closes the inbox of a stack: the signed event is taken, the unsigned one set aside', async () => {
    const keys = generateKeyPair()
    const source = 'urn:partner:registry-13'
    const from = '2026-01-01T00:00:00+08:00'
    const partners = fileOf({
      partners: [{ source, kind: 'registry', keys: [{ id: '2026', publicKey: keys.publicKey, from }] }],
    })
    const stack = await startStack({ now: instant(now), stubs: true, port: 0, say: () => {}, partners })
    const { sqs: endpoint, region, queues, api } = stack.describe()
    const sqs = new SQSClient({ endpoint, region, credentials })
    try {
      const event = (n: number) => ({
        specversion: '1.0',
        id: `e${n}`,
        source,
        type: 'mianshen.person.registered.v1',
        time: now,
        data: person(n),
      })
      for (const body of [sign(event(1), keys), event(2)]) {
        await sqs.send(new SendMessageCommand({ QueueUrl: queues.inbox, MessageBody: JSON.stringify(body) }))
      }
      const client = apiClient(api)
      const me = (psn_no: string) => client.get({ role: 'citizen', psn_no }, '/v1/me').catch(() => undefined)
      await eventually(() => me('P000001'), 20_000)
      const list = () => client.get<{ events: { reason: string }[] }>({ role: 'operator' }, '/v1/rejected-events')
      const [rejected] = await eventually(
        async () => ((await list()).events.length > 0 ? (await list()).events : undefined),
        20_000,
      )
      expect(rejected).toMatchObject({ reason: 'unsigned' })
      expect(await me('P000002')).toBeUndefined()
      // A bill: the stub pays it, and is known.
      const bill = { ...event(3), source: 'urn:mianshen:local', type: 'mianshen.premium.assessed.v1' }
      const body = JSON.stringify({ ...bill, data: { bill_no: 'B1', amt: '380.00' } })
      await sqs.send(new SendMessageCommand({ QueueUrl: queues.tax, MessageBody: body }))
      const all = await eventually(async () => {
        const { events } = await list()
        return events.length > 1 ? events : undefined
      }, 20_000)
      // Nobody has such a bill: that, and not who says it, is what is wrong with the answer.
      expect(all.map(({ reason }) => reason).sort()).toEqual(['unknown-number', 'unsigned'])
    } finally {
      sqs.destroy()
      await stack.stop()
    }
  }, 60_000)
})
