/** The calls of the bundle; how a premium is paid is a call that starts a case (premium-call.ts). */
import type { Route } from '../../calls/route.ts'
import { deskRoutes } from './desk-routes.ts'
import { shareRoutes } from './share-routes.ts'

export const routes: readonly Route[] = [...shareRoutes, ...deskRoutes]
