/**
 * Sending messages. One that its queue refuses for good is set aside once, as an operator's task, and keeps back none of
 * the others: sent again with them it would make them repeat for ever.
 */
import { createHash } from 'node:crypto'
import { addDays, dayOf, endOfDay } from '../calendar/index.ts'
import { NATION } from '../codes/index.ts'
import { ttlAt } from '../keeping/index.ts'
import { isForPartner, type Outgoing, type QueueName, queueNow, type Refused } from '../queues.ts'
import type { TaskRow } from '../registers/rows.ts'
import { ttlAttribute } from '../table/definition.ts'
import { officeTaskKey } from '../table/keys.ts'
import { openAt, sealAt } from '../table/seals/sealed.ts'
import { queryAll } from '../table/table.ts'
import { messageRefused } from '../tasks/operator.ts'
import { type OwnMessage, onItsWay, promptWay, type Way } from './messages.ts'
import { openOfficeTask } from './office-tasks.ts'
import type { Ports } from './ports.ts'

/** Sends messages of our own, by the way of what set them off unless they have one of their own. Throws as `send` does. */
export function pass(ports: Ports, messages: readonly OwnMessage[], way: Way = ports.way ?? promptWay): Promise<void> {
  return send(
    ports,
    messages.map((message) => onItsWay(message, way)),
  )
}

/** Puts bodies into a queue; answers those that it refuses for good. */
export type Put = (ports: Ports, to: Outgoing, bodies: readonly string[]) => Promise<readonly Refused[]>

/**
 * Sends, each to its queue. Throws if a message could not be sent that may pass later: all of them come again. What is for
 * partners goes by `sendOut` alone, which gives `signed` here: who sends only to our own carries nothing to sign with.
 */
export async function send(ports: Ports, messages: readonly Outgoing[], by: Put = toOurOwn): Promise<void> {
  await Promise.all([...together(messages)].map((some) => sendTogether(ports, some, by)))
}

/** Messages by queue, partner and group: what goes in one call. */
export function together<Sent extends Outgoing>(messages: readonly Sent[]): Iterable<Sent[]> {
  return Map.groupBy(messages, ({ queue, to, group }) => JSON.stringify([queue, to, group])).values()
}

async function sendTogether(ports: Ports, messages: readonly Outgoing[], by: Put): Promise<void> {
  const [first] = messages
  if (!first) return
  const bodies = messages.map(({ body }) => body)
  for (const refused of await by(ports, first, bodies)) await setMessageAside(ports, first, refused)
}

/** A message may have been kept by an older release, under the name of a queue that is gone. */
export const put: Put = (ports, { queue, group, to }, bodies) => ports.queues.send(queueNow(queue), bodies, group, to)

const toOurOwn: Put = (ports, to, bodies) => {
  if (isForPartner(to)) throw new Error(`send: what is for ${to.queue} leaves by sendOut`)
  return put(ports, to, bodies)
}

/** Days an operator has for a message set aside. */
const daysToDecide = 1
/** Letters of a message in one item of the table, which holds 400 kB; a letter has up to four bytes. */
const piece = /[\s\S]{1,80000}/gu

/** Keeps the message whole, sealed, and tells an operator; told once, however often the queue refuses it. */
async function setMessageAside(ports: Ports, sent: Outgoing, { body, reason }: Refused): Promise<void> {
  const queue = queueNow(sent.queue)
  const task_id = `${queue}.${createHash('sha256').update(body).digest('base64url').slice(0, 22)}.message-refused`
  const { pk } = officeTaskKey(task_id)
  const now = ports.clock.now()
  const kept = { [ttlAttribute]: ttlAt('office-tasks', now) }
  for (const [index, text] of (body.match(piece) ?? []).entries()) {
    const key = { pk, sk: `body#${String(index).padStart(3, '0')}` }
    await ports.table.write({ put: { ...key, p: sealAt(ports.keys, key, text), ...kept } })
  }
  const task: TaskRow = {
    task_id,
    kind: messageRefused.kind,
    owner: { role: 'operator' },
    admdvs: NATION,
    opened_at: now,
    due_at: endOfDay(addDays(dayOf(now), daysToDecide)),
    facts: { queue, ...toOf(sent), reason, bytes: Buffer.byteLength(body), ...namesOf(body) },
    status: 'open',
  }
  if (await openOfficeTask(ports, task)) ports.log.error('message refused', { task_id, queue, reason })
}

const toOf = ({ to }: { to?: unknown }) => (typeof to === 'string' ? { to } : {})

/** What may be told of a message in the clear: its id and type, or the kind of a message of our own. */
function namesOf(body: string): Record<string, unknown> {
  const { id, type, kind, event } = JSON.parse(body) as Record<string, unknown>
  const inner = (event ?? {}) as Record<string, unknown>
  return { id: id ?? inner.id, type: type ?? inner.type, kind }
}

/** Sends a message; answers what its queue says if it refuses it for good. */
export async function trySending(ports: Ports, message: Outgoing, by: Put): Promise<string | undefined> {
  const [refused] = await by(ports, message, [message.body])
  return refused?.reason
}

/** The message that was set aside, whole. */
export async function messageAside(ports: Ports, { task_id, facts }: TaskRow): Promise<Outgoing> {
  const { pk } = officeTaskKey(task_id)
  const pieces = await queryAll(ports.table, { pk, from: 'body#', to: 'body~' })
  return {
    queue: facts.queue as QueueName,
    ...toOf(facts),
    body: pieces.map((item) => openAt(ports.keys, item)).join(''),
  }
}
