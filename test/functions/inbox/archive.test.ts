import { beforeEach, describe, expect, it } from 'vitest'
import { type Archived, archivedIn, hourPrefix, instantOf } from '../../../functions/inbox/archive.ts'
import { makeInbox, ownInbox } from '../../../functions/inbox/inbox.ts'
import { doorOf, doorsOf, sender } from '../../../functions/inbox/partners.ts'
import { sourceOf } from '../../../functions/partner-names.ts'
import { instant } from '../../../shared/calendar/index.ts'
import type { Door } from '../../../shared/engine/rejected.ts'
import { lanes } from '../../../shared/queues.ts'
import { apiOf, operator } from '../../support/api.ts'
import { person } from '../../support/people.ts'
import { makeStack, type Stack, testKeys } from '../../support/stack.ts'

const now = '2026-03-12T09:00:00+08:00'
const north = sourceOf('north')

let stack: Stack
beforeEach(async () => {
  stack = await makeStack({ now })
})

/** Spaces and fields that nobody reads are part of the message. */
const event = (n: number, source = north, more: object = {}) =>
  `${JSON.stringify({
    specversion: '1.0',
    id: `e${n}`,
    source,
    type: 'mianshen.person.registered.v1',
    time: now,
    data: { ...person(n), unread: '𠮷' },
    ...more,
  })} `

const deliver = async (bodies: readonly string[], door: Door = ownInbox, via?: string) => {
  const inbox = makeInbox(stack.ports, door)
  const attributes = via === undefined ? {} : { messageAttributes: { via: { stringValue: via } } }
  const Records = bodies.map((body, index) => ({ messageId: `m${index}`, body, ...attributes }))
  const { batchItemFailures } = await inbox({ Records } as unknown as Parameters<typeof inbox>[0])
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)
}

const kept = (): Archived[] => [...stack.archive.objects].flatMap(([key, bytes]) => archivedIn(testKeys, key, bytes))

describe('the archive', () => {
  it('has every accepted event as it came, by the hour and by who sent it', async () => {
    const bodies = Array.from({ length: 10 }, (_, n) => event(n + 1))
    expect(await deliver(bodies)).toEqual([])
    expect(kept()).toEqual(bodies.map((body, n) => ({ at: now, via: 'inbox', source: north, id: `e${n + 1}`, body })))
    // One request for the batch.
    const [key = '', ...more] = stack.archive.objects.keys()
    expect(more).toEqual([])
    expect(key).toMatch(/^events\/2026\/03\/12\/09\/s-urn-partner-north\/2026-03-12T09:00:00\+08:00-[\w-]{16}\.sealed$/)
    expect(key.startsWith(hourPrefix(instant(now), north))).toBe(true)
    expect(instantOf(key)).toBe(now)
  })

  it('keeps what two sources sent in one batch apart', async () => {
    await deliver([event(1), event(2, 'urn:other'), event(3)])
    expect([...stack.archive.objects.keys()].map((key) => key.split('/')[5])).toEqual([
      's-urn-partner-north',
      's-urn-other',
    ])
    expect(kept().map(({ id }) => id)).toEqual(['e1', 'e3', 'e2'])
  })

  it('tells nobody anything without the keys', async () => {
    await deliver([event(1)])
    const [[key, bytes]] = [...stack.archive.objects] as [[string, Uint8Array]]
    const { certno, psn_name } = person(1)
    for (const secret of [certno, psn_name]) expect(Buffer.from(bytes).includes(secret)).toBe(false)
    expect(key).not.toContain(certno)
    // Nor does one object pass for another.
    expect(() => archivedIn(testKeys, key.replace('/09/', '/10/'), bytes)).toThrow()
  })

  it('has the same events at the same moment once', async () => {
    for (let times = 0; times < 2; times++) await deliver([event(1), event(2)])
    expect(kept()).toHaveLength(2)
  })

  it('has nothing that was rejected, until it is taken after all', async () => {
    const partner = sender.parse({ id: 'north', sends: ['person.registered'], keys: [], areas: ['130000'] })
    const early = event(1, north, { time: '2026-03-12T09:30:00+08:00' })
    await deliver([early, 'no json'], doorOf(partner, stack.clock))
    expect(kept()).toEqual([])

    stack.clock.set(instant('2026-03-12T10:00:00+08:00'))
    const api = apiOf(stack, { doors: doorsOf([partner], stack.clock) })
    const { events } = (await api.call(operator, 'GET /v1/rejected-events')).body
    for (const { id } of events) await api.call(operator, `POST /v1/rejected-events/${id}/replay`)
    expect(kept()).toEqual([{ at: stack.clock.now(), via: north, source: north, id: 'e1', body: early }])
    expect((await stack.file(person(1).psn_no)).person).toBeDefined()
  })

  it('is written before anything goes on: what could not be kept stays in the queue', async () => {
    const bodies = [event(1), 'no json', event(2)]
    const { put } = stack.archive
    stack.ports.archive.put = async () => {
      throw new Error('out of reach')
    }
    expect(await deliver(bodies)).toEqual(['m0', 'm2'])
    expect(lanes.map((lane) => stack.left(lane))).toEqual([0, 0, 0])
    stack.ports.archive.put = put
    expect(await deliver(bodies)).toEqual([])
    expect(kept().map(({ id }) => id)).toEqual(['e1', 'e2'])
    expect(lanes.reduce((sum, lane) => sum + stack.left(lane), 0)).toBe(2)
  })

  it('remembers the way of what is sent in again, which only the bureau may say', async () => {
    await deliver([event(1), 'no json'], ownInbox, north)
    const partner = sender.parse({ id: 'north', sends: ['person.registered'], keys: [] })
    await deliver([event(2)], doorOf(partner, stack.clock), 'urn:partner:south')
    expect(kept().map(({ via }) => via)).toEqual([north, north])
    const [rejected] = [...stack.table.items.values()].filter(({ pk }) => pk.startsWith('R#'))
    expect(JSON.parse(rejected!.d as string)).toMatchObject({ via: north })
  })
})
