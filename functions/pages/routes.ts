/** The addresses of the pages, for the gateway: it asks for no token, for who comes by a browser has a cookie. */

/** An address in the gateway's form; `{rest+}` stands for whatever follows. */
export interface PageRoute {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Citizens come here, too; the others are for offices. */
  readonly of: 'everyone' | 'offices'
}

const site = (name: string, of: PageRoute['of']): PageRoute[] =>
  (['GET', 'POST'] as const).flatMap((method) => [
    { method, path: `/${name}`, of },
    { method, path: `/${name}/{rest+}`, of },
  ])

/** All of them. */
export const pageRoutes: readonly PageRoute[] = [
  ...site('my', 'everyone'),
  ...site('desk', 'offices'),
  ...site('ops', 'offices'),
  { method: 'GET', path: '/assets/{name}', of: 'everyone' },
  { method: 'GET', path: '/sign-in', of: 'everyone' },
  { method: 'GET', path: '/sign-in/return', of: 'everyone' },
  { method: 'POST', path: '/sign-out', of: 'everyone' },
]

/** Whether the pages answer this path. */
export const isPage = (path: string): boolean => /^\/(desk|my|ops|assets|sign-in|sign-out)(\/|$)/.test(path)
