/**
 * Which identity number leads to a person. The first to be registered with a number keeps it; whoever comes second is
 * registered without it and waits for it. Where a number leads is written with the commit that says so, on condition
 * that nobody was faster: a pointer names the person whose register says so, always.
 */
import { NATION, PsnCertType } from '../../codes/index.ts'
import { checkCertno, type Keys, maskCertno, type NumberHash, numberHashOf } from '../../identity/index.ts'
import { dueFields, dueIn } from '../../policy/due.ts'
import { identityDiffers, identityTaken } from '../../tasks/person.ts'
import type { Applied, ApplyResult, NumberWrite } from '../applying.ts'
import { taskIdOf } from '../cases.ts'
import { answersTo, type Change, type PersonFile, put } from '../file.ts'
import { type Pid, refOf } from '../ids.ts'
import type { At } from '../look.ts'
import type { NumberWanted, Person, TaskRow } from '../rows.ts'
import type { Signal } from '../signals.ts'

/** An identity number as reported. */
export interface IdentityNumber {
  psn_cert_type: string
  certno: string
}

/** Working days an operator has for a task on a person's identity (bundles/RULES.md 5.1). */
const operatorWorkingDays = 5

/** Puts what somebody's register says of their number into the file: the person, where numbers lead, and tasks. */
export function identify(keys: Keys, file: PersonFile, said: Person, number: IdentityNumber, at: At) {
  const hash = numberHashOf(keys, number.certno, number.psn_cert_type)
  const { person, numberWrites } = withNumber(file, said, number, hash, at)
  return { change: [put('person', person), ...identityTasks(file, person, at)], numberWrites }
}

function withNumber(file: PersonFile, said: Person, number: IdentityNumber, hash: NumberHash, at: At) {
  const own = file.pid
  const { cert_hash: had, cert_wanted: wanted, also = [], ...rest } = said
  const { certno: _certno, psn_cert_type: _type, wanted: _wanted, ...before } = said.private
  const secret = withoutWait(before, hash)
  const waited = before.also_wanted?.find((one) => one.hash === hash)
  const holder = had === hash ? own : at.look.byNumber(hash)
  const numberWrites: NumberWrite[] = []
  if (had !== undefined && had !== hash) numberWrites.push(...givenUp(had, own, at))
  const others = also.filter((one) => one !== hash)
  const base: Person = { ...rest, ...(others.length > 0 ? { also: others } : {}), private: secret }
  if (holder === undefined || holder === own) {
    if (had !== hash) numberWrites.push({ hash, was: holder, now: own })
    if (wanted) numberWrites.push({ hash: wanted.hash, waiter: own })
    if (waited) numberWrites.push({ hash, waiter: own })
    return { person: { ...base, cert_hash: hash, private: { ...secret, ...number } }, numberWrites }
  }
  const since = wanted?.hash === hash ? wanted.since : (waited?.since ?? at.now)
  if (wanted && wanted.hash !== hash) numberWrites.push({ hash: wanted.hash, waiter: own })
  // As read, the number is another's: if it is given up before this is written, it is decided anew.
  numberWrites.push({ hash, was: holder, now: holder }, { hash, waiter: own, since })
  return { person: { ...base, cert_wanted: { hash, since }, private: { ...secret, wanted: number } }, numberWrites }
}

/** What is kept of a person in private, without the wait for this number under another of theirs. */
function withoutWait({ also_wanted = [], ...secret }: Person['private'], hash: NumberHash): Person['private'] {
  const left = also_wanted.filter((one) => one.hash !== hash)
  return left.length > 0 ? { ...secret, also_wanted: left } : secret
}

/**
 * A number no longer this person's leads nowhere. What another was given before numbers had but one holder stays
 * theirs.
 */
function givenUp(hash: NumberHash, own: Pid, at: At): NumberWrite[] {
  const holder = at.look.byNumber(hash)
  return holder === undefined || holder === own ? [{ hash, was: own, now: undefined }] : []
}

/**
 * `number-free`: whoever waits for the number has it from now on, unless somebody was faster. One that was ceded to a
 * person who has been registered with another meanwhile is let go again.
 */
