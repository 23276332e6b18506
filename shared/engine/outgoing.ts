/** What a commit sends: events to partners and other files, word to whom it concerns, and what it does to their files. Pure. */
import { ourSource, queueOf, toWire } from '../../events/index.ts'
import type { Instant } from '../calendar/index.ts'
import type { Settled, SettledAlongside } from '../chain/settle.ts'
import type { NumberHash } from '../identity/index.ts'
import { type Keys, pidOfNobody } from '../identity/index.ts'
import type { Outgoing } from '../queues.ts'
import type { NumberWrite } from '../registers/applying.ts'
import { pidIn } from '../registers/ids.ts'
import type { RegisterName } from '../registers/rows.ts'
import type { SignalTo } from '../registers/signals.ts'
import { commitWrites } from '../table/commit.ts'
import type { Key, Write } from '../table/table.ts'
import { eventOnItsWay } from './event-way.ts'
import { type OwnMessage, onItsWay, promptWay } from './messages.ts'
import type { Ports } from './ports.ts'

/**
 * Messages of a commit (`id`: epoch and version). An event's id follows from the case and the commit: sent twice, it is the
 * same. A case taken over from a number that was lost goes on by the versions of another file: that file stands in its id.
 */
export function outgoingOf(
  { keys, stage, way = promptWay }: Ports,
  settled: Settled,
  numberWrites: readonly NumberWrite[],
  commit: { id: string; now: Instant },
): Outgoing[] {
  const { pid } = settled.file
  const events = settled.sends.map(({ case_id, ...send }, index): Outgoing => {
    const counted = pidIn(case_id) === pid ? commit.id : `${pid}.${commit.id}`
    const id = `${case_id === '' ? 'notice' : case_id}.${counted}.${index}`
    const event = toWire({ ...send, id, source: ourSource(stage), time: commit.now })
    return { queue: queueOf(send), body: JSON.stringify(event) }
  })
  const forwarded = settled.forward.map(({ to, ...one }) => {
    return eventOnItsWay({ kind: 'event', ...one, pid: to, held: true })
  })
  const messages: OwnMessage[] = [
    ...settled.signals.map(({ to, signal }): OwnMessage => ({ kind: 'signal', ...fileOf(keys, to), signal })),
    ...numbersMoved(numberWrites).map((hash): OwnMessage => ({ kind: 'release', cert: hash })),
    ...(settled.again ? [{ kind: 'wake', pid: settled.file.pid } satisfies OwnMessage] : []),
    ...wakes(settled),
  ]
  return [...events, ...forwarded, ...messages.map((message) => onItsWay(message, way))]
}

/** Whom a message is for: what is nobody's is found by its name. */
const fileOf = (keys: Keys, to: SignalTo['to']) => ('nobody' in to ? { pid: pidOfNobody(keys, to.nobody) } : to)

/** Numbers that lead elsewhere from now on, or that one less waits for: what waits for them may go on. */
function numbersMoved(numberWrites: readonly NumberWrite[]): NumberHash[] {
  const isNews = (write: NumberWrite) => ('waiter' in write ? write.since === undefined : write.was !== write.now)
  return [...new Set(numberWrites.filter(isNews).map(({ hash }) => hash))]
}

/** Changes of one person that may matter to another: who somebody is, and what of them came from a lost number, too. */
const tidings: readonly RegisterName[] = ['relation', 'person', 'case', 'joined']

/** What changes for a person may matter to those tied to them: a mother's relation to her child's case, and back. */
function wakes(settled: Settled): OwnMessage[] {
  // What is reported of a shared account may wait until its user is alive again, or one with another number.
  const isPerson = settled.change.some(({ register }) => register === 'person' || register === 'joined')
  const holders = isPerson ? settled.file.all('share').map(({ holder }) => holder) : []
  // What goes to rest says nothing new.
  const matters = settled.change.some((change) => tidings.includes(change.register) && !('rests' in change))
  if (!matters) return []
  const tied = [...settled.file.all('link').map(({ pid }) => pid), ...holders.filter((pid) => pid !== settled.file.pid)]
  return [...new Set(tied)].map((pid): OwnMessage => ({ kind: 'wake', pid }))
}

/** What is written for one of them, and what leaves when it stands. */
export interface WrittenAlongside {
  writes: Write[]
  sends: Outgoing[]
  journal?: Key
}

/** The writes for another's file: its rows, its journal, and its next version on condition that none has come since. */
export function writtenAlongside(ports: Ports, { read, settled }: SettledAlongside, now: Instant): WrittenAlongside {
  const id = `${ports.epoch}.${read.version + 1}`
  const sends = outgoingOf(ports, settled, [], { id, now })
  const { file: after, change, entries: lines } = settled
  const journal = { at: now, epoch: ports.epoch, lines, move: [] }
  const own = { read, after, change, claims: [], again: read.again, numberWrites: [], beside: [] }
  return { ...commitWrites(ports.keys, { ...own, journal, sends, now, comesAgain: false }), sends }
}
