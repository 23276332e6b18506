/** What a report says, reckoned from all cases at once and in the plainest way. */
import { bundleNames } from '../../../functions/bundles/all.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'

const ended = (row: CaseRow) => ['done', 'rejected', 'withdrawn'].includes(row.status)
const endedAt = (row: CaseRow) => row.ended_at ?? row.updated_at

/** Figures of the cases that fit, by bundle. */
export function reported(rows: readonly CaseRow[], { month, areas, now }: Asked) {
  // By the calendar of Shanghai: what is written down says so itself.
  const of = rows.filter(({ started_at, admdvs }) => started_at.slice(0, 7).replace('-', '') === month && areas(admdvs))
  return Object.fromEntries(
    bundleNames.map((bundle) => [
      bundle,
      figures(
        of.filter((row) => row.bundle === bundle),
        now,
      ),
    ]),
  )
}

interface Asked {
  month: string
  areas: (admdvs: string) => boolean
  now: string
}

function figures(rows: readonly CaseRow[], now: string) {
  const hours = rows
    .filter(ended)
    .map((row) => (Date.parse(endedAt(row)) - Date.parse(row.started_at)) / 3_600_000)
    .sort((a, b) => a - b)
  const at = (percent: number) => {
    const found = hours.find((_, index) => (index + 1) / hours.length >= percent / 100)
    return found === undefined ? null : (Math.round(found * 100) / 100).toFixed(2)
  }
  const late = (row: CaseRow) =>
    row.due_at !== undefined && Date.parse(ended(row) ? endedAt(row) : now) > Date.parse(row.due_at)
  const results = rows.flatMap(({ outcome }) => (typeof outcome?.result === 'string' ? [outcome.result] : []))
  const cents = JSON.stringify(rows.map(({ outcome }) => outcome))
    .match(/"amt":"[^"]+"/g)
    ?.map((one) => Math.round(Number(one.slice(7, -1)) * 100))
  return {
    opened: rows.length,
    done: rows.filter(({ status }) => status === 'done').length,
    rejected: rows.filter(({ status }) => status === 'rejected').length,
    withdrawn: rows.filter(({ status }) => status === 'withdrawn').length,
    by_result: Object.fromEntries(results.map((name) => [name, results.filter((one) => one === name).length])),
    without_application: rows.filter(({ applied }) => applied !== true).length,
    p50_hours: at(50),
    p95_hours: at(95),
    overdue: rows.filter(late).length,
    amt: ((cents ?? []).reduce((sum, one) => sum + one, 0) / 100).toFixed(2),
  }
}
