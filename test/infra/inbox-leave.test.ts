/** The inbox may name a few partitions of the table, and no other: held against what it does, message by message. */
import { expect, it } from 'vitest'
import { makeInbox } from '../../functions/inbox/inbox.ts'
import { nationalMessages } from '../../functions/inbox/national/index.ts'
import { functionSpecs } from '../../infra/functions.ts'
import type { Table, Write } from '../../shared/table/table.ts'
import { apiOf, operator } from '../support/api.ts'
import { person } from '../support/people.ts'
import { makeStack } from '../support/stack.ts'

const { partitions = [], writes = [] } = functionSpecs.inbox

const isWithin = (pk: string, leave: readonly string[]) =>
  leave.some((one) => (one.endsWith('*') ? pk.startsWith(one.slice(0, -1)) : pk === one))

/** A table that notes what is outside the function's leave, as IAM would refuse it. */
function guarded(table: Table, outside: string[]): Table {
  const note = (use: string, pk: string, leave: readonly string[]) => {
    if (!isWithin(pk, leave)) outside.push(`${use} ${pk}`)
  }
  const noteWrite = (write: Write) => {
    if ('put' in write) note('put', write.put.pk, writes)
    else if ('update' in write) note('update', write.update.pk, writes)
    else if ('check' in write) note('check', write.check.pk, partitions)
    else note('remove', write.remove.pk, partitions)
  }
  const none = (use: string) => () => Promise.reject(new Error(`the inbox does no ${use}`))
  return {
    get: (key) => {
      note('get', key.pk, partitions)
      return table.get(key)
    },
    write: (write) => {
      noteWrite(write)
      return table.write(write)
    },
    transact: (all) => {
      all.forEach(noteWrite)
      return table.transact(all)
    },
    getMany: none('getMany'),
    query: none('query'),
    putMany: none('putMany'),
    scan: none('scan'),
  }
}

it('takes in whatever comes within its leave', async () => {
  const stack = await makeStack({ now: '2026-03-02T12:00:00+08:00' })
  const outside: string[] = []
  const inbox = makeInbox({ ...stack.ports, archive: stack.archive, table: guarded(stack.ports.table, outside) })
  const event = { specversion: '1.0', source: 'urn:partner:registry-13', time: '2026-03-02T12:00:00+08:00' }
  const registered = { ...event, id: 'e1', type: 'mianshen.person.registered.v1', data: person(1) }
  const bodies = [
    registered,
    { ...registered, data: {} },
    'no JSON',
    ...nationalMessages.flatMap(({ sample }) => [sample, { ...sample, input: {}, output: {} }]),
  ].map((one, index) => ({
    messageId: `m${index}`,
    body: typeof one === 'string' ? one : JSON.stringify(one),
  }))
  for (const held of [false, true]) {
    if (held) await apiOf(stack).call(operator, 'PUT /v1/holds/receipts', { reason: '测试' })
    const Records = bodies as unknown as Parameters<typeof inbox>[0]['Records']
    expect(await inbox({ Records })).toEqual({ batchItemFailures: [] })
  }
  expect([...new Set(outside)]).toEqual([])
})
