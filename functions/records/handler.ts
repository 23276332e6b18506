/** Lambda entry of what is kept apart, called with batches of the table's stream. */
import { S3Client } from '@aws-sdk/client-s3'
import { s3Bucket } from '../../shared/bucket/s3.ts'
import { jsonLog } from '../log.ts'
import { runtimeConfig } from '../runtime.ts'
import { consumers } from './consumers.ts'
import { makeRecords } from './records.ts'

const { keys, region, log = jsonLog() } = await runtimeConfig('records', process.env)
const client = new S3Client({ region })

const buckets = {
  audit: s3Bucket(client, `${process.env.AUDIT_BUCKET}`),
  facts: s3Bucket(client, `${process.env.FACTS_BUCKET}`),
}

/** Called with a batch; one that fails comes again. */
export const handler = makeRecords(consumers, buckets, { keys, log })
