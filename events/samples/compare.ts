/** Holds what was found at the end of a day against what must have come of it. Pure. */
import type { Expected, ExpectedCase } from './day.ts'

/** A case as it was found. */
export interface CaseFound {
  readonly case_id: string
  readonly bundle: string
  readonly psn_no: string
  readonly admdvs: string
  readonly status: string
  readonly outcome?: Readonly<Record<string, unknown>> | undefined
}

/** What was found. Accounts that are left out were not looked at. */
export interface Found {
  readonly cases: readonly CaseFound[]
  readonly clearings: readonly {
    readonly date: string
    readonly province: string
    readonly positions: readonly { readonly admdvs: string; readonly net: string }[]
  }[]
  readonly rejectedEvents: number
  readonly accounts?: readonly { readonly psn_no: string; readonly insu_admdvs: string; readonly balance: string }[]
}

/** Everything that is other than expected, a line each; none if the day went by the rules. */
export function differencesIn(expected: Expected, found: Found): string[] {
  const counted = found.rejectedEvents === expected.rejectedEvents
  return [
    ...caseDifferences(expected.cases, found.cases),
    ...clearingDifferences(expected.clearings, found.clearings),
    ...(found.accounts ? accountDifferences(expected.accounts, found.accounts) : []),
    ...(counted ? [] : [`rejected events: ${found.rejectedEvents}, expected ${expected.rejectedEvents}`]),
  ]
}

/** How many cases there must be, by bundle and by what they come to. */
export function countsOf(cases: readonly ExpectedCase[]): Partial<Record<string, Record<string, number>>> {
  const counts: Partial<Record<string, Record<string, number>>> = {}
  for (const { bundle, status, outcome } of cases) {
    const label = String(outcome.result ?? status)
    counts[bundle] = { ...counts[bundle], [label]: (counts[bundle]?.[label] ?? 0) + 1 }
  }
  return counts
}

function caseDifferences(expected: readonly ExpectedCase[], found: readonly CaseFound[]): string[] {
  const left = new Map<string, CaseFound[]>()
  for (const one of found) {
    const key = `${one.bundle} ${one.psn_no}`
    left.set(key, [...(left.get(key) ?? []), one])
  }
  const strangers = (bundle: string) => [...left.values()].flat().filter((one) => one.bundle === bundle)
  const take = (wanted: ExpectedCase, candidates: readonly CaseFound[]): string | undefined => {
    const right = candidates.find((one) => faultsOf(wanted, one).length === 0)
    const nearest = right ?? [...candidates].sort((a, b) => faultsOf(wanted, a).length - faultsOf(wanted, b).length)[0]
    if (!nearest) return `${nameOf(wanted)}: no case`
    const key = `${nearest.bundle} ${nearest.psn_no}`
    left.set(
      key,
      (left.get(key) ?? []).filter((one) => one !== nearest),
    )
    return right ? undefined : `${nameOf(wanted)}: ${nearest.case_id} ${faultsOf(wanted, nearest).join(', ')}`
  }
  const differences = expected.map((wanted) => {
    const candidates =
      wanted.psn_no === undefined ? strangers(wanted.bundle) : (left.get(`${wanted.bundle} ${wanted.psn_no}`) ?? [])
    return take(
      wanted,
      candidates.filter((one) => wanted.admdvs === undefined || one.admdvs === wanted.admdvs),
    )
  })
  const more = [...left.values()].flat().map((one) => {
    return `not expected: ${one.bundle} ${one.case_id} of ${one.psn_no}: ${one.status} ${JSON.stringify(one.outcome)}`
  })
  return [...differences.filter((line) => line !== undefined), ...more]
}

function nameOf({ story, bundle, psn_no, admdvs }: ExpectedCase): string {
  return `${bundle} “${story}” of ${psn_no ?? `somebody in ${admdvs}`}`
}

/** What is other than expected of a case. */
function faultsOf(wanted: ExpectedCase, found: CaseFound): string[] {
  const status = wanted.status === found.status ? [] : [`is ${found.status}, expected ${wanted.status}`]
  const fields = Object.entries(wanted.outcome).flatMap(([field, value]) => {
    const is = found.outcome?.[field]
    return covers(is, value) ? [] : [`${field} is ${JSON.stringify(is)}, expected ${JSON.stringify(value)}`]
  })
  return [...status, ...fields]
}

/** Whether a value holds everything that is wanted of it; more fields may stand beside. */
export function covers(value: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return value === wanted
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(wanted)) {
    return Array.isArray(value) && value.length === wanted.length && wanted.every((part, i) => covers(value[i], part))
  }
  return Object.entries(wanted).every(([field, part]) => covers((value as Record<string, unknown>)[field], part))
}

function clearingDifferences(expected: Expected['clearings'], found: Found['clearings']): string[] {
  return expected.flatMap(({ date, province, positions }) => {
    const one = found.find((clearing) => clearing.date === date && clearing.province.startsWith(province))
    if (!one) return [`clearing of ${date} in ${province}: none`]
    const are = Object.fromEntries(one.positions.map(({ admdvs, net }) => [admdvs, net]))
    return [...new Set([...Object.keys(positions), ...Object.keys(are)])]
      .filter((area) => positions[area] !== are[area])
      .map(
        (area) =>
          `clearing of ${date}, ${area}: ${are[area] ?? 'not listed'}, expected ${positions[area] ?? 'nothing'}`,
      )
  })
}

function accountDifferences(expected: Expected['accounts'], found: NonNullable<Found['accounts']>): string[] {
  const are = new Map(found.map(({ psn_no, insu_admdvs, balance }) => [`${psn_no} ${insu_admdvs}`, balance]))
  return expected.flatMap(({ psn_no, insu_admdvs, balance }) => {
    const is = are.get(`${psn_no} ${insu_admdvs}`) ?? '0.00'
    return is === balance ? [] : [`account of ${psn_no} in ${insu_admdvs}: ${is}, expected ${balance}`]
  })
}
