import { describe, expect, test } from 'vitest'
import { instant } from '../../../shared/calendar/index.ts'
import { logLinesOf, writeLogLines } from '../../../shared/engine/log-lines.ts'
import type { Pid } from '../../../shared/identity/index.ts'
import { countedLines, measuredBy } from '../../../shared/metrics.ts'
import { type Change, drop, PersonFile, put } from '../../../shared/registers/file.ts'
import type { CaseRow, Parked, TaskRow } from '../../../shared/registers/rows.ts'

const pid = 'a'.repeat(20) as Pid
const start = instant('2026-03-01T09:00:00+08:00')
const limit = instant('2026-03-10T23:59:59+08:00')
const inTime = instant('2026-03-05T09:00:00+08:00')
const late = instant('2026-03-11T09:00:00+08:00')

const row = {
  case_id: 'T-1',
  bundle: 'transfer',
  chain_version: 1,
  status: 'waiting',
  step: 'wait',
  state: {},
  actions: [],
  admdvs: '130100',
  areas: [],
  started_at: start,
  updated_at: start,
  due_at: limit,
} as unknown as CaseRow
const task = {
  task_id: 't',
  case_id: 'T-1',
  kind: 'policy-missing',
  owner: { role: 'operator' },
  admdvs: '130100',
  opened_at: start,
  due_at: limit,
  facts: {},
  status: 'open',
} as unknown as TaskRow
const parked: Parked = {
  id: 'e',
  type: 'contribution.posted',
  received_at: start,
  reason: 'needs-person',
  list_at: limit,
  private: { event: { psn_name: '某人' } },
}

const about = { case_id: 'T-1', bundle: 'transfer', admdvs: '130100' }
const empty = PersonFile.of(pid, 0)
const withCase = (changes: Partial<CaseRow> = {}) => PersonFile.of(pid, 1, [put('case', { ...row, ...changes })])
const messages = (before: PersonFile, changes: Change[], now = inTime) =>
  logLinesOf(before, changes, now).map(({ message }) => message)

describe('what a commit did to a case', () => {
  test('a case that was not there has opened', () => {
    expect(messages(empty, [put('case', row)])).toEqual(['case opened'])
  })

  test('one that goes on has nothing to say', () => {
    expect(messages(withCase(), [put('case', { ...row, step: 'next' })])).toEqual([])
  })

  test.each(['done', 'rejected', 'withdrawn'] as const)('%s is an end, told once, with the time it took', (status) => {
    const [line] = logLinesOf(withCase(), [put('case', { ...row, status })], inTime)
    expect(line).toEqual({
      message: 'case done',
      fields: { case_id: 'T-1', bundle: 'transfer', admdvs: '130100', status, seconds: 4 * 86_400, hours: 96 },
    })
    expect(messages(withCase({ status }), [put('case', { ...row, status, state: { more: 1 } })])).toEqual([])
  })

  test('one that opens and ends in the same commit does both', () => {
    expect(messages(empty, [put('case', { ...row, status: 'rejected' })])).toEqual(['case opened', 'case done'])
  })

  test('past its limit it is late, once', () => {
    expect(messages(withCase(), [put('case', row)], late)).toEqual(['case overdue'])
    expect(messages(withCase({ updated_at: late }), [put('case', row)], late)).toEqual([])
    expect(messages(withCase(), [put('case', { ...row, status: 'done' })], late)).toEqual(['case overdue', 'case done'])
  })

  test('without a limit it is never late', () => {
    const { due_at: _, ...open } = row
    expect(messages(PersonFile.of(pid, 1, [put('case', open)]), [put('case', open)], late)).toEqual([])
  })
})

describe('what a commit did besides', () => {
  test('an event is parked once, and unmet once', () => {
    const held = PersonFile.of(pid, 1, [put('parked', parked)])
    expect(messages(empty, [put('parked', parked)])).toEqual(['parked'])
    expect(messages(held, [put('parked', { ...parked, listed: true })])).toEqual(['unmet'])
    const listed = PersonFile.of(pid, 1, [put('parked', { ...parked, listed: true })])
    expect(messages(listed, [put('parked', { ...parked, listed: true })])).toEqual([])
    expect(messages(held, [drop('parked', 'e')])).toEqual([])
  })

  test.each([
    ['policy-missing', 'policy missing'],
    ['calendar-missing', 'policy missing'],
    ['chain-stopped', 'chain stopped'],
  ] as const)('a task %s says “%s”, with its bundle, while it is opened', (kind, message) => {
    const opened = put('task', { ...task, kind })
    expect(logLinesOf(withCase(), [opened], inTime)).toEqual([
      { message: 'task opened', fields: { ...about, kind, owner: 'operator' } },
      { message, fields: { kind, case_id: 'T-1', bundle: 'transfer' } },
    ])
    const open = withCase().with([opened])
    expect(messages(open, [put('task', { ...task, kind, facts: { more: 1 } })])).toEqual([])
    expect(messages(open, [put('task', { ...task, kind, status: 'closed' })])).toEqual([])
  })

  test('a task is opened and decided, with the time it took and whether it was late', () => {
    const opened: TaskRow = { ...task, kind: 'approve-refund', owner: { role: 'clerk', area: task.admdvs } }
    const fields = { ...about, kind: 'approve-refund', owner: 'clerk' }
    expect(logLinesOf(withCase(), [put('task', opened)], inTime)).toEqual([{ message: 'task opened', fields }])
    const decision = { at: late, by: 'clerk:1', data: {} }
    const decided = put('task', { ...opened, status: 'approved', decision })
    const before = withCase().with([put('task', opened)])
    expect(logLinesOf(before, [decided], late)).toEqual([
      { message: 'task decided', fields: { ...fields, hours: 240, late: 1 } },
    ])
    expect(messages(before.with([decided]), [decided], late)).toEqual([])
  })

  test('a case waits, told when what it waits for changes', () => {
    const waiting_for = { actor: 'clerk', what: 'approve-refund' } as const
    const waits = put('case', { ...row, waiting_for })
    expect(logLinesOf(withCase(), [waits], inTime)).toEqual([
      { message: 'case waits', fields: { ...about, actor: 'clerk', waiting_for: 'approve-refund' } },
    ])
    expect(messages(withCase({ waiting_for }), [waits])).toEqual([])
  })
})

test('every line is measured or counted, and none holds what is personal', () => {
  const lines: [string, unknown][] = []
  const note = (message: string, fields?: unknown) => void lines.push([message, fields])
  const changes = [
    put('case', { ...row, status: 'done' }),
    put('parked', { ...parked, listed: true }),
    put('task', task),
  ]
  writeLogLines({ info: note, warn: note, error: note }, logLinesOf(empty, changes, late))
  expect(lines.length).toBe(7)
  for (const [message] of lines) expect([...Object.keys(measuredBy), ...countedLines]).toContain(message)
  expect(JSON.stringify(lines)).not.toContain('某人')
})
