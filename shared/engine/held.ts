/**
 * Messages to partners on their way out. What a hold keeps back is kept, sealed, in the order in which it was decided,
 * and counts as sent for its case, which goes on; when the last hold on it ends it leaves, once and in that order.
 * All are signed as they leave and kept unsigned, in the journal, behind a hold, set aside: so what is sent again, however
 * late, is signed by a key that holds (decision 0085).
 */
import { isWritable } from '../../events/canonical.ts'
import { wireType } from '../../events/index.ts'
import { addMs, type Instant } from '../calendar/index.ts'
import { type AbleSigner, signerFor } from '../identity/index.ts'
import { isForPartner, type Outgoing, type PartnerQueue, partnerQueues, queueNow, type Refused } from '../queues.ts'
import { pidIn } from '../registers/ids.ts'
import { dueShard, heldPartition, holdsKey } from '../table/keys.ts'
import { openAt, sealAt } from '../table/seals/sealed.ts'
import type { Item, Write } from '../table/table.ts'
import { withoutCalledOff } from './called-off.ts'
import { type Holds, holdsUnchanged, holdsWrite, isHeld, loadHolds, mustQueueUp, waitingWrite } from './holds.ts'
import type { Ports } from './ports.ts'
import { type Put, put, send, trySending } from './send.ts'

/** Most in one commit: a message may be as large as a queue takes, a commit holds four megabytes. */
const keptAtOnce = 10
/** Messages let go for one message of our own, so that a long line is no long call. */
const letGoAtOnce = 1_000
/** Sent, and taken off the line, together: so many may be sent twice if a process dies in between, with the same ids. */
const pageSize = 10
const lookAgainMs = 60_000

/** Sends messages, each to its queue, but for those that are held: answers which. Throws if one could not be sent: all come again. */
export async function sendOut(ports: Ports, messages: readonly Outgoing[]): Promise<ReadonlySet<Outgoing>> {
  const kept = messages.some(isForPartner) ? await keepHeld(ports, messages) : new Set<Outgoing>()
  await send(
    ports,
    messages.filter((message) => !kept.has(message)),
    signed,
  )
  return kept
}

/** Sends a message once more that its queue refused; answers what the queue says if it refuses it again. */
export async function sendAgain(ports: Ports, message: Outgoing): Promise<string | undefined> {
  if ((await stillWanted(ports, message)).length === 0) return undefined
  return (await keepHeld(ports, [message])).size > 0 ? undefined : trySending(ports, message, signed)
}

/**
 * Keeps what is held; answers which those are. Holds that change meanwhile are looked at anew, for what is not kept yet:
 * what is, leaves with its line, also if the hold is lifted by now.
 */
async function keepHeld(ports: Ports, messages: readonly Outgoing[]): Promise<ReadonlySet<Outgoing>> {
  const kept = new Set<Outgoing>()
  for (let attempt = 0; ; attempt++) {
    if (attempt > 0) await ports.backoff(attempt)
    const holds = await loadHolds(ports.table)
    const held = messages.filter((one) => isForPartner(one) && !kept.has(one) && mustQueueUp(holds, one))
    if (await keep(ports, holds, held, kept)) return kept
  }
}

/** What is kept already, by a sender that died before it could say so, is kept and counted once. */
async function keep(ports: Ports, holds: Holds, held: readonly Outgoing[], kept: Set<Outgoing>): Promise<boolean> {
  const before = [holdsUnchanged(holds)]
  for (let left = held; left.length > 0; left = left.filter((message) => !kept.has(message))) {
    const part = left.slice(0, keptAtOnce)
    const puts = part.map((message): Write => ({ put: heldItem(ports, message), if: 'absent' }))
    const written = await ports.table.transact([...before, ...puts, waitingWrite(part, 1)])
    if (!written.ok && (written.failed.length === 0 || written.failed.includes(0))) return false
    for (const [index, message] of part.entries()) {
      if (written.ok || written.failed.includes(before.length + index)) kept.add(message)
    }
  }
  return true
}

/** Sorted by the time of its event, which is that of the decision, and by what was decided together. */
function heldItem({ keys }: Ports, { queue, to, body }: Outgoing): Item {
  const { id, time } = JSON.parse(body) as { id: string; time: string }
  const inOrder = id.replace(/\d+/g, (digits) => digits.padStart(6, '0'))
  const pk = heldPartition(queue)
  const whom = to === undefined ? {} : { to }
  return { pk, sk: `${time}#${inOrder}`, p: sealAt(keys, { pk }, body), ...whom, counted: 1 }
}

/**
 * Lets go what no hold keeps any more, queue by queue, until none is left. While it is at it, new messages queue up
 * behind; the few that did so until the very end go with the last look. `false`: there is more, for another message.
 */
