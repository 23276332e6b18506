/**
 * Reads the stream of a table and calls a function with its batches, as Lambda does: those of a shard in order, each until
 * it was handled, then the next. How far each shard is read stands in a file, so that whoever is killed goes on there; what
 * was handled and not noted comes again.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { StreamBatch } from '../../../functions/records/records.ts'
import type { Wire } from '../../../shared/wire/wire.ts'

/** Where the stream is, who is called with it, and where stands how far it is read. */
export interface StreamOptions {
  /** Calls of the service's streams. */
  readonly call: Wire
  readonly table: string
  readonly handler: (batch: StreamBatch) => Promise<void>
  readonly file: string
}

/** The last record handled of each shard of a stream. */
interface Place {
  stream?: string
  shards: Record<string, string>
}

interface Shard {
  readonly id: string
  iterator: string | undefined
}

interface Described {
  StreamDescription: { Shards?: { ShardId: string }[]; LastEvaluatedShardId?: string }
}
interface Got {
  Records?: StreamBatch['Records']
  NextShardIterator?: string
}

const mostOfBatch = 1000

/**
 * Makes what reads on: each call handles all that has come since the last. Throws what the handler or the service throws;
 * called again, it goes on from what is noted.
 */
export function readStream({ call, table, handler, file }: StreamOptions): () => Promise<void> {
  const place = placeIn(file)
  let shards: Shard[] = []

  /** The shards of the table's stream, the older first. One of which there is nothing more to come is gone on behind. */
  async function open(): Promise<void> {
    const { Streams = [] } = await call<{ Streams?: { StreamArn: string }[] }>('ListStreams', { TableName: table })
    const StreamArn = Streams.at(-1)?.StreamArn
    // The table is being made.
    if (StreamArn === undefined) return
    if (place.stream !== StreamArn) Object.assign(place, { stream: StreamArn, shards: {} })
    shards = []
    let ExclusiveStartShardId: string | undefined
    do {
      const asked = { StreamArn, ...(ExclusiveStartShardId ? { ExclusiveStartShardId } : {}) }
      const { StreamDescription } = await call<Described>('DescribeStream', asked)
      for (const { ShardId } of StreamDescription.Shards ?? []) {
        const after = place.shards[ShardId]
        const from = after
          ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
          : { ShardIteratorType: 'TRIM_HORIZON' }
        const { ShardIterator } = await call<{ ShardIterator: string }>('GetShardIterator', {
          StreamArn,
          ShardId,
          ...from,
        })
        shards.push({ id: ShardId, iterator: ShardIterator })
      }
      ExclusiveStartShardId = StreamDescription.LastEvaluatedShardId
    } while (ExclusiveStartShardId)
  }

  async function readShard(shard: Shard): Promise<void> {
    while (shard.iterator) {
      const { Records = [], NextShardIterator } = await call<Got>('GetRecords', {
        ShardIterator: shard.iterator,
        Limit: mostOfBatch,
      })
      const last = Records.at(-1)?.dynamodb?.SequenceNumber
      if (last !== undefined) {
        await handler({ Records })
        place.shards[shard.id] = last
        note(file, place)
      }
      shard.iterator = NextShardIterator
      if (last === undefined) return
    }
  }

  return async () => {
    try {
      // A shard that is closed has others behind it.
      if (shards.every(({ iterator }) => iterator === undefined)) await open()
      for (const shard of shards) await readShard(shard)
    } catch (error) {
      shards = []
      throw error
    }
  }
}

function placeIn(file: string): Place {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Place) : { shards: {} }
}

/** A rename leaves the old file or the new one, never half of one. */
function note(file: string, place: Place): void {
  writeFileSync(`${file}.new`, JSON.stringify(place))
  renameSync(`${file}.new`, file)
}
