/** The production stage as the capacity model wants it, read off its settings and template. */
import type { Stage } from '../../infra/cost/capacity-sizes.ts'
import { functionsFor } from '../../infra/cost/lane.ts'
import { fresh } from '../../infra/cost/limits.ts'
import { standingCost } from '../../infra/cost/model.ts'
import { synthesize } from '../infra/support.ts'
import { trailShards } from './kinds.ts'
import { standing } from './standing.ts'

/** Production. */
export function productionStage(): Stage {
  const { settings } = synthesize('prod').stack
  const { inbox: _bureaus, ...lanes } = settings.maxConcurrency
  const largest = Math.max(...settings.partners.map(({ rate }) => rate))
  const yearly = Object.values(standingCost(standing())).reduce((sum, part) => sum + part, 0)
  return {
    standing: yearly / 12,
    allowed: {
      'queue of a partner that sends a month': functionsFor('inbox', largest / 60),
      ...Object.fromEntries(Object.entries(lanes).map(([lane, functions]) => [`lane ${lane}`, functions])),
    },
    warm: { table: fresh, due: fresh, lists: fresh, ...settings.warm },
    callsASecond: settings.throttle.rate,
    trailShards,
  }
}
