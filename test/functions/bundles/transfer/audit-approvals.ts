/**
 * Who looked at what left an account, and by when they had to (transfer/RULES.md 4.2, 4.3, 4.5, 4.11, 5.1): by what the
 * parameter said for A on the day on which B's period began.
 */
import { dayOf } from '../../../../shared/calendar/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { CaseRow, TaskRow } from '../../../../shared/registers/rows.ts'
import { endedByMerge, type Records } from '../../../simulator/audit/records.ts'
import { holding } from '../../../simulator/lives/plain/rows.ts'
import { workingDaysAfter } from '../../../simulator/lives/plain/working-days.ts'
import { calendarsOver } from '../../../simulator/model/calendars.ts'
import { fenOf } from '../../../simulator/model/reckon.ts'
import { type Approval, daysToLook, stateOf } from './model.ts'

const day = 86_400_000

/** Money moves between areas once for each look that it needs, and never without one. */
export function approvals(records: Records, file: PersonFile): string[] {
  if (file.into !== undefined) return []
  const tasks = [file, ...records.lostOf(file.pid)].flatMap((one) => one.all('task'))
  return [...file.all('case'), ...endedByMerge(records, file.pid)].flatMap((row) => {
    if (row.bundle !== 'transfer') return []
    const own = tasks.filter((task) => task.case_id === row.case_id)
    const refunds = records.movements.filter((m) => m.case_id === row.case_id && m.id.startsWith('refund.')).length
    const approved = own.filter(({ kind, status }) => kind === 'approve-refund' && status === 'approved').length
    return [
      ...(refunds > approved ? [`${refunds} refunds, ${approved} approvals`] : []),
      ...transfers(records, row, own),
      ...own.flatMap((task) => asked(records, row, task)),
    ].map((what) => `${row.case_id}: ${what}`)
  })
}

/** What the parameter of A may have said to a case: an operator's row counts at the latest a day after it was set. */
function approvalsOf({ ran }: Records, row: CaseRow, from = stateOf(row).from ?? ''): Approval[] {
  const { enrolledOn } = stateOf(row)
  const set = ran.plan.happenings.flatMap((happening) => {
    return 'policy' in happening && happening.policy.name === 'transfer_approval' ? [happening] : []
  })
  const known = set.filter(({ at }) => Date.parse(at) + day < Date.parse(row.started_at))
  return [known, set].map((rows) => {
    const amended = rows.map(({ policy }) => policy)
    return holding<Approval>('transfer_approval', from, enrolledOn, amended) as Approval
  })
}

/** Every sum that moved was approved in its round, or need not be looked at and counts as approved. */
function transfers(records: Records, row: CaseRow, tasks: readonly TaskRow[]): string[] {
  const { moved = [], decided } = stateOf(row)
  const came = records.movements.filter((m) => m.case_id === row.case_id && m.kind === 'transfer-in').length
  const times = came === moved.length ? [] : [`${came} transfers, ${moved.length} rounds of them`]
  const unseen = moved.flatMap(({ round, amt }) => {
    const task = tasks.find(({ task_id }) => task_id === `${row.case_id}.approve-transfer-out.${round}`)
    const needed = approvalsOf(records, row).every((approval) => daysToLook(approval, amt) !== undefined)
    return needed && task?.status !== 'approved' ? [`${amt} fen moved in round ${round}, and nobody looked`] : []
  })
  const undecided = moved.length > 0 && !decided ? ['money moved, and nothing counts as the approval'] : []
  return [...times, ...unseen, ...undecided]
}

/**
 * Nobody is asked of a sum that they need not look at, and who is has the days that the parameter names: that of the place
 * they were asked about, which need not be the one that the case ended with.
 */
function asked(records: Records, row: CaseRow, { kind, task_id, facts, opened_at, due_at }: TaskRow): string[] {
  if (kind !== 'approve-transfer-out') return []
  const from = String(facts.from_admdvs)
  const calendars = calendarsOver(records.ran, from)
  const dues = approvalsOf(records, row, from).flatMap((approval) => {
    const days = daysToLook(approval, fenOf(facts.amt))
    if (days === undefined) return [undefined]
    return calendars.map((calendar) => workingDaysAfter(dayOf(opened_at), days, calendar).due)
  })
  if (dues.every((due) => due === undefined)) return [`${task_id}: asked of ${facts.amt}, at which nobody need look`]
  return dues.includes(dayOf(due_at)) ? [] : [`${task_id}: due ${due_at}, should be ${dues.join(' or ')}`]
}
