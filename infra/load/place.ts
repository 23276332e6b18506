/** Where persons go to, and by which keys: what the options say, in the cloud or of a local stack. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { type Instant, parseInstant } from '../../shared/calendar/index.ts'
import { type Clock, offsetClock, offsetTo, systemClock } from '../../shared/clock/index.ts'
import { type Keys, keysFromJson } from '../../shared/identity/index.ts'
import { dynamoTable, dynamoWire } from '../../shared/table/dynamo.ts'
import type { Table } from '../../shared/table/table.ts'
import { postByUndici } from '../../shared/wire/by-undici.ts'
import { keysFrom, newKeys } from '../cli/keys.ts'
import { Misuse, required, WrongCall } from '../cli/support/command.ts'
import { readyIn } from '../cli/support/files.ts'
import { say } from '../cli/support/language.ts'
import type { Surroundings } from '../cli/support/operator.ts'
import { dynamoSdk } from '../cli/support/sdk.ts'
import { credentials, region as localRegion } from '../local/config.ts'

/** A table and a clock to be used in place of those that the options name; for tests. */
export interface Given {
  readonly table?: Table
  readonly clock?: Clock
}

/** The options that name a place. */
export const placeOptions = {
  table: { type: 'string' },
  region: { type: 'string' },
  endpoint: { type: 'string' },
  'ready-file': { type: 'string' },
  keys: { type: 'string' },
} as const

/** What was given of them. */
export type PlaceOptions = { readonly [Name in keyof typeof placeOptions]?: string | undefined }

/** A table, and whose clock counts there. */
export interface Place {
  readonly name: string
  readonly table: Table
  readonly clock: Clock
  close(): void
}

const readyFile = z.object({ api: z.url(), dynamodb: z.url(), region: z.string(), table: z.string() })

/** The table that the options name. Throws a {@link WrongCall} if they name none. */
export async function placeOf(options: PlaceOptions, io: Surroundings, given: Given): Promise<Place> {
  const clock = given.clock ?? systemClock
  if (given.table) return { name: 'given', table: given.table, clock, close() {} }
  const file = options['ready-file']
  if (file !== undefined) {
    const { api, dynamodb, region, table } = readyIn(file, readyFile)
    const ahead = offsetTo(await localNow(api, io))
    return { ...openTable({ table, region, endpoint: dynamodb }), clock: offsetClock(() => ahead) }
  }
  const { table, region, endpoint } = options
  if (table === undefined)
    throw new WrongCall(say({ zh: '缺少 --table 或 --ready-file', en: '--table is missing, or --ready-file' }))
  return { ...openTable({ table, region, endpoint }), clock }
}

/** The present of a local stack: its clock tells when it is set, so it is set a second on. */
async function localNow(api: string, { fetch }: Surroundings): Promise<Instant> {
  const answer = await fetch(`${api}/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"advance":"PT1S"}',
  })
  const { now } = z.object({ now: z.string() }).parse(await answer.json())
  const parsed = parseInstant(now)
  if (!parsed) throw new Misuse(say({ zh: '本机环境没有说现在几点', en: 'the local stack did not tell the time' }))
  return parsed
}

interface TableAddress {
  readonly table: string
  readonly region?: string | undefined
  readonly endpoint?: string | undefined
}

/** In the cloud by the SDK, which finds the role of whoever runs this; a local table by the lean wire, at half the time. */
function openTable({ table, region, endpoint }: TableAddress) {
  if (endpoint !== undefined) {
    const call = dynamoWire({ region: region ?? localRegion, endpoint, credentials, post: postByUndici })
    return { name: table, table: dynamoTable(call, table), close() {} }
  }
  const client = new DynamoDBClient(region === undefined ? {} : { region })
  return { name: table, table: dynamoTable(dynamoSdk(client), table), close: () => client.destroy() }
}

/** The keys of the stage. Throws a {@link WrongCall} if none are named. */
export function keysOf({ keys }: PlaceOptions): Keys {
  return keysFrom(required(keys, '--keys'))
}

/** Those keys, or new ones for who keeps nothing by which anybody must be found again. */
export const anyKeys = (options: PlaceOptions): Keys =>
  options.keys === undefined ? keysFromJson(JSON.stringify(newKeys())) : keysOf(options)
