/**
 * Who sits before the pages: a cookie of the browser that holds their token, sealed. Sealed, because a token names persons
 * and is good at the API for whoever holds it: what lies on the disk of a machine in a hall is neither. It ends with the
 * browser, or with the token in it.
 */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import { type Keys, open, seal } from '../../../shared/identity/index.ts'

/** What a browser may keep of ours. */
const names = { session: 'mianshen', signingIn: 'mianshen-signing-in' } as const
type Kept = keyof typeof names

/** As browsers write it in requests to a deployed stage: what the web ACL counts by. */
export const sessionCookie = `__Host-${names.session}`

/**
 * `Lax`: other sites can lead somebody here, and have nothing sent in their name; what a page shows changes nothing. `Strict`
 * would show a clerk who comes from the bureau's own intranet, or from signing in, as a stranger.
 */
const options: CookieOptions = { path: '/', httpOnly: true, secure: true, sameSite: 'Lax' }

/** What browsers keep of ours. */
export interface Jar {
  /** Lets the browser keep something, sealed; `seconds` is for how long at most. */
  keep(c: Context, what: Kept, text: string, seconds?: number): void
  /** What the browser kept; undefined if nothing, or nothing that we sealed. */
  kept(c: Context, what: Kept): string | undefined
  /** Has the browser forget it. */
  forget(c: Context, what: Kept): void
}

/**
 * The jar of these keys. The prefix `__Host-` binds names to this very host, so that none beside it can give a browser a
 * session of theirs; a local stack has no hosts beside it, and tools of browsers can't write such names there.
 */
export function jarOf(keys: Keys, isLocal = false): Jar {
  const own: CookieOptions = isLocal ? options : { ...options, prefix: 'host' }
  return {
    keep(c, what, text, seconds) {
      const sealed = Buffer.from(seal(keys, text, `cookie ${what}`)).toString('base64url')
      setCookie(c, names[what], sealed, seconds === undefined ? own : { ...own, maxAge: seconds })
    },
    kept(c, what) {
      const sealed = isLocal ? getCookie(c, names[what]) : getCookie(c, names[what], 'host')
      if (sealed === undefined) return undefined
      try {
        return open(keys, Buffer.from(sealed, 'base64url'), `cookie ${what}`)
      } catch {
        return undefined
      }
    },
    forget: (c, what) => void deleteCookie(c, names[what], own),
  }
}

/** A place of ours to go to after signing in; undefined if it is none: nobody is led elsewhere from here. */
export const ownPath = (to: string | undefined): string | undefined =>
  to !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(to) && !to.includes('\\') ? to : undefined