export function takeFreeNumber(keys: Keys, file: PersonFile, hash: NumberHash, at: At): ApplyResult {
  const { person, pid } = file
  const holder = at.look.byNumber(hash)
  if (!person || (holder !== undefined && holder !== pid)) return { ok: {} }
  const number = person.cert_wanted?.hash === hash ? person.private.wanted : undefined
  if (number) return { ok: identify(keys, file, person, number, at) }
  if (person.private.also_wanted?.some((one) => one.hash === hash)) return { ok: takeAlso(file, person, hash, at) }
  const isIdle = holder === pid && !answersTo(person, hash)
  return { ok: isIdle ? { numberWrites: [{ hash, was: pid, now: undefined }] } : {} }
}

/** A number that was waited for under a lost number leads here beside the person's own. */
function takeAlso(file: PersonFile, person: Person, hash: NumberHash, at: At): Applied {
  const next: Person = {
    ...person,
    also: [...(person.also ?? []), hash],
    private: withoutWait(person.private, hash),
  }
  const numberWrites: NumberWrite[] = [
    { hash, was: at.look.byNumber(hash), now: file.pid },
    { hash, waiter: file.pid },
  ]
  return { change: [put('person', next), ...identityTasks(file, next, at)], numberWrites }
}

/** `number-ceded`: the operator gave the number to the other one, and this person stands where the other stood. */
export function cedeNumber(file: PersonFile, signal: Extract<Signal, { kind: 'number-ceded' }>, at: At): ApplyResult {
  const { cert: hash, task } = signal
  const person = file.person
  // Found to be one person meanwhile: whoever it was given to has it.
  const to = signal.to === file.pid ? file.pid : at.look.file(signal.to).pid
  if (to === file.pid) return { ok: {} }
  const free = { to: { pid: to }, signal: { kind: 'number-free' as const, cert: hash } }
  if (person?.also?.includes(hash)) return { ok: { ...cedeAlso(person, hash, { own: file.pid, to }), signals: [free] } }
  if (!person || person.cert_hash !== hash) return { ok: { signals: [free] } }
  const { cert_hash: _hash, ...rest } = person
  const { certno = '', psn_cert_type = PsnCertType.residentIdentityCard, ...secret } = person.private
  const without: Person = {
    ...rest,
    cert_wanted: { hash, since: at.now },
    private: { ...secret, wanted: { psn_cert_type, certno } },
  }
  const numberWrites: NumberWrite[] = [
    { hash, was: file.pid, now: to },
    { hash, waiter: file.pid, since: at.now },
  ]
  // It was decided once, for both.
  const decided = put('task', { ...task, task_id: identityTaskId(file.pid, 'identity-taken', hash) })
  return { ok: { change: [put('person', without), decided], numberWrites, signals: [free] } }
}

/** A number of one that was lost leads elsewhere from now on; who had it keeps their own, and waits for none. */
function cedeAlso(person: Person, hash: NumberHash, { own, to }: { own: Pid; to: Pid }): Applied {
  const { also = [], ...rest } = person
  const left = also.filter((one) => one !== hash)
  const next: Person = left.length > 0 ? { ...rest, also: left } : rest
  return { change: [put('person', next)], numberWrites: [{ hash, was: own, now: to }] }
}

/** The id of a person's task on an identity number. */
const identityTaskId = (pid: Pid, kind: string, hash: NumberHash) =>
  taskIdOf(refOf('PN', pid, 'person'), kind, hash.slice(0, 12))

/** The tasks that this person's identity calls for; those it no longer calls for are closed. */
export function identityTasks(file: PersonFile, person: Person, at: At): Change[] {
  const waits = waitsOf(person).filter(({ hash }) => !isDecided(file, hash))
  const wanted = [differs(file.pid, person), ...waits.map((wait) => taken(file.pid, person, wait, at))].flatMap(
    (task) => task ?? [],
  )
  const ids = new Set(wanted.map(({ task_id }) => task_id))
  const idle = file
    .all('task')
    .filter(({ kind, status, task_id }) => kinds.includes(kind) && status === 'open' && !ids.has(task_id))
    .filter((task) => task.kind !== identityTaken.kind || numberIn(task) !== undefined)
  return [
    ...idle.map((task) => put('task', { ...task, status: 'closed' as const })),
    ...wanted.flatMap((task) => opened(file, task, at)),
  ]
}

