/** What analysts are told of a row: which case, where, how far, how long, how much; nobody's name, number or id of ours. */
import { compareInstants, dayOf, type Instant } from '../../../shared/calendar/index.ts'
import { type Keys, keyedHash } from '../../../shared/identity/index.ts'
import { formatYuan } from '../../../shared/money/index.ts'
import { endOf } from '../../../shared/registers/rows/cases.ts'
import {
  amountIn,
  formatHours,
  hundredthsBetween,
  hundredthsOf,
  isOverdue,
} from '../../../shared/registers/rows/figures.ts'
import type { CaseRow, Payment, TaskRow } from '../../../shared/registers/rows.ts'
import type { FactLine } from './columns.ts'

/** What is added to a row for its line: the keys of its ids, and which of several lines is the latest. */
export interface LineContext {
  readonly keys: Keys
  readonly version: string
}

const idLength = 26

/** An id as analysts have it: the same in every table, and without the key none of ours can be told by it. */
export const factId = (keys: Keys, id: string): string => keyedHash(keys, 'facts', id).slice(0, idLength)

/** To the hour: to the second, a line could be told for whose it is by anyone who knows when something happened. */
const hour = (at: Instant): string => `${at.slice(0, 13)}:00:00+08:00`
const hourIf = (at: Instant | undefined) => at && hour(at)

/** The line of a case. */
export function caseLine(row: CaseRow, { keys, version }: LineContext): FactLine<'cases'> {
  const { case_id, bundle, admdvs, status, step, outcome, waiting_for, applied, started_at, updated_at, due_at } = row
  const end = endOf(row)
  const hundredths = hundredthsOf(row)
  return {
    case_id: factId(keys, case_id),
    version,
    bundle,
    admdvs,
    status,
    step,
    result: typeof outcome?.result === 'string' ? outcome.result : undefined,
    waiting_actor: waiting_for?.actor,
    waiting_for: waiting_for?.what,
    without_application: !applied,
    opened_at: hour(started_at),
    updated_at: hour(updated_at),
    ended_at: hourIf(end),
    hours: hundredths === undefined ? undefined : formatHours(hundredths),
    due_on: due_at && dayOf(due_at),
    ended_late: end && isOverdue(row, end),
    amt: outcome && formatYuan(amountIn(outcome)),
  }
}

/** The line of a task. */
export function taskLine(row: TaskRow, { keys, version }: LineContext): FactLine<'tasks'> {
  const { task_id, case_id, kind, owner, admdvs, status, opened_at, due_at, decision } = row
  return {
    task_id: factId(keys, task_id),
    version,
    case_id: case_id && factId(keys, case_id),
    kind,
    owner: owner.role,
    admdvs,
    status,
    opened_at: hour(opened_at),
    due_on: dayOf(due_at),
    decided_at: hourIf(decision?.at),
    hours: decision && formatHours(hundredthsBetween(opened_at, decision.at)),
    decided_late: decision && compareInstants(decision.at, due_at) > 0,
  }
}

/** The line of a payment. */
export function paymentLine(row: Payment, { keys, version }: LineContext): FactLine<'payments'> {
  const { pay_no, case_id, payer_admdvs, payee_kind, amt, ordered_at, called_off, report } = row
  return {
    pay_no: factId(keys, pay_no),
    version,
    case_id: factId(keys, case_id),
    payer_admdvs,
    payee_kind,
    amt: formatYuan(amt),
    status: report?.status ?? (called_off === undefined ? 'ordered' : 'called-off'),
    ordered_at: hour(ordered_at),
    reported_at: hourIf(report?.at),
  }
}
