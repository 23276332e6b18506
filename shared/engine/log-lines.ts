/** What a commit did, as lines for the log: cases that opened, ended, ran late; events that wait; what is missing. */
import { compareInstants, epochMs, type Instant } from '../calendar/index.ts'
import type { Log } from '../log.ts'
import type { Change, PersonFile } from '../registers/file.ts'
import { isOpen } from '../registers/rows/cases.ts'
import { hundredthsBetween } from '../registers/rows/figures.ts'
import type { CaseRow, Parked, TaskRow } from '../registers/rows.ts'

/** One line: what happened, and to which case or event. Ids, types and counts only. */
export interface LogLine {
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** What changed from a file as it was read to the changes of its commit. Pure. */
export function logLinesOf(before: PersonFile, changes: readonly Change[], now: Instant): LogLine[] {
  const after = before.with(changes)
  return changes.flatMap(({ register, key, row }) => {
    if (row === undefined) return []
    if (register === 'case') return caseLines(before.one('case', key), row, now)
    if (register === 'parked') return parkedLines(before.one('parked', key), row)
    if (register === 'task') return taskLines(before.one('task', key), row, after)
    return []
  })
}

/** Writes them. */
export function writeLogLines(log: Log, lines: readonly LogLine[]): void {
  for (const { message, fields } of lines) log.info(message, { ...fields })
}

function caseLines(before: CaseRow | undefined, after: CaseRow, now: Instant): LogLine[] {
  const { case_id, bundle, admdvs, status, started_at, due_at, waiting_for } = after
  const fields = { case_id, bundle, admdvs }
  const hours = hundredthsBetween(started_at, now) / 100
  const lines: LogLine[] = []
  if (!before) lines.push({ message: 'case opened', fields })
  const wasOpen = !before || isOpen(before)
  // Counted by the first commit after the limit: a case is late once.
  const counted = before !== undefined && due_at !== undefined && compareInstants(before.updated_at, due_at) > 0
  if (wasOpen && due_at !== undefined && compareInstants(now, due_at) > 0 && !counted) {
    lines.push({ message: 'case overdue', fields: { ...fields, hours } })
  }
  if (waiting_for && waiting_for.what !== before?.waiting_for?.what) {
    lines.push({
      message: 'case waits',
      fields: { ...fields, actor: waiting_for.actor, waiting_for: waiting_for.what },
    })
  }
  if (wasOpen && !isOpen(after)) {
    const seconds = Math.max(0, Math.round((epochMs(now) - epochMs(started_at)) / 1000))
    lines.push({ message: 'case done', fields: { ...fields, status, seconds, hours } })
  }
  return lines
}

function parkedLines(before: Parked | undefined, { type, reason, listed }: Parked): LogLine[] {
  const fields = { type, reason }
  const lines: LogLine[] = before ? [] : [{ message: 'parked', fields }]
  return listed && !before?.listed ? [...lines, { message: 'unmet', fields }] : lines
}

function taskLines(before: TaskRow | undefined, after: TaskRow, file: PersonFile): LogLine[] {
  const { kind, status, case_id, owner, admdvs, opened_at, due_at, decision } = after
  const bundle = case_id === undefined ? undefined : file.one('case', case_id)?.bundle
  const fields = { kind, case_id, bundle, admdvs, owner: owner.role }
  if (decision && !before?.decision) {
    const late = Number(compareInstants(decision.at, due_at) > 0)
    const hours = hundredthsBetween(opened_at, decision.at) / 100
    return [{ message: 'task decided', fields: { ...fields, hours, late } }]
  }
  if (before?.status === 'open' || status !== 'open') return []
  return [{ message: 'task opened', fields }, ...alarming(kind, { kind, case_id, bundle })]
}

/** What nobody but an operator can help, an alarm counts. */
function alarming(kind: string, fields: LogLine['fields']): LogLine[] {
  if (kind === 'policy-missing' || kind === 'calendar-missing') return [{ message: 'policy missing', fields }]
  return kind === 'chain-stopped' ? [{ message: 'chain stopped', fields }] : []
}
