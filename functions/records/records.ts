/**
 * What is kept apart of what is written to the table: the table's stream brings each item as it is now, consumers say which
 * objects come of it, and these go into buckets. A batch that fails comes again, halved, so that one item that nothing can
 * be made of keeps no others back; objects are named for what they hold, so that a batch that comes again changes nothing.
 */
import type { DynamoDBStreamEvent } from 'aws-lambda'
import type { Bucket } from '../../shared/bucket/bucket.ts'
import { type Instant, instantFromEpochMs } from '../../shared/calendar/index.ts'
import type { Keys } from '../../shared/identity/index.ts'
import type { Log } from '../../shared/log.ts'
import { type Attributes, itemOf } from '../../shared/table/dynamo.ts'
import type { Item, Key } from '../../shared/table/table.ts'

/** What happened to an item. */
export type Happening = 'INSERT' | 'MODIFY' | 'REMOVE'

/** One thing that happened to an item, in the order in which things happened to it. */
export interface Written {
  readonly how: Happening
  readonly key: Key
  /** The item as it is from now on; none of one that was removed. */
  readonly item?: Item
  /** When, by the table's own clock. */
  readonly at: Instant
  /** Its number in the stream, as text that sorts: of what happens to one item the later has the greater. */
  readonly number: string
}

/** An object to be kept. */
export interface Kept {
  readonly key: string
  readonly bytes: Uint8Array
}

/** Buckets that consumers fill. */
export const bucketNames = ['audit', 'facts'] as const
/** A bucket. */
export type BucketName = (typeof bucketNames)[number]

/** What makes objects of what is written. Pure: of the same writings the same objects. */
export interface Consumer {
  readonly into: BucketName
  /** Items whose partition begins so, and what must have happened to them: the stream brings no others. */
  readonly partitions: string
  /** How their sort keys begin, if not any do. */
  readonly rows?: readonly string[]
  readonly hears: readonly Happening[]
  objectsOf(written: readonly Written[], context: ConsumerContext): Kept[]
}

/** What consumers are given beside what was written. */
export interface ConsumerContext {
  readonly keys: Keys
  readonly log: Log
}

/** Where the objects of each consumer go. */
export type Buckets = Readonly<Record<BucketName, Bucket>>

/** A batch of the stream, as Lambda brings it. */
export type StreamBatch = Pick<DynamoDBStreamEvent, 'Records'>

/** Makes the function that is called with batches of the stream. It throws if anything could not be kept. */
export function makeRecords(consumers: readonly Consumer[], buckets: Buckets, context: ConsumerContext) {
  return async ({ Records }: StreamBatch): Promise<void> => {
    const written = Records.map(writtenIn)
    for (const consumer of consumers) {
      const its = written.filter((one) => concerns(consumer, one))
      if (its.length === 0) continue
      for (const { key, bytes } of consumer.objectsOf(its, context)) await buckets[consumer.into].put(key, bytes)
    }
  }
}

function concerns({ partitions, rows = [''], hears }: Consumer, { key, how }: Written): boolean {
  return key.pk.startsWith(partitions) && rows.some((row) => key.sk.startsWith(row)) && hears.includes(how)
}

/** Numbers of the stream have up to forty digits. */
const numberLength = 40

function writtenIn({ eventName, dynamodb }: StreamBatch['Records'][number]): Written {
  const { Keys, NewImage, ApproximateCreationDateTime, SequenceNumber = '' } = dynamodb ?? {}
  const { pk, sk } = itemOf(Keys as Attributes)
  return {
    how: eventName as Happening,
    key: { pk, sk },
    ...(NewImage ? { item: itemOf(NewImage as Attributes) } : {}),
    at: instantFromEpochMs(Number(ApproximateCreationDateTime) * 1000),
    number: SequenceNumber.padStart(numberLength, '0'),
  }
}
