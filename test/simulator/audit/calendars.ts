/** Limits in working days are what the calendars of the end say, as far as they ever were provisional (bundles/RULES.md 2.4). */
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { CaseRow, TaskRow } from '../../../shared/registers/rows.ts'
import { type Calendar, workingDaysAfter } from '../lives/plain/working-days.ts'
import { calendarOf, type SetYear } from '../model/calendars.ts'
import type { Audit } from './records.ts'

/** A limit as it lies in a row or a state. */
interface Limit {
  at: string
  provisional?: true
  reckoned?: { from: string; days: number; area: string }
}

/** All limits within a state, at whatever depth. */
function limitsIn(state: unknown): Limit[] {
  if (typeof state !== 'object' || state === null) return []
  if ('at' in state && ('provisional' in state || 'reckoned' in state)) return [state as Limit]
  return Object.values(state).flatMap(limitsIn)
}

const isOpen = ({ status }: CaseRow) => status === 'running' || status === 'waiting'

const limitOf = (row: CaseRow | TaskRow): Limit[] =>
  row.due_at === undefined || !(row.due_provisional || row.due_reckoned)
    ? []
    : [
        {
          at: row.due_at,
          ...(row.due_provisional ? { provisional: true } : {}),
          ...(row.due_reckoned ? { reckoned: row.due_reckoned } : {}),
        },
      ]

export const auditCalendars: Audit = (records) => {
  const set = records.items.flatMap(({ pk, sk, d }): SetYear[] =>
    pk === 'POLICY' && sk.startsWith('working_days#') ? [JSON.parse(d as string)] : [],
  )
  const calendar = (area: string) => calendarOf(set, area)
  return [...records.files.values()].flatMap((file) => (file.into === undefined ? wrongIn(file, calendar) : []))
}

function wrongIn(file: PersonFile, calendar: (area: string) => Calendar): string[] {
  const isTold = ({ kind }: TaskRow) => kind === 'calendar-missing'
  const tasks = file.all('task').filter(({ status }) => status === 'open')
  const told = tasks.filter(isTold)
  const limits = [
    ...tasks.filter((task) => !isTold(task)).map((task) => ({ of: task, limits: limitOf(task) })),
    ...file.all('case').map((row) => ({
      of: row,
      limits: isOpen(row) ? [...limitOf(row), ...limitsIn(row.state)] : row.due_provisional ? limitOf(row) : [],
    })),
  ]
  const needless = told.filter(({ admdvs, facts }) => isKnown(Number(facts.year), calendar(admdvs)))
  return [
    ...needless.map(({ task_id }) => `${task_id}: asks for a year that is set`),
    ...limits.flatMap(({ of, limits: some }) =>
      some.flatMap((limit) => wrong(of, limit, told, calendar).map((what) => `${of.case_id ?? file.pid}: ${what}`)),
    ),
  ]
}

/** Whether 1 January of the year is reckoned by a calendar. */
const isKnown = (year: number, calendar: Calendar) => !workingDaysAfter(`${year - 1}-12-31`, 1, calendar).provisional

function wrong(
  { case_id }: CaseRow | TaskRow,
  { at, provisional, reckoned }: Limit,
  told: readonly TaskRow[],
  calendar: (area: string) => Calendar,
): string[] {
  if (!reckoned) return [`provisional to ${at}, nobody knows from what`]
  const { due, provisional: isProvisional } = workingDaysAfter(reckoned.from, reckoned.days, calendar(reckoned.area))
  const right = `${due}T23:59:59+08:00`
  if (at !== right || isProvisional !== (provisional === true)) {
    return [
      `${at}${provisional ? ', provisional' : ''}: ${right}${isProvisional ? ', provisional' : ''} by the calendars`,
    ]
  }
  const isAsked = !isProvisional || told.some((task) => task.case_id === case_id)
  return isAsked ? [] : [`provisional to ${at}, and no operator is told`]
}
