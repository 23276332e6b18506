/** The years of working days that operators set in a run, as a place sees them. */
import type { Calendar } from '../lives/plain/working-days.ts'
import type { Ran } from '../run.ts'

/** A year as it was set. */
export interface SetYear {
  admdvs: string
  from?: string
  value: unknown
}

/** What a place has: its own year before its province's before the nation's, of one place the last that was set. */
export function calendarOf(set: readonly SetYear[], area: string): Calendar {
  const near = ['000000', `${area.slice(0, 2)}0000`, area]
  const ofPlace = near.flatMap((place) => set.filter(({ admdvs }) => admdvs === place))
  return Object.fromEntries(
    ofPlace.map(({ from = '', value }) => {
      const { off, worked } = value as { off: string[]; worked: string[] }
      return [from.slice(0, 4), { off: off.map((date): [string, string] => [date, date]), worked }]
    }),
  )
}

/** All that a place had one after the other: what was decided in the meantime keeps the limit of then. */
export function calendarsOver({ plan }: Ran, area: string): Calendar[] {
  const set = plan.happenings.flatMap((one) =>
    'policy' in one && one.policy.name === 'working_days' ? [one.policy] : [],
  )
  return Array.from({ length: set.length + 1 }, (_, some) => calendarOf(set.slice(0, some), area))
}
