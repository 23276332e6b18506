/**
 * Who sits before the pages: a cookie of the browser that holds their token, sealed. Sealed, because a token names persons
 * and is good at the API for whoever holds it: what lies on the disk of a machine in a hall is neither. It ends with the
 * browser, or with the token in it.
 */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import { type Keys, open, seal } from '../../../shared/identity/index.ts'

/** What a browser may keep of ours. The name binds it to this host and to encrypted ways (or to the machine itself). */
const names = { session: 'mianshen', signingIn: 'mianshen-signing-in' } as const
type Kept = keyof typeof names

/** As browsers write it in requests: what the web ACL counts by. */
export const sessionCookie = `__Host-${names.session}`

/**
 * `Lax`: other sites can lead somebody here, and have nothing sent in their name; what a page shows changes nothing. `Strict`
 * would show a clerk who comes from the bureau's own intranet, or from signing in, as a stranger.
 */
const options: CookieOptions = { prefix: 'host', path: '/', httpOnly: true, secure: true, sameSite: 'Lax' }

/** Lets the browser keep something, sealed; `seconds` is for how long at most. */
export function keep(c: Context, keys: Keys, what: Kept, text: string, seconds?: number): void {
  const sealed = Buffer.from(seal(keys, text, `cookie ${what}`)).toString('base64url')
  setCookie(c, names[what], sealed, seconds === undefined ? options : { ...options, maxAge: seconds })
}

/** What the browser kept; undefined if nothing, or nothing that we sealed. */
export function kept(c: Context, keys: Keys, what: Kept): string | undefined {
  const sealed = getCookie(c, names[what], 'host')
  if (sealed === undefined) return undefined
  try {
    return open(keys, Buffer.from(sealed, 'base64url'), `cookie ${what}`)
  } catch {
    return undefined
  }
}

/** Has the browser forget it. */
export const forget = (c: Context, what: Kept): void => void deleteCookie(c, names[what], options)

/** A place of ours to go to after signing in; undefined if it is none: nobody is led elsewhere from here. */
export const ownPath = (to: string | undefined): string | undefined =>
  to !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(to) && !to.includes('\\') ? to : undefined
