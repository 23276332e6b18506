/** The pages over a stack, and browsers that are signed in, with a window of their own or none. */

import { Hono } from 'hono'
import { makeApi } from '../../functions/api/app.ts'
import { makeAuthenticate } from '../../functions/http/auth.ts'
import { makePages } from '../../functions/pages/app.tsx'
import { jarOf } from '../../functions/pages/frame/session.ts'
import { isPage } from '../../functions/pages/routes.ts'
import { epochMs } from '../../shared/calendar/index.ts'
import type { Claims } from './api.ts'
import { authOf, signToken } from './api.ts'
import type { Stack } from './stack.ts'

/** A page as it came, without a browser. */
export interface Fetched {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** The pages, and beside them the API that they call. */
export function pagesOver(stack: Stack) {
  const auth = authOf()
  const { ports } = stack
  const jar = jarOf(ports.keys, true)
  const api = makeApi(ports, { auth, limits: 'off', archive: stack.archive })
  const pages = makePages({
    api,
    authenticate: makeAuthenticate(auth, stack.clock),
    jar,
    clock: stack.clock,
    log: ports.log,
    local: true,
  })
  const app = { fetch: (request: Request) => (isPage(new URL(request.url).pathname) ? pages : api).fetch(request) }

  /** The cookie of somebody who has signed in: `name=value`. */
  const cookieOf = async (who: Claims): Promise<string> => {
    const token = await signToken(who, { from: Math.floor(epochMs(stack.clock.now()) / 1000), ttl: 400 * 86_400 })
    const giver = new Hono().get('/', (c) => {
      jar.keep(c, 'session', token)
      return c.text('')
    })
    return (await giver.request('/')).headers.get('set-cookie')?.split(';')[0] ?? ''
  }

  /** Asks for a page as somebody; of a form what it holds. Follows no redirect. */
  const fetch = async (
    who: Claims | undefined,
    target: string,
    form?: Readonly<Record<string, string>> | URLSearchParams,
    headers: Record<string, string> = {},
  ): Promise<Fetched> => {
    const [method = 'GET', path = '/'] = target.split(' ')
    const response = await pages.request(path, {
      method,
      headers: {
        ...(who ? { cookie: await cookieOf(who) } : {}),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' } : {}),
        ...headers,
      },
      ...(form ? { body: new URLSearchParams(form).toString() } : {}),
    })
    const text = await response.text()
    await stack.run()
    return { status: response.status, headers: response.headers, text }
  }
  return { app, pages, api, cookieOf, fetch }
}

/** Pages of a test. */
export type TestPages = ReturnType<typeof pagesOver>
