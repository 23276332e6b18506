/** Process: the HTTP API, as deployed, and beside it what only the local stack offers. */
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { makeApi } from '../../../functions/api/app.ts'
import { deskApp } from '../../../functions/desk/app.ts'
import { policiesOf } from '../../../functions/desk/policies.ts'
import { makeAuthenticate } from '../../../functions/http/auth.ts'
import { loopbackOrigins } from '../../../functions/http/headers.ts'
import { makeLimiter, standardLimits } from '../../../functions/http/limits.ts'
import { jsonLog } from '../../../functions/log.ts'
import { makePages } from '../../../functions/pages/app.tsx'
import { jarOf } from '../../../functions/pages/frame/session.ts'
import { isPage } from '../../../functions/pages/routes.ts'
import { makePorts } from '../../../functions/ports.ts'
import { directoryBucket } from '../../../shared/bucket/directory.ts'
import { sharingReads } from '../../../shared/table/sharing.ts'
import { postByUndici } from '../../../shared/wire/by-undici.ts'
import { ownFileClock } from '../clock-file.ts'
import { archiveDir, readConfig } from '../config.ts'
import { audience, issuer, openDevKeys, publicKeys } from '../dev-keys.ts'
import { devRoutes } from '../dev-routes.ts'
import { localDoors } from '../partners.ts'
import { endWithParent, sayReady } from './child.ts'
import { isDeskCall, listenAtDesk } from './desk-door.ts'
import { runtimeConfig } from './runtime.ts'

const config = readConfig()
const clock = ownFileClock(config.clockFile)
const keys = openDevKeys(config.keysFile)
const dev = devRoutes({ clock, setClock: clock.set, keys })
const doors = localDoors(config, clock)
const auth = { issuer, audience, jwks: publicKeys(keys) }
const own = makePorts({ ...runtimeConfig(config), clock, log: jsonLog('info') }, postByUndici)
// In the cloud an instance has one call at a time; here many are answered beside each other.
const ports = { ...own, table: sharingReads(own.table) }
const { secondPerson = false } = config
const archive = directoryBucket(archiveDir(config))
const api = makeApi(ports, { auth, doors, archive, allowOrigin: loopbackOrigins, secondPerson })
const { log } = ports
const pages = makePages({
  api,
  authenticate: makeAuthenticate(auth, clock),
  jar: jarOf(keys.keys, true),
  clock,
  log,
  local: true,
})
const desk = listenAtDesk(
  deskApp(
    { ...ports, policies: policiesOf(ports.table, clock) },
    {
      authenticate: makeAuthenticate(auth, clock),
      limiter: makeLimiter(standardLimits),
      allowOrigin: loopbackOrigins,
    },
  ),
)

const hostname = '127.0.0.1'
const appOf = (path: string) => (path.startsWith('/dev/') ? dev : isPage(path) ? pages : api)
const others = getRequestListener((request) => appOf(new URL(request.url).pathname).fetch(request), { hostname })
// As the gateway does in the cloud: each call to the app whose it is.
const server = createServer((asked, answer) => (isDeskCall(asked) ? desk : others)(asked, answer))
server.listen(config.apiPort, hostname, sayReady)
endWithParent(
  () =>
    new Promise((resolve) => {
      // Waits for calls that are being answered, not for connections that are merely kept.
      server.close(() => resolve())
      server.closeIdleConnections()
    }),
)
