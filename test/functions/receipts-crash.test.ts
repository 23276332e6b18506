/** Whatever dies between two calls of the table or a queue: each receipt comes, and comes again only under its id. */
import { expect, it } from 'vitest'
import { makeSweep } from '../../functions/clock/clock.ts'
import { makeInbox } from '../../functions/inbox/inbox.ts'
import { makeWorker } from '../../functions/worker/worker.ts'
import { instant } from '../../shared/calendar/index.ts'
import { lanes, type QueueName } from '../../shared/queues.ts'
import type { Table } from '../../shared/table/table.ts'
import { credit, person } from '../support/people.ts'
import { makeStack, type Stack } from '../support/stack.ts'
import { pension } from './bundles/retirement/scene.ts'

const now = '2026-03-12T09:00:00+08:00'
const ours: readonly QueueName[] = ['inbox', ...lanes]
/** More than ever come; one that fails for ever must not hold up the test. */
const mostMessages = 200
const minutes = ['09:01:30', '09:10:00', '09:30:00', '10:30:00', '11:30:00'] as const

const event = (id: string, type: string, data: object) =>
  JSON.stringify({ specversion: '1.0', id, source: 'urn:a', type: `mianshen.${type}.v1`, time: now, data })

/** What is sent, what of it waits, and what comes of it all. */
const first = [
  event('bad', 'account.credited', {}),
  event('file', 'account.credited', credit('P000001', '130100', '1.00')),
  event('number', 'pension.approved', pension(1, '1966-02-01', '2026-02-01')),
  event('base', 'employer.base-declared', {
    ...{ emp_no: 'E1', emp_name: '单位', insu_admdvs: '130100', year: 2025, avg_base: '8000.00' },
  }),
]
const then = [
  event('file', 'account.credited', credit('P000001', '130100', '2.00')),
  event('person', 'person.registered', person(1, { brdy: '1966-02-01' })),
]
const usual = [
  'bad rejected bad-data',
  'file rejected id-reused',
  'file taken-up',
  'file waiting needs-person',
  'number taken-up',
  'number waiting needs-person',
]

/**
 * Dies at the `at`th call that changes anything, before it is made or after; whoever was at work is gone with it. To die at a
 * read is to die after the change before it.
 */
async function playDyingAt(at: number, after: boolean) {
  let calls = 0
  let dead = false
  const through = async <T>(call: () => Promise<T>): Promise<T> => {
    if (dead) throw new Error('dead')
    const dies = ++calls === at
    dead ||= dies
    const made = dies && !after ? undefined : await call()
    if (dies) throw new Error('died')
    return made as T
  }
  const reading = <T>(call: () => Promise<T>): Promise<T> => (dead ? Promise.reject(new Error('dead')) : call())
  const mortal = (table: Table): Table => ({
    get: (key) => reading(() => table.get(key)),
    getMany: (keys, how) => reading(() => table.getMany(keys, how)),
    query: (query) => reading(() => table.query(query)),
    write: (write) => through(() => table.write(write)),
    putMany: (items) => through(() => table.putMany(items)),
    transact: (writes) => through(() => table.transact(writes)),
    scan: (cursor, how) => reading(() => table.scan(cursor, how)),
  })
  const stack = await makeStack({ now, through: mortal, bureau: false })
  const waiting: { queue: QueueName; body: string }[] = []
  const receipts = new Map<string, string>()
  stack.ports.queues.send = (queue, bodies) =>
    through(async () => {
      for (const body of bodies) {
        if (queue === 'receipts') receipts.set(JSON.parse(body).id, receiptIn(body))
        else if (ours.includes(queue)) waiting.push({ queue, body })
      }
      return []
    })
  const work = { inbox: makeInbox(stack.ports), worker: makeWorker(stack.ports, stack.rules) }
  const carry = async () => {
    for (let message = waiting.shift(), tries = 0; message; message = waiting.shift()) {
      if (++tries > mostMessages) throw new Error(`a message comes again and again: ${message.body}`)
      dead = false
      const records = [{ messageId: 'm', body: message.body }]
      const handle = message.queue === 'inbox' ? work.inbox : work.worker
      const { batchItemFailures } = await handle({ Records: records } as never)
      if (batchItemFailures.length > 0) waiting.push(message)
    }
  }
  const tell = async (bodies: readonly string[]) => {
    waiting.push(...bodies.map((body) => ({ queue: 'inbox' as const, body })))
    await carry()
  }
  const sweep = async (stack: Stack, to: string) => {
    stack.clock.set(instant(`2026-03-12T${to}+08:00`))
    dead = false
    await makeSweep(stack.ports)().catch(() => {})
    await carry()
  }
  await tell(first)
  for (const to of minutes.slice(0, 3)) await sweep(stack, to)
  await tell(then)
  for (const to of minutes.slice(3)) await sweep(stack, to)
  return { calls, receipts: [...receipts.values()].sort() }
}

function receiptIn(body: string): string {
  const { id, status, reason } = JSON.parse(body).data
  return [id, status, ...(reason ? [reason] : [])].join(' ')
}

it('each receipt comes once by its id, wherever somebody dies', async () => {
  const undisturbed = await playDyingAt(0, false)
  expect(undisturbed.receipts).toEqual(usual)
  expect(undisturbed.calls).toBeGreaterThan(30)
  for (let at = 1; at <= undisturbed.calls; at++)
    for (const after of [false, true]) {
      const { receipts } = await playDyingAt(at, after)
      expect(receipts, `call ${at} ${after ? 'after' : 'before'}`).toEqual(usual)
    }
})
