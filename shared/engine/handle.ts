/**
 * Handling one input: load the file, settle it, commit once, send. Whoever loses a race for the file's version reads
 * again and decides again. A message that comes twice finds its event's identity taken, and only sends what may not
 * have been sent.
 */
import type { PartnerEvent } from '../../events/index.ts'
import { dayOf, type Instant } from '../calendar/index.ts'
import { type Input, type Rules, type Settled, type SettleResult, settle } from '../chain/settle.ts'
import type { Keys, NumberHash } from '../identity/index.ts'
import { faultOf } from '../log.ts'
import { answersTo, type PersonFile } from '../registers/file.ts'
import type { Pid } from '../registers/ids.ts'
import { expectFile } from '../registers/merged/merge.ts'
import { commitWrites, numberWritesOf } from '../table/commit.ts'
import { loadFile, loadPerson } from '../table/files.ts'
import { journalOf, markSent } from '../table/journal.ts'
import { headKey, identityKey, personKey } from '../table/keys.ts'
import { type Item, type Key, type Once, putsAt, type Write } from '../table/table.ts'
import { withoutCalledOff } from './called-off.ts'
import {
  heldIdentityItem,
  howTaken,
  type Identity,
  identityOf,
  idReused,
  takenItem,
  untaken,
} from './event-identity.ts'
import { sendOut } from './held.ts'
import { logLinesOf, writeLogLines } from './log-lines.ts'
import { outgoingOf, type WrittenAlongside, writtenAlongside } from './outgoing.ts'
import type { Ports } from './ports.ts'
import { answering, sentOn } from './receipts/commit.ts'
import { World } from './world.ts'

/** What became of an input. */
export type Handled =
  | { result: 'done'; file: PersonFile; parked: boolean }
  | { result: 'duplicate' }
  /** The identity number that the input came for leads to somebody else by now. */
  | { result: 'elsewhere' }
  | {
      result: 'refused'
      code: string
      detail: string
      status: 400 | 403 | 404 | 409
      field?: string
      more?: Record<string, unknown>
    }

/** What is put to a file; `by`: the identity number that led to it, which must still do so.
 * `toClosed`: also a file that was merged into another's is asked itself. */
export type ForFile = Input & { identity?: Identity; beside?: Write[]; by?: NumberHash; toClosed?: true; once?: Once }

const maxAttempts = 40

/** Handles an input for the person's file. Throws when the table or a queue stays out of reach: the message comes again. */
export async function handle(ports: Ports, rules: Rules, pid: Pid, input: ForFile): Promise<Handled> {
  // Who lost a race reads all anew: it may have been about a parameter that was shared.
  const { shared: _shared, ...alone } = ports
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    if (attempt > 0) await ports.backoff(attempt)
    const handled = await tryOnce(attempt === 0 ? ports : alone, rules, pid, input)
    if (handled) return handled
    ports.log.info('conflict', { pid, attempt })
  }
  throw new Error('handle: too many conflicts')
}

/** What would come of an input if it came now; nothing is written or sent. */
export async function foresee(ports: Ports, rules: Rules, pid: Pid, input: Input): Promise<SettleResult> {
  const file = await loadPerson(ports.table, ports.keys, pid)
  const now = ports.clock.now()
  const world = new World(ports, { own: file.pid })
  return world.loading(() => settle(rules, world.recalled(file), input, { now, today: dayOf(now), look: world.look }))
}

