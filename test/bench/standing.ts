/** What a stage costs before its first case, read off its template. */
import type { Standing } from '../../infra/cost/model.ts'
import { metrics } from '../../shared/metrics.ts'
import { synthesize } from '../infra/support.ts'
import { bundleBenches } from './bundles.ts'

/** What the production stack holds. */
export function standing(): Standing {
  const { all } = synthesize('prod')
  // Each number is kept in total and by bundle, queue or partner.
  const bundles = Object.keys(bundleBenches).length
  const own = Object.values(metrics).reduce((sum, { by }) => sum + 1 + (by === 'none' ? 0 : bundles), 0)
  return {
    queues: all('AWS::Lambda::EventSourceMapping').length,
    alarms: all('AWS::CloudWatch::Alarm').length,
    dashboards: all('AWS::CloudWatch::Dashboard').length,
    metrics: own,
  }
}
