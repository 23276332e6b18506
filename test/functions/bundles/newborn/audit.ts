/**
 * What newborn/RULES.md says must be of a child, reckoned naively: enrolment, premiums, cover, and money that goes
 * back.
 */
import { addDays, type Day, dayOf } from '../../../../shared/calendar/index.ts'
import { childPsnNo, pidOf } from '../../../../shared/identity/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { Pid } from '../../../../shared/registers/ids.ts'
import { standingOn } from '../../../../shared/registers/relation.ts'
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import { owedBy, paidOf } from '../../../simulator/audit/debts.ts'
import type { Audit, Records } from '../../../simulator/audit/records.ts'
import { fenOf } from '../../../simulator/model/reckon.ts'
import { staysOf } from '../../../simulator/model/stays.ts'
import type { PartnerEvent } from '../../../simulator/plan.ts'
import { testKeys } from '../../../support/stack.ts'
import { auditGuardians } from './audit-guardians.ts'
import { cover, inCollection, isFree, lastRetrospect, offered, premiumOf } from './model.ts'

interface State {
  role: 'first' | 'second'
  refunds: { premium: string; amt: number }[]
}

interface Year {
  year: number
  amt: string
  /** Left out of a year that needed no premium. */
  paid_at?: string
  from: string
  to: string
}

/** Children of the run against the rules, and those who act for them. */
export const audit: Audit = (records) => [...auditChildren(records), ...auditGuardians(records)]

function auditChildren(records: Records): string[] {
  const certificates = new Set(
    records.ran.delivered
      .filter((e) => e.type === 'birth.certified' && e.data.replaces_cert_no === undefined)
      .map((e) => e.data.birth_cert_no as string),
  )
  return [...certificates].flatMap((certificate) => {
    const file = records.files.get(pidOf(testKeys, childPsnNo(testKeys, certificate)))
    if (!file) return [`${certificate}: nothing is known of this child`]
    // One that was asked for first is for the audit of guardians.
    if (file.all('birth').some(({ by }) => by === 'citizen')) return []
    if (guardiansOf(records, certificate).some((pid) => records.isMerged(pid))) return []
    return child(records, file, certificate).map((what) => `child ${certificate}: ${what}`)
  })
}

/** Those whom the hospital names on a certificate, as far as they are registered. */
function guardiansOf({ ran }: Records, certificate: string): Pid[] {
  const named = ran.delivered.flatMap(({ data }) =>
    data.birth_cert_no === certificate
      ? ((data.guardians ?? []) as { certno: string }[]).map(({ certno }) => certno)
      : [],
  )
  return ran.delivered.flatMap(({ type, data }) =>
    type === 'person.registered' && named.includes(data.certno as string)
      ? [pidOf(testKeys, data.psn_no as string)]
      : [],
  )
}

function child(records: Records, file: PersonFile, certificate: string): string[] {
  const notices = records.ran.delivered.filter(
    (e) => e.type === 'birth.certified' && e.data.birth_cert_no === certificate,
  )
  const cases = file.all('case').filter((row) => row.bundle === 'newborn')
  if (cases.length !== notices.length) return [`${cases.length} cases for ${notices.length} notices`]
  const firsts = cases.filter((row) => (row.state as State).role === 'first')
  const [first] = firsts
  if (firsts.length !== 1 || !first) return [`${firsts.length} first cases`]
  const birth = dayOf(notices[0]?.data.brdy as never) as Day
  const decided = file.all('task').some((task) => task.case_id === first.case_id && task.decision)
  return [
    ...(decided ? [] : area(records, first, notices, birth)),
    ...bills(records, file, first, notices, birth),
    ...years(records, file, first, birth, decided),
    ...money(records, file, first, payments(records, file, first, birth)),
    ...reminders(records, first, birth),
  ]
}

