/** The gateway's routes, from the API's own table: which function answers, and whether a token is asked for. */
import { routes as agencyRoutes } from '../functions/agency/routes.ts'
import type { Route } from '../functions/calls/route.ts'
import { routes as citizenRoutes } from '../functions/citizen/routes.ts'
import { deskRoute } from '../functions/desk/route.ts'
import type { apiFunctions } from '../functions/runtime.ts'

/** A function that answers calls. */
export type ApiFunction = (typeof apiFunctions)[number]

/** A route of the gateway. */
export interface GatewayRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** In the gateway's form, which is OpenAPI's: `/v1/cases/{case_id}`. */
  readonly path: string
  readonly to: ApiFunction
  /** No token is asked for. */
  readonly open: boolean
}

const answeredBy: readonly (readonly [ApiFunction, readonly Route[]])[] = [
  ['citizen', citizenRoutes],
  ['desk', [deskRoute]],
  ['agency', agencyRoutes],
]

/** All routes. */
export const gatewayRoutes: readonly GatewayRoute[] = answeredBy.flatMap(([to, routes]) =>
  routes.map(({ method, path, roles }) => ({
    method: method.toUpperCase() as GatewayRoute['method'],
    path,
    to,
    open: roles === 'none',
  })),
)
