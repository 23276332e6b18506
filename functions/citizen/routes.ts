/** What the citizens' function answers; it loads nothing else. */

import { questionRoutes } from '../answers/question-routes.ts'
import { credentialRoutes } from '../api/credentials/routes.ts'
import { exportRoute } from '../api/export/route.ts'
import { feedbackRoute } from '../api/feedback/route.ts'
import { accessRoute } from '../api/finding/access-route.ts'
import { mandateRoutes } from '../api/mandates/routes.ts'
import { noticeRoutes } from '../api/notices/routes.ts'
import { caseRoutes } from '../api/routes/cases.ts'
import { meRoutes } from '../api/routes/me.ts'
import { openRoutes } from '../api/routes/open.ts'
import { serviceRoutes } from '../api/routes/services.ts'
import { whyRoute } from '../api/routes/why.ts'
import { bundleRoutes } from '../bundles/all.ts'
import type { Route } from '../calls/route.ts'
import { mySurveysRoute } from '../surveys/mine-route.ts'
import { answerSurveyRoute } from '../surveys/routes.ts'

/** What citizens call, what clerks and employers call about cases, and whether we are well. */
export const routes: readonly Route[] = [
  ...openRoutes,
  ...serviceRoutes,
  ...questionRoutes,
  ...meRoutes,
  ...noticeRoutes,
  accessRoute,
  ...mandateRoutes,
  ...credentialRoutes,
  exportRoute,
  ...caseRoutes,
  feedbackRoute,
  mySurveysRoute,
  answerSurveyRoute,
  whyRoute,
  ...bundleRoutes.filter(({ served }) => served === 'citizen'),
]
