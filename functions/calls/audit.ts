/** The audit trail: who read whose data in office, and who changed what everybody lives by. Append-only. */
import { createHash, randomUUID } from 'node:crypto'
import { Batching } from '../../shared/batching.ts'
import { dayOf } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Item, Table, Write } from '../../shared/table/table.ts'
import { lineKey } from '../../shared/trail/keys.ts'

/** A line of the audit trail; `about` is a pid, an area or a name, never an identity number. */
export interface AuditLine {
  by: string
  what: string
  about: string
  detail?: unknown
}

/** The write that adds the line, for a transaction with the change it records. */
export function auditWrite(ports: Pick<Ports, 'clock'>, line: AuditLine): Extract<Write, { put: unknown }> {
  return { put: itemOf(ports, line), if: 'absent' }
}

function itemOf({ clock }: Pick<Ports, 'clock'>, line: AuditLine): Item {
  const at = clock.now()
  const id = createHash('sha256').update(randomUUID()).digest('base64url').slice(0, 12)
  return { ...lineKey(dayOf(at), at, id), d: JSON.stringify({ at, ...line }) }
}

/**
 * Writes that this caller, in office, read or did something; `detail` holds ids only. The line stands when this
 * resolves: no answer leaves before. Lines of calls that are answered at the same time share a write.
 */
export async function audited(
  ports: Pick<Ports, 'table' | 'clock'>,
  subject: { id: string },
  what: string,
  about: string,
  detail?: unknown,
): Promise<void> {
  const line = { by: subject.id, what, about, ...(detail === undefined ? {} : { detail }) }
  const fault = await trailOf(ports.table).ask(itemOf(ports, line))
  if (fault) throw fault
}

/** Lines on their way; of each the answer is why it could not be written. */
type Trail = Batching<Item, Error | undefined>

const trails = new WeakMap<Table, Trail>()

/** Lines of one write: as many as the table takes in one request. */
const mostTogether = 25

/** The one way to this table's trail in this process. */
function trailOf(table: Table): Trail {
  const trail =
    trails.get(table) ??
    new Batching(
      (lines) => writeLines(table, lines),
      (waiting) => Math.min(waiting.length, mostTogether),
    )
  trails.set(table, trail)
  return trail
}

async function writeLines(table: Table, lines: readonly Item[]): Promise<(Error | undefined)[]> {
  try {
    await table.putMany(lines)
    return lines.map(() => undefined)
  } catch (error) {
    // Refused for what one of them holds; the others are written all the same.
    if ((error as Error).name !== 'ValidationException' || lines.length === 1) throw error
    const alone = lines.map((line) => writeLines(table, [line]).catch((fault: Error) => [fault]))
    return (await Promise.all(alone)).flat()
  }
}
