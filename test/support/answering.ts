/** An app without Hono, asked as one asks an app of Hono's. */
import { responseOf } from '../../functions/calls/reply.ts'
import type { Answering } from '../../functions/http/gateway.ts'

/** What a test says of its call. */
export interface Asked {
  method?: string
  headers?: Record<string, string>
  body?: string
}

/** Makes a call; answers as the web would have it. */
export async function requestOf(app: Answering, path: string, asked: Asked = {}): Promise<Response> {
  const headers = new Headers(asked.headers)
  return responseOf(
    await app({
      method: asked.method ?? 'GET',
      path,
      header: (name) => headers.get(name) ?? undefined,
      body: asked.body ?? '',
    }),
  )
}
