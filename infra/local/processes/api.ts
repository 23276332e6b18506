/** Process: the HTTP API, as deployed, and beside it what only the local stack offers. */
import { serve } from '@hono/node-server'
import { makeApi } from '../../../functions/api/app.ts'
import { loopbackOrigins } from '../../../functions/http/headers.ts'
import { jsonLog } from '../../../functions/log.ts'
import { makePorts } from '../../../functions/ports.ts'
import { setFileClock } from '../clock-file.ts'
import { readConfig } from '../config.ts'
import { audience, issuer, openDevKeys, publicKeys } from '../dev-keys.ts'
import { devRoutes } from '../dev-routes.ts'
import { localDoor } from '../partners.ts'
import { endWithParent, sayReady } from './child.ts'
import { runtimeConfig } from './runtime.ts'

const config = readConfig()
const runtime = runtimeConfig(config)
const keys = openDevKeys(config.keysFile)
const setClock = setFileClock.bind(undefined, config.clockFile)
const dev = devRoutes({ clock: runtime.clock, setClock, keys })
const door = localDoor(config, runtime.clock)
const auth = { issuer, audience, jwks: publicKeys(keys) }
const api = makeApi(makePorts({ ...runtime, log: jsonLog('info') }), {
  auth,
  doors: () => door,
  allowOrigin: loopbackOrigins,
})

const server = serve(
  {
    fetch: (request) => (new URL(request.url).pathname.startsWith('/dev/') ? dev : api).fetch(request),
    hostname: '127.0.0.1',
    port: config.apiPort,
  },
  sayReady,
)
endWithParent(
  () =>
    new Promise((resolve) => {
      // Waits for calls that are being answered, not for connections that are merely kept.
      server.close(() => resolve())
      if ('closeIdleConnections' in server) server.closeIdleConnections()
    }),
)
