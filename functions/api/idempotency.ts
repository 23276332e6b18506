/** Idempotency keys (per subject, 24 hours): the same key and body give the same answer, whatever happened between. */
import { createHash } from 'node:crypto'
import { addMs, compareInstants, epochMs, type Instant } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/chain/ports.ts'
import { open, seal } from '../../shared/identity/index.ts'
import { ttlAttribute } from '../../shared/table/definition.ts'
import type { Item } from '../../shared/table/table.ts'
import { type Problem, problem } from './problem.ts'

const keptMs = 86_400_000
/** A call that has not answered by then died; its key may be used again. */
const inProgressMs = 60_000

/** An answer as kept. */
export interface KeptAnswer {
  status: number
  body: unknown
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url')

/**
 * Runs `call` once for this subject, key and request. Another request under the same key is 422, one still in progress
 * 409. Server errors are not kept: the key can be tried again.
 */
export async function once(
  ports: Ports,
  request: { subject: string; key: string; content: string },
  call: () => Promise<KeptAnswer>,
): Promise<KeptAnswer | Problem> {
  const pk = `I#${digest(`${request.subject}\n${request.key}`)}`
  const content = digest(request.content)
  const now = ports.clock.now()
  const ttl = Math.floor(epochMs(addMs(now, keptMs)) / 1000)
  const fresh: Item = { pk, sk: 'answer', c: content, at: now, state: 'running', [ttlAttribute]: ttl }
  const held = await ports.table.get({ pk, sk: 'answer' })
  const living = held && isLiving(held, now)
  if (living) return heldAnswer(ports, held, content, pk)
  const begun = await ports.table.write({ put: fresh, if: held ? { attr: 'at', equals: held.at as string } : 'absent' })
  if (!begun) return problem(409, 'key-in-progress', '同一个请求正在处理，请稍候。', { retryAfter: 1 })
  try {
    const answer = await call()
    if (answer.status < 500) {
      await ports.table.write({ put: { ...fresh, state: 'done', p: seal(ports.keys, JSON.stringify(answer), pk) } })
    } else await ports.table.write({ remove: { pk, sk: 'answer' } })
    return answer
  } catch (error) {
    await ports.table.write({ remove: { pk, sk: 'answer' } })
    throw error
  }
}

function isLiving(held: Item, now: Instant): boolean {
  const end = addMs(held.at as Instant, held.state === 'done' ? keptMs : inProgressMs)
  return compareInstants(end, now) > 0
}

function heldAnswer(ports: Ports, held: Item, content: string, pk: string): KeptAnswer | Problem {
  if (held.c !== content) return problem(422, 'key-reused', '这个请求编号已经用于另一个请求，请换一个编号。')
  if (held.state !== 'done') return problem(409, 'key-in-progress', '同一个请求正在处理，请稍候。', { retryAfter: 1 })
  return JSON.parse(open(ports.keys, held.p as string, pk)) as KeptAnswer
}
