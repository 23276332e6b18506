import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateKeyPair, sign } from '../../../events/signing.ts'
import { credentials } from '../../../infra/local/config.ts'
import { apiClient } from '../../../infra/local/day/api-client.ts'
import { readPartners } from '../../../infra/local/partners.ts'
import { startStack } from '../../../infra/local/stack.ts'
import { instant } from '../../../shared/calendar/index.ts'
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
    expect(() => readPartners(path)).toThrow('partners[0].kind')
    const options = { stubs: false, port: 0, say: () => {}, partners: path }
    await expect(startStack(options)).rejects.toThrow('partners[0].kind')
    await expect(startStack({ ...options, partners: join(dir, 'none.json') })).rejects.toThrow('none.json')
  })

  it('closes the inbox of a stack: the signed event is taken, the unsigned one set aside', async () => {
    const keys = generateKeyPair()
    const source = 'urn:partner:registry-13'
    const from = '2026-01-01T00:00:00+08:00'
    const partners = fileOf({
      partners: [{ source, kind: 'registry', keys: [{ id: '2026', publicKey: keys.publicKey, from }] }],
    })
    const stack = await startStack({ now: instant(now), stubs: false, port: 0, say: () => {}, partners })
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
    } finally {
      sqs.destroy()
      await stack.stop()
    }
  }, 60_000)
})
