/** What a filing covers: a place and a time. */
import type { Day } from '../../../../shared/calendar/index.ts'
import { type Admdvs, sameProvince } from '../../../../shared/codes/index.ts'
import type { Filing } from '../../../../shared/registers/rows.ts'

/**
 * Whether a place (a pooling area, or a province and all in it) covers a pooling area. A code that is both, as 110000, means
 * both (bundles/RULES.md 6.2).
 */
export function covers(place: string, area: string): boolean {
  return place === area || (place.endsWith('0000') && sameProvince(place, area))
}

/** Whether two filings have a day in common; without `to` one goes on for ever. Both ends are included. */
export function overlap(a: Pick<Filing, 'from' | 'to'>, b: Pick<Filing, 'from' | 'to'>): boolean {
  return (a.to === undefined || b.from <= a.to) && (b.to === undefined || a.from <= b.to)
}

const kinds: readonly Filing['kind'][] = ['long-term', 'referral', 'temporary']

/** Which of two filings counts: by kind, then the one begun later. */
function before(a: Filing, b: Filing): number {
  const byKind = kinds.indexOf(a.kind) - kinds.indexOf(b.kind)
  if (byKind !== 0) return byKind
  if (a.from !== b.from) return a.from > b.from ? -1 : 1
  return a.filing_id < b.filing_id ? -1 : 1
}

/**
 * The self-service filing that covers the area and the day; of several `long-term`, then `referral`, then `temporary`
 * (RULES.md 3.10). One that was ended still covers its last day and the days before.
 */
export function filingFor(filings: readonly Filing[], area: Admdvs, on: Day): Filing | undefined {
  return filings.filter((filing) => isCovered(filing, area, on)).sort(before)[0]
}

/** Whether a filing covers a day in an area. */
export const isCovered = (filing: Filing, area: Admdvs, on: Day): boolean =>
  covers(filing.to_admdvs, area) && overlap(filing, { from: on, to: on })