async function tryOnce(ports: Ports, rules: Rules, pid: Pid, input: ForFile): Promise<Handled | undefined> {
  const stored = await loadFile(ports.table, ports.keys, pid)
  if (input.by !== undefined && !answersTo(stored.person, input.by)) return { result: 'elsewhere' }
  if (stored.into !== undefined && !input.toClosed) return ledOn(ports, rules, stored, stored.into, input)
  const now = ports.clock.now()
  const world = new World(ports, { taken: input.identity, own: pid })
  const at = { now, today: dayOf(now), look: world.look }
  const result = await world
    .loading(() => settle(rules, world.recalled(stored), input, at))
    .catch((error: unknown) => stumbled(ports, stored, input.identity, error))
  if (!result || 'result' in result) return result
  if (!('settled' in result)) return refusedOrTaken(ports, input.identity, result)
  const read = world.recalled(stored)
  const { identity } = input
  const settled = sentOn({ read, settled: result.settled, identity })
  logFaults(ports, settled)
  if (isEmpty(settled) && !input.identity && !input.beside) return { result: 'done', file: read, parked: false }

  const numberWrites = numberWritesOf(settled.numberWrites)
  const id = `${ports.epoch}.${read.version + 1}`
  const answers = answering(ports, { read, settled, identity, once: `${pid}.${id}`, now })
  const sends = [...outgoingOf(ports, settled, numberWrites, { id, now }), ...answers.receipts]
  const beside = [...(input.beside ?? []), ...topicChecks(world, read, settled)]
  beside.push(...settled.unchanged.map(unchanged))
  beside.push(...answers.writes)
  beside.push(...identityWrites(ports.keys, { identity, settled, pid, version: read.version + 1, now }))
  const comesAgain = identity?.queued === true
  const { entries: lines, grounded, move } = settled
  const journal = { at: now, epoch: ports.epoch, lines, grounded, move }
  const commit = commitWrites(ports.keys, {
    read,
    after: settled.file,
    change: settled.change,
    claims: settled.claims,
    numberWrites,
    receipts: settled.receipts,
    journal,
    sends,
    // What only waits tries nothing of what the last commit left.
    again: settled.again || (settled.parked && read.again),
    now,
    beside,
    comesAgain,
  })
  const others = settled.alongside.map((one) => writtenAlongside(ports, one, now))
  const writes = [...commit.writes, ...others.flatMap((one) => one.writes)]
  const written = await ports.table.transact(writes)
  const { once } = input
  if (!written.ok && once && written.failed.some((index) => putsAt(writes[index], once.key)))
    return { result: 'refused', status: 409, ...once.refused }
  if (!written.ok) return lost(ports, pid, input.identity, written.failed, writes)
  writeLogLines(ports.log, logLinesOf(read, settled.change, now))
  const left: Leaving[] = [...others, { sends, journal: commit.journal, comesAgain }]
  for (const one of left) await leave(ports, one)
  return { result: 'done', file: settled.file, parked: settled.parked }
}

/** What one file's part of a commit says. */
interface Leaving extends Pick<WrittenAlongside, 'sends'> {
  journal?: Key | undefined
  comesAgain?: boolean
}

/** It leaves, and is known to have left, unless the input comes again until it was handled to the end. */
async function leave(ports: Ports, { sends, journal, comesAgain = false }: Leaving): Promise<void> {
  if (!journal || sends.length === 0) return
  await sendOut(ports, sends)
  if (!comesAgain) await markSent(ports.table, journal)
}

/** The condition that somebody's file is still of the version that was read. */
const unchanged = ({ pid, version }: PersonFile): Write => ({
  check: headKey(pid),
  if: version === 0 ? 'absent' : { attr: 'v', equals: version },
})

/**
 * The input of a lost number is that of the file it was merged into. What is on its way there comes first, or the event
 * would be judged by half of what is known.
 */
async function ledOn(ports: Ports, rules: Rules, closed: PersonFile, into: Pid, input: ForFile): Promise<Handled> {
  const { pid: from, person } = closed
  const signal = { kind: 'take-over' as const, from, psn_no: person?.psn_no ?? '' }
  for (;;) {
    const joined = await handle(ports, rules, into, { apply: (file, at) => expectFile(file, signal, at) })
    if (joined.result !== 'done') throw new Error('handle: a merged file could not be taken over')
    if (joined.file.one('joined', from)?.done) break
  }
  const { by: _by, ...rest } = input
  return handle(ports, rules, into, rest)
}

/**
 * A decision failed. A file read in several pages may be of two versions: it is read anew, like a lost race. And what was
 * decided upon an event may not bear another content under its id. Throws the error if it is neither.
 */
async function stumbled(ports: Ports, read: PersonFile, identity: Identity | undefined, error: unknown) {
  const head = await ports.table.get(headKey(read.pid))
  if (((head?.v as number | undefined) ?? 0) !== read.version) return undefined
  const taken = await takenBefore(ports, identity)
  if (taken) return taken
  throw error
}

/** What went wrong in shadow stopped nothing, and somebody must look at it. */
function logFaults({ log }: Ports, { file: { pid }, faults }: Settled): void {
  for (const fault of faults) log.error('shadow failed', { pid, ...faultOf(fault) })
}

const isEmpty = (s: Settled) =>
  s.change.length +
    s.move.length +
    s.entries.length +
    s.sends.length +
    s.signals.length +
    s.numberWrites.length +
    s.receipts.length +
    s.alongside.length ===
  0

