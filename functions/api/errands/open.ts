/** Opening an errand: who consents, how, and to whom (decision 0099). */
import { addMs, dayInWords, dayOf } from '../../../shared/calendar/index.ts'
import { handle } from '../../../shared/engine/handle.ts'
import { numberHashOf, readCertno } from '../../../shared/identity/index.ts'
import { agentADay, errandHours } from '../../../shared/policy/house/errands.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { type Ref, refOf } from '../../../shared/registers/ids.ts'
import { loadSnapshot } from '../../../shared/table/files.ts'
import {
  type Errand,
  errandOf,
  errandWrite,
  isPlaceLeft,
  type Opener,
  openedWrites,
  type Place,
  takePlace,
  type WithActs,
} from '../../../shared/table/office/errands.ts'
import { pointOf } from '../../../shared/table/points.ts'
import { errandNotice } from '../../../shared/tasks/told.ts'
import { personNamed } from '../../acts/by-certno.ts'
import { officeName } from '../../behalf/errands/acting.ts'
import { isOwn, itsOwn } from '../../behalf/errands/own.ts'
import { matterNames } from '../../bundles/matters.ts'
import type { SubjectOf } from '../../calls/access.ts'
import { auditWrite, officerOf } from '../../calls/audit.ts'
import { missesOf } from '../../calls/misses.ts'
import { isProblem, notFound, type Problem, problemBy } from '../../calls/problem.ts'
import { personUnknown } from '../../calls/problem-codes.ts'
import type { Api, Attempt } from '../../calls/route.ts'
import { valueToday } from '../../calls/values.ts'
import { checkCredential, credentialProblems } from '../../credentials/check.ts'
import { useCode } from './codes.ts'
import { openingProblems } from './problems.ts'
import type { ConsentGiven } from './schema.ts'

/** Somebody who opens errands. */
export type Helper = SubjectOf<'agent' | 'clerk'>

/** A call that opens one. */
export interface Opening extends Pick<Api, 'ports' | 'rules' | 'births'> {
  subject: Helper
  attempt: Attempt
}

/** Opens an errand, or says why not. What the person consented by is used up by this errand alone, tried again or not. */
export async function openErrand(
  call: Opening,
  { matter, consent }: { matter: string; consent: ConsentGiven },
): Promise<WithActs | Problem> {
  const { ports, attempt } = call
  const opener = await openerOf(call, matter)
  if (isProblem(opener)) return opener
  const consented = await consentedBy(call, consent)
  if (isProblem(consented)) return consented
  const { file, errandId } = consented
  if (!file.person || file.died !== undefined) return unknown()
  const held = await errandOf(ports.table, ports.keys, errandId)
  if (held) return held
  const now = ports.clock.now()
  if (opener.role === 'agent') {
    if (await isOwn(call, opener.agent_no, file)) return itsOwn()
    const place = await placeFor(call, opener)
    if (!(await takePlace(ports.table, place))) return tooManyToday(place)
  }
  const hours = await valueToday(ports, errandHours, opener.area)
  const { psn_no, private: said } = file.person
  const errand: Errand = {
    errand_id: errandId,
    psn_no,
    psn_name: said.psn_name,
    matter,
    consent: consent.by,
    ...(consent.by === 'paper' ? { paper_ref: consent.paper_ref } : {}),
    opener,
    opened_at: now,
    valid_to: addMs(now, hours * hourMs),
  }
  await putOpened(call, file, errand, attempt)
  return { ...errand, acts: [] }
}

const hourMs = 3_600_000

/** Who opens it: an agent for the matters of the point, a clerk for any. */
async function openerOf({ ports, subject, attempt }: Opening, matter: string): Promise<Opener | Problem> {
  const { id } = subject
  if (subject.role === 'clerk') {
    const { area, staff_no } = subject
    return { role: 'clerk', id, area, ...(staff_no === undefined ? {} : { staff_no }) }
  }
  const { agent_no, point_no } = subject
  const point = await pointOf(ports.table, point_no)
  if (!point) return notFound()
  if (!point.matters.includes(matter)) {
    return problemBy(openingProblems, 'not-this-point', `这个帮办点不办“${matterNames[matter] ?? matter}”。`)
  }
  const opener = { role: 'agent', id, agent_no, point_no, point_name: point.name, area: point.admdvs } as const
  // Looked at first: whoever is one too many uses up nobody's consent.
  const place = await placeFor({ ports, attempt }, opener)
  return (await isPlaceLeft(ports.table, place)) ? opener : tooManyToday(place)
}

