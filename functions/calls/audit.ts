/** The audit trail: who read whose data in office, and who changed what everybody lives by. Append-only. */
import { createHash, randomUUID } from 'node:crypto'
import { dayOf } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { auditKey } from '../../shared/table/keys.ts'
import type { Write } from '../../shared/table/table.ts'

/** A line of the audit trail; `about` is a pid, an area or a name, never an identity number. */
export interface AuditLine {
  by: string
  what: string
  about: string
  detail?: unknown
}

/** The write that adds the line; goes with the change it records, or on its own for a reading. */
export function auditWrite({ clock }: Pick<Ports, 'clock'>, line: AuditLine): Extract<Write, { put: unknown }> {
  const at = clock.now()
  const id = createHash('sha256').update(randomUUID()).digest('base64url').slice(0, 12)
  return { put: { ...auditKey(dayOf(at), at, id), d: JSON.stringify({ at, ...line }) }, if: 'absent' }
}

/** Writes that this caller, in office, read or did something; `detail` holds ids only. */
export async function audited(
  ports: Pick<Ports, 'table' | 'clock'>,
  subject: { id: string },
  what: string,
  about: string,
  detail?: unknown,
): Promise<void> {
  await ports.table.write(
    auditWrite(ports, { by: subject.id, what, about, ...(detail === undefined ? {} : { detail }) }),
  )
}
