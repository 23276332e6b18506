/**
 * Tokens that were checked a moment ago. Checking a signature costs several times what a decision at a desk does, and who
 * calls shows the same token for an hour: so a token that was right is taken again, for a minute and never beyond
 * its own end, by the business clock.
 */
import { epochMs } from '../../shared/calendar/index.ts'
import type { Clock } from '../../shared/clock/index.ts'
import type { Subject } from '../calls/access.ts'
import type { Authenticate } from './auth.ts'

/** How long a key that was withdrawn may still be trusted. */
const keptMs = 60_000
/** Most tokens remembered at a time; more than those whom one process serves in a minute. */
const mostTokens = 2_000

/** The check of tokens, remembering what it found right. What it found wrong is checked each time. */
export function rememberTokens(authenticate: Authenticate, clock: Clock): Authenticate {
  const known = new Map<string, { subject: Subject; untilMs: number }>()
  return async (authorization) => {
    const nowMs = epochMs(clock.now())
    const held = authorization === undefined ? undefined : known.get(authorization)
    if (held && nowMs < held.untilMs) return held.subject
    const subject = await authenticate(authorization)
    if (authorization === undefined || !subject) return subject
    if (known.size >= mostTokens) known.clear()
    known.set(authorization, { subject, untilMs: Math.min(nowMs + keptMs, endMs(authorization)) })
    return subject
  }
}

/** When a token that was found right ends; at once if it does not say. */
function endMs(authorization: string): number {
  try {
    const claims = JSON.parse(Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString())
    return typeof claims.exp === 'number' ? claims.exp * 1000 : 0
  } catch {
    return 0
  }
}
