import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { fetchSecret, type SecretRequest } from '../../functions/secrets.ts'

const now = { nowMs: () => Date.parse('2026-03-10T09:00:00+08:00'), pause: async () => {} }
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }

describe('reading the keys', () => {
  let server: Server | undefined
  afterEach(() => server?.close())

  /** A Secrets Manager that gives these answers one after the other. */
  async function manager(...answers: { status: number; body: unknown }[]) {
    const asked: { headers: IncomingHttpHeaders; body: string }[] = []
    const listening = createServer((incoming, outgoing) => {
      let body = ''
      incoming.on('data', (part) => {
        body += part
      })
      incoming.on('end', () => {
        const answer = answers[asked.length] ?? { status: 500, body: {} }
        asked.push({ headers: incoming.headers, body })
        outgoing.writeHead(answer.status).end(JSON.stringify(answer.body))
      })
    })
    server = listening
    await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready))
    const endpoint = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`
    const request: SecretRequest = {
      endpoint,
      region: 'cn-north-1',
      arn: 'arn:keys',
      credentials: { ...credentials, sessionToken: 'session' },
    }
    return { request, asked }
  }
  const secret = { status: 200, body: { SecretString: '{"keys":1}' } }

  test('asks for the one secret, signed for the function’s role', async () => {
    const { request, asked } = await manager(secret)
    expect(await fetchSecret(request, now)).toBe('{"keys":1}')
    expect(asked[0]?.body).toBe('{"SecretId":"arn:keys"}')
    expect(asked[0]?.headers).toMatchObject({
      'x-amz-target': 'secretsmanager.GetSecretValue',
      'x-amz-date': '20260310T010000Z',
      'x-amz-security-token': 'session',
    })
    expect(asked[0]?.headers.authorization).toContain('/20260310/cn-north-1/secretsmanager/aws4_request')
  })

  test('tries again when the service is overloaded or has a fault', async () => {
    const { request, asked } = await manager(
      { status: 500, body: { __type: 'InternalServiceError' } },
      { status: 400, body: { __type: 'ThrottlingException' } },
      secret,
    )
    expect(await fetchSecret(request, now)).toBe('{"keys":1}')
    expect(asked).toHaveLength(3)
  })

  test('does not insist where it has no leave, and says so', async () => {
    const { request, asked } = await manager({
      status: 400,
      body: { __type: 'AccessDeniedException', SecretString: 'x' },
    })
    await expect(fetchSecret(request, now)).rejects.toThrow('keys: Secrets Manager: 400 AccessDeniedException')
    expect(asked).toHaveLength(1)
  })

  test('gives up after five tries', async () => {
    const { request, asked } = await manager()
    await expect(fetchSecret(request, now)).rejects.toThrow('500')
    expect(asked).toHaveLength(5)
  })

  test('a secret without text is no secret', async () => {
    const { request } = await manager({ status: 200, body: { SecretBinary: 'AAAA' } })
    await expect(fetchSecret(request, now)).rejects.toThrow('keys')
  })
})
