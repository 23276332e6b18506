/**
 * The drill: a stack goes on with its table as it was at an earlier moment. What was in queues then is lost; the events
 * that were accepted come again. The archive of accepted events is not there yet: the test's own list stands in for it.
 */
import { expect, it } from 'vitest'
import type { InboundType } from '../../events/index.ts'
import { wireType } from '../../events/index.ts'
import { makeSweep } from '../../functions/clock/clock.ts'
import { checkLedger } from '../../functions/proof/ledger-check.ts'
import { addMs } from '../../shared/calendar/index.ts'
import type { QueueName } from '../../shared/queues.ts'
import { accountIn } from '../../shared/registers/ledger.ts'
import { credit, enrolment, pause, person } from '../support/people.ts'
import { makeStack, type Stack } from '../support/stack.ts'

const A = '130200'
const B = '130100'
const start = '2026-03-02T09:00:00+08:00'

/** What partners heard, as they keep it: the first content of each id. */
function heard(...stacks: Stack[]) {
  const known = new Map<string, string>()
  const dropped: string[] = []
  for (const stack of stacks) {
    for (const { id, type, data } of stack.sent()) {
      const content = JSON.stringify([type, data])
      if (known.has(id) && known.get(id) !== content) dropped.push(`${id}: ${content} instead of ${known.get(id)}`)
      known.set(id, known.get(id) ?? content)
    }
  }
  return { known, dropped }
}

/** Two persons move with their accounts; `archive` is every event that was accepted, in order. */
async function provinceOf(archive: string[]) {
  const stack = await makeStack({ now: start })
  let events = 0
  const tell = async (type: InboundType, data: Record<string, unknown>) => {
    const id = `a${++events}`
    const body = JSON.stringify({
      specversion: '1.0',
      id,
      source: 'urn:test',
      type: wireType(type),
      time: stack.clock.now(),
      data,
    })
    archive.push(body)
    await stack.sendRaw(body)
    await stack.run()
  }
  const move = async (n: number) => {
    const { psn_no } = person(n)
    await tell('person.registered', person(n))
    await tell('enrolment.registered', enrolment(psn_no, A, '2019-03-01'))
    await tell('account.credited', credit(psn_no, A, '100.00'))
    await tell('enrolment.paused', pause(psn_no, A, '2026-01-31'))
    await tell('enrolment.registered', enrolment(psn_no, B, '2026-03-02'))
    return psn_no
  }
  return { stack, move }
}

/** The stack as it goes on with these items: queues empty, the epoch raised. */
async function restoredFrom(items: Stack['table']['items'], epoch: number): Promise<Stack> {
  const stack = await makeStack({ now: addMs(start as never, 3_600_000) })
  for (const item of items.values()) await stack.table.write({ put: item })
  stack.ports.epoch = epoch
  return stack
}

async function balances(stack: Stack, people: readonly string[]) {
  return Promise.all(people.map(async (psn) => accountIn(await stack.file(psn), B as never).balance))
}

it.each([1, 0])('a table put back, epoch %i: nothing twice, nothing lost, and no id says two things', async (epoch) => {
  const archive: string[] = []
  const { stack: before, move } = await provinceOf(archive)
  const one = await move(1)
  const moment = new Map(before.table.items)

  // What comes after the moment is lost with its messages: a decision, and a second person.
  const [task] = await before.tasks(one)
  await before.decideTask(task!.task_id, { decision: 'approve' })
  const two = await move(2)
  expect(await balances(before, [one, two])).toEqual([10_000, 0])

  const after = await restoredFrom(moment, epoch)
  expect(await balances(after, [one, two])).toEqual([0, 0])
  for (let times = 0; times < 2; times++) {
    for (const body of archive) {
      await after.sendRaw(body)
      await after.run()
    }
  }
  after.clock.set(addMs(after.clock.now(), 120_000))
  await makeSweep(after.ports)()
  await after.run()

  // The clerk decides again, otherwise than before; the second person's task is there as well.
  const [again] = await after.tasks(one)
  const [other] = await after.tasks(two)
  await after.decideTask(again!.task_id, { decision: 'reject', reason: '材料不全' })
  await after.decideTask(other!.task_id, { decision: 'approve' })
  expect(await balances(after, [one, two])).toEqual([0, 10_000])
  expect((await after.file(two)).all('relation')).toHaveLength(2)
  expect(await checkLedger(after.ports)).toMatchObject({ balanced: true, violations: [] })

  const { dropped } = heard(before, after)
  // Without a new epoch the same ids come with other content: the drill would notice.
  if (epoch === 0) expect(dropped).not.toEqual([])
  else expect(dropped).toEqual([])
  const queues: QueueName[] = ['registry', 'notice']
  for (const queue of queues) expect(after.sent(queue).length).toBeGreaterThan(0)
})
