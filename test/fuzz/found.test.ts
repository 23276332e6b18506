/** What the fuzz tests found, each by its smallest input, so that it stays mended whatever the seeds are. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { InboundType } from '../../events/index.ts'
import { lambdaHandler } from '../../functions/http/lambda.ts'
import { sendable } from '../../shared/sqs.ts'
import { citizen, operator } from '../support/api.ts'
import { enrolment, person } from '../support/people.ts'
import { makeStack } from '../support/stack.ts'
import { makeWatchedTown, type WatchedTown } from './town.ts'

let town: WatchedTown
beforeEach(async () => {
  town = await makeWatchedTown()
})

/** The event set aside last; the town has set aside one before. */
const rejected = async () => {
  const { status, body } = await town.api.call(operator, 'GET /v1/rejected-events')
  expect(status).toBe(200)
  const fresh = body.events.filter(({ id }: { id: string }) => id !== town.filled('{rejected}'))
  expect(fresh).toHaveLength(1)
  return fresh[0]
}

describe('an event', () => {
  it.each<[InboundType, Record<string, unknown>, string]>([
    [
      'premium.paid',
      { bill_no: '{openBill}', amt: '400.00', paid_at: '9999-12-31T23:59:59.999+08:00' },
      'data.paid_at',
    ],
    ['account.credited', { psn_no: 'P000002', insu_admdvs: '130100', amt: '90071992547409.91' }, 'data.amt'],
    ['enrolment.revoked', { psn_no: 'P000002', insutype: '310', psn_insu_date: '0001-01-01' }, 'data.psn_insu_date'],
  ])('%s that no calendar or account can hold is set aside, not tried for ever', async (type, data, field) => {
    const time = town.stack.clock.now()
    await town.stack.happen(type, JSON.parse(town.filled(JSON.stringify(data))), { time })
    expect(town.watch.faults).toEqual([])
    expect((await rejected()).errors).toEqual(expect.arrayContaining([expect.objectContaining({ field })]))
  })

  it('with a type of any length is set aside', async () => {
    await town.stack.sendRaw(`{"type":${JSON.stringify('\u0000'.repeat(40_000))}}`)
    await town.stack.run()
    expect(town.watch.faults).toEqual([])
    expect((await rejected()).type).toHaveLength(256)
  })

  it('nested deeper than JSON can be written again does not close the list of rejected events', async () => {
    const body = `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`
    await town.stack.sendRaw(body)
    await town.stack.run()
    expect((await rejected()).body).toBe(body)
  })

  it('with a letter that SQS takes only as an escape is sent on all the same', async () => {
    const said = { tel: 'a\uffffb\ufffe' }
    const sent = sendable(JSON.stringify(said))
    expect(sent).toBe('{"tel":"a\\uffffb\\ufffe"}')
    expect(JSON.parse(sent)).toEqual(said)
    await town.stack.happen('person.registered', { ...person(2, { brdy: '1994-05-20' }), tel: '\uffff' })
    expect(town.watch.faults).toEqual([])
  })
})

describe('a call', () => {
  it('that leaves out the whole form is told so in Chinese', async () => {
    const answer = await town.api.call(citizen(town.me), 'POST /v1/cases', { bundle: 'newborn' })
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'form', message: '缺少这一项' }] } })
    const policy = { admdvs: null, value: null, source: '测试' }
    const missing = await town.api.call(operator, 'PUT /v1/policies/waiting_months', policy)
    expect(missing.body.errors.map(({ message }: { message: string }) => message)).toEqual(['缺少这一项', '缺少这一项'])
  })

  it.each(['IA', 'MjAyNiBY', 'Iw', 'A'.repeat(1999)])('with the cursor %s of no list is bad input', async (cursor) => {
    const answer = await town.api.call(operator, `GET /v1/rejected-events?cursor=${cursor}`)
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'cursor' }] } })
  })

  it('that sends a body with a GET through the gateway is answered as without', async () => {
    const http = { method: 'GET', path: '/v1/health', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' }
    const event = {
      ...{ version: '2.0', routeKey: '$default', rawPath: '/v1/health', rawQueryString: '', headers: {} },
      ...{ requestContext: { http, domainName: 'localhost' }, body: '{}', isBase64Encoded: false },
    }
    type Handler = (event: unknown, context: unknown) => Promise<{ statusCode: number; body: string }>
    const answer = await (lambdaHandler(town.api.app) as unknown as Handler)(event, {})
    expect([answer.statusCode, JSON.parse(answer.body)]).toEqual([200, { status: 'ok' }])
  })
})

describe('a newborn whose year has no premium', () => {
  it('stops waiting for the operator once paying for that year would give no cover any more', async () => {
    const stack = await makeStack({ now: '2027-04-16T09:00:00+08:00' })
    const mother = person(2)
    await stack.happen('person.registered', mother)
    await stack.happen('enrolment.registered', enrolment(mother.psn_no, '130100', '2019-01-01'))
    await stack.happen('birth.certified', {
      birth_cert_no: 'Z130000001',
      brdy: '2027-01-01T08:15:00+08:00',
      gend: '1',
      psn_name: '测试宝宝',
      fixmedins_code: 'H13010200001',
      guardians: [{ certno: mother.certno, psn_name: '测试2', relation: 'mother' }],
    })
    const child = (await stack.file(mother.psn_no)).all('link')[0]!.psn_no
    const waiting = async () => (await stack.cases(child, 'newborn'))[0]!.waiting_for
    await stack.advanceTo('2027-11-30T12:00:00+08:00')
    expect(await waiting()).toMatchObject({ actor: 'operator', what: 'policy-missing' })
    await stack.advanceTo('2027-12-01T12:00:00+08:00')
    expect(await waiting()).toMatchObject({ actor: 'citizen' })
    expect(await stack.tasks(child)).toEqual([])
  })
})
