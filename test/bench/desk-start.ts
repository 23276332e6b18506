/** The desk's function started as the cloud starts it: a new process, its bundle, its environment, one call of a gateway. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { credentials, region, tableName } from '../../infra/local/config.ts'
import { audience, issuer, makeKey, signToken } from '../support/api.ts'
import { institution } from './desk-people.ts'

/** A function's first answer. */
export interface FirstAnswer {
  /** From the start of its process until the answer, in milliseconds, and the CPU of it. */
  ms: number
  cpu_ms: number
  status: number
  body: string
  /** Node's own modules that were loaded by then. */
  loaded: string[]
}

/** Where a function starts: all that it reads of the environment, and a token for whoever asks at the desk. */
export interface Start {
  environment: Record<string, string>
  authorization: string
  stop(): void
}

/** Serves the secret (`keys`, as JSON) and the keys of tokens; the table is at `dynamodb`. */
export async function openStart(dynamodb: string, keys: string): Promise<Start> {
  const tokenKey = await makeKey('cold')
  const server = createServer(({ url }, answer) =>
    answer.end(JSON.stringify(url === '/jwks' ? { keys: [tokenKey.publicJwk] } : { SecretString: keys })),
  )
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const claims = { role: 'institution', fixmedins_code: institution }
  const token = await signToken(claims, { key: tokenKey, from: Math.floor(Date.now() / 1000) })
  return {
    environment: {
      PATH: process.env.PATH ?? '',
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
      SECRETS_URL: here,
      KEYS_SECRET_ARN: 'arn:keys',
      TABLE_NAME: tableName,
      STAGE: 'prod',
      EPOCH: '0',
      BUNDLES_LIVE: 'on',
      METRICS_NAMESPACE: 'mianshen-bench',
      JWT_ISSUER: issuer,
      JWT_AUDIENCE: audience,
      JWKS_URL: `${here}/jwks`,
    },
    authorization: `Bearer ${token}`,
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** A call as an HTTP API tells it. */
export const gatewayCall = (method: string, path: string, headers: Record<string, string> = {}, body?: object) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: path,
  rawQueryString: '',
  headers: { host: 'api.example', 'content-type': 'application/json', ...headers },
  requestContext: { http: { method, path }, domainName: 'api.example', stage: '$default' },
  isBase64Encoded: false,
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
})

/** Starts the bundle in this directory and calls it once. */
export const firstAnswer = (dir: string, environment: Record<string, string>, event: object): Promise<FirstAnswer> =>
  started(
    dir,
    environment,
    `const { handler } = await import('./index.mjs')
    const { statusCode: status, body } = await handler(${JSON.stringify(event)}, {})`,
  )

/** Node alone: what no function can be faster than. */
export const bareStart = (dir: string, environment: Record<string, string>): Promise<FirstAnswer> =>
  started(dir, environment, "const [status, body] = [200, '']")

/** Timed from here, so that Node's own start is in it. */
async function started(dir: string, environment: Record<string, string>, answering: string): Promise<FirstAnswer> {
  const program = join(dir, 'start.mjs')
  writeFileSync(
    program,
    `${answering}
    const { user, system } = process.cpuUsage()
    const loaded = process.moduleLoadList.map((name) => name.replace('NativeModule ', ''))
    process.stdout.write(JSON.stringify({ status, body, cpu_ms: (user + system) / 1000, loaded }) + '\\n')`,
  )
  const begun = performance.now()
  const child = spawn(process.execPath, [program], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  for await (const part of child.stdout) {
    said += part
    if (said.endsWith('\n')) break
  }
  const ms = performance.now() - begun
  child.kill()
  return { ...(JSON.parse(said) as Omit<FirstAnswer, 'ms'>), ms }
}
