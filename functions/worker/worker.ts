/** The worker: one code for every lane. A message that fails stays in its queue and comes again. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { ReadOnce } from '../../shared/batching.ts'
import type { Instant } from '../../shared/calendar/index.ts'
import type { Rules } from '../../shared/chain/settle.ts'
import { identityOf, idReused, untaken } from '../../shared/engine/event-identity.ts'
import { wayOfEvent } from '../../shared/engine/event-way.ts'
import { flush, type Handled } from '../../shared/engine/handle.ts'
import { letGo, sendOut } from '../../shared/engine/held.ts'
import type { Message, Way } from '../../shared/engine/messages.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { aboutEvent } from '../../shared/engine/receipts/commit.ts'
import { receiptFor } from '../../shared/engine/receipts/receipt.ts'
import { bodyOf, type Refusal, refusalOf } from '../../shared/engine/rejected.ts'
import { pass } from '../../shared/engine/send.ts'
import { sweepCrowd } from '../../shared/engine/sweep.ts'
import { readAhead } from '../../shared/engine/world.ts'
import type { NumberHash, Pid } from '../../shared/identity/index.ts'
import { FromNewerRelease } from '../../shared/newer-release.ts'
import { lanes } from '../../shared/queues.ts'
import { isImpersonal } from '../../shared/registers/events.ts'
import { identityKey } from '../../shared/table/keys.ts'
import { sharingReads } from '../../shared/table/sharing.ts'
import { advanceClearing } from '../clearing/clearing.ts'
import { carryOutById } from '../corrections/carry-out.ts'
import { lookAtVolume } from '../forecast/alert.ts'
import { setAside } from '../inbox/rejected.ts'
import { keepOn } from '../keeping/run.ts'
import { logFailure } from '../log.ts'
import { workOnPack } from '../packs/find.ts'
import { servePacks } from '../packs/send.ts'
import { foundUninsured } from '../screening/found.ts'
import { screenAreas } from '../screening/nightly.ts'
import { workOnScreening } from '../screening/work.ts'
import { workOnTrial } from '../trials/work.ts'
import { takeImpersonal } from './impersonal.ts'
import { wakeForRelease } from './new-release.ts'
import { handleEvent, handleSignal, makeRules, wake } from './personal.ts'
import { wakeMarked } from './topics.ts'
import { listParked, type NumberMessage, passWaiting, resolveNumber } from './unknown-numbers.ts'

/** The worker function for any of the lanes. */
export function makeWorker(own: Ports, rules: Rules = makeRules(own.keys)) {
  return async (batch: SQSEvent): Promise<SQSBatchResponse> => {
    const ports: Ports = { ...own, table: sharingReads(own.table), shared: new ReadOnce() }
    readAhead(ports)
    const messages = batch.Records.map(readRecord)
    const failed: string[] = []
    await Promise.all(
      [...byFile(messages)].map(async (group) => {
        for (const { messageId, message, way } of group) {
          try {
            await work({ ...ports, way }, rules, message, true)
          } catch (error) {
            const { kind } = message
            logFailure(ports.log, 'message failed', error, { messageId, kind, ...personIn(message) })
            failed.push(messageId)
          }
        }
      }),
    )
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
  }
}

/** Whose message it is, as far as it says. */
const personIn = (message: Message) => ('pid' in message && message.pid ? { pid: message.pid } : {})

type Received = { messageId: string; message: Message; way: Way }

function readRecord(record: SQSRecord): Received {
  const message = JSON.parse(record.body) as Message
  return { messageId: record.messageId, message, way: wayIn(record, message) }
}

/** The way a message came. A queue that is no lane is one of an older release, read until it is empty. */
function wayIn({ eventSourceARN, attributes }: Partial<SQSRecord>, message: Message): Way {
  if (message.kind === 'event') return wayOfEvent(message.event)
  const name = eventSourceARN?.split(/[:-]/).at(-1)
  const group = attributes?.MessageGroupId
  return { lane: lanes.find((lane) => lane === name) ?? 'steady', ...(group === undefined ? {} : { group }) }
}

/** Messages of one file go one after the other: they would only lose races against each other. */
function byFile(messages: Received[]): Iterable<Received[]> {
  const groups = new Map<string, Received[]>()
  for (const received of messages) {
    const { message } = received
    const key = ('pid' in message ? message.pid : undefined) ?? ('cert' in message ? message.cert : undefined)
    const group = key ?? received.messageId
    groups.set(group, [...(groups.get(group) ?? []), received])
  }
  return groups.values()
}

