/** newborn/RULES.md 2: nobody is told of a child that is not theirs, and nobody is paid for having asked for one. */
import { birthCases } from '../../../../functions/bundles/newborn/reference.ts'
import { addMs, dayOf } from '../../../../shared/calendar/index.ts'
import { childPsnNo, numberHashOf, pidOf } from '../../../../shared/identity/index.ts'
import { guardianTo } from '../../../../shared/registers/family/guardians.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import { answersTo } from '../../../../shared/registers/file.ts'
import { type Pid, pidIn } from '../../../../shared/registers/ids.ts'
import type { Audit, Records } from '../../../simulator/audit/records.ts'
import type { PartnerEvent } from '../../../simulator/plan.ts'
import { testKeys } from '../../../support/stack.ts'

/** Children of the run and those who were ever told of them, by what partners and requests say. */
export const auditGuardians: Audit = (records) => [
  ...told(records),
  ...changed(records),
  ...ofAge(records),
  ...squatted(records),
  ...issuedAnew(records),
]

/** The 18th birthday, of somebody not born on 29 February. */
const ageDay = (brdy: string) => `${Number(brdy.slice(0, 4)) + 18}${brdy.slice(4)}`

const pidOfCertificate = (certNo: unknown) => pidOf(testKeys, childPsnNo(testKeys, certNo as string))

/** The child that an event is about, by person number or by certificate. */
const pidOfChild = ({ psn_no, replaces_cert_no, birth_cert_no }: Record<string, unknown>): Pid =>
  psn_no === undefined ? pidOfCertificate(replaces_cert_no ?? birth_cert_no) : pidOf(testKeys, psn_no as string)

/** Keys of all whom the hospital or a court names, or who asked, by child. */
function tied({ ran, keptOf }: Records): Map<string, Set<unknown>> {
  const numbers = new Map<unknown, unknown>()
  for (const { type, data } of ran.delivered) if (type === 'person.registered') numbers.set(data.certno, data.psn_no)
  const found = new Map<string, Set<unknown>>()
  const tie = (pid: Pid, psnNo: unknown) => {
    const who = typeof psnNo === 'string' ? [keptOf(pidOf(testKeys, psnNo))] : []
    found.set(pid, new Set([...(found.get(pid) ?? []), ...who]))
  }
  for (const { data } of ran.delivered) {
    const named = (data.guardians ?? []) as { certno: string }[]
    for (const { certno } of named) tie(keptOf(pidOfChild(data)), numbers.get(certno))
  }
  for (const happening of ran.plan.happenings) {
    if ('ask' in happening) tie(pidOfCertificate(happening.ask.form.birth_cert_no), happening.ask.psn_no)
  }
  return found
}

function told(records: Records): string[] {
  const ties = tied(records)
  return records.ran.world.sent.flatMap(({ queue, body }) => {
    if (queue !== 'notice') return []
    const { case_id, psn_no, template } = JSON.parse(body).data as Record<string, string>
    const pid = pidIn(case_id as string)
    const isTied = pid !== undefined && ties.get(pid)?.has(records.keptOf(pidOf(testKeys, psn_no as string)))
    return template?.startsWith('newborn.') && !isTied ? [`${psn_no} is told of ${case_id}, not theirs`] : []
  })
}

/** After other guardians were named, those of the report of the latest time act for the child and nobody else. */
function changed({ ran, files, now, keptOf }: Records): string[] {
  const today = dayOf(now)
  const reports = ran.delivered.filter(
    ({ type, data }) => type === 'guardian.changed' && (data.from as string) <= today,
  )
  const holding = new Map<string, (typeof reports)[number]>()
  for (const report of reports.toSorted((a, b) => (a.time < b.time ? -1 : 1))) {
    holding.set(keptOf(pidOfChild(report.data)), report)
  }
  return [...holding].flatMap(([pid, { data }]) => {
    const child = files.get(pid as Pid)
    const certnos = (data.guardians as { certno: string }[]).map(({ certno }) => certno)
    return [...files.values()].flatMap((file) => {
      if (!child?.person || file.into !== undefined || file.one('link', child.pid)?.role !== 'dependant') return []
      const acts = guardianTo(child, file, today, birthCases) !== undefined
      const isChild = today < ageDay(child.person.brdy)
      const should = isChild && certnos.some((certno) => hasNumber(file, certno))
      return acts === should ? [] : [`${file.pid} ${acts ? 'acts' : 'does not act'} for ${pid}`]
    })
  })
}

