/** Process: checks what partners put into the inbox and passes it on. */
import { makeInbox } from '../../../functions/inbox/inbox.ts'
import { makePorts } from '../../../functions/ports.ts'
import { readConfig } from '../config.ts'
import { runPollers } from '../pollers.ts'
import { runtimeConfig } from '../runtime.ts'

const config = readConfig()
runPollers(config, { inbox: makeInbox(makePorts(runtimeConfig(config))) }, 4)
