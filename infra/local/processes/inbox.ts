/** Process: checks what partners put into the inbox and passes it on. */
import { makeInbox } from '../../../functions/inbox/inbox.ts'
import { makePorts } from '../../../functions/ports.ts'
import { directoryBucket } from '../../../shared/bucket/directory.ts'
import { postByUndici } from '../../../shared/wire/by-undici.ts'
import { archiveDir, readConfig } from '../config.ts'
import { localDoor } from '../partners.ts'
import { runPollers } from './pollers.ts'
import { runtimeConfig } from './runtime.ts'

const config = readConfig()
const ports = { ...makePorts(runtimeConfig(config), postByUndici), archive: directoryBucket(archiveDir(config)) }
runPollers(config, { inbox: makeInbox(ports, localDoor(config, ports.clock)) }, 4)
