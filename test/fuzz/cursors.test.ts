import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromCursor } from '../../functions/api/paging.ts'
import { dynamoTable } from '../../shared/table/dynamo.ts'
import { junkText, junkValue, spoiled } from './junk.ts'
import { tries } from './town.ts'

describe('a cursor that was not given out here', () => {
  /** A table whose service refuses every key it is asked about, as DynamoDB does with those that are none. */
  const refusing = dynamoTable(
    new DynamoDBClient({
      region: 'cn-north-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      maxAttempts: 1,
      requestHandler: {
        handle: async () => {
          const body = JSON.stringify({ __type: 'com.amazon.coral.validate#ValidationException', message: 'no key' })
          const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'x' }
          return { response: { statusCode: 400, headers, body: Buffer.from(body) } }
        },
        metadata: { handlerProtocol: 'http/1.1' },
        destroy: () => {},
      } as never,
    }),
    'table',
  )

  it('is bad input, whatever it decodes to', async () => {
    const cursor = fc.oneof(
      fc.base64String({ maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 100 }),
      junkValue.map((value) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url')),
      spoiled(fc.constant({ pk: 'P#a', sk: 'A#head', list: 'area#130100', list_at: '2026' })).map((value) =>
        Buffer.from(JSON.stringify(value)).toString('base64url'),
      ),
      junkText.map((text) => Buffer.from(text).toString('base64url')),
    )
    await fc.assert(
      fc.asyncProperty(cursor, async (given) => {
        const found = await fromCursor(given, () =>
          refusing.query({ index: 'lists', pk: 'area#130100', cursor: given }),
        )
        expect(found).toMatchObject({ status: 400, errors: [{ field: 'cursor' }] })
      }),
      tries(200),
    )
  })
})
