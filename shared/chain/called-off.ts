/**
 * Payments that a case called off after they were committed and before they left: an earlier order of the same debt was
 * paid after all. Asked when a journal's messages are sent again, the only time at which a committed message is known
 * to us and perhaps to nobody else: it may have left all the same, with its sender stopped before it could say so, and
 * that is why a clerk is told too (contract.md, task `paid-twice`).
 */
import { wireType } from '../../events/index.ts'
import type { Outgoing } from '../queues.ts'
import type { Pid } from '../registers/ids.ts'
import type { Payment } from '../registers/rows.ts'
import { rowOf } from '../table/files.ts'
import { personKey, rowSk } from '../table/keys.ts'
import type { Ports } from './ports.ts'

const ordered = wireType('payment.ordered')

/** These messages without the payments that are called off. */
export async function withoutCalledOff(ports: Ports, pid: Pid, sends: readonly Outgoing[]): Promise<Outgoing[]> {
  const kept = await Promise.all(sends.map(async (send) => ((await isCalledOff(ports, pid, send)) ? [] : [send])))
  return kept.flat()
}

async function isCalledOff({ table, keys }: Ports, pid: Pid, { queue, body }: Outgoing): Promise<boolean> {
  if (queue !== 'bank') return false
  const { type, data } = JSON.parse(body) as { type: string; data: { pay_no: string } }
  if (type !== ordered) return false
  const item = await table.get({ pk: personKey(pid), sk: rowSk('payment', data.pay_no) })
  return item !== undefined && rowOf<Payment>(keys, pid, item).called_off !== undefined
}
