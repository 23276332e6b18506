/** Lambda entry of what citizens call. */

import { byErrand } from '../behalf/errands/by-errand.ts'
import { births } from '../bundles/all.ts'
import { refuseLowerEpoch } from '../epoch.ts'
import { refuseOtherHashKey } from '../hash-key.ts'
import { deployedDoor } from '../http/deployed.ts'
import { lambdaHandler } from '../http/lambda.ts'
import { serveRoutes } from '../http/serve.ts'
import { deployedPorts } from '../runtime.ts'
import { makeRules } from '../worker/personal.ts'
import { routes } from './routes.ts'

const ports = await deployedPorts('citizen')
await Promise.all([refuseLowerEpoch(ports), refuseOtherHashKey(ports.table, ports.keys)])
const api = { ports, rules: makeRules(ports.keys), births }

/** Called by the gateway, with the events of either an HTTP or a REST API. */
export const handler = lambdaHandler(serveRoutes(api, routes, { ...deployedDoor(ports), byErrand }))
