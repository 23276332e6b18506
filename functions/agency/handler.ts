/** Lambda entry of what people in office call. */

import { byErrand } from '../behalf/errands/by-errand.ts'
import { deployedBucket } from '../buckets.ts'
import { births } from '../bundles/all.ts'
import { refuseLowerEpoch } from '../epoch.ts'
import { refuseOtherHashKey } from '../hash-key.ts'
import { deployedDoor } from '../http/deployed.ts'
import { lambdaHandler } from '../http/lambda.ts'
import { serveRoutes } from '../http/serve.ts'
import { doorsOf } from '../inbox/partners.ts'
import { deployedSenders } from '../inbox/senders.ts'
import { deployedPorts } from '../runtime.ts'
import { makeRules } from '../worker/personal.ts'
import { routes } from './routes.ts'

const ports = await deployedPorts('agency')
await Promise.all([refuseLowerEpoch(ports), refuseOtherHashKey(ports.table, ports.keys)])
const api = {
  ports,
  rules: makeRules(ports.keys),
  births,
  archive: deployedBucket(process.env.ARCHIVE_BUCKET),
  doors: doorsOf(deployedSenders(), ports.clock),
  routes: async () => (await import('../api/routes/index.ts')).allRoutes,
  secondPerson: process.env.POLICY_SECOND_PERSON === 'on',
}

/** Called by the gateway, with the events of either an HTTP or a REST API. */
export const handler = lambdaHandler(serveRoutes(api, routes, { ...deployedDoor(ports), byErrand }))