/** What was taken before is no longer refused for anything else. */
async function refusedOrTaken(ports: Ports, identity: Identity | undefined, result: Unsettled): Promise<Handled> {
  return (await takenBefore(ports, identity)) ?? { result: 'refused', status: 409, ...refusedIn(result) }
}

type Unsettled = Exclude<SettleResult, { settled: unknown }>

const refusedIn = (result: Unsettled) =>
  'refused' in result ? result.refused : { code: result.needs, detail: '所需的信息还没有到' }

/** Whether an event cannot be taken because its identity is: it was handled before, or its id was used for another. */
async function takenBefore(ports: Ports, identity: Identity | undefined): Promise<Handled | undefined> {
  const standing = identity ? await howTaken(ports.table, identity) : undefined
  if (!standing || standing.taken === 'not') return undefined
  if (standing.taken === 'other') return { result: 'refused', status: 409, ...idReused }
  // Whoever committed may have died before it had sent. How often the message came says nothing about that: a queue
  // may give one message to two at once, and one that comes back from the dead letters counts anew.
  const { item } = standing
  if (item?.j !== undefined) await resend(ports, item.pid as Pid, item.j as string)
  return { result: 'duplicate' }
}

/** The commit was refused: the event was handled before, or somebody else was faster. */
async function lost(
  ports: Ports,
  pid: Pid,
  identity: Identity | undefined,
  failed: number[],
  writes: Write[],
): Promise<Handled | undefined> {
  if (!identity) return undefined
  const key = identityKey(identity.source, identity.id)
  const taken = failed.some((index) => putsAt(writes[index], key))
  if (!taken) return undefined
  const before = await takenBefore(ports, identity)
  if (before?.result === 'refused') return before
  // It ran out this very moment: the event is as good as new. One that was held was refused and has given it back.
  if (!before && !identity.held) return undefined
  ports.log.info('duplicate', { pid })
  return { result: 'duplicate' }
}

/**
 * The event takes its identity, and holds it only if it goes on to another file; what had waited and is refused gives its
 * own back.
 */
function identityWrites(
  keys: Keys,
  commit: { identity: Identity | undefined; settled: Settled; pid: Pid; version: number; now: Instant },
): Write[] {
  const { identity, settled, pid, version, now } = commit
  const given = settled.refusals.map(({ parked }) => {
    const { source, id } = parked.private.event as PartnerEvent
    return identityKey(source, id)
  })
  const back = given.map((key): Write => ({ remove: key }))
  const here = { pid, j: `J#${String(version).padStart(10, '0')}` }
  const own = identity && identityKey(identity.source, identity.id)
  const forwarded = settled.forward.map((one) => ({ ...heldIdentityItem(identityOf(one), now), ...here }))
  const waited = forwarded.filter(({ pk }) => pk !== own?.pk).map((put): Write => ({ put }))
  const others = [...back, ...waited]
  if (!identity || given.some(({ pk }) => pk === own?.pk)) return others
  const put: Item = forwarded.find(({ pk }) => pk === own?.pk) ?? { ...takenItem(keys, identity, now), ...here }
  return [...others, { put, if: untaken(identity) }]
}

/** For each topic a case or a task begins to wait for: it is still as it was read. */
function topicChecks(world: World, read: PersonFile, settled: Settled): Write[] {
  const topics = new Set<string>()
  for (const change of settled.change) {
    const { register } = change
    if ((register !== 'case' && register !== 'task' && register !== 'unopened') || change.row === undefined) continue
    const before = read.one(register, change.key)?.topics
    for (const topic of change.row.topics ?? []) if (!before?.includes(topic)) topics.add(topic)
  }
  const checks = [...topics].map((topic) => world.unchanged(topic))
  return [...new Map(checks.map((write) => [JSON.stringify(write), write])).values()]
}

/** Sends what a journal item holds if it is marked as not known to be sent. */
export async function flush(ports: Ports, pid: Pid, sk: string): Promise<void> {
  const key = { pk: personKey(pid), sk }
  const item = await ports.table.get(key)
  if (item?.due !== undefined) await resend(ports, pid, sk)
}

/** Sends what a journal item holds: who hears it twice can tell by the ids. */
async function resend(ports: Ports, pid: Pid, sk: string): Promise<void> {
  const key = { pk: personKey(pid), sk }
  const item = await ports.table.get(key)
  if (!item) return
  await sendOut(ports, await withoutCalledOff(ports, pid, journalOf(ports.keys, pid, item).sends))
  if (item.due !== undefined) await markSent(ports.table, key)
}
