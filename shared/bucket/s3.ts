/** A bucket of S3, by its SDK: unlike the table and the queues it is asked once a batch, so a lean wire would gain nothing. */
import {
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { type Bucket, checkKey } from './bucket.ts'

/** The bucket with this name. */
export function s3Bucket(client: Pick<S3Client, 'send'>, name: string): Bucket {
  return {
    async put(key, bytes) {
      checkKey(key)
      await client.send(new PutObjectCommand({ Bucket: name, Key: key, Body: bytes }))
    },
    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: key }))
        return await Body?.transformToByteArray()
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined
        throw error
      }
    },
    async *list(prefix, after) {
      let token: string | undefined
      do {
        const page: ListObjectsV2CommandOutput = await client.send(
          new ListObjectsV2Command({
            Bucket: name,
            Prefix: prefix,
            ...(after === undefined ? {} : { StartAfter: after }),
            ...(token === undefined ? {} : { ContinuationToken: token }),
          }),
        )
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key
        token = page.NextContinuationToken
      } while (token !== undefined)
    },
  }
}
