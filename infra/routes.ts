/** The gateway's routes, from those of the API and of the pages: which function answers, and whether a token is asked for. */
import { allRoutes } from '../functions/api/routes/index.ts'
import { pageRoutes } from '../functions/pages/routes.ts'
import type { apiFunctions } from '../functions/runtime.ts'
import type { Settings } from './settings.ts'

/** A function that answers calls. */
export type ApiFunction = (typeof apiFunctions)[number]

/** A route of the gateway. */
export interface GatewayRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** In the gateway's form, which is OpenAPI's. */
  readonly path: string
  readonly to: ApiFunction
  /** No token is asked for. */
  readonly open: boolean
  /** Citizens call it, or everybody. */
  readonly citizens: boolean
}

/** All routes. */
export const gatewayRoutes: readonly GatewayRoute[] = [
  ...allRoutes.map(({ method, path, served, access }) => ({
    method: method.toUpperCase() as GatewayRoute['method'],
    path,
    to: served,
    open: access === 'none',
    citizens: served === 'citizen',
  })),
  // Who comes by a browser has a cookie, which the pages open themselves.
  ...pageRoutes.map(({ method, path, of }) => {
    return { method, path, to: 'pages', open: true, citizens: of === 'everyone' } as const
  }),
]

/** The routes of the public door: where offices come through a private one alone, those of citizens and of everyone. */
export const publicRoutes = ({ privateDoor }: Pick<Settings, 'privateDoor'>): readonly GatewayRoute[] =>
  privateDoor?.officesOnly ? gatewayRoutes.filter(({ citizens }) => citizens) : gatewayRoutes
