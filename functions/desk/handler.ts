/** Lambda entry of the desk. */
import { deployedDoor } from '../http/deployed.ts'
import { gatewayHandler } from '../http/gateway.ts'
import { runtimeConfig } from '../runtime.ts'
import { deskApp } from './app.ts'
import { makeDeskPorts } from './ports.ts'

const ports = makeDeskPorts(await runtimeConfig('desk', process.env))

/** Called by the gateway, with the events of either an HTTP or a REST API. */
export const handler = gatewayHandler(deskApp(ports, deployedDoor(ports)))
