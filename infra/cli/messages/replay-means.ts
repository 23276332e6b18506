/** Where a replay finds the archive, its keys and the inbox: on this machine, or in the cloud. */
import { S3Client } from '@aws-sdk/client-s3'
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs'
import * as z from 'zod'
import type { Archived } from '../../../functions/inbox/archive.ts'
import type { Bucket } from '../../../shared/bucket/bucket.ts'
import { directoryBucket } from '../../../shared/bucket/directory.ts'
import { s3Bucket } from '../../../shared/bucket/s3.ts'
import type { Instant } from '../../../shared/calendar/index.ts'
import { systemClock } from '../../../shared/clock/index.ts'
import type { Keys } from '../../../shared/identity/index.ts'
import { fileClock } from '../../local/clock-file.ts'
import { credentials } from '../../local/config.ts'
import { keysFrom } from '../keys.ts'
import { WrongCall } from '../support/command.ts'
import { readyIn } from '../support/files.ts'
import { say } from '../support/language.ts'
import { sendAgain } from './inbox.ts'

/** The options that name a place. */
interface Options {
  readonly 'ready-file'?: string | undefined
  readonly stage?: string | undefined
  readonly bucket?: string | undefined
  readonly keys?: string | undefined
  readonly region?: string | undefined
}

/** What a replay needs, and the present there. */
interface Connected {
  readonly archive: Pick<Bucket, 'get' | 'list'>
  readonly keys: Keys
  send(events: readonly Archived[]): Promise<void>
  readonly now: Instant
}

/** What the options name. Throws a {@link WrongCall} if they name nothing. */
export async function meansOf(options: Options): Promise<Connected> {
  const file = options['ready-file']
  return file === undefined ? inCloud(options) : onThisMachine(file)
}

const readyFile = z.object({
  sqs: z.url(),
  region: z.string(),
  queues: z.object({ inbox: z.url() }),
  archive: z.string(),
  keys: z.string(),
  clock: z.string(),
})

function onThisMachine(file: string): Connected {
  const { sqs: endpoint, region, queues, archive, keys, clock } = readyIn(file, readyFile)
  const client = new SQSClient({ endpoint, region, credentials })
  return {
    archive: directoryBucket(archive),
    keys: keysFrom(keys),
    send: (events) => sendAgain(client, queues.inbox, events),
    now: fileClock(clock).now(),
  }
}

async function inCloud({ stage, bucket, keys, region }: Options): Promise<Connected> {
  if (stage === undefined || bucket === undefined || keys === undefined)
    throw new WrongCall(
      say({
        zh: '缺少 --stage、--bucket 和 --keys，或 --ready-file',
        en: '--stage, --bucket and --keys are missing, or --ready-file',
      }),
    )
  const where = region === undefined ? {} : { region }
  const client = new SQSClient(where)
  const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName: `mianshen-${stage}-inbox` }))
  return {
    archive: s3Bucket(new S3Client(where), bucket),
    keys: keysFrom(keys),
    send: (events) => sendAgain(client, QueueUrl, events),
    now: systemClock.now(),
  }
}
