import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Inbound } from '../../events/define.ts'
import { parseEvent, wireType } from '../../events/index.ts'
import { generateKeyPair, sign } from '../../events/signing.ts'
import { rejectedSchema } from '../../functions/api/schemas-operations.ts'
import { catalogue, heard } from '../../functions/bundles/catalogue.ts'
import { makeInbox } from '../../functions/inbox/inbox.ts'
import { doorOf } from '../../functions/inbox/partners.ts'
import { instant } from '../../shared/calendar/index.ts'
import { clerk, institution, operator } from '../support/api.ts'
import { junkText, junkValue, pollutingKeys, spoiled } from './junk.ts'
import { fitting, someTime } from './schemas.ts'
import { changesSince, snapshotOf, unsendable } from './strict.ts'
import {
  expectCivil,
  expectFieldErrors,
  listsOfCitizens,
  makeWatchedTown,
  townPools,
  tries,
  type WatchedTown,
} from './town.ts'

let town: WatchedTown
beforeAll(async () => {
  town = await makeWatchedTown()
})

/** What partners may send, whoever hears it. */
const specs: Readonly<Record<string, Inbound>> = Object.fromEntries(
  catalogue.flatMap((entry) => (entry.direction === 'inbound' ? [[entry.type, entry]] : [])),
)
const types = Object.keys(specs)

const envelopeOf = (type: string) =>
  fc.record({
    specversion: fc.constant('1.0'),
    id: fc.oneof(fc.constantFrom('e1', '#', '测'.repeat(256), '\uffff', 'a\nb', ...pollutingKeys), fc.uuid()),
    source: fc.constantFrom('urn:partner:tax-13', 'urn:mianshen', '\uffff', '__proto__', '源'.repeat(256)),
    type: fc.constant(wireType(type)),
    time: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('2026-03-12T09:00:00+08:00', '2026-03-01T00:00:00Z') },
      { weight: 1, arbitrary: someTime },
      { weight: 1, arbitrary: fc.constantFrom('0001-01-01T08:00:00+08:00', '9999-12-31T23:59:59.999+08:00') },
    ),
    data: fitting((specs[type] as Inbound).data, townPools).map(asItMustBe),
  })

/** Pairs of fields of which the first is the smaller, or the earlier. */
const inOrder = [
  ['alive_count', 'fetus_count'],
  ['inscp_scp_amt', 'medfee_sumamt'],
  ['fund_pay_sumamt', 'medfee_sumamt'],
  ['maf_pay', 'fund_pay_sumamt'],
  ['begndate', 'enddate'],
  ['begntime', 'setl_time'],
  ['begntime', 'endtime'],
] as const

/** What no schema of one field says: nothing ends before it begins, an institution lies where its code says. */
function asItMustBe(data: unknown): unknown {
  const fields = { ...(data as Record<string, string | number>) }
  for (const [less, more] of inOrder) {
    const [a, b] = [fields[less], fields[more]]
    if (a === undefined || b === undefined) continue
    const isMore = less.startsWith('begn') ? a > b : Number(a) > Number(b)
    if (isMore) fields[less] = b
  }
  if ('fixmedins_name' in fields) fields.admdvs = String(fields.fixmedins_code).slice(1, 7)
  return fields
}

/** An event as its schema has it, as far as a schema can say. */
const rightEvent = (type: string) => envelopeOf(type).map((event) => sendable(JSON.stringify(event)))

/** An event of the type with something wrong in it. */
const spoiledEvent = (type: string) => spoiled(envelopeOf(type)).map((event) => JSON.stringify(event) ?? 'null')

