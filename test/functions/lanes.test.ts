/** Lanes: a partner's flood holds up neither another partner nor a person who waits, and what follows keeps its way. */
import type { SQSEvent } from 'aws-lambda'
import { beforeEach, expect, it } from 'vitest'
import { inboundEvents } from '../../events/index.ts'
import { makeSweep } from '../../functions/clock/clock.ts'
import { makeInbox } from '../../functions/inbox/inbox.ts'
import { makeWorker } from '../../functions/worker/worker.ts'
import { wayOfEvent } from '../../shared/engine/event-way.ts'
import { flush } from '../../shared/engine/handle.ts'
import { groupOf } from '../../shared/engine/messages.ts'
import { type QueueName, queueNames } from '../../shared/queues.ts'
import { commitWrites } from '../../shared/table/commit.ts'
import { journalKey } from '../../shared/table/keys.ts'
import { MemoryQueue, type Received } from '../simulator/queue.ts'
import { apiOf, citizen } from '../support/api.ts'
import { credit, register } from '../support/people.ts'
import { makeStack, type Stack, testKeys } from '../support/stack.ts'
import { birth, mother, motherBirth } from './bundles/newborn/scene.ts'

const now = '2026-03-20T09:00:00+08:00'
const tax = 'urn:partner:tax-13'
const bank = 'urn:partner:bank-13'

let stack: Stack
let queues: Map<QueueName, MemoryQueue>

/** From here on queues keep what they hold until somebody takes it. */
function holdQueues(): void {
  queues = new Map(queueNames.map((name) => [name, new MemoryQueue(stack.clock.now)]))
  stack.ports.queues.send = async (queue, bodies, group) => queueOf(queue).send(bodies, group)
}

const queueOf = (name: QueueName) => queues.get(name)!

/** As the queue's function is called with them. */
const batchOf = (name: string, received: readonly Received[]) =>
  ({
    Records: received.map(({ messageId, body, group: MessageGroupId }) => {
      const eventSourceARN = `arn:aws-cn:sqs:cn-north-1:111111111111:mianshen-test-${name}`
      return { messageId, body, eventSourceARN, attributes: { MessageGroupId } }
    }),
  }) as unknown as SQSEvent

/** One call of a lane's worker, with up to ten messages; answers them. */
async function work(lane: QueueName): Promise<Received[]> {
  const received = queueOf(lane).receive(10, 60_000)
  expect(await makeWorker(stack.ports, stack.rules)(batchOf(lane, received))).toEqual({ batchItemFailures: [] })
  for (const { receipt } of received) queueOf(lane).remove(receipt)
  return received
}

/** Everything that lies in the inbox goes through the inbox function. */
async function check(): Promise<void> {
  for (let some = queueOf('inbox').receive(10, 60_000); some.length > 0; some = queueOf('inbox').receive(10, 60_000)) {
    expect(await makeInbox(stack.ports)(batchOf('inbox', some))).toEqual({ batchItemFailures: [] })
    for (const { receipt } of some) queueOf('inbox').remove(receipt)
  }
}

/** What lies in a lane, by kind of message and group. */
const inLane = (lane: QueueName) =>
  queueOf(lane)
    .receive(10, 0)
    .map(({ body, group }) => [JSON.parse(body).kind, group])

async function flood(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await stack.send('account.credited', credit('P000001', '130100', '1.00'), { source: tax })
  }
  await check()
}

beforeEach(async () => {
  stack = await makeStack({ now })
  await register(stack, 1)
  await register(stack, 2, { brdy: motherBirth })
  holdQueues()
})

it('5,000 messages of one partner hold up the next partner’s for a few batches', async () => {
  await flood(5_000)
  await stack.send('account.credited', credit('P000002', '130100', '7.00'), { source: bank })
  await check()
  expect(queueOf('steady').size).toBe(5_001)
  for (let handled = 0; (await stack.file('P000002')).one('account', '130100') === undefined; ) {
    handled += (await work('steady')).length
    expect(handled).toBeLessThanOrEqual(30)
  }
})

