/** What a stack in memory reads, writes and sends, and which partitions give it. */
import { partnerQueues, type QueueName } from '../../shared/queues.ts'
import { makeStack, type Stack } from '../support/stack.ts'
import { countingReads, countingUnits, itemBytes } from './units.ts'

/** What was counted. */
export interface Tally {
  readonly commits: number
  readonly writeUnits: number
  readonly readUnits: number
  /** Units by the partition that gives them: of the table, or `index:partition`. */
  readonly writes: ReadonlyMap<string, number>
  readonly reads: ReadonlyMap<string, number>
  /** Messages that partners send us, that we send ourselves, and that partners read. */
  readonly messages: { readonly inbound: number; readonly own: number; readonly outbound: number }
  /** Bytes of items that were not there before. */
  readonly storedBytes: number
}

const add = <Name>(to: Map<Name, number>, name: Name, more: number) => to.set(name, (to.get(name) ?? 0) + more)
const sumOf = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0)
const bytesIn = ({ table }: Stack) => [...table.items.values()].reduce((sum, item) => sum + itemBytes(item), 0)

/** A stack in memory that counts, from `reset` on, what it takes. */
export async function tallied(options: Omit<StackOptions, 'through'>) {
  let commits = 0
  const writes = new Map<string, number>()
  const reads = new Map<string, number>()
  const sent = new Map<QueueName, number>()
  const stack = await makeStack({
    ...options,
    through(table) {
      const written = countingUnits(table, (units, partition) => add(writes, partition, units))
      return {
        ...countingReads(written, (units, partition) => add(reads, partition, units)),
        transact(list) {
          commits++
          return written.transact(list)
        },
      }
    },
  })
  let bytesBefore = 0
  const send = stack.ports.queues.send.bind(stack.ports.queues)
  stack.ports.queues.send = (queue, bodies) => {
    add(sent, queue, bodies.length)
    return send(queue, bodies)
  }
  return {
    stack,
    reset() {
      commits = 0
      bytesBefore = bytesIn(stack)
      for (const counts of [writes, reads, sent]) counts.clear()
    },
    tally(): Tally {
      const outbound = partnerQueues.reduce((sum, queue) => sum + (sent.get(queue) ?? 0), 0)
      const inbound = sent.get('inbox') ?? 0
      return {
        commits,
        writeUnits: sumOf(writes),
        readUnits: sumOf(reads),
        writes: new Map(writes),
        reads: new Map(reads),
        messages: { inbound, own: sumOf(sent) - outbound - inbound, outbound },
        storedBytes: bytesIn(stack) - bytesBefore,
      }
    },
  }
}

type StackOptions = Parameters<typeof makeStack>[0]
