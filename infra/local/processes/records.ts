/**
 * Process: keeps apart what is written to the table. In the cloud Lambda reads its stream; here this process looks every
 * second, and what is kept lies in folders instead of buckets.
 */
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { jsonLog } from '../../../functions/log.ts'
import { consumers } from '../../../functions/records/consumers.ts'
import { type Buckets, bucketNames, makeRecords } from '../../../functions/records/records.ts'
import { directoryBucket } from '../../../shared/bucket/directory.ts'
import { openWire } from '../../../shared/wire/wire.ts'
import { credentials, dynamodbUrl, readConfig } from '../config.ts'
import { openDevKeys } from '../dev-keys.ts'
import { endWithParent, logError, sayReady } from './child.ts'
import { readStream } from './stream.ts'

const lookEveryMs = 1_000

const config = readConfig()
const buckets = Object.fromEntries(
  bucketNames.map((name) => [name, directoryBucket(join(config.bucketsDir, name))]),
) as Buckets
const readOn = readStream({
  call: openWire({
    service: 'dynamodb',
    target: 'DynamoDBStreams_20120810',
    region: config.region,
    endpoint: dynamodbUrl(config),
    credentials,
  }),
  table: config.table,
  handler: makeRecords(consumers, buckets, { keys: openDevKeys(config.keysFile).keys, log: jsonLog() }),
  file: config.streamFile,
})

const stopping = new AbortController()
async function readUntilStopped(): Promise<void> {
  while (!stopping.signal.aborted) {
    await readOn().catch((error: unknown) => logError('stream', error))
    await delay(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined)
  }
}

const reading = readUntilStopped()
endWithParent(async () => {
  stopping.abort()
  await reading
})
sayReady()