/** Does what a message asks for. Throws if it must come again; `queued`: it will. */
export async function work(ports: Ports, rules: Rules, message: Message, queued?: true): Promise<void> {
  switch (message.kind) {
    case 'event':
      return workEvent(ports, rules, message, queued)
    case 'wake':
      await wake(ports, rules, message.pid)
      return
    case 'flush':
      return flush(ports, message.pid, message.journal)
    case 'signal': {
      await toAddressee(ports, message, (pid, by) => handleSignal(ports, rules, pid, message.signal, by))
      return
    }
    case 'release':
      return passWaiting(ports, message.cert)
    case 'list-parked':
      return listParked(ports, message.cert, message.key)
    case 'topic':
      return wakeMarked(ports, message.topic)
    case 'new-release':
      return wakeForRelease(ports)
    case 'let-go':
      if (!(await letGo(ports))) await pass(ports, [message])
      return
    case 'sweep':
      return sweepCrowd(ports, message.shard)
    case 'volume':
      return lookAtVolume(ports, message.area, message.day)
    case 'trial':
      return workOnTrial(ports, rules, message.trial_id, message.part)
    case 'screening':
      return workOnScreening(ports, message.screening_id, message.part)
    case 'screenings':
      return screenAreas(ports)
    case 'screened':
      return foundUninsured(ports, rules, message)
    case 'keep':
      return keepOn(ports)
    case 'correction':
      return carryOutById(ports, message.correction_id, (event) => takeEvent(ports, rules, event))
    case 'pack-part':
      return workOnPack(ports, rules, message.pack_id, message.part)
    case 'packs':
      return servePacks(ports, rules, message.pid)
    case 'clearing':
      return advanceClearing(ports, rules, message.clearing_id)
  }
  throw new FromNewerRelease(`message of an unknown kind: ${(message as { kind: string }).kind}`)
}

/** What is refused is set aside as it came; its id is free then, also if the event held it while it waited or was sent on. */
async function workEvent(
  ports: Ports,
  rules: Rules,
  message: Extract<Message, { kind: 'event' }>,
  queued: true | undefined,
): Promise<void> {
  const { event, came, held } = message
  const refusal = await takeEvent(ports, rules, message, queued)
  if (!refusal) return
  await setAside(ports, bodyOf(event, came), refusal)
  if (!held) return
  const { source, id } = event
  await ports.table.write({ remove: identityKey(source, id), if: untaken({ ...identityOf(message), held }) })
}

/** Takes an event in, or answers why it is refused. Throws if it must come again. */
export async function takeEvent(
  ports: Ports,
  rules: Rules,
  message: Extract<Message, { kind: 'event' }>,
  queued?: true,
): Promise<Refusal | undefined> {
  const { event } = message
  if (!isImpersonal(event)) return takePersonal(ports, rules, message, queued)
  const refusal = await takeImpersonal(ports, rules, event, identityOf(message))
  if (!refusal) await tellTaken(ports, message)
  return refusal
}

/** Tells the sender of an event that is about no person, and so never waits, if it is to be told; of the others commits do. */
async function tellTaken(ports: Ports, { event, came, told }: Extract<Message, { kind: 'event' }>): Promise<void> {
  const about = aboutEvent(event, came)
  const tell = (at: Instant) => receiptFor(ports, about, { status: 'taken-up', at }, '', told === undefined)
  const now = ports.clock.now()
  if (tell(now).length === 0) return
  const taken = await ports.table.get(identityKey(event.source, event.id))
  await sendOut(ports, tell((taken?.at as Instant | undefined) ?? now))
}

async function takePersonal(
  ports: Ports,
  rules: Rules,
  message: Extract<Message, { kind: 'event' }>,
  queued?: true,
): Promise<Refusal | undefined> {
  const handled = await toAddressee(ports, message, (pid, by) =>
    handleEvent(ports, rules, pid, message, { queued, by }),
  )
  if (handled === 'id-reused') return refusalOf(idReused)
  return handled !== 'parked' && handled.result === 'refused' ? refusalOf(handled) : undefined
}

/**
 * Puts a message to the file it is for: a person's, or that of whoever has the identity number. A number that was
 * corrected meanwhile is looked up again. It may be parked until somebody has the
 * number, or its id was used for another event that is.
 */
async function toAddressee(
  ports: Ports,
  message: Extract<Message, { kind: 'event' | 'signal' }>,
  put: (pid: Pid, by?: NumberHash) => Promise<Handled>,
): Promise<Handled | 'parked' | 'id-reused'> {
  if (message.pid) return put(message.pid)
  if (!message.cert) throw new Error('message without addressee')
  for (let asked: Pid | undefined; ; ) {
    const found = await resolveNumber(ports, message as NumberMessage)
    if (typeof found === 'string') return found
    const { pid } = found
    // A file that two looks find is the one, though word of its new number may not have reached it yet.
    const handled = await put(pid, pid === asked ? undefined : message.cert)
    if (handled.result !== 'elsewhere') return handled
    asked = pid
  }
}
