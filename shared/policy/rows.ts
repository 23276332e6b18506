import type { Day } from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import type { PolicyName, PolicyValue } from './definitions.ts'

/** One dated value of a parameter (bundles/RULES.md 1.1), typed by its name. */
export type PolicyRow<N extends PolicyName = PolicyName> = N extends PolicyName
  ? {
      readonly name: N
      /** Nation `000000`, a province `130000`, or a pooling area. */
      readonly admdvs: Admdvs
      /** The first date from which it holds; left out: from always. Of one by year: 1 January of that year. */
      readonly from?: Day
      readonly value: PolicyValue<N>
      /** Where the value comes from, in Chinese. */
      readonly source: string
    }
  : never

/** What makes a row the only one: name, area and first date. */
export function policyKey(row: Pick<PolicyRow, 'name' | 'admdvs' | 'from'>): string {
  return `${row.name}|${row.admdvs}|${row.from ?? ''}`
}

/** Whether a date lies in a period that comes every year (`collection_period`); one may reach over the new year. */
export function inYearlyPeriod(period: { readonly from: string; readonly to: string }, on: Day): boolean {
  const at = on.slice(5)
  // 29 February belongs to the day before it: no period can begin or end on a date most years don't have.
  const date = at === '02-29' ? '02-28' : at
  if (period.from <= period.to) return period.from <= date && date <= period.to
  return date >= period.from || date <= period.to
}
