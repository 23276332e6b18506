/** Until when something must have been over to be past its term. */
import { type Day, dayOf, type Instant } from '../../shared/calendar/index.ts'
import { NATION } from '../../shared/codes/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { SetKind } from '../../shared/keeping/index.ts'
import { policyAt } from '../../shared/policy/index.ts'
import { keepingYears } from '../../shared/policy/keeping-years.ts'
import { loadPolicies } from '../../shared/table/policies.ts'
import type { Table } from '../../shared/table/table.ts'

/** What was over on this day or before is past its term today. */
export type Cutoffs = Readonly<Record<SetKind, Day>>

/** What ended so many years ago; 29 February counts as 28 February where there is none. */
export function yearsBefore(on: Day, years: number): Day {
  const date = on.slice(5) === '02-29' && (Number(on.slice(0, 4)) - years) % 4 !== 0 ? '02-28' : on.slice(5)
  return `${String(Number(on.slice(0, 4)) - years).padStart(4, '0')}-${date}` as Day
}

/** How many years each kind is kept on a day, by the nation's row. Throws if there is none: the release brings one. */
export async function yearsOn(table: Table, on: Day): Promise<Readonly<Record<SetKind, number>>> {
  const { amendments } = await loadPolicies(table)
  const years = policyAt(amendments, keepingYears, NATION, on)
  if (!years.found) throw new Error('keeping: no terms')
  return years.value
}

/** The last days that are past their terms today. */
export async function cutoffsOn(ports: Pick<Ports, 'table' | 'clock'>): Promise<Cutoffs> {
  const today = dayOf(ports.clock.now())
  const { dead, cases, texts, refused } = await yearsOn(ports.table, today)
  return {
    dead: yearsBefore(today, dead),
    cases: yearsBefore(today, cases),
    texts: yearsBefore(today, texts),
    refused: yearsBefore(today, refused),
  }
}

/** Whether a day or moment is past its term. */
export const isPast = (when: Day | Instant, cutoff: Day): boolean => when.slice(0, 10) <= cutoff