/** From the 18th birthday on nobody reads of a child or acts for it; before, those named do, as the API answers. */
function ofAge({ ran, files, now, keptOf }: Records): string[] {
  const today = dayOf(now)
  return [...ran.households].flatMap(([psn_no, pids]) =>
    pids.flatMap((pid) => {
      const brdy = files.get(keptOf(pid))?.person?.brdy ?? ''
      return today < ageDay(brdy) ? [] : [`${psn_no} still acts for ${pid}, who is of age`]
    }),
  )
}

/** Whoever asked for a child, and what the file of the child says of it. */
interface Request {
  asker: Pid
  pid: Pid
  child: PersonFile
  /** What hospitals say of the certificate. */
  notices: PartnerEvent[]
}

function requests({ ran, files, keptOf }: Records): Request[] {
  return ran.plan.happenings.flatMap((happening) => {
    if (!('ask' in happening)) return []
    const { psn_no, form } = happening.ask
    const pid = pidOfCertificate(form.birth_cert_no)
    const child = files.get(pid)
    // Too late: there was a case already.
    if (!child?.all('birth').some(({ by }) => by === 'citizen')) return []
    const notices = ran.delivered.filter(({ type, data }) => {
      return type === 'birth.certified' && data.birth_cert_no === form.birth_cert_no
    })
    return [{ asker: keptOf(pidOf(testKeys, psn_no)), pid, child, notices }]
  })
}

/** Of a child that was only asked for: no money goes out but to an account a clerk found, and the mother named has no tie. */
function squatted(records: Records): string[] {
  return requests(records).flatMap(({ asker, pid, child, notices }) => {
    if (notices.length > 0) return certifiedAfter(records, { asker, pid, child, notices })
    const wrong: string[] = []
    if (child.all('payment').some(({ used }) => used !== undefined))
      wrong.push(`${asker} is paid for ${pid}, which they asked for`)
    for (const other of records.files.values()) {
      const isOwn = records.keptOf(other.pid) === asker
      if (!isOwn && other.one('link', pid)?.role === 'dependant') wrong.push(`${other.pid} is tied to ${pid}`)
    }
    return wrong
  })
}

/**
 * A hospital has certified the child since. Where it names who asked, nothing is to be said; else a clerk decided, and as
 * soon as the hospital's data hold, who asked neither acts for the child nor is told of it, nor was ever paid.
 */
function certifiedAfter({ ran, files, keptOf, now }: Records, { asker, pid, child, notices }: Request): string[] {
  const guardian = files.get(asker)
  const named = notices.some(({ data }) => {
    return (data.guardians as { certno: string }[]).some(
      ({ certno }) => guardian?.person && hasNumber(guardian, certno),
    )
  })
  if (named || !guardian || child.all('custody').length > 0) return []
  const decided = child.all('task').filter(({ kind }) => kind === 'certificate-differs')
  if (decided.length === 0) return [`${pid}: the hospital names others than ${asker}, and no clerk is asked`]
  const found = decided.flatMap(({ status, decision }) => (status === 'approved' && decision ? [decision.at] : []))
  const [since] = found.sort()
  const upheld = decided.some(({ status }) => status === 'rejected')
  const wrong: string[] = []
  const isTheirs = (used: string | undefined) => used !== undefined && keptOf(used.split('@')[0] as Pid) === asker
  if (!upheld && child.all('payment').some(({ used }) => isTheirs(used)))
    wrong.push(`${asker} is paid for ${pid}, which they asked for`)
  if (since === undefined) return wrong
  if (guardianTo(child, guardian, dayOf(now), birthCases))
    wrong.push(`${asker} acts for ${pid}, which is others' child`)
  for (const { queue, body } of ran.world.sent) {
    if (queue !== 'notice') continue
    const { time, data } = JSON.parse(body) as { time: string; data: Record<string, string> }
    const isChilds = data.template?.startsWith('newborn.') && pidIn(data.case_id ?? '') === pid
    const isToAsker = keptOf(pidOf(testKeys, data.psn_no ?? '')) === asker
    // Clocks of processes differ by a second or two.
    if (isChilds && isToAsker && time > addMs(since, 3_000)) wrong.push(`${asker} is told of ${pid}, others' child`)
  }
  return wrong
}

const hasNumber = ({ person }: PersonFile, certno: string) => answersTo(person, numberHashOf(testKeys, certno))

/** The number of a certificate issued anew leads to the child of the first, and to no other. */
function issuedAnew({ ran, files }: Records): string[] {
  return ran.delivered.flatMap(({ data }) => {
    if (data.replaces_cert_no === undefined) return []
    const alias = files.get(pidOfCertificate(data.birth_cert_no))?.one('alias', 'self')
    return alias?.pid === pidOfCertificate(data.replaces_cert_no)
      ? []
      : [`${data.birth_cert_no} does not lead to its child`]
  })
}
