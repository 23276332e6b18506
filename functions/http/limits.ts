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
  agent: { perSecond: 50, burst: 200 },
  expert: { perSecond: 50, burst: 200 },
  employer: { perSecond: 200, burst: 800 },
  operator: { perSecond: 200, burst: 800 },
  institution: { perSecond: 2000, burst: 8000 },
  // Each with up to a hundred events.
  partner: { perSecond: 50, burst: 200 },
}

/** What a caller may still do: told with every answer, so that a program can slow down before it is turned away. */
export interface Allowance {
  rate: Rate
  /** Calls that may follow at once. */
  left: number
  /** Whole seconds until the full burst may follow again. */
  fullAfter: number
  /** This call is one too many: whole seconds to wait. */
  retryAfter?: number
}

/** Takes a call of this caller, which counts for so many. */
export type Limiter = (subject: Subject, weight?: number) => Allowance

/** Calls that are counted, as their headers call them. */
const policy = '"calls"'

/**
 * An allowance as headers (draft-ietf-httpapi-ratelimit-headers 09): the policy, so many calls in so many seconds, and
 * what is left of it with the instance that answers.
 */
export function rateHeaders({ rate: { perSecond, burst }, left, fullAfter }: Allowance): Record<string, string> {
  return {
    'ratelimit-policy': `${policy};q=${burst};w=${Math.ceil(burst / perSecond)}`,
    ratelimit: `${policy};r=${left};t=${fullAfter}`,
  }
}

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
    const rate = limits[subject.role]
    const { perSecond, burst } = rate
    const who = callerOf(subject)
    const now = elapsedMs()
    const held = buckets.get(who) ?? { calls: burst, at: now }
    const calls = Math.min(burst, held.calls + ((now - held.at) / 1000) * perSecond)
    const left = calls >= weight ? calls - weight : calls
    buckets.delete(who)
    buckets.set(who, { calls: left, at: now })
    if (buckets.size > mostBuckets) buckets.delete(buckets.keys().next().value as string)
    const allowance = { rate, left: Math.floor(left), fullAfter: Math.ceil((burst - left) / perSecond) }
    return calls >= weight
      ? allowance
      : { ...allowance, retryAfter: Math.max(1, Math.ceil((weight - calls) / perSecond)) }
  }
}

/** An institution is one caller whoever of its staff calls, a partner whichever of its programs; others are themselves. */
function callerOf(subject: Subject): string {
  if (subject.role === 'institution') return `institution#${subject.fixmedins_code}`
  return subject.role === 'partner' ? `partner#${subject.source}` : `${subject.role}#${subject.id}`
}
