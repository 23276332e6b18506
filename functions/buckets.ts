/** Buckets as a deployed function has them. */
import type { Bucket } from '../shared/bucket/bucket.ts'

/**
 * The bucket with this name. The client is loaded when the bucket is first asked: most calls of the API never do, and a
 * start would be half as long again. Throws an Error if there is no name: a function that was told too little must not start.
 */
export function deployedBucket(name: string | undefined): Bucket {
  if (!name) throw new Error('environment: the name of a bucket is not set')
  let made: Promise<Bucket> | undefined
  const bucket = () => {
    made ??= makeBucket(name)
    return made
  }
  return {
    put: async (key, bytes) => (await bucket()).put(key, bytes),
    get: async (key) => (await bucket()).get(key),
    async *list(prefix, after) {
      yield* (await bucket()).list(prefix, after)
    },
  }
}

async function makeBucket(name: string): Promise<Bucket> {
  const [{ S3Client }, { s3Bucket }] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('../shared/bucket/s3.ts'),
  ])
  return s3Bucket(
    new S3Client({ maxAttempts: 3, requestHandler: { connectionTimeout: 1000, requestTimeout: 5000 } }),
    name,
  )
}