it('what a citizen sets off does not wait for everyday reports, and stands for itself', async () => {
  await flood(50)
  const { guardians: _, ...form } = birth('2026-03-10')
  const answer = await apiOf(stack).call(citizen('P000002'), 'POST /v1/cases', { bundle: 'newborn', form })
  expect(answer.status).toBe(201)
  expect(queueOf('steady').size).toBe(50)
  expect(inLane('prompt').length).toBeGreaterThan(0)
  for (const [, group] of inLane('prompt')) expect(group).toBeUndefined()
})

it('what an event sets off goes on by the event’s lane, in its sender’s turn', async () => {
  await stack.send('birth.certified', birth('2026-03-10', { guardians: [mother()] }), {
    source: 'urn:partner:health-13',
  })
  await check()
  expect(inLane('prompt')).toEqual([['event', 'urn:partner:health-13']])
  await work('prompt')
  expect(inLane('prompt')).toContainEqual(['signal', 'urn:partner:health-13'])
  while (queueOf('prompt').size > 0) await work('prompt')
  expect(queueOf('steady').size + queueOf('mass').size).toBe(0)
})

it('what was parked goes by its own lane once it is released, not by that of who released it', async () => {
  const delivery = inboundEvents['pension.approved'].example
  const { certno } = delivery
  await stack.send('pension.approved', delivery, { source: 'urn:partner:pension-13' })
  await check()
  await work('prompt')
  const data = { ...inboundEvents['person.registered'].example, psn_no: 'P000009', psn_cert_type: '01', certno }
  await stack.send('person.registered', data, { source: 'urn:partner:registry-13' })
  await check()
  await work('prompt')
  expect(inLane('prompt')).toContainEqual(['release', 'urn:partner:registry-13'])
  await work('prompt')
  expect(inLane('prompt')).toContainEqual(['event', 'urn:partner:pension-13'])
})

it('what everybody waits for goes by the lane for the masses, each thing in its own turn', async () => {
  await stack.send('employer.base-declared', inboundEvents['employer.base-declared'].example, { source: tax })
  await check()
  expect(inLane('steady')).toEqual([['event', tax]])
  await makeSweep(stack.ports)()
  expect(inLane('mass')).toEqual([['new-release', 'new-release']])
})

it('a lane that is none any more, in a row or at a queue, is the steady one', async () => {
  const read = await stack.file('P000002')
  const at = stack.clock.now()
  const sends = [{ queue: 'registers' as QueueName, body: JSON.stringify({ kind: 'wake', pid: read.pid }) }]
  const journal = { at, epoch: 0, lines: [], move: [] }
  const common = { change: [], claims: [], numberWrites: [], beside: [], again: false, comesAgain: false }
  const commit = commitWrites(testKeys, { ...common, read, after: read, journal, sends, now: at })
  await stack.table.transact(commit.writes)
  await flush(stack.ports, read.pid, journalKey(read.pid, read.version + 1, 'J').sk)
  expect(inLane('steady')).toEqual([['wake', undefined]])
  const [wake] = queueOf('steady').receive(10, 60_000)
  expect(await makeWorker(stack.ports, stack.rules)(batchOf('maternity-allowance', [wake!]))).toEqual({
    batchItemFailures: [],
  })
})

it('who waits is told from who only reports', () => {
  const laneOf = (type: keyof typeof inboundEvents) => wayOfEvent({ type, source: tax }).lane
  for (const type of ['birth.certified', 'visit.admitted', 'premium.paid', 'payment.returned'] as const) {
    expect(laneOf(type)).toBe('prompt')
  }
  for (const type of ['contribution.posted', 'account.spent', 'enrolment.paused', 'visit.settled'] as const) {
    expect(laneOf(type)).toBe('steady')
  }
})

it('a source that no group can be named by has one all the same', () => {
  expect(groupOf(tax)).toBe(tax)
  for (const source of ['税务 部门', `urn:${'x'.repeat(200)}`]) expect(groupOf(source)).toMatch(/^[\w-]{43}$/)
})
