/** Which rows of a file are past their term, as parts that one commit each can hold. Pure. */
import type { Day } from '../../shared/calendar/index.ts'
import { type Change, drop, type PersonFile, put } from '../../shared/registers/file.ts'
import type { CaseRow, Person, RegisterName } from '../../shared/registers/rows.ts'
import { keyOf } from '../../shared/registers/rows.ts'
import type { Counts } from './counts.ts'
import { type Cutoffs, isPast } from './years.ts'

/** What one commit erases. */
export interface Part {
  change: Change[]
  /** Cases of it. */
  cases: readonly string[]
  counts: Partial<Counts>
}

/** Rows of one commit at most: each may be two of its hundred writes, and cases have their places in lists. */
const mostRows = 40

/** The next part that is past its term; undefined if nothing is. */
export function duePart(file: PersonFile, cutoffs: Cutoffs, today: Day): Part | undefined {
  return dueCase(file, cutoffs.cases, today) ?? dueVisits(file, cutoffs.cases) ?? duePerson(file, cutoffs.dead, today)
}

/** A case at rest that ended long ago, with all that rests with it. That it was there stays, so that it is not opened again. */
function dueCase(file: PersonFile, cutoff: Day, today: Day): Part | undefined {
  const matters = Map.groupBy(
    file.recalled.filter(({ rest }) => rest.matter !== undefined),
    ({ rest }) => rest.matter,
  )
  for (const rows of matters.values()) {
    const cases = rows.flatMap(({ register, key }) => (register === 'case' ? (file.one('case', key) ?? []) : []))
    if (cases.length === 0 || !cases.every(({ updated_at }) => isPast(updated_at, cutoff))) continue
    return erasing(
      rows.map(({ register, key }) => drop(register, key)),
      cases,
      today,
    )
  }
  return undefined
}

const erasing = (rows: Change[], cases: readonly CaseRow[], today: Day): Part => ({
  change: [...rows, ...cases.map(({ case_id }) => ({ ...put('erased', { case_id, on: today }), rests: {} }) as Change)],
  cases: cases.map(({ case_id }) => case_id),
  counts: { cases: cases.length },
})

/** Visits at rest of which no case was opened. */
function dueVisits(file: PersonFile, cutoff: Day): Part | undefined {
  const due = file.recalled.filter(({ register, key, rest }) => {
    const visit = register === 'visit' && rest.matter === undefined ? file.one('visit', key) : undefined
    return visit !== undefined && isPast(visit.settled?.endtime ?? visit.begntime, cutoff)
  })
  if (due.length === 0) return undefined
  const change = due.slice(0, mostRows).map(({ register, key }) => drop(register, key))
  return { change, cases: [], counts: { visits: change.length } }
}

/** What stays of somebody long dead: that there was such a number, how they were insured, and every movement of money. */
const stays: readonly RegisterName[] = [
  'person',
  'relation',
  'account',
  'months',
  'spending',
  'joined',
  'alias',
  'erased',
]

/** Somebody who died long ago and of whom nothing is open: cases first, then facts that would open them, the name last. */
function duePerson(file: PersonFile, cutoff: Day, today: Day): Part | undefined {
  const { person } = file
  if (!person?.death || person.erased || !isPast(person.death.date, cutoff) || isBusy(file)) return undefined
  const [first] = file.all('case')
  if (first) return erasing([drop('case', first.case_id)], [first], today)
  const registers = (Object.keys(keyOf) as RegisterName[]).filter((register) => !stays.includes(register))
  const rows = registers.flatMap((register) =>
    file.all(register).map((row) => drop(register, (keyOf[register] as (row: unknown) => string)(row))),
  )
  if (rows.length > 0) return { change: rows.slice(0, mostRows), cases: [], counts: {} }
  return { change: [put('person', nameless(person, today))], cases: [], counts: { dead: 1 } }
}

/** Somebody is waited for, or something will be asked again. */
const isBusy = (file: PersonFile): boolean =>
  file.again ||
  file.all('case').some(({ status, topics, retry_at }) => {
    return status === 'running' || status === 'waiting' || topics !== undefined || retry_at !== undefined
  }) ||
  file.all('task').some(({ status, topics }) => status === 'open' || topics !== undefined)

const nameless = ({ psn_no, time, gend, brdy, death, merged }: Person, erased: Day): Person => ({
  psn_no,
  time,
  gend,
  brdy,
  ...(death ? { death } : {}),
  ...(merged ? { merged } : {}),
  erased,
  private: { psn_name: '' },
})
