/** Nobody is told of a child that is not theirs, and nobody is paid for having asked for one. */
import { dayOf } from '../../../shared/calendar/index.ts'
import { childPsnNo, pidOf } from '../../../shared/identity/index.ts'
import { guardianTo } from '../../../shared/registers/guardians.ts'
import { type Pid, pidIn } from '../../../shared/registers/ids.ts'
import { testKeys } from '../../support/stack.ts'
import type { Audit, Records } from './records.ts'

/** Children of the run and those who were ever told of them, by what partners and requests say. */
export const auditGuardians: Audit = (records) => [
  ...told(records),
  ...changed(records),
  ...squatted(records),
  ...issuedAnew(records),
]

const pidOfCert = (certNo: unknown) => pidOf(testKeys, childPsnNo(testKeys, certNo as string))

/** Keys of all whom the hospital or a court names, or who asked, by child. */
function tied({ ran, keptOf }: Records): Map<string, Set<unknown>> {
  const numbers = new Map<unknown, unknown>()
  for (const { type, data } of ran.delivered) if (type === 'person.registered') numbers.set(data.certno, data.psn_no)
  const found = new Map<string, Set<unknown>>()
  const tie = (certNo: unknown, psnNo: unknown) => {
    const pid = pidOfCert(certNo)
    const who = typeof psnNo === 'string' ? [keptOf(pidOf(testKeys, psnNo))] : []
    found.set(pid, new Set([...(found.get(pid) ?? []), ...who]))
  }
  for (const { data } of ran.delivered) {
    const certNo = data.replaces_cert_no ?? data.birth_cert_no
    for (const { certno } of (data.guardians ?? []) as { certno: string }[]) tie(certNo, numbers.get(certno))
  }
  for (const happening of ran.plan.happenings) {
    if ('ask' in happening) tie(happening.ask.form.birth_cert_no, happening.ask.psn_no)
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
function changed({ ran, files, now }: Records): string[] {
  const today = dayOf(now)
  const reports = ran.delivered.filter(
    ({ type, data }) => type === 'guardian.changed' && (data.from as string) <= today,
  )
  const holding = new Map<string, (typeof reports)[number]>()
  for (const report of reports.toSorted((a, b) => (a.time < b.time ? -1 : 1))) {
    holding.set(pidOfCert(report.data.birth_cert_no), report)
  }
  return [...holding].flatMap(([pid, { data }]) => {
    const child = files.get(pid as Pid)
    const certnos = (data.guardians as { certno: string }[]).map(({ certno }) => certno)
    return [...files.values()].flatMap((file) => {
      if (!child?.person || file.one('link', child.pid)?.role !== 'dependant') return []
      const acts = guardianTo(child, file, today) !== undefined
      const should = certnos.includes(file.person?.private.certno ?? '')
      return acts === should ? [] : [`${file.pid} ${acts ? 'acts' : 'does not act'} for ${pid}`]
    })
  })
}

/** Of a child that was only asked for: no money goes out but to an account a clerk found, and the mother named has no tie. */
function squatted({ ran, files }: Records): string[] {
  const asked = ran.plan.happenings.flatMap((happening) => ('ask' in happening ? [happening.ask] : []))
  return asked.flatMap(({ psn_no, form }) => {
    const pid = pidOfCert(form.birth_cert_no)
    const file = files.get(pid)
    const wrong: string[] = []
    if (file?.all('payment').some(({ used }) => used !== undefined))
      wrong.push(`${psn_no} is paid for ${form.birth_cert_no}, which they asked for`)
    for (const other of files.values()) {
      const isOwn = other.pid === pidOf(testKeys, psn_no)
      if (!isOwn && other.one('link', pid)?.role === 'dependant')
        wrong.push(`${other.pid} is tied to ${form.birth_cert_no}`)
    }
    return wrong
  })
}

/** The number of a certificate issued anew leads to the child of the first, and to no other. */
function issuedAnew({ ran, files }: Records): string[] {
  return ran.delivered.flatMap(({ data }) => {
    if (data.replaces_cert_no === undefined) return []
    const alias = files.get(pidOfCert(data.birth_cert_no))?.one('alias', 'self')
    return alias?.pid === pidOfCert(data.replaces_cert_no) ? [] : [`${data.birth_cert_no} does not lead to its child`]
  })
}
