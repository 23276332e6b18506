/** The enrolment map (screening/RULES.md 3): figures of a place and period, read from those that screenings left. */
import { type Day, minDay } from '../../shared/calendar/index.ts'
import { areaOfCommunity } from '../../shared/codes/communities.ts'
import { type Admdvs, parseAdmdvs } from '../../shared/codes/index.ts'
import { formatDecimal } from '../../shared/money/index.ts'
import { enrolledPartition, enrolledPartsKey } from '../../shared/table/keys.ts'
import { queryAll, type Table } from '../../shared/table/table.ts'
import { areaPlace, figuresIn, type KeptFigures } from './end.ts'
import { type Days, type Period, periodOf, previousOf, yearBefore } from './periods.ts'
import { screeningsOf } from './screening.ts'
import { type Figures, nobody, residentsOf } from './tally.ts'

/** A pooling area, county, street or community, by its code, and the pooling area that it lies in. */
export interface Place {
  readonly code: string
  readonly area: Admdvs
}

/** The place that a code names; undefined if it cannot name one. */
export function placeOf(code: string): Place | undefined {
  if (!/^\d{6}(\d{3}(\d{3})?)?$/.test(code) || !parseAdmdvs(code.slice(0, 6))) return undefined
  return { code, area: areaOfCommunity(code) }
}

/** The figures of a place and period as the map shows them; undefined if it had no screening. */
export async function mapOf(table: Table, place: Place, period: Period, on: Day) {
  const days = periodOf(period, on)
  const previous = previousOf(period, days)
  const earlier = periodOf(period, yearBefore(on))
  const history = await historyOf(table, place, minDay(earlier.from, previous.from), days.to)
  const shown = figuresOf(history, days)
  if (!shown) return undefined
  const { last, ...figures } = shown
  const [before, then] = [figuresOf(history, previous), figuresOf(history, earlier)]
  return {
    code: place.code,
    period,
    ...figures,
    ...(before ? { previous: withoutDay(before) } : {}),
    ...(then ? { year_before: withoutDay(then) } : {}),
    parts: await partsOf(table, place, last),
  }
}

/** What a place is called in the keys of its figures. */
const nameOf = ({ code, area }: Place): string => (code === area ? areaPlace(area) : code)

interface History {
  /** Days of screenings of the area, oldest first. */
  readonly days: readonly Day[]
  /** What they found in the place, where anybody lived there. */
  readonly found: ReadonlyMap<Day, Figures>
}

async function historyOf(table: Table, { code, area }: Place, from: Day, to: Day): Promise<History> {
  const [days, items] = await Promise.all([
    screeningsOf(table, area, from, to),
    queryAll(table, { pk: enrolledPartition(nameOf({ code, area })), from, to }),
  ])
  return {
    days,
    found: new Map(items.map(({ sk, d }) => [sk as Day, figuresIn(JSON.parse(d as string) as KeptFigures)])),
  }
}

/** Figures of the period's last screening, and who came and went in all of them. */
function figuresOf({ days, found }: History, { from, to }: Days) {
  const screened = days.filter((day) => day >= from && day <= to)
  const last = screened.at(-1)
  if (!last) return undefined
  const moved = screened.reduce(
    (sum, day) => ({ new: sum.new + (found.get(day)?.new ?? 0), lost: sum.lost + (found.get(day)?.lost ?? 0) }),
    { new: 0, lost: 0 },
  )
  return { from, to, ...countsOf(found.get(last) ?? nobody), ...moved, net: moved.new - moved.lost, last }
}

const withoutDay = <T extends { last: Day }>({ last: _last, ...figures }: T) => figures

const countsOf = (figures: Figures) => {
  const { insured, exempt, not_insured } = figures
  return { residents: residentsOf(figures), insured, exempt, not_insured, rate: rateOf(figures) }
}

/** Insured of those who are to be, four decimals; null where nobody is. */
function rateOf({ insured, not_insured }: Figures): string | null {
  return insured + not_insured === 0 ? null : formatDecimal(insured, insured + not_insured, 4)
}

/** What lies one level down; of an area that is a county by itself the streets. */
async function partsOf(table: Table, { code, area }: Place, on: Day) {
  const parts = await partsAt(table, nameOf({ code, area }), on)
  const [only] = parts
  const isOneCounty = parts.length === 1 && only?.code === area
  const shown = isOneCounty && code === area ? await partsAt(table, area, on) : parts
  return shown.sort(byRate)
}

async function partsAt(table: Table, name: string, on: Day) {
  const item = await table.get(enrolledPartsKey(name, on))
  const rows = item ? (JSON.parse(item.d as string) as [string, ...KeptFigures][]) : []
  return rows.map(([code, ...kept]) => ({ code, ...countsOf(figuresIn(kept)) }))
}

type Part = { code: string; rate: string | null }

/** The lowest rate first, those without one last, then by their codes. */
function byRate(a: Part, b: Part): number {
  if (a.rate !== b.rate) {
    if (a.rate === null || b.rate === null) return a.rate === null ? 1 : -1
    return a.rate < b.rate ? -1 : 1
  }
  return a.code < b.code ? -1 : 1
}