async function placeFor(
  { ports, attempt }: Pick<Opening, 'ports' | 'attempt'>,
  { agent_no, area }: Extract<Opener, { role: 'agent' }>,
): Promise<Place> {
  return { agentNo: agent_no, call: attempt.id, now: ports.clock.now(), most: await valueToday(ports, agentADay, area) }
}

const tooManyToday = ({ most }: Place) =>
  problemBy(openingProblems, 'daily-limit', `您今天已经帮办${most}人次，到当天的上限了，明天再帮办。`)

const unknown = () => problemBy(personUnknown, 'person-unknown', '没有查到这个人，请核对证件号码和姓名。')

/** Whoever consents, and the errand's number, which follows from them and the call. */
interface Consented {
  file: PersonFile
  errandId: Ref
}

async function consentedBy(call: Opening, consent: ConsentGiven): Promise<Consented | Problem> {
  switch (consent.by) {
    case 'qr':
      return byCredential(call, consent.qr)
    case 'code':
      return byCode(call, consent)
    case 'paper':
      return byPaper(call, consent)
  }
}

const errandIdFor = ({ attempt }: Opening, file: Pick<PersonFile, 'pid'>) => refOf('ER', file.pid, attempt.id)

async function byCredential(call: Opening, qr: string): Promise<Consented | Problem> {
  const checked = await checkCredential(call.ports, call.subject, qr, () => ({ opens: call.attempt.id }))
  if (isProblem(checked)) return checked
  // A code that the same desk has looked at, or used for another errand, is unused no more.
  if (checked.answer.opens !== call.attempt.id) {
    return problemBy(credentialProblems, 'used', '这个医保码已经用过，请对方刷新以后再扫一次。')
  }
  return { file: checked.file, errandId: errandIdFor(call, checked.file) }
}

async function byCode(call: Opening, { certno, code }: { certno: string; code: string }): Promise<Consented | Problem> {
  const { ports, subject, attempt } = call
  const pid = await useCode(ports, numberOf(ports, certno), { by: subject.id, code, errand: attempt.id })
  if (!pid)
    return problemBy(openingProblems, 'code-wrong', '验证码不对，或者已经用过、过期。请重新发送。', {
      errors: [{ field: 'consent.code', message: '验证码不对' }],
    })
  const file = await loadSnapshot(ports, pid)
  return { file, errandId: errandIdFor(call, file) }
}

/** The keyed hash of a number as it is written. */
export function numberOf({ keys }: Pick<Opening['ports'], 'keys'>, certno: string) {
  const read = readCertno(certno)
  return numberHashOf(keys, read.ok ? read.certno : certno)
}

/** Who tries out names and numbers is told to wait before long. */
async function byPaper(
  call: Opening,
  { certno, psn_name }: { certno: string; psn_name: string },
): Promise<Consented | Problem> {
  const { ports, subject } = call
  const misses = missesOf(ports.table, ports.clock)
  const refusal = await misses.refusal('errands', subject.id)
  if (refusal) return refusal
  const file = await personNamed(ports, certno, psn_name)
  if (file) return { file, errandId: errandIdFor(call, file) }
  return (await misses.miss('errands', subject.id)) ?? unknown()
}

/** In one commit: the errand, its line in the trail, and that the person is told. */
async function putOpened({ ports, rules, subject }: Opening, file: PersonFile, errand: Errand, { mark }: Attempt) {
  const { errand_id: about, matter } = errand
  const line = auditWrite(ports, { ...officerOf(subject), what: 'errand.open', about, detail: { matter } })
  await handle(ports, rules, file.pid, {
    apply: () => ({ ok: { tell: [{ notice: errandNotice, text: openedText(errand), about }] } }),
    beside: [...(mark.beside ?? []), errandWrite(ports.keys, errand), ...openedWrites(errand), line],
  })
}

function openedText(errand: Errand): string {
  const until = `${dayInWords(dayOf(errand.valid_to))}${errand.valid_to.slice(11, 16)}`
  const what = matterNames[errand.matter] ?? errand.matter
  return `您同意${officeName(errand)}替您办“${what}”，到${until}为止。不是您同意的，请马上打 12393。`
}
