/**
 * Makes a stack as strict as the services it stands for: keys no longer than DynamoDB takes, messages of characters and
 * sizes that SQS takes. And it keeps the log: whatever our code calls an error is a fault found.
 */
import { inboundQueues, lanes } from '../../shared/queues.ts'
import { sendable } from '../../shared/sqs.ts'
import { indexKeys } from '../../shared/table/definition.ts'
import type { Item, Key, Query, Write } from '../../shared/table/table.ts'
import type { Stack } from '../support/stack.ts'

const longestPk = 2048
const longestSk = 1024
const largestMessage = 256 * 1024

/** What SQS takes: XML 1.0's characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be sent
export const unsendable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u

class Refused extends Error {
  override name = 'ValidationException'
}

function checkText(text: unknown, longest: number, what: string): void {
  if (text === undefined) return
  if (typeof text !== 'string' || text === '') throw new Refused(`${what} is empty`)
  if (Buffer.byteLength(text) > longest) throw new Refused(`${what} is too long`)
}

function checkKey({ pk, sk }: Key): void {
  checkText(pk, longestPk, 'pk')
  checkText(sk, longestSk, 'sk')
}

function checkItem(item: Partial<Item>): void {
  for (const keys of Object.values(indexKeys)) {
    checkText(item[keys.pk], longestPk, keys.pk)
    checkText(item[keys.sk], longestSk, keys.sk)
  }
}

function checkWrite(write: Write): void {
  if ('put' in write) {
    checkKey(write.put)
    checkItem(write.put)
  } else if ('remove' in write) checkKey(write.remove)
  else if ('check' in write) checkKey(write.check)
  else {
    checkKey(write.update)
    checkItem((write.set ?? {}) as Partial<Item>)
  }
}

function checkQuery({ pk, from, to }: Query): void {
  checkText(pk, longestPk, 'pk')
  checkText(from, longestSk, 'from')
  checkText(to, longestSk, 'to')
}

function checkMessage(body: string): void {
  if (body === '' || unsendable.test(body)) throw new Error('InvalidMessageContents')
  if (Buffer.byteLength(body) > largestMessage) throw new Error('BatchRequestTooLong')
}

/** What was found and what was sent since it was last asked for. */
export interface Watch {
  /** Errors our code logged. */
  faults: string[]
  /** Bodies sent to partners. */
  sent: string[]
}

/** Puts the stack under watch. What is sent to partners is kept here and nowhere else. */
export function strictly(stack: Stack): Watch {
  const watch: Watch = { faults: [], sent: [] }
  const { ports, table } = stack
  const { get, getMany, query, write, putMany, transact } = table
  Object.assign(table, {
    get: async (key: Key) => {
      checkKey(key)
      return get(key)
    },
    getMany: async (keys: readonly Key[]) => {
      keys.forEach(checkKey)
      return getMany(keys)
    },
    query: async (asked: Query) => {
      checkQuery(asked)
      return query(asked)
    },
    write: async (one: Parameters<typeof write>[0]) => {
      checkWrite(one)
      return write(one)
    },
    putMany: async (items: readonly Item[]) => {
      for (const put of items) checkWrite({ put })
      return putMany(items)
    },
    transact: async (writes: readonly Write[]) => {
      writes.forEach(checkWrite)
      return transact(writes)
    },
  } satisfies Partial<typeof table>)
  const { send } = ports.queues
  const ours = new Set<string>([...inboundQueues, ...lanes])
  ports.queues.send = async (queue, bodies) => {
    const sent = bodies.map(sendable)
    sent.forEach(checkMessage)
    if (ours.has(queue)) return send(queue, sent)
    watch.sent.push(...sent)
    return []
  }
  ports.log = {
    info: () => {},
    warn: () => {},
    error: (message, fields) => watch.faults.push(`${message} ${JSON.stringify(fields)}`),
  }
  return watch
}

/** What the table holds; items are never changed in place, so that holding them is holding what they were. */
export type Snapshot = ReadonlyMap<string, Item>

/** The table as it is now. */
export const snapshotOf = ({ table }: Stack): Snapshot => new Map(table.items)

/** Items that are not as they were. */
export function changesSince({ table }: Stack, before: Snapshot): string[] {
  const changed = [...table.items].filter(([id, item]) => before.get(id) !== item).map(([id]) => id)
  return [...changed, ...[...before.keys()].filter((id) => !table.items.has(id))]
}

/** Puts the table back: every try begins with the same. */
export async function restore(stack: Stack, before: Snapshot): Promise<void> {
  const { table } = stack
  for (const id of changesSince(stack, before)) {
    const old = before.get(id)
    const now = table.items.get(id)
    if (old) await table.write({ put: old })
    else if (now) await table.write({ remove: { pk: now.pk, sk: now.sk } })
  }
}
