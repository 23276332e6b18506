/**
 * Script, style and pictures of the pages. The name of each has the hash of what is in it, so that browsers keep them for
 * good and a release is seen at once.
 */
import { createHash } from 'node:crypto'
import type { Hono } from 'hono'

/** What is served, by kind. */
const types = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' } as const

/** A file that a page loads. */
export interface Asset {
  readonly path: string
  readonly text: string
  readonly type: string
}

/** Makes one of a name such as `desk.js`. */
export function asset(name: string, text: string): Asset {
  const [stem, kind] = name.split('.') as [string, keyof typeof types]
  const hash = createHash('sha256').update(text).digest('base64url').replace(/[-_]/g, '0').slice(0, 12)
  return { path: `/assets/${stem}-${hash}.${kind}`, text, type: `${types[kind]}; charset=utf-8` }
}

/** The little picture of a tab: without one browsers ask for another, in vain. */
export const icon = asset(
  'icon.svg',
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5cad"/><path d="M9 17l5 5 9-12" fill="none" stroke="#fff" stroke-width="4"/></svg>',
)

/** Serves them. */
export function serveAssets(app: Hono, assets: readonly Asset[]): void {
  for (const { path, text, type } of assets)
    app.get(path, (c) =>
      c.body(text, 200, { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' }),
    )
}
