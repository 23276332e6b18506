/** All routes by audience: each audience is a function of its own in the cloud. */
import { deskRoute } from '../../desk/route.ts'
import type { Route } from '../../http/route.ts'
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

/** What needs no token. */
const openRoutes: readonly Route[] = [...healthRoutes, ...documentRoutes(async () => allRoutes)]

/** What citizens call, and what clerks and employers call about cases. */
const citizenRoutes: readonly Route[] = [...serviceRoutes, ...meRoutes, ...caseRoutes, ...filingRoutes]

/** What a hospital's desk calls; in the cloud `functions/desk` answers the first by itself. */
const deskRoutes: readonly Route[] = [deskRoute, ...cardlessRoutes]

/** What people in office call. */
const agencyRoutes: readonly Route[] = [...taskRoutes, ...operationRoutes, ...holdRoutes]

/** Every route, in the order of the contract. */
export const allRoutes: readonly Route[] = [...openRoutes, ...citizenRoutes, ...deskRoutes, ...agencyRoutes]
