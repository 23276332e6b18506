/**
 * What the offices' function answers. The documents are with it, for they know of every route, and what loads every
 * route may do what every route does.
 */

import { articleRoutes } from '../answers/article-routes.ts'
import { correctionRoutes } from '../api/corrections/routes.ts'
import { credentialCheckRoute } from '../api/credentials/routes.ts'
import { errandRoutes } from '../api/errands/routes.ts'
import { problemsRoute } from '../api/feedback/problems.ts'
import { auditRoute } from '../api/finding/audit-route.ts'
import { searchRoute } from '../api/finding/search-route.ts'
import { mapRoutes } from '../api/map/routes.ts'
import { messageRoutes } from '../api/messages/route.ts'
import { nationalRoutes } from '../api/national/routes.ts'
import { packRoutes } from '../api/packs/routes.ts'
import { pointRoutes } from '../api/points/routes.ts'
import { documentRoutes } from '../api/routes/documents.ts'
import { eventRoutes } from '../api/routes/events.ts'
import { holdRoutes } from '../api/routes/holds.ts'
import { institutionsRoute } from '../api/routes/institutions.ts'
import { operationRoutes } from '../api/routes/operations.ts'
import { policyNeedsRoute } from '../api/routes/policy-needs.ts'
import { policyTrialRoutes } from '../api/routes/policy-trials.ts'
import { reportRoute } from '../api/routes/report.ts'
import { taskRoutes } from '../api/routes/tasks.ts'
import { shadowRoute } from '../api/shadows/route.ts'
import { taskDecisionsRoute } from '../api/tasks/bulk-route.ts'
import { workloadRoute } from '../api/tasks/workload-route.ts'
import { bundleRoutes } from '../bundles/all.ts'
import type { Route } from '../calls/route.ts'
import { forecastRoute } from '../forecast/routes.ts'
import { surveysRoute } from '../surveys/routes.ts'

/** What clerks, employers, institutions, operators and partners call, and the documents. */
export const routes: readonly Route[] = [
  ...documentRoutes(async () => (await import('../api/routes/index.ts')).allRoutes),
  institutionsRoute,
  ...pointRoutes,
  ...errandRoutes,
  ...taskRoutes,
  taskDecisionsRoute,
  workloadRoute,
  searchRoute,
  credentialCheckRoute,
  auditRoute,
  ...operationRoutes,
  policyNeedsRoute,
  ...eventRoutes,
  ...nationalRoutes,
  ...holdRoutes,
  ...messageRoutes,
  ...policyTrialRoutes,
  ...correctionRoutes,
  ...articleRoutes,
  forecastRoute,
  ...mapRoutes,
  problemsRoute,
  ...packRoutes,
  surveysRoute,
  reportRoute,
  shadowRoute,
  ...bundleRoutes.filter(({ served }) => served === 'agency'),
]
