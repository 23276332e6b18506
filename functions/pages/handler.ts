/** Lambda entry of the pages. It holds the whole API, which they call in this very process. */

import { makeApi } from '../api/app.ts'
import { deployedBucket } from '../buckets.ts'
import { refuseLowerEpoch } from '../epoch.ts'
import { refuseOtherHashKey } from '../hash-key.ts'
import { makeAuthenticate } from '../http/auth.ts'
import { authConfig } from '../http/deployed.ts'
import { lambdaHandler } from '../http/lambda.ts'
import { doorsOf } from '../inbox/partners.ts'
import { deployedSenders } from '../inbox/senders.ts'
import { deployedPorts } from '../runtime.ts'
import { makePages, type SignIn } from './app.tsx'
import { jarOf } from './frame/session.ts'

const ports = await deployedPorts('pages')
await Promise.all([refuseLowerEpoch(ports), refuseOtherHashKey(ports.table, ports.keys)])
const { keys, clock, log } = ports
const auth = authConfig(process.env)
const api = makeApi(ports, {
  auth,
  archive: deployedBucket(process.env.ARCHIVE_BUCKET),
  doors: doorsOf(deployedSenders(), clock),
  secondPerson: process.env.POLICY_SECOND_PERSON === 'on',
})
const signIn = process.env.SIGN_IN === 'none' ? undefined : (JSON.parse(process.env.SIGN_IN ?? '') as SignIn)

/** Called by the gateway, with the events of either an HTTP or a REST API. */
export const handler = lambdaHandler(
  makePages({ api, authenticate: makeAuthenticate(auth, clock), jar: jarOf(keys), clock, log, signIn }),
)
