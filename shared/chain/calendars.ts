/**
 * Time limits that run into a year without a calendar (bundles/RULES.md 2.4). An operator is told of the year, never is a
 * limit silently wrong; and with every calendar that comes what was reckoned without it is reckoned anew, whatever bundle
 * or register it belongs to. The operator's task listens for calendars, also once it is closed: a year that was set may
 * be corrected, for as long as a limit stands that once was provisional (bundles/RULES.md 2.5).
 */

import {
  anew,
  type Due,
  dueFields,
  dueOf,
  isYearKnown,
  missingYears,
  type Reckoned,
  withoutDue,
} from '../policy/due.ts'
import { workingDays } from '../policy/working-days.ts'
import { taskIdOf } from '../registers/cases.ts'
import { put } from '../registers/file.ts'
import { refOf } from '../registers/ids.ts'
import type { At } from '../registers/look.ts'
import { isOpen } from '../registers/rows/cases.ts'
import type { CaseRow, TaskRow } from '../registers/rows.ts'
import { same } from '../same.ts'
import { policyTopic } from '../table/keys.ts'
import { calendarMissing } from '../tasks/operator.ts'
import type { Draft } from './draft.ts'

const calendarTopics = [policyTopic(workingDays.name)]

const isDue = (value: object): value is Due => 'at' in value && ('provisional' in value || 'reckoned' in value)

/** The limits that a state holds and that may move. */
function limitsIn(state: unknown): Due[] {
  if (typeof state !== 'object' || state === null) return []
  return isDue(state) ? [state] : Object.values(state).flatMap(limitsIn)
}

/** The state with other limits in their places. */
function withLimits(state: unknown, next: (limit: Due) => Due): unknown {
  if (typeof state !== 'object' || state === null) return state
  if (isDue(state)) return next(state)
  if (Array.isArray(state)) return state.map((one) => withLimits(one, next))
  return Object.fromEntries(Object.entries(state).map(([name, one]) => [name, withLimits(one, next)]))
}

/** The limit of a case, if it may move: of one that has ended, by which it is judged, only until it is firm. */
function ownLimit(row: CaseRow): Due | undefined {
  if (row.due_at === undefined || !(row.due_provisional || (isOpen(row) && row.due_reckoned))) return undefined
  return dueOf({ ...row, due_at: row.due_at })
}

const casesThatMayMove = (rows: readonly CaseRow[]) =>
  rows.filter((row) => ownLimit(row) || row.waits_reckoned || (isOpen(row) && limitsIn(row.state).length > 0))

const isTold = ({ kind }: TaskRow) => kind === calendarMissing.kind

const tasksThatMayMove = (rows: readonly TaskRow[]) =>
  rows.filter((task) => task.status === 'open' && !isTold(task) && (task.due_provisional || task.due_reckoned))

/**
 * Before cases are asked: their limits and those of all tasks by the calendars of now. What times a wait has its step says
 * when it is asked. `isOurs`: this release can read the case.
 */
export function reckonAnew(draft: Draft, at: At, isOurs: (row: CaseRow) => boolean): void {
  for (const row of draft.file.derived('case', casesThatMayMove)) {
    if (draft.isFullFor('cases')) return
    const next = isOurs(row) ? caseAnew(row, at) : row
    if (next !== row) draft.write([put('case', next)])
  }
  for (const task of draft.file.derived('task', tasksThatMayMove)) {
    if (draft.isFullFor('cases')) return
    const own = dueOf(task)
    const due = anew(at.look, own, { since: task.opened_at, area: task.admdvs })
    if (due !== own) draft.write([put('task', { ...withoutDue(task), ...dueFields(due) })])
  }
}

function caseAnew(row: CaseRow, { look, now }: At): CaseRow {
  const set = { since: row.started_at, area: row.admdvs }
  const own = ownLimit(row)
  const due = own && anew(look, own, set)
  const state = isOpen(row) ? withLimits(row.state, (limit) => anew(look, limit, set)) : row.state
  if (due === own && same(state, row.state)) return row
  const next: CaseRow = { ...(due ? { ...withoutDue(row), ...dueFields(due) } : row), state }
  return isOpen(row) ? { ...next, updated_at: now } : next
}

/** A limit that may move, and the case it belongs to: none of a task that belongs to the person. */
interface Moving extends Pick<TaskRow, 'case_id'> {
  due: Due
  reckoned: Reckoned
}

function movingIn(draft: Draft): Moving[] {
  const of = (case_id: TaskRow['case_id'], due: Due, reckoned = due.reckoned): Moving[] =>
    reckoned ? [{ ...(case_id ? { case_id } : {}), due, reckoned }] : []
  return [
    ...draft.file.derived('task', tasksThatMayMove).flatMap((task) => of(task.case_id, dueOf(task))),
    ...draft.file.derived('case', casesThatMayMove).flatMap((row) => {
      const own = ownLimit(row)
      const until = { at: row.waiting_for?.until ?? row.updated_at }
      return [
        ...(own ? of(row.case_id, own) : []),
        ...(isOpen(row) ? limitsIn(row.state).flatMap((limit) => of(row.case_id, limit)) : []),
        ...(row.waits_reckoned ?? []).flatMap((reckoned) => of(row.case_id, until, reckoned)),
      ]
    }),
  ]
}

const listening = (rows: readonly TaskRow[]) =>
  rows.filter((task) => isTold(task) && (task.status === 'open' || task.topics))

/** After cases were asked: an operator is told, once a case and year; a task is closed where its year is known by now. */
export function tellOfCalendars(draft: Draft, at: At): void {
  const moving = movingIn(draft)
  for (const task of draft.file.derived('task', listening)) {
    const { topics, due_provisional: _provisional, ...told } = task
    const isNeeded = moving.some(({ case_id }) => case_id === task.case_id)
    const isKnown = isYearKnown(at.look, task.admdvs, Number(task.facts.year))
    const listens = isNeeded && topics ? { topics } : {}
    // One that an older release opened does not listen yet.
    const open = task.topics ? task : { ...task, topics: calendarTopics }
    const next: TaskRow = task.status === 'open' && !isKnown ? open : { ...told, status: 'closed', ...listens }
    if (!same(task, next)) draft.write([put('task', next)])
  }
  for (const one of moving) {
    for (const year of missingYears(at.look, one.reckoned)) tell(draft, at, year, one)
  }
}

function tell(draft: Draft, { now }: At, year: number, { case_id, due, reckoned: { area } }: Moving): void {
  const task_id = taskIdOf(case_id ?? refOf('PN', draft.file.pid, 'person'), calendarMissing.kind, String(year))
  const held = draft.file.one('task', task_id)
  if (held?.status === 'open') return
  const task: TaskRow = {
    task_id,
    ...(case_id ? { case_id } : {}),
    kind: calendarMissing.kind,
    owner: { role: 'operator' },
    admdvs: area,
    opened_at: now,
    due_at: due.at,
    due_provisional: true,
    facts: { year, text: whatToDo(year) },
    status: 'open',
    standing: true,
    topics: calendarTopics,
  }
  draft.write([put('task', task)])
}

const whatToDo = (year: number) =>
  `${year}年的放假安排还没有录入，期限暂按周一至周五推算。国务院办公厅公布后，请录入参数“${workingDays.title}”（PUT /v1/policies/working_days），或更新系统；录入后期限自动重新推算，本任务自动关闭。`