/** Where the child is enrolled: the place given, else the mother's, else the hospital's. */
function area(records: Records, row: CaseRow, notices: readonly PartnerEvent[], birth: Day): string[] {
  const given = notices.find((e) => e.data.insu_admdvs !== undefined)?.data.insu_admdvs as string | undefined
  const guardians = notices[0]?.data.guardians as { certno: string; relation: string }[]
  const certno = guardians.find(({ relation }) => relation === 'mother')?.certno
  const mother = records.ran.delivered.find((e) => e.type === 'person.registered' && e.data.certno === certno)
  const own = records.ran.delivered.filter((e) => e.data.psn_no === mother?.data.psn_no)
  const places = [...new Set(own.map((e) => e.data.insu_admdvs as string))].filter(Boolean)
  const normal = (insutype: string) =>
    places.find((place) => {
      return staysOf(own, place, insutype).some(({ from, to }) => from <= birth && (to === undefined || to >= birth))
    })
  const mothers = mother ? (normal('310') ?? normal('390')) : undefined
  const hospital = `${String(notices[0]?.data.fixmedins_code).slice(1, 5)}00`
  const expected = given ?? mothers ?? hospital
  return row.admdvs === expected ? [] : [`enrolled in ${row.admdvs}, should be ${expected}`]
}

interface Payment {
  year: number
  amt: string
  paid_at: string
}

/** Payments for the child as partners reported them, each once. */
function payments(records: Records, file: PersonFile, row: CaseRow, birth: Day): Payment[] {
  const certificates: unknown[] = file.all('birth').flatMap(({ birth_cert_no, replaces }) => [birth_cert_no, replaces])
  return records.ran.delivered.flatMap(({ type, data }) => {
    if (type !== 'premium.paid') return []
    const bill = data.bill_no === undefined ? undefined : file.one('bill', data.bill_no as string)
    const own =
      (data.birth_cert_no !== undefined && certificates.includes(data.birth_cert_no)) || bill?.case_id === row.case_id
    const year = bill?.year ?? (data.year as number | undefined)
    if (!own || year === undefined || year > (offered(birth).at(-1) as number)) return []
    return [{ year, amt: data.amt as string, paid_at: data.paid_at as string }]
  })
}

function years(records: Records, file: PersonFile, row: CaseRow, birth: Day, decided: boolean): string[] {
  const wrong: string[] = []
  const told = (row.outcome?.years ?? []) as Year[]
  const paid = payments(records, file, row, birth)
  const free = isFree(row.admdvs, birth) ? offered(birth).slice(0, 1) : []
  for (const { year, amt, paid_at, from, to } of told) {
    if (!paid_at) {
      const isRight = free.includes(year) && amt === '0.00' && from === birth && to === `${year}-12-31`
      if (!isRight) wrong.push(`${year} is granted from ${from} to ${to} for nothing`)
      continue
    }
    const right = cover(row.admdvs, birth, year, paid_at.slice(0, 10))
    if (right?.from !== from || right.to !== to)
      wrong.push(`${year} covered ${from} to ${to}, should be ${right?.from} to ${right?.to}`)
    if (!paid.some((p) => p.year === year && p.amt === amt && p.paid_at === paid_at))
      wrong.push(`${year} was paid by nobody`)
    if (!decided && amt !== premiumOf(year)) wrong.push(`${year} granted for ${amt}`)
  }
  if (!decided) {
    for (const year of free) {
      if (told.find((one) => one.year === year)?.amt !== '0.00') wrong.push(`${year} should cost nothing`)
    }
    for (const year of offered(birth).filter((one) => !free.includes(one))) {
      const [best] = paid
        .filter((p) => p.year === year && p.amt === premiumOf(year))
        .filter((p) => cover(row.admdvs, birth, year, p.paid_at.slice(0, 10)))
        .map((p) => p.paid_at)
        .sort()
      const got = told.find((one) => one.year === year)?.paid_at
      // One that counted before another, earlier one was reported may have been told by then; the earliest holds.
      if (best !== got) wrong.push(`${year} paid by ${got}, should be ${best}`)
    }
  }
  return [...wrong, ...registers(file, row, told, birth)]
}

