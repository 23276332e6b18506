/** What a commit did, as lines for the log: cases that opened, ended, ran late; events that wait; what is missing. */
import { compareInstants, epochMs, type Instant } from '../calendar/index.ts'
import type { Log } from '../log.ts'
import type { Change, PersonFile } from '../registers/file.ts'
import type { CaseRow, CaseStatus, Parked, TaskRow } from '../registers/rows.ts'

/** One line: what happened, and to which case or event. Ids, types and counts only. */
export interface Fact {
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

const ended: readonly CaseStatus[] = ['done', 'rejected', 'withdrawn']

/** What changed from a file as it was read to the changes of its commit. Pure. */
export function factsOf(before: PersonFile, changes: readonly Change[], now: Instant): Fact[] {
  const after = before.with(changes)
  return changes.flatMap(({ register, key, row }) => {
    if (row === undefined) return []
    if (register === 'case') return caseFacts(before.one('case', key), row, now)
    if (register === 'parked') return parkedFacts(before.one('parked', key), row)
    if (register === 'task') return taskFacts(before.one('task', key), row, after)
    return []
  })
}

/** Writes them. */
export function logFacts(log: Log, facts: readonly Fact[]): void {
  for (const { message, fields } of facts) log.info(message, { ...fields })
}

function caseFacts(before: CaseRow | undefined, after: CaseRow, now: Instant): Fact[] {
  const { case_id, bundle, status, started_at, due_at } = after
  const fields = { case_id, bundle }
  const facts: Fact[] = []
  if (!before) facts.push({ message: 'case opened', fields })
  const wasOpen = !before || !ended.includes(before.status)
  // Counted by the first commit after the limit: a case is late once.
  const counted = before !== undefined && due_at !== undefined && compareInstants(before.updated_at, due_at) > 0
  if (wasOpen && due_at !== undefined && compareInstants(now, due_at) > 0 && !counted) {
    facts.push({ message: 'case overdue', fields })
  }
  if (wasOpen && ended.includes(status)) {
    const seconds = Math.max(0, Math.round((epochMs(now) - epochMs(started_at)) / 1000))
    facts.push({ message: 'case done', fields: { ...fields, status, seconds } })
  }
  return facts
}

function parkedFacts(before: Parked | undefined, { type, reason, listed }: Parked): Fact[] {
  const fields = { type, reason }
  const facts: Fact[] = before ? [] : [{ message: 'parked', fields }]
  return listed && !before?.listed ? [...facts, { message: 'unmet', fields }] : facts
}

function taskFacts(before: TaskRow | undefined, { kind, status, case_id }: TaskRow, file: PersonFile): Fact[] {
  if (before?.status === 'open' || status !== 'open') return []
  const bundle = case_id === undefined ? undefined : file.one('case', case_id)?.bundle
  const fields = { kind, case_id, bundle }
  if (kind === 'policy-missing' || kind === 'calendar-missing') return [{ message: 'policy missing', fields }]
  return kind === 'chain-stopped' ? [{ message: 'chain stopped', fields }] : []
}
