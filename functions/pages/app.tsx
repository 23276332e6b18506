/** The pages of the three sites as one app: desk, operation, and the citizens' own. */
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { requestIdFor } from '../http/headers.ts'
import { rememberTokens } from '../http/known-tokens.ts'
import { servedDesk } from './desk/index.tsx'
import { icon, serveAssets } from './frame/assets.ts'
import type { House } from './frame/house.ts'
import { keepSafe } from './frame/safety.ts'
import { serveLost } from './frame/serve.tsx'
import { serveSignIn } from './frame/sign-in.ts'
import { servedMy } from './my/index.tsx'
import { servedOps } from './ops/index.tsx'

export type { House, SignIn } from './frame/house.ts'

/** The app. */
export function makePages(given: House): Hono {
  const house = { ...given, authenticate: rememberTokens(given.authenticate, given.clock) }
  const app = new Hono()
  app.use(async (c, next) => {
    const id = requestIdFor(c.req.header('x-request-id'))
    c.set('requestId' as never, id as never)
    await next()
    c.res.headers.set('x-request-id', id)
    house.log.info('page answered', { request_id: id, method: c.req.method, status: c.res.status })
  })
  app.use(compress())
  keepSafe(app)
  serveSignIn(app, house)
  const sites = [servedDesk, servedMy, servedOps].map((serve) => serve(app, house))
  serveLost(app, sites)
  serveAssets(app, [icon, ...sites.flatMap(({ script, style }) => [script, style])])
  return app
}