function registers(file: PersonFile, row: CaseRow, told: readonly Year[], birth: Day): string[] {
  const wrong: string[] = []
  const relation = file.one('relation', `390#${row.admdvs}`)
  if (!relation) return ['no 390 relation']
  const covered = (day: string) => told.some(({ from, to }) => from <= day && day <= to)
  const days = [
    birth,
    addDays(birth, 89),
    ...told.flatMap(({ from, to }) => [from, to, addDays(from as Day, -1), addDays(to as Day, 1)]),
  ]
  for (const day of days as Day[]) {
    const normal = standingOn(relation, day)?.psn_insu_stas === '1'
    if (normal !== covered(day))
      wrong.push(`${day}: relation ${normal ? 'normal' : 'not normal'}, cover says otherwise`)
  }
  const granted = file
    .all('entitlement')
    .map(({ from, to }) => `${from} ${to}`)
    .sort()
  const expected = told.map(({ from, to }) => `${from} ${to}`).sort()
  if (granted.join() !== expected.join()) wrong.push(`entitlements ${granted.join()}, should be ${expected.join()}`)
  const result = told.length > 0 ? 'insured' : 'not-insured'
  if (row.outcome && row.outcome.result !== result) wrong.push(`result ${row.outcome.result}, should be ${result}`)
  return wrong
}

/** No bill in the collection period; else one for each year, the older ones superseded. */
function bills(
  records: Records,
  file: PersonFile,
  row: CaseRow,
  notices: readonly PartnerEvent[],
  birth: Day,
): string[] {
  const own = file.all('bill').filter((bill) => bill.case_id === row.case_id)
  const wrong: string[] = []
  const certificate = notices[0]?.data.birth_cert_no
  const enrolled = notices.map((e) => e.time).sort()[0] as string
  // A certificate issued anew may have come first, and the child been enrolled by that.
  const isOnly =
    notices.length === 1 && !records.ran.delivered.some(({ data }) => data.replaces_cert_no === certificate)
  const inPeriod = own.some(({ insu_admdvs }) => inCollection(insu_admdvs, enrolled.slice(0, 10)))
  if (inPeriod && isOnly) wrong.push('a bill in the collection period')
  for (const year of offered(birth)) {
    const standing = own.filter((bill) => bill.year === year && !bill.superseded)
    if (standing.length > 1) wrong.push(`${standing.length} bills for ${year}`)
    if (standing.length > 0 && birth.startsWith(`${year}`) && isFree(row.admdvs, birth))
      wrong.push(`a bill for ${year}`)
    for (const bill of standing) {
      const least = addDays(bill.assessed_on, 30)
      const due = lastRetrospect(birth) > least ? lastRetrospect(birth) : least
      if (bill.due_date !== due) wrong.push(`bill of ${year} due ${bill.due_date}, should be ${due}`)
    }
  }
  for (const bill of own)
    if (!records.ran.agents.partners.bills.has(bill.bill_no)) wrong.push(`bill ${bill.bill_no} never left`)
  return wrong
}

/** Nobody is reminded of a year that costs nothing. */
function reminders({ ran }: Records, { case_id, areas }: CaseRow, birth: Day): string[] {
  const reminded = ran.world.sent.some(({ queue, body }) => {
    if (queue !== 'notice') return false
    const { data } = JSON.parse(body) as { data: Record<string, string> }
    return data.case_id === case_id && data.template === 'newborn.reminder'
  })
  return reminded && areas.every((area) => isFree(area, birth)) ? ['is reminded of what costs nothing'] : []
}

/** All that was paid counts, goes back, or waits for a clerk. */
function money(records: Records, file: PersonFile, row: CaseRow, payments: readonly Payment[]): string[] {
  const { refunds } = row.state as State
  const counted = ((row.outcome?.years ?? []) as Year[]).reduce((sum, { amt }) => sum + fenOf(amt), 0)
  const back = refunds.reduce((sum, { amt }) => sum + amt, 0)
  const all = payments.reduce((sum, { amt }) => sum + fenOf(amt), 0)
  const wrong: string[] = []
  if (row.waiting_for?.what !== 'amount-differs' && all !== counted + back) {
    wrong.push(`${all} fen were paid, ${counted} count and ${back} go back`)
  }
  const paid = owedBy(records, file, row).filter((owed) => paidOf(file, owed).length > 0)
  const settled = paid.reduce((sum, { orders }) => sum + fenOf(orders[0]?.data.amt), 0)
  const waits = row.status === 'waiting'
  if (waits ? settled > back : settled !== back) wrong.push(`${back} fen go back, the bank paid ${settled}`)
  return wrong
}
