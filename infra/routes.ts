/** The gateway's routes, from the API's own: which function answers, and whether a token is asked for. */
import { allRoutes } from '../functions/api/routes/index.ts'
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
}

/** All routes. */
export const gatewayRoutes: readonly GatewayRoute[] = allRoutes.map(({ method, path, served, access }) => ({
  method: method.toUpperCase() as GatewayRoute['method'],
  path,
  to: served,
  open: access === 'none',
}))

/** The routes of the public door: where offices come through a private one alone, those of citizens and of everyone. */
export const publicRoutes = ({ privateDoor }: Pick<Settings, 'privateDoor'>): readonly GatewayRoute[] =>
  privateDoor?.officesOnly ? gatewayRoutes.filter(({ to }) => to === 'citizen') : gatewayRoutes