const kinds: readonly string[] = [identityDiffers.kind, identityTaken.kind]

/** The number that two were registered with; undefined where a certificate says that two children are one. */
export function numberIn({ private: told }: Pick<TaskRow, 'private'>): { holder: Pid; hash: NumberHash } | undefined {
  return told?.cert === undefined ? undefined : { holder: told.holder as Pid, hash: told.cert as NumberHash }
}

/**
 * A certificate says that this child and that of another file are one, and both were there before it: an operator is
 * told of both, for they are joined by `person.merged` alone (newborn/RULES.md 2.10).
 */
export function sameChildTask(file: PersonFile, child: Person, other: Pid, at: At): Change[] {
  const { person } = at.look.file(other)
  if (!person) return []
  const persons = [person, child].map(({ psn_no, brdy, gend }) => ({ psn_no, brdy, gend }))
  const text = '换发的出生医学证明说明这是同一个孩子，但两个编号下都已经登记参保。请核实后合并到一个人名下。'
  const task_id = taskIdOf(refOf('PN', file.pid, 'person'), identityTaken.kind, other)
  const facts = { psn_no: child.psn_no, persons, text }
  const wanted: Wanted = { task_id, kind: identityTaken.kind, facts, private: { holder: other } }
  return opened(file, wanted, at)
}

type Wanted = Pick<TaskRow, 'task_id' | 'kind' | 'facts' | 'private'>

/** One that was decided is not asked again; one that was closed as no longer needed is, if it is needed after all. */
function opened(file: PersonFile, wanted: Wanted, at: At): Change[] {
  const held = file.one('task', wanted.task_id)
  if (held?.decision || held?.status === 'open') return []
  const admdvs = file.all('relation')[0]?.insu_admdvs ?? NATION
  const row: TaskRow = {
    ...wanted,
    owner: { role: 'operator' },
    admdvs,
    opened_at: at.now,
    ...dueFields(dueIn(at, admdvs, operatorWorkingDays)),
    status: 'open',
    standing: true,
  }
  return [put('task', row)]
}

/** Birth date or sex contradict the number of an identity card, which tells both. */
function differs(pid: Pid, person: Person): Wanted | undefined {
  const { psn_cert_type, certno } = person.private.wanted ?? person.private
  const hash = person.cert_hash ?? person.cert_wanted?.hash
  if (certno === undefined || hash === undefined || psn_cert_type !== PsnCertType.residentIdentityCard) return undefined
  const says = checkCertno(certno)
  if (!says.ok) return undefined
  const { psn_no, brdy, gend } = person
  const sexDiffers = (gend === '1' || gend === '2') && gend !== says.gend
  if (says.brdy === brdy && !sexDiffers) return undefined
  const facts = { psn_no, brdy, gend, certno_brdy: says.brdy, certno_gend: says.gend }
  return { task_id: identityTaskId(pid, identityDiffers.kind, hash), kind: identityDiffers.kind, facts }
}

/** Numbers that lead to others, and to this person once they are free. */
export function waitsOf({ cert_wanted, private: { wanted, also_wanted = [] } }: Person): NumberWanted[] {
  const own = cert_wanted && wanted ? [{ ...cert_wanted, ...wanted }] : []
  return [...own, ...also_wanted]
}

/** Whether an operator has said whose the number is when this person was asked about under another number. */
const isDecided = (file: PersonFile, hash: NumberHash): boolean =>
  file.all('task').some((task) => task.kind === identityTaken.kind && task.decision && numberIn(task)?.hash === hash)

/** Another person keeps a number that this one was registered with. */
function taken(pid: Pid, person: Person, { hash, certno }: NumberWanted, at: At): Wanted | undefined {
  const holder = at.look.byNumber(hash)
  if (holder === undefined || holder === pid) return undefined
  const keeper = at.look.file(holder).person
  const persons = [keeper, person].flatMap((one) =>
    one ? [{ psn_no: one.psn_no, brdy: one.brdy, gend: one.gend }] : [],
  )
  const facts = { psn_no: person.psn_no, certno: maskCertno(certno), persons }
  const task_id = identityTaskId(pid, identityTaken.kind, hash)
  return { task_id, kind: identityTaken.kind, facts, private: { holder, cert: hash } }
}
