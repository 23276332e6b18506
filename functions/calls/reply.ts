/**
 * An answer as it goes out, whichever way: to a gateway, over HTTP, through Hono. Plain, because what the web's own
 * `Response` takes to load is a third of a function's start.
 */
export interface Reply {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  body: string
}

/** The answer for an app that wants the web's own. */
export const responseOf = ({ status, headers, body }: Reply): Response =>
  // Some statuses have no body, not even an empty one.
  new Response(body || null, { status, headers })
