/** Lambda entry of the desk. */
import { lambdaHandler } from '../api/lambda.ts'
import { deployedDoor, runtimeConfig } from '../runtime.ts'
import { deskApp } from './app.ts'
import { makeDeskPorts } from './ports.ts'

const ports = makeDeskPorts(await runtimeConfig('desk', process.env))

/** Called by the gateway, with the events of either an HTTP or a REST API. */
export const handler = lambdaHandler(deskApp(ports, deployedDoor(ports)))
