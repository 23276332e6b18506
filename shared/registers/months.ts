/**
 * Contribution months (缴费月): each with what was paid for it by the report that holds, told as runs of equal months,
 * so that a working life is a few hundred bytes. Runs are how months are stored and no more: whoever reads, reads months.
 */
import {
  addMonths,
  compare,
  compareInstants,
  epochMs,
  type Instant,
  instantFromEpochMs,
  type Month,
  monthsFrom,
} from '../calendar/index.ts'
import { type Admdvs, Insutype, provinceOf } from '../codes/index.ts'
import { same } from '../same.ts'
import { type Change, drop, type PersonFile, put } from './file.ts'
import { keyOf, type MonthPaid, type MonthRun, type MonthsRow, type RevokedRun, type YearOfMonths } from './rows.ts'

/** Months of a relation, each with what was paid for it. */
export type PaidMonths = ReadonlyMap<Month, MonthPaid>

/** Months of a relation that were taken back, each with the `time` of the report that did. */
export type RevokedMonths = ReadonlyMap<Month, Instant>

/** The months of one relation (insutype and pooling area): none is both paid and revoked. */
export interface RelationMonths {
  insutype: Insutype
  insu_admdvs: Admdvs
  /** Oldest first. */
  months: PaidMonths
  revoked?: RevokedMonths
}

/** All that is known of months, by relation, in the order of the relations' keys. */
export function monthsOfRelations(file: PersonFile): readonly RelationMonths[] {
  return file.derived('months', byRelation)
}

/** The relations of which months count, with these. */
export const paidMonths = (file: PersonFile): readonly RelationMonths[] => file.derived('months', withPaidMonths)

const withPaidMonths = (rows: readonly (MonthsRow | YearOfMonths)[]) =>
  byRelation(rows).filter(({ months }) => months.size > 0)

/** Whether anything was ever reported of a month of a relation. */
export function isMonthKnown(file: PersonFile, insutype: Insutype, area: Admdvs, month: Month): boolean {
  const known = monthsOfRelations(file).find((one) => one.insutype === insutype && one.insu_admdvs === area)
  return known !== undefined && (known.months.has(month) || known.revoked?.has(month) === true)
}

/** Whether employees' months of the province (two digits) were taken back that nobody reported anew since. */
export const hasRevokedMonths = (file: PersonFile, province: string): boolean =>
  monthsOfRelations(file).some(
    ({ insutype, insu_admdvs, revoked }) =>
      insutype === Insutype.employee && provinceOf(insu_admdvs) === province && (revoked?.size ?? 0) > 0,
  )

/** Distinct months with a 310 contribution in the province (two digits), oldest first: a month once, however often. */
export const monthsInProvince = (file: PersonFile, province: string): readonly Month[] =>
  file.reckoned(employeesMonths).get(province) ?? []

/** Months with a 310 contribution in the pooling area itself, oldest first. */
export const monthsInArea = (file: PersonFile, area: Admdvs): readonly Month[] =>
  file.reckoned(employeesMonthsByArea).get(area) ?? []

/**
 * What was paid for each month of the province, oldest first: for one that was paid in several pooling areas, in each of
 * them.
 */
export const paidInProvince = (file: PersonFile, province: string): ReadonlyMap<Month, readonly MonthPaid[]> =>
  file.reckoned(employeesPayments).get(province) ?? new Map()

/** By pooling area. */
const employeesMonthsByArea = (file: PersonFile): ReadonlyMap<Admdvs, readonly Month[]> =>
  new Map(employees(file).map(({ insu_admdvs, months }) => [insu_admdvs, [...months.keys()]]))

const employees = (file: PersonFile) => paidMonths(file).filter(({ insutype }) => insutype === Insutype.employee)

/** By province. */
const employeesMonths = (file: PersonFile) => byProvince(file, distinct)

const employeesPayments = (file: PersonFile) => byProvince(file, payments)

function byProvince<T>(file: PersonFile, make: (relations: readonly RelationMonths[]) => T): ReadonlyMap<string, T> {
  const provinces = Map.groupBy(employees(file), ({ insu_admdvs }) => provinceOf(insu_admdvs))
  return new Map([...provinces].map(([province, some]) => [province, make(some)]))
}

function payments(relations: readonly RelationMonths[]): ReadonlyMap<Month, readonly MonthPaid[]> {
  const paid = new Map<Month, MonthPaid[]>()
  for (const { months } of relations) {
    for (const [month, one] of months) paid.set(month, [...(paid.get(month) ?? []), one])
  }
  return new Map(inOrder(paid))
}

function distinct(relations: readonly RelationMonths[]): readonly Month[] {
  const months = relations.flatMap((one) => [...one.months.keys()])
  return relations.length > 1 ? [...new Set(months)].sort() : months
}

/** The file's rows with these reports of one relation; no change if they say nothing new. */
export function withMonths(file: PersonFile, reported: RelationMonths): Change[] {
  const { insutype, insu_admdvs } = reported
  const stored = file.all('months').filter((row) => row.insutype === insutype && row.insu_admdvs === insu_admdvs)
  const { months, revoked } = together(byRelation(stored)[0] ?? { months: new Map() }, reported)
  const row: MonthsRow = {
    insutype,
    insu_admdvs,
    runs: runsOf(months),
    ...(revoked.size > 0 ? { revoked: revokedRunsOf(revoked) } : {}),
  }
  const own = stored.find((one) => keyOf.months(one) === keyOf.months(row))
  const older = stored.filter((one) => one !== own)
  if (older.length === 0 && same(own, row)) return []
  return [put('months', row), ...older.map((one) => drop('months', keyOf.months(one)))]
}

