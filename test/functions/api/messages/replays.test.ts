/** Many rejected events replayed at once: each as if alone, none twice in a run. */
import { beforeEach, expect, it } from 'vitest'
import { wireType } from '../../../../events/index.ts'
import { setAside } from '../../../../functions/inbox/rejected.ts'
import { apiOf, citizen, operator } from '../../../support/api.ts'
import { credit, register } from '../../../support/people.ts'
import { makeStack, type Stack } from '../../../support/stack.ts'

let stack: Stack
let api: ReturnType<typeof apiOf>
let psn: string
beforeEach(async () => {
  stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
  api = apiOf(stack)
  psn = await register(stack, 1)
})

/** An event that would be taken now, set aside a minute after the one before. */
async function refused(n: number, { reason = 'bad-data', source = 'urn:tax', good = true } = {}): Promise<string> {
  const data = good ? credit(psn, '130200', '1.00') : {}
  const event = { specversion: '1.0', id: `c${n}`, source, type: wireType('account.credited'), data }
  stack.clock.advance('PT1M')
  return setAside(
    stack.ports,
    { body: JSON.stringify({ ...event, time: '2026-03-12T09:00:00+08:00' }) },
    { reason, errors: [] },
  )
}

const replay = (body: object) => api.call(operator, 'POST /v1/rejected-events/replay', body)
const listed = async () => {
  const { body } = await api.call(operator, 'GET /v1/rejected-events?limit=100')
  return body.events.map(({ id }: { id: string }) => id)
}
const balance = async () => (await stack.file(psn)).all('account').map((account) => account.balance)

it('takes what can be taken, leaves the rest, and tries none twice in a run', async () => {
  const ids: string[] = []
  for (let n = 0; n < 12; n++) ids.push(await refused(n, { good: n % 3 > 0 }))
  const tried: string[] = []
  const counts = { accepted: 0, rejected: 0 }
  for (let cursor: string | undefined; ; ) {
    const { status, body } = await replay({ limit: 5, ...(cursor ? { cursor } : {}) })
    expect(status).toBe(200)
    counts.accepted += body.accepted
    counts.rejected += body.rejected
    tried.push(...body.results.map(({ id }: { id: string }) => id))
    // What is refused meanwhile waits for another run.
    await refused(100 + tried.length, { good: false })
    expect(body.more).toBe(body.cursor !== undefined)
    cursor = body.cursor
    if (cursor === undefined) break
  }
  expect(tried).toEqual(ids)
  expect(counts).toEqual({ accepted: 8, rejected: 4 })
  expect(await balance()).toEqual([800])
  expect(await listed()).toHaveLength(4 + 3)
})

it('takes only those of a reason, a source, a type, or with these ids', async () => {
  const [a, b, c, d] = [
    await refused(1, { reason: 'no-key', source: 'urn:a' }),
    await refused(2, { reason: 'bad-data', source: 'urn:a' }),
    await refused(3, { reason: 'bad-data', source: 'urn:b' }),
    await refused(4),
  ]
  const done = async (body: object) => (await replay(body)).body.results
  expect(await done({ type: 'person.registered' })).toEqual([])
  expect(await done({ reason: 'no-key' })).toEqual([{ id: a, status: 'rejected', reason: 'no-key' }])
  expect(await done({ reason: 'bad-data', source: 'urn:b', type: 'account.credited' })).toEqual([
    { id: c, status: 'accepted' },
  ])
  expect(await done({ ids: [d, 'nobody', d] })).toEqual([{ id: d, status: 'accepted' }])
  expect((await listed()).sort()).toEqual([a, b].sort())
})

it('takes up what waits, with all that waits with it', async () => {
  await stack.happen('account.credited', credit('P000009', '130200', '1.00'), { id: 'w1' })
  await stack.happen('account.credited', credit('P000009', '130200', '2.00'), { id: 'w2' })
  await stack.advanceTo('2026-03-12T10:30:00+08:00')
  expect(await listed()).toHaveLength(2)
  const { body } = await replay({ reason: 'needs-person' })
  expect(body).toMatchObject({ accepted: 0, rejected: 2, more: false })
})

it('is stopped by none that can not be read or meets a fault', async () => {
  const [bad, faulty] = [await refused(1), await refused(2), await refused(3)]
  const item = stack.table.items.get(`R#${bad}\u0000event`)!
  await stack.table.write({ put: { ...item, p: Uint8Array.of(1, 2, 3) } })
  const { transact } = stack.table
  stack.ports.table = {
    ...stack.ports.table,
    async transact(writes) {
      const isIt = writes.some((write) => 'put' in write && write.put.pk.startsWith('E#'))
      if (isIt) {
        Object.assign(stack.ports.table, { transact })
        throw new Error('a fault of ours')
      }
      return transact(writes)
    },
  }
  const { body } = await replay({})
  expect(body).toMatchObject({ accepted: 1, rejected: 0, failed: 1, more: false })
  expect(await listed()).toEqual([faulty])
})

it('leaves a line for each in the trail', async () => {
  const ids = [await refused(1), await refused(2, { good: false })]
  await replay({})
  const trail = [...stack.table.items.values()].filter(({ pk }) => pk.startsWith('U#')).map(({ d }) => String(d))
  const lines = trail.filter((line) => line.includes('"rejected-event.replay"')).map((line) => JSON.parse(line).about)
  expect(lines.sort()).toEqual(ids.sort())
})

it('names what is wrong with a call', async () => {
  for (let n = 0; n < 3; n++) await refused(n, { good: false })
  const { body } = await replay({ limit: 1 })
  for (const [asked, field] of [
    [{ limit: 101 }, 'limit'],
    [{ limit: 0 }, 'limit'],
    [{ ids: ['a'], reason: 'no-key' }, 'ids'],
    [{ cursor: 'ours' }, 'cursor'],
    [{ cursor: body.cursor, source: 'urn:other' }, 'cursor'],
  ] as const) {
    const answer = await replay(asked)
    expect([answer.status, answer.body.errors?.[0].field]).toEqual([400, field])
  }
  expect(await api.call(citizen(psn), 'POST /v1/rejected-events/replay', {})).toMatchObject({ status: 403 })
})
