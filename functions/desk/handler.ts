/** Lambda entry of the desk. */
import { makeAuthenticate } from '../api/auth.ts'
import { lambdaHandler } from '../api/lambda.ts'
import { makeLimiter, standardLimits } from '../api/limits.ts'
import { deployedAuth, runtimeConfig } from '../runtime.ts'
import { deskApp } from './app.ts'
import { makeDeskPorts } from './ports.ts'

const ports = makeDeskPorts(await runtimeConfig('desk', process.env))

/** Called by the gateway, with the events of either an HTTP or a REST API. */
export const handler = lambdaHandler(
  deskApp(ports, makeAuthenticate(deployedAuth(), ports.clock), makeLimiter(standardLimits)),
)
