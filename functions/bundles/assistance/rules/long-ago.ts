/** What of a file has come to its end, and which cases at rest a late report is about. Pure. */
import { type Day, day, dayOf, endOfDay, type Instant, yearOf } from '../../../../shared/calendar/index.ts'
import { type PersonFile, put } from '../../../../shared/registers/file.ts'
import type { At } from '../../../../shared/registers/look.ts'
import { isLongAgo, type Matter } from '../../../../shared/registers/rest.ts'
import { endOf } from '../../../../shared/registers/rows/cases.ts'
import type { HeardFact } from '../../../../shared/registers/rows/heard.ts'
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import { aidPaid, hardshipRefused, identityRecognized, identityWithdrawn } from '../events.ts'
import { aboutWarning, aboutYear, assistanceBundle } from '../reference.ts'
import { stateIn } from '../state.ts'

const endOfYear = (year: number): Instant => endOfDay(day(`${year}-12-31`))

/** Cases of years long over, and facts that none of a later year asks for: as with settlements, what is left is a correction. */
export const restingIn = (file: PersonFile, at: At): Matter[] => [
  ...casesByAbout(file).flatMap((cases) => {
    const isOver = cases.every((row) => {
      const ended = endOf(row)
      return ended !== undefined && isLongAgo(at, 'settled', ended)
    })
    const [first] = cases
    return first && isOver && isLongAgo(at, 'quiet', endOfYear(stateIn(first).year)) ? [{ cases, rows: [] }] : []
  }),
  ...file.all('heard').flatMap((row) => {
    const last = lastAskedFor(row)
    return last !== undefined && isLongAgo(at, 'quiet', last) ? [{ cases: [], rows: [put('heard', row)] }] : []
  }),
]

/** The bundle's cases, those of one year together: there may be one under each of two numbers, and one counts the other's. */
const casesByAbout = (file: PersonFile): CaseRow[][] => [
  ...Map.groupBy(
    file.all('case').filter(({ bundle }) => bundle === assistanceBundle.bundle),
    (row) => {
      const { year, warning } = stateIn(row)
      return warning ? aboutWarning(year) : aboutYear(year)
    },
  ).values(),
]

/** The end of the last year that asks for a fact; undefined of one that goes on, or that is not this bundle's. */
function lastAskedFor({ type, at, private: { data } }: HeardFact): Instant | undefined {
  if (type === identityRecognized.type) {
    const { enddate } = data as { enddate?: Day }
    return enddate && endOfYear(Math.max(yearOf(enddate), yearOf(dayOf(at))))
  }
  // Aid comes after its settlement, and what was withdrawn or refused is asked for no more.
  const isOurs = [aidPaid.type, identityWithdrawn.type, hardshipRefused.type].includes(type)
  return isOurs ? endOfYear(yearOf(dayOf(at))) : undefined
}

/** Years from one to another, both included. */
const years = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)

/** What the cases are about that facts told since `then` may change: those of the years that they lie in, or reach into. */
export function aboutsConcerned(now: PersonFile, then: PersonFile | undefined): string[] {
  const keys = then ? now.changedSince(then, 'heard') : now.all('heard').map(({ fact, key }) => `${fact}#${key}`)
  const told = keys.flatMap((key) => [now.one('heard', key) ?? [], then?.one('heard', key) ?? []].flat())
  const died = [now.died, then?.died].flatMap((on) => (now.died === then?.died ? [] : (on ?? []))).map(yearOf)
  const concerned = [...told.flatMap((row) => yearsOf(now, row)), ...died.flatMap((year) => [year, year + 1])]
  return [...new Set(concerned)].flatMap((year) => [aboutYear(year), aboutWarning(year)])
}

function yearsOf(file: PersonFile, { fact, at, private: { data } }: HeardFact): number[] {
  const { setl_time, setl_id, begndate, enddate } = data as Readonly<Record<string, string | undefined>>
  if (fact === 'identity' && begndate !== undefined) {
    return years(yearOf(begndate as Day), yearOf((enddate ?? dayOf(at)) as Day))
  }
  const settled =
    setl_time ?? (setl_id && (file.one('heard', `settlement#${setl_id}`)?.private.data.setl_time as string))
  if (!settled) return []
  const year = yearOf(dayOf(settled as Instant))
  // Twelve months reach into the next year's warning.
  return [year, year + 1]
}
