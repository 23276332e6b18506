/**
 * The desk's decision: the fastest path of the system. One Query of what the desk needs of the person's file, one
 * conditional Put of the visit with its decision. A visit that was decided before costs one Get more and keeps its
 * decision.
 */
import { dayOf } from '../../shared/calendar/index.ts'
import { openingUnder } from '../../shared/chain/switches/switches.ts'
import type { Clock } from '../../shared/clock/index.ts'
import { type NumberHash, numberHashOf } from '../../shared/identity/hash.ts'
import { type Keys, type Pid, pidOf } from '../../shared/identity/index.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import type { RestAfter } from '../../shared/registers/look.ts'
import { isOlder, restAfter } from '../../shared/registers/rest.ts'
import type { Visit } from '../../shared/registers/rows.ts'
import { visitOf } from '../../shared/registers/visits/visit.ts'
import { fileOf, rowItem, rowOf } from '../../shared/table/files.ts'
import { deskRange, headKey, numberKey, personKey, restSk, rowSk } from '../../shared/table/keys.ts'
import { queryAll, type Table } from '../../shared/table/table.ts'
import { decided, placeInCharge } from '../bundles/filing/rules/decide.ts'
import { decisionOn, type FilingDecision, type PolicyAt, visitKey } from '../bundles/filing/rules/decision.ts'
import type { PolicyCache } from './policies.ts'
import { filingSwitch } from './switches.ts'
import type { VisitAsked } from './visit.ts'

/** What the desk's path needs of the world. */
export interface DeskPorts {
  table: Table
  keys: Keys
  clock: Clock
  policies: PolicyCache
  /** Whether filing is live in areas that say nothing of it. */
  bundlesLive: boolean
  /** How long what is over stays in a person's file; a test may make it short. */
  restAfter?: RestAfter
}

/** The visit was decided before, upon other facts. */
export interface DecidedOtherwise {
  given: FilingDecision
}

/** The decision; that nobody has this number, or filing is not live there; or the decision given upon other facts. */
export type DeskAnswer = FilingDecision | 'person-unknown' | 'bundle-off' | DecidedOtherwise

const maxAttempts = 10

/**
 * Decides on a visit and records the decision. Throws when the table stays out of reach: asked again, the answer is the
 * same.
 */
export async function decideAtDesk(ports: DeskPorts, asked: VisitAsked): Promise<DeskAnswer> {
  const pid = await personOf(ports, asked)
  if (pid === undefined) return 'person-unknown'
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const answer = await tryOnce(ports, pid, asked)
    if (answer) return answer
  }
  throw new Error('desk: too many conflicts')
}

/** What stands for the person asked about, known or not: the keyed hash of whichever number was shown. */
export const hashOf = (keys: Keys, asked: VisitAsked): string =>
  asked.psn_no === undefined ? shownNumber(keys, asked) : pidOf(keys, asked.psn_no)

const shownNumber = (keys: Keys, { certno = '', psn_cert_type }: VisitAsked): NumberHash =>
  numberHashOf(keys, certno, psn_cert_type)

async function personOf({ table, keys }: DeskPorts, asked: VisitAsked): Promise<Pid | undefined> {
  if (asked.psn_no !== undefined) return pidOf(keys, asked.psn_no)
  const found = await table.get(numberKey(shownNumber(keys, asked)))
  return found?.d as Pid | undefined
}

/** Undefined if somebody else changed the file in the meantime. */
async function tryOnce(ports: DeskPorts, pid: Pid, asked: VisitAsked): Promise<DeskAnswer | undefined> {
  const { table, keys } = ports
  const place = asked.insuplc_admdvs
  const [items, policy] = await Promise.all([
    queryAll(table, { pk: personKey(pid), ...deskRange }),
    ports.policies.current(),
    // Read beside them where it is known already whose it will be.
    place && filingSwitch(ports, place),
  ])
  const file = fileOf(keys, pid, items)
  if (file.into !== undefined) return ledOn(ports, file, file.into, asked)
  if (await isUnknown(ports, file)) return 'person-unknown'
  const told = visitOf(asked)
  const before = await decidedLongAgo(ports, file, told)
  if (before) return before
  const visit = decided(file, told, policy, { pid, now: ports.clock.now(), asked_by: 'desk' })
  if (!(await mayDecide(ports, file, visit))) return decidedOr('bundle-off', ports, file, told)
  const written = await table.write({ put: visitItem(keys, pid, visit), if: 'absent' })
  return written ? (decisionOn(visit) as FilingDecision) : decidedBefore(ports, file, told, policy)
}

