/** Lambda entry of the desk. */
import { systemClock } from '../../shared/clock/index.ts'
import { refuseOtherHashKey } from '../hash-key.ts'
import { deployedDoor } from '../http/deployed.ts'
import { gatewayHandler } from '../http/gateway.ts'
import { runtimeConfig } from '../runtime.ts'
import { deskApp } from './app.ts'
import { makeDeskPorts } from './ports.ts'

// First, for the keys of tokens come while the secret does.
const door = deployedDoor({ clock: systemClock })
const ports = makeDeskPorts(await runtimeConfig('desk', process.env))
await refuseOtherHashKey(ports.table, ports.keys)

/** Called by the gateway, with the events of either an HTTP or a REST API. */
export const handler = gatewayHandler(deskApp(ports, door))
