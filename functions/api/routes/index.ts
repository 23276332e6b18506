/** All routes, as one machine serves them; in the cloud each function loads its own (functions/citizen, agency, desk). */

import type { Route } from '../../calls/route.ts'
import { deskRoute } from '../../desk/route.ts'
import { cardlessRoutes } from './cardless.ts'
import { caseRoutes } from './cases.ts'
import { documentRoutes } from './documents.ts'
import { filingRoutes } from './filings.ts'
import { holdRoutes } from './holds.ts'
import { meRoutes } from './me.ts'
import { healthRoutes } from './open.ts'
import { operationRoutes } from './operations.ts'
import { serviceRoutes } from './services.ts'
import { taskRoutes } from './tasks.ts'

/** Every route, in the order of the contract. */
export const allRoutes: readonly Route[] = [
  ...healthRoutes,
  ...documentRoutes(async () => allRoutes),
  ...serviceRoutes,
  ...meRoutes,
  ...caseRoutes,
  ...filingRoutes,
  deskRoute,
  ...cardlessRoutes,
  ...taskRoutes,
  ...operationRoutes,
  ...holdRoutes,
]
