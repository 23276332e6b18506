/**
 * What keeps pages safe. Nothing but our own script, style and pictures runs or loads, nobody frames us, and what is sent
 * must come from a page of ours: browsers say so (`Sec-Fetch-Site`, `Origin`), and cookies that are `Lax` don't come along
 * from elsewhere. Both are checked before anything is done, so no secret has to stand in forms.
 */
import type { Hono } from 'hono'
import { csrf } from 'hono/csrf'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A form, and nothing else, is what pages are sent: csrf() looks at the ways forms can be written. */
const formTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i

/** Longest form, in bytes. */
const longest = 200_000

/** Puts it before all pages. */
export function keepSafe(app: Hono): void {
  app.use(async (c, next) => {
    await next()
    const set = (name: string, value: string) => c.res.headers.set(name, value)
    set('content-security-policy', policy)
    set('x-content-type-options', 'nosniff')
    set('referrer-policy', 'same-origin')
    set('cross-origin-opener-policy', 'same-origin')
    set('cross-origin-resource-policy', 'same-origin')
    set('permissions-policy', 'camera=(), microphone=(), geolocation=(self)')
    if (!c.res.headers.has('cache-control')) set('cache-control', 'no-store')
  })
  app.use(csrf())
  app.use(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    if (Number(c.req.header('content-length') ?? 0) > longest) return c.text('内容太长', 413)
    return formTypes.test(c.req.header('content-type') ?? '') ? next() : c.text('格式不支持', 415)
  })
}
