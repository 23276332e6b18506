/** A trial of a parameter as operators see it. */
import { areasWithin } from '../../shared/codes/area-list.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { isDone, loadChanges, loadStanding, nothing, plus, progressOf } from './trial.ts'

/** A trial as the contract shows it; undefined if there is none. */
export async function trialView(ports: Ports, trialId: string) {
  const standing = await loadStanding(ports.table, trialId)
  if (!standing || standing.trial.corrects) return undefined
  const { trial, parts } = standing
  const counts = parts.reduce((sum, part) => plus(sum, part.counts), nothing)
  return {
    trial_id: trialId,
    name: trial.row.name,
    admdvs: trial.row.admdvs,
    ...(trial.row.from === undefined ? {} : { from: trial.row.from }),
    value: trial.row.value,
    source: trial.row.source,
    by: trial.by,
    at: trial.at,
    status: isDone(standing) ? ('done' as const) : ('running' as const),
    progress: progressOf(standing, areasWithin(trial.row.admdvs)).toFixed(4),
    cases: Object.values(counts).reduce((sum, count) => sum + count, 0),
    counts,
    left_out: parts.reduce((sum, part) => sum + part.leftOut, 0),
    changed: await loadChanges(ports, trialId),
    ...(trial.released ? { released: trial.released } : {}),
  }
}
