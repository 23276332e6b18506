/**
 * Questions about people whom nobody knows. An institution asks about whoever stands at its desk, and now and then gets
 * a number wrong; many such questions in a short time try numbers out. They are counted in the table, so that the limit
 * holds whichever instance is asked; only a miss writes, and an instance that has read the count trusts it for seconds.
 */
import { randomUUID } from 'node:crypto'
import { addMs, compareInstants, epochMs, type Instant } from '../../shared/calendar/index.ts'
import type { Clock } from '../../shared/clock/index.ts'
import { msOf, ttlAt } from '../../shared/keeping/index.ts'
import { ttlAttribute } from '../../shared/table/definition.ts'
import { missKey, missPartition } from '../../shared/table/keys.ts'
import type { Table } from '../../shared/table/table.ts'
import { type Problem, problem } from './problem.ts'

/** Misses of an institution that are let pass in {@link windowMs} (filing/RULES.md 1.6). */
const mostMisses = 60
const windowMs = msOf('misses')
/** How long misses counted by another instance may go unnoticed by one that is only asked what it knows. */
const trustedMs = 5_000
/** Institutions remembered at most; forgetting one costs a read. */
const mostRemembered = 5_000

/** The count of one table's misses; each kind of `question` is counted by itself. */
export interface Misses {
  /** The answer to an institution that has missed too often and may not ask now. */
  refusal(question: string, fixmedinsCode: string): Promise<Problem | undefined>
  /** Counts a miss; the answer if it was one too many. */
  miss(question: string, fixmedinsCode: string): Promise<Problem | undefined>
}

let sequence = 0
/** Misses of one moment stand in the order in which they came, as far as one process can say. */
const nextId = () => `${String(sequence++).padStart(12, '0')}#${randomUUID()}`

const counts = new WeakMap<Table, Misses>()

/** The one count of this table in this process. */
export function missesOf(table: Table, clock: Clock): Misses {
  const held = counts.get(table) ?? countMisses(table, clock)
  counts.set(table, held)
  return held
}

/** Counts in this table, remembering for seconds what it has read. */
function countMisses(table: Table, clock: Clock): Misses {
  const known = new Map<string, { readAt: Instant; until?: Instant }>()

  /** The misses that still count, the oldest first, one more than are let pass; and until when it is one too many. */
  async function read(partition: string, now: Instant) {
    const { items } = await table.query({ pk: partition, from: addMs(now, -windowMs), limit: mostMisses + 1 })
    const oldest = items.length > mostMisses ? items[0] : undefined
    const until = oldest && addMs(oldest.at as Instant, windowMs)
    if (known.size >= mostRemembered) known.clear()
    known.set(partition, { readAt: now, ...(until ? { until } : {}) })
    return { passed: items.slice(0, mostMisses), until }
  }

  return {
    async refusal(question, fixmedinsCode) {
      const now = clock.now()
      const partition = missPartition(question, fixmedinsCode)
      const held = known.get(partition)
      if (held?.until && compareInstants(held.until, now) > 0) return tooManyMisses(held.until, now)
      if (held && epochMs(now) - epochMs(held.readAt) < trustedMs) return undefined
      const { until } = await read(partition, now)
      return until && tooManyMisses(until, now)
    },
    async miss(question, fixmedinsCode) {
      const now = clock.now()
      const key = missKey(question, fixmedinsCode, now, nextId())
      await table.write({ put: { ...key, at: now, [ttlAttribute]: ttlAt('misses', now) } })
      const { passed, until } = await read(key.pk, now)
      // Of many at once those that came first are let pass.
      return until && !passed.some(({ sk }) => sk === key.sk) ? tooManyMisses(until, now) : undefined
    },
  }
}

function tooManyMisses(until: Instant, now: Instant): Problem {
  const retryAfter = Math.max(1, Math.ceil((epochMs(until) - epochMs(now)) / 1000))
  const detail = '短时间内查不到的人太多，请核对证件后过一会儿再试；批量核对请与医保经办机构联系。'
  return problem(429, 'too-many-requests', detail, { retryAfter })
}
