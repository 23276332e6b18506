import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf } from '../../../infra/cli/support/operator.ts'
import { credentials } from '../../../infra/local/config.ts'
import { type Stack, startStack } from '../../../infra/local/stack.ts'
import { instant } from '../../../shared/calendar/index.ts'
import { type Client, createClient, fetchTransport } from '../../../shared/client/index.ts'
import { eventually } from '../../infra/local/support.ts'
import { certnoOf, credit, enrolment, pause, person } from '../../support/people.ts'

/** The whole way: partners by queue, people by the client, over the local stack as `npm run serve` starts it. */
let stack: Stack
let sqs: SQSClient
let sent = 0

beforeAll(async () => {
  stack = await startStack({ now: instant('2026-03-12T09:00:00+08:00'), stubs: false, port: 0, say: () => {} })
  const { sqs: endpoint, region } = stack.describe()
  sqs = new SQSClient({ endpoint, region, credentials })
}, 60_000)
afterAll(async () => {
  sqs?.destroy()
  await stack?.stop()
})

async function happen(type: string, data: object) {
  const { queues } = stack.describe()
  const event = {
    specversion: '1.0',
    id: `e${++sent}`,
    source: 'urn:test',
    type: `mianshen.${type}.v1`,
    time: '2026-03-12T09:00:00+08:00',
    data,
  }
  await sqs.send(new SendMessageCommand({ QueueUrl: queues.inbox, MessageBody: JSON.stringify(event) }))
}

function clientOf(claims: Record<string, string>): Client {
  const { api } = stack.describe()
  const token = async () => {
    const response = await fetch(`${api}/dev/token`, { method: 'POST', body: JSON.stringify(claims) })
    return ((await response.json()) as { token: string }).token
  }
  return createClient({ baseUrl: api, transport: fetchTransport(fetch), token })
}

describe('over the local stack', () => {
  it('a transfer goes from the events to money that can be spent', async () => {
    const { psn_no } = person(1)
    await happen('enrolment.registered', enrolment(psn_no, '130100', '2026-03-02'))
    await happen('person.registered', person(1))
    await happen('account.credited', credit(psn_no, '130200', '2177.04'))
    await happen('enrolment.paused', pause(psn_no, '130200', '2026-01-31'))
    await happen('enrolment.registered', enrolment(psn_no, '130200', '2019-03-01'))
    const clerk = clientOf({ role: 'clerk', admdvs: '130200' })
    const task = await eventually(async () => {
      const { tasks } = await answerOf(clerk.call('GET /v1/tasks', { query: { kind: 'approve-transfer-out' } }))
      return tasks.find((one) => one.kind === 'approve-transfer-out' && one.facts.amt === '2177.04')
    }, 20_000)
    const path = { task_id: task.task_id }
    await answerOf(clerk.call('POST /v1/tasks/{task_id}/decision', { path, body: { decision: 'approve' } }))
    const citizen = clientOf({ role: 'citizen', psn_no })
    const { accounts } = await answerOf(citizen.call('GET /v1/me/accounts'))
    expect(accounts.find(({ insu_admdvs }) => insu_admdvs === '130100')).toMatchObject({
      balance: '2177.04',
      funded: '0.00',
    })
    const operator = clientOf({ role: 'operator' })
    expect(await answerOf(operator.call('GET /v1/ledger/check'))).toMatchObject({ balanced: true, unfunded: '2177.04' })
  }, 60_000)

  it('a guardian starts the package for a child, files for it, and sees it among the dependants', async () => {
    await happen('person.registered', person(2, { brdy: '1994-05-20', certno: certnoOf(2, '1994-05-20') }))
    const mother = clientOf({ role: 'citizen', psn_no: 'P000002' })
    await eventually(async () => (await mother.call('GET /v1/me')).ok || undefined, 20_000)
    const kase = await answerOf(
      mother.call('POST /v1/cases', {
        body: {
          bundle: 'newborn',
          form: {
            birth_cert_no: 'Z130000001',
            brdy: '2026-03-11T08:15:00+08:00',
            gend: '2',
            psn_name: '测试宝宝',
            fixmedins_code: 'H13010200001',
          },
        },
      }),
    )
    expect(kase).toMatchObject({ bundle: 'newborn', status: 'waiting', admdvs: '130100' })
    const child = await eventually(async () => (await answerOf(mother.call('GET /v1/me'))).dependants[0], 20_000)
    const filing = await answerOf(
      mother.call('POST /v1/filings', {
        body: { kind: 'temporary', to_admdvs: '110000', from: '2026-03-12', commitment: true, psn_no: child.psn_no },
      }),
    )
    expect(filing).toMatchObject({ psn_no: child.psn_no, status: 'active' })
    const institution = clientOf({ role: 'institution', fixmedins_code: 'H13010200001' })
    const path = { birth_cert_no: 'Z130000001' }
    expect(await answerOf(institution.call('GET /v1/cardless/{birth_cert_no}', { path }))).toMatchObject({
      eligible: false,
    })
  }, 60_000)
})
