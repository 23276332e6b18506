/**
 * Rate limits: a bucket of calls for each caller, filled evenly. A bucket lives in the memory of one process, so that
 * it costs nothing to ask; with n instances a caller gets up to n times the rate. It keeps one broken program from
 * taking the place of everybody else, and is no quota: what must hold for the system as a whole the gateway limits.
 */
import type { Role, Subject } from '../calls/access.ts'

/** How many calls a second are let through, and how many at once after a pause. */
export interface Rate {
  perSecond: number
  burst: number
}

/** Rates by role. */
export type Limits = Readonly<Record<Role, Rate>>

/** Far above what a person or a hospital does, far below what an instance can answer. */
export const standardLimits: Limits = {
  citizen: { perSecond: 50, burst: 200 },
  clerk: { perSecond: 200, burst: 800 },
  supervisor: { perSecond: 200, burst: 800 },
  employer: { perSecond: 200, burst: 800 },
  operator: { perSecond: 200, burst: 800 },
  institution: { perSecond: 2000, burst: 8000 },
  // Each with up to a hundred events.
  partner: { perSecond: 50, burst: 200 },
}

/** Takes a call of this caller, which counts for so many; answers the whole seconds to wait if there are none left. */
export type Limiter = (subject: Subject, weight?: number) => number | undefined

interface Bucket {
  calls: number
  at: number
}

/** Callers remembered at most; the one that has called least recently is forgotten, and begins with a full bucket. */
const mostBuckets = 20_000

/** A limiter of one process. `elapsedMs` is a clock of real time that only goes forward. */
export function makeLimiter(limits: Limits, elapsedMs: () => number = () => performance.now()): Limiter {
  const buckets = new Map<string, Bucket>()
  return (subject, weight = 1) => {
    const { perSecond, burst } = limits[subject.role]
    const who = callerOf(subject)
    const now = elapsedMs()
    const held = buckets.get(who) ?? { calls: burst, at: now }
    const calls = Math.min(burst, held.calls + ((now - held.at) / 1000) * perSecond)
    const left = calls >= weight ? calls - weight : calls
    buckets.delete(who)
    buckets.set(who, { calls: left, at: now })
    if (buckets.size > mostBuckets) buckets.delete(buckets.keys().next().value as string)
    return calls >= weight ? undefined : Math.max(1, Math.ceil((weight - calls) / perSecond))
  }
}

/** An institution is one caller whoever of its staff calls, a partner whichever of its programs; others are themselves. */
function callerOf(subject: Subject): string {
  if (subject.role === 'institution') return `institution#${subject.fixmedins_code}`
  return subject.role === 'partner' ? `partner#${subject.source}` : `${subject.role}#${subject.id}`
}
