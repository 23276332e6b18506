/** All routes by audience: each audience is a function of its own in the cloud. */
import type { Route } from '../route.ts'
import { caseRoutes } from './cases.ts'
import { meRoutes } from './me.ts'
import { operationRoutes } from './operations.ts'
import { taskRoutes } from './tasks.ts'

export { openRoutes } from './open.ts'

/** What citizens call, and what clerks and employers call about cases. */
export const citizenRoutes: readonly Route[] = [...meRoutes, ...caseRoutes]

/** What people in office call. */
export const agencyRoutes: readonly Route[] = [...taskRoutes, ...operationRoutes]
