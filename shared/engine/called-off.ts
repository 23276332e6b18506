/**
 * Payments that a case called off after they were committed and before they left: an earlier order of the same debt was
 * paid after all. Asked when a journal's messages are sent again, the only time at which a committed message is known
 * to us and perhaps to nobody else: it may have left all the same, with its sender stopped before it could say so, and
 * that is why a clerk is told too (contract.md, task `paid-twice`).
 */
import { wireType } from '../../events/index.ts'
import type { Outgoing } from '../queues.ts'
import type { Pid } from '../registers/ids.ts'
import { loadWhole } from '../table/files.ts'
import type { Ports } from './ports.ts'

const ordered = wireType('payment.ordered')

/** These messages, committed with this person's file, without the payments that are called off. */
export async function withoutCalledOff(ports: Ports, pid: Pid, sends: readonly Outgoing[]): Promise<Outgoing[]> {
  if (!sends.some((send) => payNoIn(send) !== undefined)) return [...sends]
  const calledOff = await calledOffBy(ports, pid)
  return sends.filter((send) => !calledOff.has(payNoIn(send)))
}

function payNoIn({ queue, body }: Outgoing): string | undefined {
  if (queue !== 'bank') return undefined
  const { type, data } = JSON.parse(body) as { type: string; data: { pay_no: string } }
  return type === ordered ? data.pay_no : undefined
}

/**
 * Numbers of the payments that are called off in this file, or in one it was merged into since: their orders went over.
 * A message that was not sent for long may be of an order at rest.
 */
async function calledOffBy({ table, keys }: Ports, pid: Pid): Promise<Set<string | undefined>> {
  const found = new Set<string | undefined>()
  for (let next: Pid | undefined = pid; next !== undefined; ) {
    const file = await loadWhole(table, keys, next)
    for (const { pay_no, called_off } of file.all('payment')) if (called_off !== undefined) found.add(pay_no)
    next = file.into
  }
  return found
}