/** What a stored row says, oldest month first. */
export function monthsIn(row: MonthsRow | YearOfMonths): PaidMonths {
  if ('runs' in row) return new Map(row.runs.flatMap(spelt))
  return new Map(inOrder(new Map(Object.entries(row.months) as [Month, MonthPaid][])))
}

/** The fewest runs that say the same, oldest first: they follow from the months alone. */
export const runsOf = (months: PaidMonths): MonthRun[] =>
  inRuns(months, sums).map(({ first: { time: _time, ...paid }, from, to, all }) => {
    return { from, to, ...paid, times: packed(all.map(({ time }) => time)) }
  })

const revokedRunsOf = (months: RevokedMonths): RevokedRun[] =>
  inRuns(months, () => '').map(({ from, to, all }) => ({ from, to, times: packed(all) }))

interface Run<Said> {
  from: Month
  to: Month
  first: Said
  all: Said[]
}

/** Months next to each other that are alike, together. */
function inRuns<Said>(months: ReadonlyMap<Month, Said>, like: (said: Said) => string): Run<Said>[] {
  const runs: Run<Said>[] = []
  for (const [month, said] of inOrder(months)) {
    const run = runs.at(-1)
    if (run && addMonths(run.to, 1) === month && like(run.first) === like(said)) {
      run.to = month
      run.all.push(said)
    } else runs.push({ from: month, to: month, first: said, all: [said] })
  }
  return runs
}

function spelt({ from, to, times, ...paid }: MonthRun): [Month, MonthPaid][] {
  let last: MonthPaid | undefined
  return timesIn({ from, to, times }).map(([month, time]) => {
    if (last?.time !== time) last = { ...paid, time }
    return [month, last]
  })
}

/** The months of a run, each with the time of its report. */
function timesIn({ from, to, times }: RevokedRun): [Month, Instant][] {
  const told = unpacked(times)
  const months = monthsFrom(from, to)
  if (told.length !== 1 && told.length !== months.length) throw new Error('months: a run has lost a time')
  return months.map((month, index) => [month, (told.length === 1 ? told[0] : told[index]) as Instant])
}

function byRelation(rows: readonly (MonthsRow | YearOfMonths)[]): RelationMonths[] {
  const relations = new Map<string, RelationMonths>()
  for (const row of rows) {
    const { insutype, insu_admdvs } = row
    const key = `${insutype}#${insu_admdvs}`
    const held = relations.get(key)
    const told = { months: monthsIn(row), revoked: revokedIn(row) }
    relations.set(key, { insutype, insu_admdvs, ...(held ? together(held, told) : told) })
  }
  return [...relations.values()]
}

const revokedIn = (row: MonthsRow | YearOfMonths): RevokedMonths =>
  new Map('runs' in row ? row.revoked?.flatMap(timesIn) : [])

type Told = Pick<RelationMonths, 'months' | 'revoked'>

/**
 * A month once, however often it is reported: of two reports the one that holds; a month that was taken back at the time
 * of its report or later is none.
 */
function together(held: Told, reported: Told): Required<Told> {
  const months = new Map(held.months)
  for (const [month, paid] of reported.months) {
    const before = months.get(month)
    if (!before || holdsOver(paid, before)) months.set(month, paid)
  }
  const revoked = new Map(held.revoked)
  for (const [month, time] of reported.revoked ?? []) {
    const before = revoked.get(month)
    if (!before || compareInstants(time, before) > 0) revoked.set(month, time)
  }
  for (const [month, time] of revoked) {
    const paid = months.get(month)
    if (paid && compareInstants(paid.time, time) > 0) revoked.delete(month)
    else months.delete(month)
  }
  return { months: new Map(inOrder(months)), revoked: new Map(inOrder(revoked)) }
}

const inOrder = <Said>(months: ReadonlyMap<Month, Said>) => [...months].sort(([a], [b]) => compare(a, b))

/** The later report holds; of two of one time the one of the larger sums, whichever came first. */
function holdsOver(a: MonthPaid, b: MonthPaid): boolean {
  const larger = a.base - b.base || a.amt_psn - b.amt_psn || a.amt_emp - b.amt_emp
  return (compareInstants(a.time, b.time) || larger || compare(a.emp_no ?? '', b.emp_no ?? '')) > 0
}

/** What makes two months equal: all that was reported but when. */
const sums = ({ base, amt_psn, amt_emp, emp_no }: Pick<MonthPaid, 'base' | 'amt_psn' | 'amt_emp' | 'emp_no'>) =>
  JSON.stringify([base, amt_psn, amt_emp, emp_no])

/**
 * Times as text: each as what lies between it and the one before (the first: and 1970), in seconds to the base of 36, or
 * in milliseconds behind a point; one alone if all are the same.
 */
function packed(times: readonly Instant[]): string {
  const told = times.every((time) => time === times[0]) ? times.slice(0, 1) : times
  return told
    .map((time, index) => between(index === 0 ? 0 : epochMs(told[index - 1] as Instant), epochMs(time)))
    .join(' ')
}

const between = (from: number, to: number) =>
  (to - from) % 1000 === 0 ? ((to - from) / 1000).toString(36) : `.${(to - from).toString(36)}`

function unpacked(times: string): Instant[] {
  let at = 0
  return times.split(' ').map((step) => {
    at += step.startsWith('.') ? Number.parseInt(step.slice(1), 36) : Number.parseInt(step, 36) * 1000
    return instantFromEpochMs(at)
  })
}
