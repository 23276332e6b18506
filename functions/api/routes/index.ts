/** All routes, as one machine serves them; in the cloud each function loads its own (functions/citizen, agency, desk). */

import { articleRoutes } from '../../answers/article-routes.ts'
import { questionRoutes } from '../../answers/question-routes.ts'
import { bundleRoutes } from '../../bundles/all.ts'
import type { Route } from '../../calls/route.ts'
import { deskRoute } from '../../desk/route.ts'
import { forecastRoute } from '../../forecast/routes.ts'
import { mySurveysRoute } from '../../surveys/mine-route.ts'
import { answerSurveyRoute, surveysRoute } from '../../surveys/routes.ts'
import { correctionRoutes } from '../corrections/routes.ts'
import { credentialCheckRoute, credentialRoutes } from '../credentials/routes.ts'
import { errandRoutes } from '../errands/routes.ts'
import { exportRoute } from '../export/route.ts'
import { problemsRoute } from '../feedback/problems.ts'
import { feedbackRoute } from '../feedback/route.ts'
import { accessRoute } from '../finding/access-route.ts'
import { auditRoute } from '../finding/audit-route.ts'
import { searchRoute } from '../finding/search-route.ts'
import { mandateRoutes } from '../mandates/routes.ts'
import { mapRoutes } from '../map/routes.ts'
import { messageRoutes } from '../messages/route.ts'
import { nationalRoutes } from '../national/routes.ts'
import { noticeRoutes } from '../notices/routes.ts'
import { packRoutes } from '../packs/routes.ts'
import { pointRoutes } from '../points/routes.ts'
import { shadowRoute } from '../shadows/route.ts'
import { taskDecisionsRoute } from '../tasks/bulk-route.ts'
import { workloadRoute } from '../tasks/workload-route.ts'
import { caseRoutes } from './cases.ts'
import { documentRoutes } from './documents.ts'
import { eventRoutes } from './events.ts'
import { holdRoutes } from './holds.ts'
import { institutionsRoute } from './institutions.ts'
import { meRoutes } from './me.ts'
import { openRoutes } from './open.ts'
import { operationRoutes } from './operations.ts'
import { policyNeedsRoute } from './policy-needs.ts'
import { policyTrialRoutes } from './policy-trials.ts'
import { reportRoute } from './report.ts'
import { serviceRoutes } from './services.ts'
import { taskRoutes } from './tasks.ts'
import { whyRoute } from './why.ts'

/** Every route. */
export const allRoutes: readonly Route[] = [
  ...openRoutes,
  institutionsRoute,
  ...pointRoutes,
  ...errandRoutes,
  ...documentRoutes(async () => allRoutes),
  ...serviceRoutes,
  ...questionRoutes,
  ...meRoutes,
  ...noticeRoutes,
  accessRoute,
  ...mandateRoutes,
  ...credentialRoutes,
  credentialCheckRoute,
  exportRoute,
  ...caseRoutes,
  feedbackRoute,
  mySurveysRoute,
  answerSurveyRoute,
  problemsRoute,
  whyRoute,
  ...bundleRoutes,
  deskRoute,
  ...taskRoutes,
  taskDecisionsRoute,
  workloadRoute,
  searchRoute,
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
  ...packRoutes,
  surveysRoute,
  reportRoute,
  ...mapRoutes,
  shadowRoute,
]
