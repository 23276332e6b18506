import aws4 from 'aws4'
import { expect, it } from 'vitest'
import { signed } from '../../../shared/wire/signature.ts'

const request = (day: string, body: string, region: string) => ({
  service: 'dynamodb',
  region,
  method: 'POST',
  path: '/',
  headers: { Host: 'table.example', 'X-Amz-Date': `${day}T010203Z`, 'X-Amz-Target': 'T.Query' },
  body,
})

it('is the one of its day, region and secret, whatever was signed before', () => {
  const secrets = ['one', 'another']
  // More days than keys are kept, and each twice.
  const days = Array.from({ length: 70 }, (_, index) => String(20260101 + (index % 28) + 100 * Math.floor(index / 28)))
  for (const day of [...days, ...days]) {
    for (const secretAccessKey of secrets) {
      for (const region of ['cn-north-1', 'cn-northwest-1']) {
        const credentials = { accessKeyId: 'id', secretAccessKey }
        const expected = aws4.sign(request(day, `{"of":"${day}"}`, region), credentials).headers
        expect(signed(request(day, `{"of":"${day}"}`, region), credentials)).toEqual(expected)
      }
    }
  }
})

it('bears the token of a role', () => {
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' }
  expect(signed(request('20260701', '{}', 'cn-north-1'), credentials)).toEqual(
    aws4.sign(request('20260701', '{}', 'cn-north-1'), credentials).headers,
  )
})
