/**
 * Idempotency keys (per subject, 24 hours): the same key and body give the same answer, whatever happened between. An
 * answer that a later fact may change is not kept: whoever was refused today need not wait for tomorrow. What a call does leaves a mark in the very commit that does it: a call that died after its commit and before its
 * answer is known by the mark, and repeated it only answers.
 */
import { createHash } from 'node:crypto'
import { canonicalJson } from '../../events/canonical.ts'
import { addMs, compareInstants, type Instant } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { msOf, ttlAt } from '../../shared/keeping/index.ts'
import { ttlAttribute } from '../../shared/table/definition.ts'
import { openAt, sealAt } from '../../shared/table/seals/sealed.ts'
import { type Condition, type Item, queryAll } from '../../shared/table/table.ts'
import { type Problem, problem } from '../calls/problem.ts'
import type { Attempt } from '../calls/route.ts'

const keptMs = msOf('answers')
/** A call that has not answered by then died; its key may be used again. */
const inProgressMs = 60_000

/** An answer as kept. */
export interface KeptAnswer {
  status: number
  body: unknown
}

/** An answer just made; `lasting`: it stays as it is, whatever becomes known later. */
export type MadeAnswer = KeptAnswer & { lasting: boolean }

/** What a call asks for: bodies are compared as JSON, so that blanks and the order of members make no difference. */
export function contentOf(target: string, body: unknown): string {
  try {
    return `${target}\n${body === undefined ? '' : canonicalJson(body)}`
  } catch {
    // What has no canonical text is the same if it is written alike.
    return `${target}\n${JSON.stringify(body)}`
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url')

const stillInProgress = () => problem(409, 'key-in-progress', '同一个请求正在处理，请稍候。', { retryAfter: 1 })
const otherRequest = () => problem(422, 'key-reused', '这个请求编号已经用于另一个请求，请换一个编号。')

/**
 * Runs `call` once for this subject, key and request. Another request under the same key is 422, one still in progress
 * 409. Only a lasting answer is kept; after another the call is made again when it is repeated.
 */
export async function once(
  ports: Pick<Ports, 'table' | 'keys' | 'clock'>,
  request: { subject: string; key: string; content: string },
  call: (attempt: Attempt) => Promise<MadeAnswer>,
): Promise<KeptAnswer | Problem> {
  const id = digest(`${request.subject}\n${request.key}`)
  const pk = `I#${id}`
  const content = digest(request.content)
  const now = ports.clock.now()
  const base = { pk, c: content, at: now, [ttlAttribute]: ttlAt('answers', now) }
  const fresh: Item = { ...base, sk: 'answer', state: 'running' }
  const held = await queryAll(ports.table, { pk })
  const answered = held.find(({ sk }) => sk === 'answer')
  const effect = held.find((item) => item.sk === 'effect' && within(item, keptMs, now))
  if (answered && isLiving(answered, now)) {
    if (answered.c !== content) return otherRequest()
    if (answered.state === 'done') return keptIn(ports, answered)
    if (answered.state === 'running') return stillInProgress()
  }
  if (effect && effect.c !== content) return otherRequest()
  if (!(await ports.table.write({ put: fresh, if: beginning(answered) }))) return stillInProgress()
  const attempt: Attempt = { id, repeated: effect !== undefined, mark: markOf({ ...base, sk: 'effect' }, held, now) }
  // The key stays this request's, so that repeating it can't become another by mistake.
  const giveBack = () => ports.table.write({ put: { ...fresh, state: 'open' } })
  try {
    const first = await call(attempt)
    // The table may carry out late what an attempt before was told had failed: nobody is refused by their own effect.
    const isRefused = first.status >= 400 && !attempt.repeated
    const late = isRefused ? await ports.table.get({ pk, sk: 'effect' }) : undefined
    const isOwn = late?.c === content && within(late, keptMs, now)
    const { lasting, ...answer } = isOwn ? await call({ ...attempt, repeated: true, mark: {} }) : first
    if (lasting) {
      await ports.table.write({
        put: { ...fresh, state: 'done', p: sealAt(ports.keys, fresh, JSON.stringify(answer)) },
      })
    } else await giveBack()
    return answer
  } catch (error) {
    await giveBack()
    throw error
  }
}

/** What must be true for an attempt to begin: nobody else has begun one since the key was looked up. */
function beginning(answered: Item | undefined): Condition {
  if (!answered) return 'absent'
  return answered.state === 'open' ? { attr: 'state', equals: 'open' } : { attr: 'at', equals: answered.at as string }
}

/** The mark may be written once; one that is older than keys are kept is as good as not there. */
function markOf(mark: Item, held: readonly Item[], now: Instant): Attempt['mark'] {
  const old = held.find((item) => item.sk === 'effect')
  if (old && within(old, keptMs, now)) return {}
  return { beside: [{ put: mark, if: old ? { attr: 'at', equals: old.at as string } : 'absent' }] }
}

/** A part of an attempt that has several effects, each in a commit of its own: what took place in one that died is known. */
export async function partOf(
  { table, clock }: Pick<Ports, 'table' | 'clock'>,
  attempt: Attempt,
  part: string,
): Promise<Attempt> {
  const [mark] = attempt.mark.beside ?? []
  if (!mark || !('put' in mark)) return attempt
  const put = { ...mark.put, sk: `effect#${part}` }
  const held = await table.get(put)
  if (held && within(held, keptMs, clock.now())) return { ...attempt, repeated: true, mark: {} }
  return { ...attempt, mark: { ...attempt.mark, beside: [{ put }] } }
}

const within = (item: Item, ms: number, now: Instant) => compareInstants(addMs(item.at as Instant, ms), now) > 0

const isLiving = (held: Item, now: Instant) => within(held, held.state === 'running' ? inProgressMs : keptMs, now)

const keptIn = ({ keys }: Pick<Ports, 'keys'>, held: Item) => JSON.parse(openAt(keys, held)) as KeptAnswer
