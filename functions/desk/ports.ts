/** What the desk's function needs, and no more: it sends nothing, so no queue's client makes its start slower. */
import type { Log } from '../../shared/log.ts'
import { dynamoTable, dynamoWire } from '../../shared/table/dynamo.ts'
import { jsonLog } from '../log.ts'
import type { RuntimeConfig } from '../ports.ts'
import type { DeskPorts } from './decide.ts'
import { policiesOf } from './policies.ts'

/** A desk can't wait: its function has five seconds. */
export const deskPatience = { patienceMs: 1_500, withinMs: 3_000 }

/** The desk's ports from a configuration. */
export function makeDeskPorts(config: RuntimeConfig): DeskPorts & { log: Log } {
  const { region, credentials, endpoints, clock, keys, bundlesLive } = config
  const table = dynamoTable(
    dynamoWire({ region, credentials, endpoint: endpoints?.dynamodb, ...deskPatience }),
    config.table,
  )
  return { table, keys, clock, policies: policiesOf(table, clock), bundlesLive, log: config.log ?? jsonLog() }
}
