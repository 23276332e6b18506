/**
 * Reads one secret of Secrets Manager when a function starts, over its HTTP API. One fixed request is all that is ever
 * asked, so it is signed here (AWS Signature Version 4) instead of loading a client that every start would pay for.
 */
import { createHash, createHmac } from 'node:crypto'
import { epochMs, type Instant } from '../shared/calendar/index.ts'

/** Whom the request is signed for; Lambda gives a function the credentials of its role. */
export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** A secret: where it is asked for, and by whom. */
export interface SecretRequest {
  /** Such as `https://secretsmanager.cn-north-1.amazonaws.com.cn`. */
  readonly endpoint: string
  readonly region: string
  readonly arn: string
  readonly credentials: Credentials
}

const tries = 5
const patienceMs = 3_000
const pauseMs = 100

/**
 * The text of a secret. What may pass (no answer, an overload, a fault of the service) is tried again; throws an Error
 * with the status and the service's error type, never with any content.
 */
export async function fetchSecret(
  request: SecretRequest,
  now: () => Instant,
  ask: typeof fetch = fetch,
): Promise<string> {
  let problem = 'no answer'
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) await new Promise((done) => setTimeout(done, pauseMs * 2 ** attempt))
    const { headers, body } = signedRequest(request, now())
    const signal = AbortSignal.timeout(patienceMs)
    const answer = await ask(request.endpoint, { method: 'POST', headers, body, signal }).catch(() => undefined)
    if (!answer) continue
    const content = (await answer.json().catch(() => ({}))) as { SecretString?: unknown; __type?: unknown }
    if (answer.ok && typeof content.SecretString === 'string') return content.SecretString
    problem = `${answer.status} ${String(content.__type ?? '')}`.trim()
    if (answer.status < 500 && answer.status !== 429 && !/Throttling|RequestTimeout/.test(problem)) break
  }
  throw new Error(`keys: Secrets Manager: ${problem}`)
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** What a signature is made of; headers by lower-case names in the order of the alphabet, all of them signed. */
export interface ToSign {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** `20260310T010000Z`. */
  readonly time: string
  readonly region: string
  readonly service: string
}

/** The value of the header `authorization` of a `POST /` (Signature Version 4). */
export function authorizationOf(credentials: Credentials, { headers, body, time, region, service }: ToSign): string {
  const names = Object.keys(headers).join(';')
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`)
  const canonical = ['POST', '/', '', lines.join(''), names, sha256(body)].join('\n')
  const scope = [time.slice(0, 8), region, service, 'aws4_request']
  const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n')
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`)
  const credential = `${credentials.accessKeyId}/${scope.join('/')}`
  const signature = hmac(key, toSign).toString('hex')
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`
}

/** The request with its signature. */
function signedRequest({ endpoint, region, arn, credentials }: SecretRequest, now: Instant) {
  const body = JSON.stringify({ SecretId: arn })
  const time = new Date(epochMs(now)).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.1',
    host: new URL(endpoint).host,
    'x-amz-date': time,
    ...(credentials.sessionToken === undefined ? {} : { 'x-amz-security-token': credentials.sessionToken }),
    'x-amz-target': 'secretsmanager.GetSecretValue',
  }
  const toSign = { headers, body, time, region, service: 'secretsmanager' }
  return { headers: { ...headers, authorization: authorizationOf(credentials, toSign) }, body }
}
