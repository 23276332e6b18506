import { describe, expect, test } from 'vitest'
import { authConfig } from '../../functions/http/deployed.ts'
import { functionNames, queueVariable, runtimeConfig, sendsTo } from '../../functions/runtime.ts'
import type { SecretRequest } from '../../functions/secrets.ts'
import { lanes, partnerQueues, queueNames } from '../../shared/queues.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const secret = JSON.stringify({ hash_key: key, seal_keys: { current: 'k1', by_id: { k1: key } } })

const environment: Record<string, string> = {
  AWS_REGION: 'cn-north-1',
  AWS_ACCESS_KEY_ID: 'id',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
  TABLE_NAME: 'mianshen-prod',
  KEYS_SECRET_ARN: 'arn:keys',
  SECRETS_URL: 'https://secrets.example',
  METRICS_NAMESPACE: 'mianshen-prod',
  STAGE: 'prod',
  EPOCH: '3',
  BUNDLES_LIVE: 'off',
  ...Object.fromEntries(queueNames.map((name) => [queueVariable(name), `https://sqs.example/${name}`])),
}
const readSecret = async () => secret

describe('a function’s configuration', () => {
  test.each(functionNames)('of %s is read from its environment', async (name) => {
    const config = await runtimeConfig(name, environment, readSecret)
    expect(config).toMatchObject({ table: 'mianshen-prod', region: 'cn-north-1', epoch: 3 })
    expect(config.keys.sealKeys.current).toBe('k1')
    for (const queue of sendsTo[name]) expect(config.queues[queue]).toBe(`https://sqs.example/${queue}`)
  })

  test('asks for the keys with the credentials of its role', async () => {
    const asked: SecretRequest[] = []
    await runtimeConfig('clock', environment, async (request) => {
      asked.push(request)
      return secret
    })
    expect(asked).toEqual([
      {
        endpoint: 'https://secrets.example',
        region: 'cn-north-1',
        arn: 'arn:keys',
        credentials: { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' },
      },
    ])
  })

  test.each([
    'TABLE_NAME',
    'STAGE',
    'EPOCH',
    'BUNDLES_LIVE',
    'KEYS_SECRET_ARN',
    'SECRETS_URL',
    'AWS_REGION',
    'METRICS_NAMESPACE',
    'QUEUE_URL_STEADY',
  ])('without %s does not start, and says which is missing', async (name) => {
    for (const value of [undefined, '']) {
      const poor = { ...environment, [name]: value }
      await expect(runtimeConfig('clock', poor, readSecret)).rejects.toThrow(name)
    }
  })

  test('does not start on keys that are none, and does not repeat them', async () => {
    const start = runtimeConfig('clock', environment, async () => 'a generated password')
    await expect(start).rejects.toThrow('keys: not JSON')
    await expect(start).rejects.not.toThrow('password')
  })

  test('knows no queue that the function sends nothing to', async () => {
    const { queues } = await runtimeConfig('clock', environment, readSecret)
    expect(() => queues.bank).toThrow('clock sends nothing to bank')
  })

  test('without an issuer takes no tokens', () => {
    expect(() => authConfig({ JWT_AUDIENCE: 'a', JWKS_URL: 'b' })).toThrow('JWT_ISSUER')
    expect(authConfig({ JWT_ISSUER: 'i', JWT_AUDIENCE: 'a', JWKS_URL: 'u' })).toMatchObject({
      issuer: 'i',
      audience: 'a',
      jwks: { url: 'u' },
    })
  })
})

test('every queue’s variable has a name of its own that a shell takes', () => {
  const names = queueNames.map(queueVariable)
  expect(new Set(names).size).toBe(queueNames.length)
  for (const name of names) expect(name).toMatch(/^[A-Z_]+$/)
})

test('what runs the engine can send by every lane and to partners; the inbox by lanes, and receipts', () => {
  for (const name of ['worker', 'citizen', 'agency'] as const) {
    expect([...sendsTo[name]].sort()).toEqual([...lanes, ...partnerQueues].sort())
  }
  expect(sendsTo.inbox).toEqual([...lanes, 'receipts'])
})
