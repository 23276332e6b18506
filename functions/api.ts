/** The whole API as one app, as it runs on one machine. In the cloud its parts are functions of their own. */
import type { Hono } from 'hono'
import type { Ports } from '../shared/chain/ports.ts'
import { type AuthConfig, makeAuthenticate } from './api/auth.ts'
import { agencyRoutes, citizenRoutes, openRoutes } from './api/routes/index.ts'
import { serveRoutes } from './api/serve.ts'
import { makeRules } from './worker/personal.ts'

export type { AuthConfig } from './api/auth.ts'

/** The app with every route. */
export function makeApi(ports: Ports, options: { auth: AuthConfig }): Hono {
  const api = { ports, rules: makeRules(ports.keys) }
  const authenticate = makeAuthenticate(options.auth, ports.clock)
  return serveRoutes(api, [...openRoutes, ...citizenRoutes, ...agencyRoutes], authenticate)
}