/** Whether filing is live for the visit where it is in charge (bundles/RULES.md 9.6). */
async function mayDecide(ports: DeskPorts, file: PersonFile, visit: Visit): Promise<boolean> {
  const is = await filingSwitch(ports, placeInCharge(file, visit))
  return openingUnder(is, dayOf(visit.begntime), dayOf(ports.clock.now())) === 'open'
}

/** The decision that a visit was given before it was switched so, which holds; else that there is none. */
async function decidedOr(
  none: 'bundle-off',
  { table, keys }: DeskPorts,
  { pid }: PersonFile,
  told: Visit,
): Promise<DeskAnswer> {
  const stored = await table.get({ pk: personKey(pid), sk: sk(told) })
  const held = stored && rowOf<Visit>(keys, pid, stored)
  const given = held && decisionOn(held)
  if (!given) return none
  return toldAlike(held, told) ? given : { given }
}

/** The number was merged into another, which answers for it as soon as it has all that is known of it. */
async function ledOn(
  ports: DeskPorts,
  closed: PersonFile,
  into: Pid,
  asked: VisitAsked,
): Promise<DeskAnswer | undefined> {
  const { table, keys } = ports
  const other = fileOf(keys, into, await queryAll(table, { pk: personKey(into), ...deskRange }))
  const isHere = other.into !== undefined || other.one('joined', closed.pid)?.done === true
  if (!isHere) throw Object.assign(new Error('desk: two numbers are being merged'), { name: 'TimeoutError' })
  return tryOnce(ports, into, asked)
}

const sk = (visit: Visit) => rowSk('visit', visitKey(visit))
const visitItem = (keys: Keys, pid: Pid, visit: Visit) => rowItem(keys, pid, sk(visit), visit)

/**
 * Whether nobody is registered under this number. A file without a relation may hold nothing but messages that wait
 * for its person; only then is it worth another read.
 */
async function isUnknown({ table }: DeskPorts, file: PersonFile): Promise<boolean> {
  if (file.version === 0) return true
  if (file.all('relation').length > 0) return false
  return (await table.get({ pk: personKey(file.pid), sk: rowSk('person', 'self') })) === undefined
}

/**
 * The visit has its decision, which holds, but for `required` that a filing now covers. That is written under the
 * version of the file, so that whoever settles the file meanwhile does not write over it. Told otherwise than before, it
 * is no question about this visit any more.
 */
async function decidedBefore(
  { table, keys, clock }: DeskPorts,
  file: PersonFile,
  told: Visit,
  policy: PolicyAt,
): Promise<FilingDecision | DecidedOtherwise | undefined> {
  const { pid, version } = file
  const stored = await table.get({ pk: personKey(pid), sk: sk(told) })
  if (!stored) return undefined
  const held = rowOf<Visit>(keys, pid, stored)
  const given = decisionOn(held)
  if (given && !toldAlike(held, told)) return { given }
  const now = decided(file, held, policy, { pid, now: clock.now(), asked_by: 'desk' })
  if (now === held) return given
  const written = await table.transact([
    { update: headKey(pid), set: { v: version + 1 }, if: { attr: 'v', equals: version } },
    { put: visitItem(keys, pid, now) },
  ])
  return written.ok ? decisionOn(now) : undefined
}

/** A visit that began long ago may have been decided then and lie at rest: nothing turns its decision any more. */
async function decidedLongAgo(
  { table, keys, clock, restAfter: after = restAfter }: DeskPorts,
  file: PersonFile,
  told: Visit,
): Promise<FilingDecision | DecidedOtherwise | undefined> {
  if (file.countAtRest('visit') === 0 || !isOlder(told.begntime, clock.now(), after.settled)) return undefined
  const stored = await table.get({ pk: personKey(file.pid), sk: restSk('visit', visitKey(told)) })
  if (!stored) return undefined
  const held = rowOf<Visit>(keys, file.pid, stored)
  const given = decisionOn(held) as FilingDecision
  return toldAlike(held, told) ? given : { given }
}

/** Whether two tell of the same visit in the same way; a yes or no left out is a no (filing/RULES.md 1.3). */
function toldAlike(a: Visit, b: Visit): boolean {
  return (
    a.mdtrtarea_admvs === b.mdtrtarea_admvs &&
    a.insuplc_admdvs === b.insuplc_admdvs &&
    a.med_type === b.med_type &&
    a.begntime === b.begntime &&
    a.cross_region_enabled === b.cross_region_enabled &&
    (a.emergency ?? false) === (b.emergency ?? false) &&
    (a.acct_only ?? false) === (b.acct_only ?? false)
  )
}
