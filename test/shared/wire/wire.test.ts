/** One call over the wire: signed, made again where that may help, and never twice where it would do a thing twice. */
import { createHash, createHmac } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { postByNode } from '../../../shared/wire/by-node.ts'
import { postByUndici } from '../../../shared/wire/by-undici.ts'
import { endpointOf } from '../../../shared/wire/endpoints.ts'
import { openWire, type WireOptions } from '../../../shared/wire/wire.ts'
import { answersAfter, breaksOff, type Fate, hangsUp, refuses, says, startService } from './service.ts'

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' }
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

describe.each([
  ['Node’s own client', postByNode],
  ['undici', postByUndici],
])('by %s', (_, post) => {
  async function wireTo(fates: Fate[], options: Partial<WireOptions> = {}) {
    const service = await startService(...fates)
    stops.push(service.stop)
    const pauses: number[] = []
    const pause = async (ms: number) => void pauses.push(ms)
    const common = {
      service: 'dynamodb',
      target: 'DynamoDB_20120810',
      region: 'cn-north-1',
      credentials,
      pause,
      post,
    } as const
    const call = openWire({ ...common, endpoint: service.endpoint, ...options })
    return { call, pauses, asked: service.asked }
  }

  const ok = says(200, { Item: {} })

  describe('a call', () => {
    it('is one signed POST, by the operation’s name', async () => {
      const { call, asked } = await wireTo([ok])
      expect(await call('GetItem', { TableName: 't' })).toEqual({ Item: {} })
      expect(asked).toHaveLength(1)
      expect(asked[0]?.body).toBe('{"TableName":"t"}')
      expect(asked[0]?.headers).toMatchObject({
        'x-amz-target': 'DynamoDB_20120810.GetItem',
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-security-token': 'session',
        authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/cn-north-1\/dynamodb\//),
      })
    })

    it('keeps its connection for the next', async () => {
      const { call, asked } = await wireTo([ok])
      for (let n = 0; n < 3; n++) await call('GetItem', {})
      expect(asked.every(({ headers }) => headers.connection === 'keep-alive')).toBe(true)
    })

    it('takes the credentials of the function’s role where none are given, and says so if there are none', async () => {
      const { call, asked } = await wireTo([ok], { credentials: undefined })
      const before = { ...process.env }
      Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'ROLE', AWS_SECRET_ACCESS_KEY: 'x' })
      delete process.env.AWS_SESSION_TOKEN
      try {
        await call('GetItem', {})
        delete process.env.AWS_ACCESS_KEY_ID
        await expect(call('GetItem', {})).rejects.toThrow('no credentials')
      } finally {
        for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) {
          if (before[name] === undefined) delete process.env[name]
          else process.env[name] = before[name]
        }
      }
      expect(asked[0]?.headers.authorization).toContain('Credential=ROLE/')
      expect(asked[0]?.headers).not.toHaveProperty('x-amz-security-token')
    })
  })

  /** Signature Version 4 by the book, for what aws4 makes; it is held against Amazon's published example below. */
  function signatureOf(secret: string, { headers, body, region, service }: ToSign): string {
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    const hmac = (with_: string | Buffer, text: string) => createHmac('sha256', with_).update(text).digest()
    const names = Object.keys(headers).sort()
    const lines = names.map((name) => `${name}:${headers[name]}\n`).join('')
    const canonical = ['POST', '/', '', lines, names.join(';'), sha256(body)].join('\n')
    const time = headers['x-amz-date'] ?? ''
    const scope = [time.slice(0, 8), region, service, 'aws4_request']
    const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n')
    return hmac(scope.reduce<string | Buffer>(hmac, `AWS4${secret}`), toSign).toString('hex')
  }
  interface ToSign {
    headers: Record<string, string>
    body: string
    region: string
    service: string
  }

  describe('the signature', () => {
    it('by the book is that of Amazon’s published example (post-vanilla)', () => {
      const headers = { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z' }
      const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
      expect(signatureOf(secret, { headers, body: '', region: 'us-east-1', service: 'service' })).toBe(
        '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
      )
    })

    it('of a call is one by the book, of all that the service must be sure of', async () => {
      const { call, asked } = await wireTo([ok])
      await call('GetItem', { TableName: '表' })
      const { headers = {}, body = '' } = asked[0] ?? {}
      const said = /SignedHeaders=([^,]+), Signature=(\w+)/.exec(String(headers.authorization))
      const names = said?.[1]?.split(';') ?? []
      expect(names).toEqual(expect.arrayContaining(['host', 'x-amz-date', 'x-amz-target', 'x-amz-security-token']))
      const signed = Object.fromEntries(names.map((name) => [name, String(headers[name])]))
      expect(said?.[2]).toBe(
        signatureOf('secret', { headers: signed, body, region: 'cn-north-1', service: 'dynamodb' }),
      )
    })
  })

  describe('what may pass', () => {
    it.each<[string, Fate]>([
      ['a fault of the service', says(500, { __type: 'InternalServerError' })],
      ['an answer that is no JSON', (response) => response.writeHead(503).end('<html>')],
      ['a throttled call', refuses('ProvisionedThroughputExceededException')],
      ['one throttled under another name', refuses('ThrottlingException')],
      ['too many requests', says(429, {})],
      ['a connection that ends before a word', hangsUp],
      ['one that ends in the middle of the answer', breaksOff],
      ['half an answer that claims to be whole', (response) => response.writeHead(200).end('{"Item":')],
    ])('%s is made again, the same to the letter', async (_what, fate) => {
      const { call, pauses, asked } = await wireTo([fate, fate, ok])
      expect(await call('TransactWriteItems', { ClientRequestToken: 'one' })).toEqual({ Item: {} })
      expect(new Set(asked.map(({ body }) => body))).toEqual(new Set(['{"ClientRequestToken":"one"}']))
      expect(pauses).toHaveLength(2)
      expect(pauses.every((ms) => ms >= 0 && ms <= 200)).toBe(true)
    })

    it('is waited for only so long: what is answered later is nobody’s', async () => {
      const late = answersAfter(300, says(200, { Item: { late: { S: 'x' } } }))
      const { call, asked } = await wireTo([late, ok], { patienceMs: 60 })
      expect(await call('GetItem', {})).toEqual({ Item: {} })
      await new Promise((done) => setTimeout(done, 350))
      expect(asked).toHaveLength(2)
    })

    it('breaks off when whoever waits for it has gone, before it was asked or after', async () => {
      const { call, asked } = await wireTo([answersAfter(5_000, ok)])
      await expect(call('GetItem', {}, AbortSignal.abort(new Error('gone')))).rejects.toThrow()
      const leaving = new AbortController()
      const called = call('GetItem', {}, leaving.signal)
      while (asked.length === 0) await new Promise((done) => setTimeout(done, 5))
      leaving.abort(new Error('gone'))
      await expect(called).rejects.toThrow()
      expect(asked).toHaveLength(1)
    })

    it('is not made when it waited longer for a connection than somebody waited for it', async () => {
      const service = await startService(answersAfter(300, ok))
      stops.push(service.stop)
      const common = { service: 'dynamodb', target: 'T', region: 'cn-north-1', credentials, post } as const
      const call = openWire({ ...common, endpoint: service.endpoint })
      const hasty = openWire({ ...common, endpoint: service.endpoint, patienceMs: 50, tries: 1 })
      const taken = Array.from({ length: 64 }, () => call('GetItem', {}))
      await expect(Promise.race([hasty('GetItem', {}), ...taken])).rejects.toThrow('no answer in 50 ms')
      await Promise.all(taken)
      await new Promise((done) => setTimeout(done, 50))
      expect(service.asked).toHaveLength(64)
    })

    it('is tried so many times, each later, and then is what the service said', async () => {
      const { call, pauses, asked } = await wireTo([refuses('ThrottlingException')], { tries: 4 })
      await expect(call('GetItem', {})).rejects.toMatchObject({ name: 'ThrottlingException', status: 400 })
      expect([asked.length, pauses.length]).toEqual([4, 3])
    })

    it('is not tried when the time is over', async () => {
      let now = 0
      const nowMs = () => (now += 400)
      const { call, asked } = await wireTo([says(500, {})], { nowMs, withinMs: 1_000, tries: 50 })
      await expect(call('GetItem', {})).rejects.toThrow('HTTP 500')
      expect(asked.length).toBeLessThan(4)
    })

    it('is nothing that nobody will ever answer otherwise', async () => {
      for (const name of ['ConditionalCheckFailedException', 'ValidationException', 'TransactionCanceledException']) {
        const { call, asked } = await wireTo([refuses(name, 400, { CancellationReasons: [{ Code: 'None' }] })])
        await expect(call('PutItem', {})).rejects.toMatchObject({ name, CancellationReasons: [{ Code: 'None' }] })
        expect(asked).toHaveLength(1)
      }
    })

    it('is a service that is not there yet', async () => {
      const service = await startService(ok)
      service.stop()
      const tried: number[] = []
      const pause = async (ms: number) => void tried.push(ms)
      const common = { service: 'sqs', target: 'AmazonSQS', region: 'cn-north-1', credentials, pause, post } as const
      await expect(openWire({ ...common, endpoint: service.endpoint })('X', {})).rejects.toMatchObject({
        code: 'ECONNREFUSED',
      })
      expect(tried).toHaveLength(5)
    })
  })

  describe('a clock that is wrong', () => {
    const hour = 3_600_000
    const inAnHour = new Date(Date.now() + hour).toUTCString()

    it('is set by what the service says, and stays set', async () => {
      const expired = refuses('InvalidSignatureException', 400, {}, { date: inAnHour })
      const { call, asked, pauses } = await wireTo([expired, ok])
      await call('GetItem', {})
      await call('GetItem', {})
      const sent = asked.map(({ headers }) => String(headers['x-amz-date']))
      expect(sent.map((date) => date > sent[0]!)).toEqual([false, true, true])
      expect(pauses).toEqual([0])
    })

    it('is not, where the signature is wrong for another reason', async () => {
      const wrong = refuses('InvalidSignatureException', 400, {}, { date: new Date().toUTCString() })
      const { call, asked } = await wireTo([wrong])
      await expect(call('GetItem', {})).rejects.toMatchObject({ name: 'InvalidSignatureException' })
      expect(asked).toHaveLength(1)
    })
  })
})

it.each([
  ['eu-central-1', 'https://dynamodb.eu-central-1.amazonaws.com'],
  ['cn-north-1', 'https://dynamodb.cn-north-1.amazonaws.com.cn'],
  ['cn-northwest-1', 'https://dynamodb.cn-northwest-1.amazonaws.com.cn'],
  ['us-gov-west-1', 'https://dynamodb.us-gov-west-1.amazonaws.com'],
  ['us-iso-east-1', 'https://dynamodb.us-iso-east-1.c2s.ic.gov'],
  ['us-isob-east-1', 'https://dynamodb.us-isob-east-1.sc2s.sgov.gov'],
  ['eusc-de-east-1', 'https://dynamodb.eusc-de-east-1.amazonaws.eu'],
])('%s is asked at %s', (region, address) => {
  expect(endpointOf('dynamodb', region)).toBe(address)
})
