/**
 * Facts for analysts: of every commit that changes a case, a task or a payment a line, a table a day an object, as JSON a
 * line, gzipped. Later lines are true, by `version`; nothing is ever scanned (decision 0082).
 */
import { gzipSync } from 'node:zlib'
import { dayOf } from '../../../shared/calendar/index.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import type { CaseRow, Payment, TaskRow } from '../../../shared/registers/rows.ts'
import { rowOf } from '../../../shared/table/files.ts'
import { rowAt } from '../../../shared/table/keys.ts'
import { readable } from '../../../shared/table/unreadable.ts'
import type { Consumer, ConsumerContext, Kept, Written } from '../records.ts'
import type { FactTable } from './columns.ts'
import { caseLine, type LineContext, paymentLine, taskLine } from './lines.ts'

interface Line {
  readonly table: FactTable
  readonly version: string
  /** The day of the table's own clock: what is added to a day that is past would be missed by who has read it. */
  readonly day: string
  readonly line: object
}

/** Writes the facts of each commit. */
export const facts: Consumer = {
  into: 'facts',
  partitions: 'P#',
  rows: ['case', 'task', 'payment'].flatMap((register) => [`B#${register}#`, `D#${register}#`]),
  hears: ['INSERT', 'MODIFY'],
  objectsOf(written, context) {
    const lines = written.flatMap((one) => lineOf(one, context) ?? [])
    return [...Map.groupBy(lines, ({ table, day }) => `${table}/${day}`)].map(([folder, some]) =>
      objectOf(folder, some),
    )
  },
}

/** Named for its first line: the same batch again, or a half of it, is the same object. */
function objectOf(folder: string, lines: readonly Line[]): Kept {
  const text = lines.map(({ line }) => `${JSON.stringify(line)}\n`).join('')
  return { key: `${folder}/${lines[0]?.version}.ndjson.gz`, bytes: gzipSync(text) }
}

/** One that can't be read is left out, and an alarm rings: it keeps no others back. */
function lineOf({ item, at, number }: Written, { keys, log }: ConsumerContext): Line | undefined {
  if (!item) return undefined
  const version = `${at}.${number}`
  const read = () => lineIn(rowAt(item.sk).register, rowOf(keys, item.pk.slice(2) as Pid, item), { keys, version })
  const found = readable(log, item, read)
  return found && { ...found, version, day: dayOf(at) }
}

function lineIn(register: string, row: unknown, context: LineContext): Pick<Line, 'table' | 'line'> | undefined {
  if (register === 'case') return { table: 'cases', line: caseLine(row as CaseRow, context) }
  if (register === 'task') return { table: 'tasks', line: taskLine(row as TaskRow, context) }
  if (register === 'payment') return { table: 'payments', line: paymentLine(row as Payment, context) }
  return undefined
}
