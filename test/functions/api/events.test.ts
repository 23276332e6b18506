import { beforeEach, describe, expect, it } from 'vitest'
import { generateKeyPair, sign } from '../../../events/signing.ts'
import { archivedIn } from '../../../functions/inbox/archive.ts'
import { doorByToken, doorsOf, sender } from '../../../functions/inbox/partners.ts'
import { apiOf, operator, partner, type TestApi } from '../../support/api.ts'
import { credit, person, register } from '../../support/people.ts'
import { makeStack, type Stack, testKeys } from '../../support/stack.ts'

const now = '2026-03-12T09:00:00+08:00'
const source = 'urn:partner:north'
const pair = generateKeyPair()
const key = { id: 'k1', publicKey: pair.publicKey, from: '2026-01-01T00:00:00+08:00' }
const sends = ['person.registered', 'account.credited']
const north = sender.parse({ id: 'north', sends, keys: [key], areas: ['130000'] })
const south = sender.parse({ id: 'south', sends, keys: [] })

let stack: Stack
let api: TestApi
beforeEach(async () => {
  stack = await makeStack({ now })
  api = apiOf(stack, { doors: doorsOf([north, south], stack.clock) })
})

const event = (n: number, more: object = {}) => ({
  specversion: '1.0',
  id: `e${n}`,
  source,
  type: 'mianshen.person.registered.v1',
  time: now,
  data: person(n),
  ...more,
})
const send = (body: unknown, who = partner(source)) => api.call(who, 'POST /v1/events', body)
const rejected = async () => (await api.call(operator, 'GET /v1/rejected-events')).body.events
const kept = () => [...stack.archive.objects].flatMap(([at, bytes]) => archivedIn(testKeys, at, bytes))
const isKnown = async (n: number) => (await stack.file(person(n).psn_no)).person !== undefined

describe('POST /v1/events', () => {
  it('takes one event, keeps it as it came and has it done', async () => {
    const signed = sign(event(1), pair)
    const answer = await send(signed)
    expect([answer.status, answer.body]).toEqual([202, { results: [{ id: 'e1', status: 'accepted' }] }])
    expect(await isKnown(1)).toBe(true)
    expect(kept()).toEqual([{ at: now, via: source, source, id: 'e1', body: JSON.stringify(signed) }])
  })

  it.each(['POST /v1/events', 'POST /v1/national/2401'])(
    '%s refuses what nests deeper than can be written out',
    async (call) => {
      const body = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
      const asked = { method: 'POST', headers: { authorization: `Bearer ${await api.token(partner(source))}` }, body }
      expect(await api.request(call.slice('POST '.length), asked)).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'body' }] },
      })
    },
  )

  it('takes up to a hundred, and answers for each in their order', async () => {
    const bad = [
      { ...event(2), data: {} },
      event(3),
      sign(event(4, { source: 'urn:partner:south' }), pair),
      sign(event(5, { type: 'mianshen.account.credited.v1', data: credit('P1', '440100', '1.00') }), pair),
      7,
      null,
    ]
    const good = Array.from({ length: 94 }, (_, n) => sign(event(n + 10), pair))
    const { status, body } = await send([...bad, ...good])
    expect(status).toBe(202)
    expect(body.results).toHaveLength(100)
    expect(body.results.map(({ reason }: { reason?: string }) => reason).slice(0, 7)).toEqual([
      'bad-data',
      'unsigned',
      'not-your-source',
      'not-your-area',
      'not-cloudevent',
      'not-cloudevent',
      undefined,
    ])
    expect(body.results[0]).toMatchObject({ id: 'e2', status: 'rejected' })
    expect(body.results[0].errors).toContainEqual({ field: 'data.psn_no', message: '缺少人员编号' })
    expect(body.results[4]).toEqual({ status: 'rejected', reason: 'not-cloudevent', errors: [expect.anything()] })
    expect(body.results.slice(6)).toEqual(good.map(({ id }) => ({ id, status: 'accepted' })))
    // What is rejected is kept as it came, like from a queue, and can be sent in again by the same door.
    const found = await rejected()
    expect(found.map((one: { body: unknown }) => one.body)).toEqual(expect.arrayContaining(bad.slice(0, 4)))
    const unsigned = found.find(({ reason }: { reason: string }) => reason === 'unsigned')
    const again = await api.call(operator, `POST /v1/rejected-events/${unsigned.id}/replay`)
    expect(again.body).toEqual({ status: 'rejected', reason: 'unsigned' })
    expect(kept()).toHaveLength(94)
    expect(stack.archive.objects.size).toBe(1)
  })

  it('changes nothing if it comes twice, by whichever way', async () => {
    const body = sign(event(1), pair)
    await send(body)
    const before = new Map(stack.table.items)
    expect((await send(body)).body.results).toEqual([{ id: 'e1', status: 'accepted' }])
    expect(stack.table.items).toEqual(before)
  })

  it.each([[[]], [Array.from({ length: 101 }, () => event(1))], ['"text"'], ['7'], ['null'], ['no json'], ['']])(
    'is 400 for %j',
    async (body) => {
      expect(await send(body)).toMatchObject({ status: 400, body: { errors: [{ field: 'body' }] } })
      expect(await rejected()).toEqual([])
    },
  )

  it('keeps blanks and what nobody reads, and takes what is longer than other calls', async () => {
    await register(stack, 1)
    const padded = sign(event(1, { note: null, data: { ...person(1), more: '', pad: '字'.repeat(100) } }), pair)
    expect((await send([padded])).body.results).toEqual([{ id: 'e1', status: 'accepted' }])
    expect(kept().at(-1)?.body).toBe(JSON.stringify(padded))
    const long = Array.from({ length: 10 }, (_, n) => sign(event(n + 20, { pad: 'x'.repeat(50_000) }), pair))
    expect((await send(long)).status).toBe(202)
  })

  it('is nobody’s who is no partner of ours, and leads not into the bureau’s own inbox', async () => {
    const east = 'urn:partner:east'
    expect((await send(event(1, { source: east }), partner(east))).body.results[0].reason).toBe('unknown-source')
    expect((await send(event(1, { source: 'inbox' }), partner('inbox'))).body.results[0].reason).toBe('unknown-source')
    expect((await api.call(operator, 'POST /v1/events', event(1))).status).toBe(403)
    expect(doorByToken('inbox').judge).toBeDefined()
    expect(kept()).toEqual([])
  })

  it('asks for the whole to be sent again if it could not be kept or sent on', async () => {
    const { put } = stack.archive
    stack.ports.archive.put = async () => Promise.reject(new Error('out of reach'))
    const failing = await send([sign(event(1), pair), event(2)])
    expect(failing).toMatchObject({ status: 503, body: { code: 'unavailable' } })
    expect(await isKnown(1)).toBe(false)
    stack.ports.archive.put = put
    expect((await send(sign(event(1), pair))).status).toBe(202)
    expect(await isKnown(1)).toBe(true)
  })
})