/** What a partner can send: no queue carries some characters as they are, or more than 256 KiB. */
const sendable = (text: string) => {
  const escaped = text.replace(
    new RegExp(unsendable, 'gu'),
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return Buffer.from(escaped || ' ')
    .subarray(0, 250_000)
    .toString()
}

async function receive(body: string) {
  await town.reset()
  const { stack, watch } = town
  const before = snapshotOf(stack)
  await stack.sendRaw(town.filled(body))
  await stack.run()
  expect(watch.faults).toEqual([])
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  const changed = changesSince(stack, before)
  return { changed, rejected: changed.map((key) => /^R#([\w-]+)/.exec(key)?.[1]).find((id) => id !== undefined) }
}

/** The rejected event as the operator sees it: the reason, errors by field, and the body. */
async function expectListed(rejected: string | undefined) {
  const answer = await look(operator, 'GET /v1/rejected-events?limit=100')
  const { events } = rejectedSchema.parse(answer)
  for (const { errors, reason } of events) {
    expect(reason).toMatch(/^[a-z][a-z0-9-]+$/)
    expectFieldErrors(errors)
  }
  const event = events.find(({ id }) => id === rejected)
  expect(event).toBeDefined()
  return event!
}

/** A body as it is shown: JSON, or the text that came. */
function asShown(body: string): unknown[] {
  try {
    return [JSON.parse(body), body]
  } catch {
    return [body]
  }
}

async function look(who: Parameters<WatchedTown['api']['call']>[0], target: string): Promise<unknown> {
  const { status, headers, text } = await town.api.call(who, target)
  const body = expectCivil({ status, type: headers.get('content-type') ?? '', text })
  expect(town.watch.faults).toEqual([])
  return body
}

/** Everybody whom the event may concern still gets answers. */
async function everybodyLooks() {
  const { owners, strangers, ids } = town
  for (const citizen of [owners.citizen, strangers.citizen]) {
    for (const path of listsOfCitizens) {
      await look(citizen, `GET ${path}`)
    }
  }
  await look(owners.citizen, `GET /v1/cases/${ids.newborn}`)
  await look(institution('H13010200001'), 'GET /v1/cardless/Z130000001')
  for (const area of ['130100', '130200', '440100']) {
    await look(clerk(area), 'GET /v1/tasks')
    await look(clerk(area), 'GET /v1/cases')
  }
  expect(await look(operator, 'GET /v1/ledger/check')).toMatchObject({ balanced: true, violations: [] })
}

/** What an event that was refused may leave: itself, set aside, and for its sender that it was. */
const setAside = (id: string) => id.startsWith('R#') || isPointer(id)
const isPointer = (id: string) => /^E#.*rejected$/.test(id)

describe.each(types)('%s', (type) => {
  it('written right is taken, parked or refused with a reason, and nothing it says breaks what comes after', async () => {
    let taken = 0
    await fc.assert(
      fc.asyncProperty(rightEvent(type), async (body) => {
        const { changed, rejected } = await receive(body)
        expect(changed.length).toBeGreaterThan(0)
        if (rejected) {
          expect(changed.filter((id) => !setAside(id))).toEqual([])
          await expectListed(rejected)
        } else {
          taken++
          await everybodyLooks()
        }
      }),
      tries(9),
    )
    expect(taken).toBeGreaterThan(0)
  })

  it('spoiled is taken or set aside whole with the field named, never half', async () => {
    let refused = 0
    await fc.assert(
      fc.asyncProperty(spoiledEvent(type), async (text) => {
        const body = town.filled(sendable(text))
        const parsed = parseEvent(body, heard)
        const { changed, rejected } = await receive(body)
        if (!parsed.ok) expect(rejected).toBeDefined()
        if (!rejected) return
        refused++
        expect(changed.filter((id) => !setAside(id))).toEqual([])
        expect(changed.filter((id) => !isPointer(id))).toHaveLength(1)
        expect(town.watch.sent.filter((body) => !body.includes('mianshen.event.answered.v1'))).toEqual([])
        expect(town.watch.sent.length).toBeLessThanOrEqual(1)
        const event = await expectListed(rejected)
        if (!parsed.ok) expect(asShown(body)).toContainEqual(event.body)
      }),
      tries(15),
    )
    expect(refused).toBeGreaterThan(0)
  })
})

describe('what is no event', () => {
  it('is set aside whole, listed, and refused again when sent in again', async () => {
    await fc.assert(
      fc.asyncProperty(junkText, async (text) => {
        const body = sendable(text)
        const { changed, rejected } = await receive(body)
        expect(changed.filter((id) => !isPointer(id))).toHaveLength(1)
        const event = await expectListed(rejected)
        const again = await town.api.call(operator, `POST /v1/rejected-events/${event.id}/replay`)
        expect(again).toMatchObject({ status: 200, body: { status: 'rejected', reason: event.reason } })
      }),
      tries(60),
    )
  })

  it('is refused by a partner’s queue too, signed or not, however it is nested', async () => {
    const keys = generateKeyPair()
    const from = instant('2020-01-01T00:00:00+08:00')
    const partner = {
      id: 'tax-13',
      sends: types,
      keys: [{ id: 'k', publicKey: keys.publicKey, from }],
      receipts: 'none' as const,
    }
    const inbox = makeInbox(town.stack.ports, doorOf(partner, town.stack.clock))
    const any = fc.constantFrom(...types).chain((type) => fc.tuple(spoiled(envelopeOf(type)), junkValue, fc.boolean()))
    await fc.assert(
      fc.asyncProperty(any, async ([event, junk, signed]) => {
        await town.reset()
        const before = snapshotOf(town.stack)
        const whole = { ...Object(event), source: 'urn:partner:tax-13', extra: junk } as object
        let body = JSON.stringify({ ...whole, signtype: 'SM2', signature: 'ab'.repeat(64) })
        // What has no canonical form cannot be signed: a lone surrogate.
        if (signed && body.isWellFormed() && !/\\ud[89a-f]/i.test(body))
          body = JSON.stringify(sign(JSON.parse(body), keys))
        const { batchItemFailures } = await inbox({
          Records: [{ messageId: 'm', body: sendable(body) }],
        } as unknown as Parameters<typeof inbox>[0])
        expect(batchItemFailures).toEqual([])
        await town.stack.run()
        expect(town.watch.faults).toEqual([])
        const changed = changesSince(town.stack, before)
        if (!signed) expect(changed.filter((id) => !setAside(id))).toEqual([])
        await look(operator, 'GET /v1/rejected-events')
      }),
      tries(40),
    )
  })
})
