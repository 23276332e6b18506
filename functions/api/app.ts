/** The whole API as one app, as it runs on one machine. In the cloud its parts are functions of their own. */
import type { Bucket } from '../../shared/bucket/bucket.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Door } from '../../shared/engine/rejected.ts'
import { byErrand } from '../behalf/errands/by-errand.ts'
import { births } from '../bundles/all.ts'
import type { Api } from '../calls/route.ts'
import { type AuthConfig, makeAuthenticate } from '../http/auth.ts'
import type { AllowOrigin } from '../http/headers.ts'
import { type Limits, makeLimiter, standardLimits } from '../http/limits.ts'
import { serveRoutes } from '../http/serve.ts'
import { makeRules } from '../worker/personal.ts'
import { allRoutes } from './routes/index.ts'

export type { AuthConfig } from '../http/auth.ts'

/** What may be decided from outside. */
export interface ApiOptions {
  auth: AuthConfig
  /** Calls a second by role; the standard ones if left out. */
  limits?: Limits | 'off'
  /** The way in by its name, for an event that an operator sends in again. */
  doors?: (via: string | undefined) => Door
  /** Where events that are accepted are kept. */
  archive: Bucket
  /** Pages of which origins may read answers; none if left out. */
  allowOrigin?: AllowOrigin
  /** A parameter takes two persons: one tries it, another releases it. */
  secondPerson?: boolean
}

/** The app with every route. */
export function makeApi(ports: Ports, options: ApiOptions) {
  const { auth, limits = standardLimits, doors, archive, allowOrigin, secondPerson = false } = options
  const api: Api = {
    ...{ ports, rules: makeRules(ports.keys), births, archive, secondPerson, ...(doors ? { doors } : {}) },
    routes: async () => allRoutes,
  }
  const limiter = limits === 'off' ? undefined : makeLimiter(limits)
  return serveRoutes(api, allRoutes, {
    authenticate: makeAuthenticate(auth, ports.clock),
    limiter,
    allowOrigin,
    byErrand,
  })
}