export async function letGo(ports: Ports): Promise<boolean> {
  for (let left = letGoAtOnce; ; ) {
    const holds = await loadHolds(ports.table)
    if (holds.version === 0) return true
    for (const queue of partnerQueues) {
      left -= await letGoOf(ports, queue, left)
      if (left <= 0) return false
    }
    if (holds.ending.length === 0) {
      const unchanged = { attr: 'v', equals: holds.version }
      if (await ports.table.write({ update: holdsKey, unset: ['due', 'due_at'], if: unchanged })) return true
    } else await ports.table.transact([holdsWrite({ ...holds, ending: [] }, ports.clock.now(), true)])
  }
}

/** A message that is kept, and where. */
interface Kept extends Outgoing {
  item: Item
}

const toOf = ({ to }: Item) => (to === undefined ? {} : { to: to as string })

/** Sends a queue's kept messages in order, at most `most`; answers how many. */
async function letGoOf(ports: Ports, queue: PartnerQueue, most: number): Promise<number> {
  const pk = heldPartition(queue)
  let sent = 0
  let cursor: string | undefined
  do {
    const page = await ports.table.query({ pk, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) })
    if (page.items.length === 0) return sent
    const holds = await loadHolds(ports.table)
    const kept = page.items.map((item): Kept => ({ item, queue, ...toOf(item), body: openAt(ports.keys, item) }))
    const free = kept.filter((message) => !isHeld(holds, message))
    await sendInOrder(ports, free)
    await takeOff(ports, free)
    await stillAtIt(ports)
    sent += free.length
    cursor = page.cursor
  } while (cursor !== undefined && sent < most)
  return sent
}

/** Takes what was sent off the line, and out of what is counted as waiting: once, if two are at it. */
async function takeOff(ports: Ports, sent: readonly Kept[]): Promise<void> {
  for (let left = sent, attempt = 0; left.length > 0; attempt++) {
    if (attempt > 0) await ports.backoff(attempt)
    const removals = left.map(({ item: { pk, sk } }): Write => ({ remove: { pk, sk }, if: 'present' }))
    // What an older release has kept was never counted.
    const counted = left.filter(({ item }) => item.counted === 1)
    const written = await ports.table.transact([
      ...removals,
      ...(counted.length > 0 ? [waitingWrite(counted, -1)] : []),
    ])
    if (written.ok) return
    left = left.filter((_, index) => !written.failed.includes(index))
  }
}

/** In order, and not what its case has called off while it was kept. */
async function sendInOrder(ports: Ports, messages: readonly Outgoing[]): Promise<void> {
  const wanted = await Promise.all(messages.map((message) => stillWanted(ports, message)))
  await send(ports, wanted.flat(), signed)
}

async function stillWanted(ports: Ports, message: Outgoing): Promise<readonly Outgoing[]> {
  const { type, data } = JSON.parse(message.body) as { type: string; data: { pay_no?: string } }
  const pid = type === wireType('payment.ordered') ? pidIn(data.pay_no ?? '') : undefined
  if (pid === undefined) return [message]
  return withoutCalledOff(ports, pid, [message])
}

/** Puts off the time at which the sweep would take the sender for dead. */
async function stillAtIt({ table, clock }: Ports): Promise<void> {
  const set = { due: dueShard(holdsKey.pk), due_at: addMs(clock.now(), lookAgainMs) }
  await table.write({ update: holdsKey, set, if: 'present' })
}

type Sign = <Event extends object>(event: Event, key: AbleSigner) => object

/** Puts messages into a queue, those to partners signed. Throws if no key of ours can sign: all of them come again. */
const signed: Put = async (ports, to, bodies) => {
  if (!ports.keys.signers || !isForPartner({ queue: queueNow(to.queue) })) return put(ports, to, bodies)
  // Loaded for the first message that is signed: few calls of a citizen send any.
  const { sign } = await import('../../events/signing.ts')
  const kept = new Map<string, string>()
  const refused: Refused[] = []
  for (const body of bodies) {
    const leaves = leaving(ports, body, sign)
    if (leaves === undefined) refused.push({ body, reason: 'NotSignable' })
    else kept.set(leaves, body)
  }
  const said = await put(ports, to, [...kept.keys()])
  return [...refused, ...said.map(({ body, reason }) => ({ body: kept.get(body) ?? body, reason }))]
}

/**
 * An event as it leaves, signed by the key for its time; as it is before our first key begins. Undefined for what has no
 * canonical form (half of a letter in somebody's text): no key will ever sign it, and it must keep back none of the others.
 */
function leaving({ keys: { signers = [] }, clock }: Ports, body: string, sign: Sign): string | undefined {
  const event = JSON.parse(body) as { time: Instant }
  const key = signerFor(signers, event.time, clock.now())
  if (!key) return body
  return isWritable(event) ? JSON.stringify(sign(event, key)) : undefined
}
