/** A call as a gateway's event tells it, and the answer as the gateway takes it: of an HTTP API, or of a REST API. */
import type { Reply } from '../calls/reply.ts'

/** A call, whichever way it came. */
export interface Incoming {
  method: string
  /** Without a query. */
  path: string
  /** Names in its query; none if left out. */
  query?: readonly string[]
  /** By its name in lower case. */
  header(name: string): string | undefined
  body: string
}

/** What an app without Hono is. */
export type Answering = (call: Incoming) => Promise<Reply>

interface Carried {
  headers?: Readonly<Record<string, string | undefined>> | null
  queryStringParameters?: Readonly<Record<string, string | undefined>> | null
  body?: string | null
  isBase64Encoded?: boolean
}

/** An event of an HTTP API (version 2.0), as far as it is read. */
export type HttpApiEvent = Carried & { rawPath: string; requestContext: { http: { method: string } } }

/** An event of a REST API, as far as it is read. */
export type RestApiEvent = Carried & {
  path: string
  httpMethod: string
  multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null
}

/** An event of either. */
export type GatewayEvent = HttpApiEvent | RestApiEvent

/** What a gateway takes as the answer. */
export interface GatewayAnswer {
  statusCode: number
  headers: Readonly<Record<string, string>>
  body: string
  isBase64Encoded: false
}

/** The app as a function behind a gateway. */
export function gatewayHandler(app: Answering): (event: GatewayEvent) => Promise<GatewayAnswer> {
  return async (event) => {
    const { status: statusCode, headers, body } = await app(incomingOf(event))
    return { statusCode, headers, body, isBase64Encoded: false }
  }
}

function incomingOf(event: GatewayEvent): Incoming {
  const headers = headersOf(event)
  const given = event.body ?? ''
  const text = event.isBase64Encoded ? Buffer.from(given, 'base64').toString() : given
  const query = Object.keys(event.queryStringParameters ?? {})
  const call = { header: (name: string) => headers.get(name), query, body: text }
  return 'rawPath' in event
    ? { ...call, method: event.requestContext.http.method, path: event.rawPath }
    : { ...call, method: event.httpMethod, path: event.path }
}

/** By names in lower case, for a REST API tells them as the caller wrote them; what came twice is one list. */
function headersOf(event: GatewayEvent): ReadonlyMap<string, string> {
  const several = 'multiValueHeaders' in event ? event.multiValueHeaders : undefined
  const found = new Map<string, string>()
  for (const [name, value] of Object.entries({ ...event.headers, ...several })) {
    const text = typeof value === 'string' ? value : value?.join(', ')
    if (text !== undefined) found.set(name.toLowerCase(), text.trim())
  }
  return found
}
