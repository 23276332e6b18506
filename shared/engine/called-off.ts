/**
 * Payments that a case called off after they were committed and before they left: an earlier order of the same debt was
 * paid after all. Asked when a journal's messages are sent again, the only time at which a committed message is known
 * to us and perhaps to nobody else: it may have left all the same, with its sender stopped before it could say so, and
 * that is why a clerk is told too (contract.md, task `paid-twice`).
 */
import { wireType } from '../../events/index.ts'
import type { Outgoing } from '../queues.ts'
import type { PersonFile } from '../registers/file.ts'
import type { Pid } from '../registers/ids.ts'
import { loadWhole } from '../table/files.ts'
import type { Ports } from './ports.ts'

const ordered = wireType('payment.ordered')

/** These messages, committed with this person's file, without the payments that are called off. */
export async function withoutCalledOff(ports: Ports, pid: Pid, sends: readonly Outgoing[]): Promise<Outgoing[]> {
  if (!sends.some((send) => payNoIn(send) !== undefined)) return [...sends]
  const payments = (await filesFrom(ports, pid)).flatMap((file) => file.all('payment'))
  const calledOff = new Set<string | undefined>(payments.filter((one) => one.called_off).map(({ pay_no }) => pay_no))
  return sends.filter((send) => !calledOff.has(payNoIn(send)))
}

function payNoIn({ queue, body }: Outgoing): string | undefined {
  if (queue !== 'bank') return undefined
  const { type, data } = JSON.parse(body) as { type: string; data: { pay_no: string } }
  return type === ordered ? data.pay_no : undefined
}

/**
 * This file, and those that it was merged into since, each whole: its orders went over, and a message that was not sent
 * for long may be of an order at rest.
 */
export async function filesFrom({ table, keys }: Pick<Ports, 'table' | 'keys'>, pid: Pid): Promise<PersonFile[]> {
  const files: PersonFile[] = []
  for (let next: Pid | undefined = pid; next !== undefined; next = files.at(-1)?.into) {
    files.push(await loadWhole(table, keys, next))
  }
  return files
}
