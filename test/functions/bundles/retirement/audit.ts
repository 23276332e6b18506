/** What retirement/RULES.md says must be, reckoned naively: months, from when retired, and every fen that goes back. */
import { dayOf } from '../../../../shared/calendar/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import { standingOn } from '../../../../shared/registers/relation.ts'
import type { CaseRow, Relation } from '../../../../shared/registers/rows.ts'
import { owedBy } from '../../../simulator/audit/debts.ts'
import type { Audit, Records } from '../../../simulator/audit/records.ts'
import { fenOf, monthAt, monthIndex } from '../../../simulator/model/reckon.ts'
import type { PartnerEvent } from '../../../simulator/plan.ts'
import { paidMonths, requiredInRun, shortOf, sumsOf } from './model.ts'

interface Outcome {
  result: string
  reason?: string
  admdvs: string
  effective_from?: string
  paid: number
  deemed: number
  required_total: number
  required_paid: number
  option?: string
  refunds: { month: string; amt_psn: string; amt_emp: string }[]
}

/** Retirements of the run against the rules. */
export const audit: Audit = (records) =>
  [...records.files].flatMap(([pid, file]) => {
    if (records.isMerged(pid)) return []
    const events = records.eventsOf(pid)
    const pensions = events.filter((e) => e.type === 'pension.approved')
    const cases = file.all('case').filter((row) => row.bundle === 'retirement')
    const expected = pensions.length > 0 && file.person ? 1 : 0
    if (cases.length !== expected) return [`${pid}: ${cases.length} retirements, should be ${expected}`]
    return cases.flatMap((row) => retirement(records, file, events, row).map((what) => `${row.case_id}: ${what}`))
  })

function retirement(records: Records, file: PersonFile, events: readonly PartnerEvent[], row: CaseRow): string[] {
  // A case that waits again (for an account to pay back to) tells its new outcome when it ends.
  const outcome = row.status === 'waiting' ? undefined : (row.outcome as Outcome | undefined)
  const pension = heldPension(events, row)
  const wrong = [...money(records, file, row), ...prices(records, file, row)]
  if (!outcome) return [...wrong, ...waiting(file, events, row, pension)]
  const { result, reason, admdvs } = outcome
  if (result === 'rejected') {
    const elsewhere = events.some(
      (e) => e.data.insutype === '310' && String(e.data.insu_admdvs).slice(0, 2) !== pension.pension_admdvs.slice(0, 2),
    )
    if (reason === 'other-province' && !elsewhere) wrong.push('rejected as of another province')
    if (reason === 'no-relation' && file.all('relation').some((r) => r.insutype === '310'))
      wrong.push('there is a relation')
    return wrong
  }
  const months = paidMonths(events, admdvs)
  const required = requiredInRun(admdvs, pension.retr_date, file.person?.gend === '1')
  if (outcome.required_total !== undefined && outcome.required_total !== required.total)
    wrong.push(`${outcome.required_total} months required, should be ${required.total}`)
  if (outcome.required_paid !== undefined && outcome.required_paid !== required.paid)
    wrong.push(`${outcome.required_paid} months to be paid, should be ${required.paid}`)
  const effective = monthIndex(pension.retr_date.slice(0, 7)) + 1
  const monthsBefore = (end: number) => new Map([...months].filter(([at]) => at < end))
  const shortBefore = (end: number) => shortOf(monthsBefore(end), admdvs, pension.deemed_months, required)
  if (result === 'resident' && outcome.paid !== monthsBefore(effective).size)
    wrong.push(`a resident with ${outcome.paid} months, should be ${monthsBefore(effective).size}`)
  if (result !== 'retired') return wrong
  const from = monthIndex((outcome.effective_from ?? '').slice(0, 7))
  const counted = monthsBefore(from).size
  if (outcome.paid !== counted) wrong.push(`paid ${outcome.paid}, should be ${counted}`)
  if (from < effective) wrong.push(`retired from ${outcome.effective_from}, before ${monthAt(effective)}`)
  const bought = (outcome.option === 'lump-sum' || isPaidBeforeChoice(records, file, row)) && shortBefore(from) > 0
  if (!bought && shortBefore(from) > 0) wrong.push(`retired though ${shortBefore(from)} months are short`)
  if (outcome.option === undefined && from !== effective)
    wrong.push(`retired from ${outcome.effective_from}, should be ${monthAt(effective)}`)
  if (outcome.option === undefined && shortBefore(effective) > 0)
    wrong.push('retired without a choice, but months are missing')
  return [
    ...wrong,
    ...relation(records, file, row, outcome),
    ...(row.status === 'done' ? refunds(file, events, row, outcome, from) : []),
  ]
}

/** Who is asked to choose, or pays on, is short of months; nobody waits for what operators have said by now. */
function waiting(
  file: PersonFile,
  events: readonly PartnerEvent[],
  row: CaseRow,
  { retr_date, deemed_months }: ReturnType<typeof heldPension>,
): string[] {
  const what = row.waiting_for?.what
  if (what === 'policy-missing') return ['waits for a parameter that operators had time to set']
  if (what !== 'choose' && what !== 'no-choice' && what !== 'contribution.posted') return []
  const { choice } = row.state as { choice?: { option: string } }
  const effective = monthIndex(retr_date.slice(0, 7)) + 1
  const months = [...paidMonths(events, row.admdvs)].filter(([at]) => choice !== undefined || at < effective)
  const required = requiredInRun(row.admdvs, retr_date, file.person?.gend === '1')
  return shortOf(new Map(months), row.admdvs, deemed_months, required) > 0 ? [] : ['waits though nothing is missing']
}

/** A bill over all that is missing is months × base × the rate of the place; everybody's base is 6000.00. */
function prices({ ran }: Records, file: PersonFile, { case_id, started_at }: CaseRow): string[] {
  const bills = file.all('bill').filter((bill) => bill.case_id === case_id && bill.insutype === '310')
  if (bills.some(({ bill_no }) => ran.agents.partners.paid.some((paid) => paid.bill_no === bill_no))) return []
  return bills.flatMap(({ bill_no, insu_admdvs, months = 0, amt }) => {
    const { rate } = requiredInRun(insu_admdvs, started_at.slice(0, 10), true)
    const price = Math.round(months * 600_000 * Number(rate))
    return amt === price ? [] : [`${bill_no}: ${amt} fen, should be ${price}`]
  })
}

/** Who waits for the rate of a place may choose otherwise. */
export function ofPerson(_relations: readonly Relation[], cases: readonly CaseRow[]): string[] {
  return cases.flatMap(({ bundle, case_id, step, waiting_for, actions }) => {
    const waits = bundle === 'retirement' && step === 'assessLumpSum' && waiting_for?.what === 'policy-missing'
    return waits && !actions.includes('choose') ? [`${case_id}: waits for the rate and cannot choose otherwise`] : []
  })
}

/** Who pays and then goes over to paying monthly has paid in time, however late the payment is reported. */
function isPaidBeforeChoice({ ran }: Records, file: PersonFile, { case_id, state }: CaseRow): boolean {
  const { choice } = state as { choice?: { at: string } }
  const own = file.all('bill').filter((bill) => bill.case_id === case_id && bill.insutype === '310')
  const numbers = new Set<string>(own.map(({ bill_no }) => bill_no))
  const { paid } = ran.agents.partners
  return choice !== undefined && paid.some(({ bill_no, paid_at }) => numbers.has(bill_no) && paid_at <= choice.at)
}

/** The pension approved first, in its latest report; once the case ended the one it went by. */
function heldPension(
  events: readonly PartnerEvent[],
  row: CaseRow,
): { retr_date: string; pension_admdvs: string; deemed_months: number } {
  const pensions = events.filter((e) => e.type === 'pension.approved').sort((a, b) => (a.time < b.time ? -1 : 1))
  const held = (row.state as { retrDate?: string }).retrDate ?? (pensions[0]?.data.retr_date as string)
  const latest = pensions.filter((e) => e.data.retr_date === held).at(-1)
  return latest?.data as ReturnType<typeof heldPension>
}

function relation({ now }: Records, file: PersonFile, row: CaseRow, outcome: Outcome): string[] {
  const wrong: string[] = []
  const held = file.one('relation', `310#${outcome.admdvs}`)
  const today = dayOf(now)
  const standing = held && standingOn(held, today)
  const retired = today >= (outcome.effective_from ?? '')
  if (retired && standing?.psn_type !== '12') wrong.push(`retired, but psn_type is ${standing?.psn_type}`)
  const granted = file.all('entitlement').filter((one) => one.kind === 'retiree' && one.case_id === row.case_id)
  if (granted.length !== 1 || granted[0]?.from !== outcome.effective_from)
    wrong.push('entitlement of a retiree is missing')
  return wrong
}

/** Contributions for the month of retirement and later go back, each month once, and what was corrected afterwards. */
function refunds(
  file: PersonFile,
  events: readonly PartnerEvent[],
  row: CaseRow,
  outcome: Outcome,
  from: number,
): string[] {
  const own = events.filter((e) => String(e.data.insu_admdvs).slice(0, 2) === outcome.admdvs.slice(0, 2))
  const collected = sumsOf(own)
  const expected = [...collected].filter(([month]) => monthIndex(month) >= from).sort()
  const told = new Map(outcome.refunds.map((one) => [one.month, one]))
  const wrong: string[] = []
  for (const [month, { psn, emp }] of expected) {
    const back = told.get(month)
    const byHand = file
      .all('task')
      .filter((t) => t.case_id === row.case_id && t.kind === 'reverse-by-hand' && t.facts.month === month)
      .filter(({ status }) => status !== 'closed')
    const got = (part: 'amt_psn' | 'amt_emp') => byHand.reduce((sum, { facts }) => sum + fenOf(facts[part] ?? '0'), 0)
    const left = { psn: fenOf(back?.amt_psn ?? 0) - got('amt_psn'), emp: fenOf(back?.amt_emp ?? 0) - got('amt_emp') }
    if (left.psn !== psn || left.emp !== emp)
      wrong.push(`${month}: ${left.psn} and ${left.emp} fen went back of ${psn} and ${emp}`)
  }
  const more = [...told.keys()].filter((month) => !expected.some(([one]) => one === month))
  return [...wrong, ...more.map((month) => `${month} went back for nothing`)]
}

/** What was paid for bills is kept or goes back; the bank pays every sum once. */
function money(records: Records, file: PersonFile, row: CaseRow): string[] {
  const wrong: string[] = []
  const state = row.state as {
    paidBack: Record<string, { amt: number }>
    ending?: { kept: number; result: string }
    resident?: { bill?: { amt: number }; paidBy?: string[] }
  }
  const owed = owedBy(records, file, row)
  for (const { key, orders } of owed) {
    const ordered = fenOf(orders[0]?.data.amt)
    if (ordered !== state.paidBack[key]?.amt) wrong.push(`${key}: the bank was told ${ordered} fen`)
  }
  const bills = file.all('bill').filter((bill) => bill.case_id === row.case_id)
  const paid = records.ran.delivered
    .filter((e) => e.type === 'premium.paid' && bills.some((bill) => bill.bill_no === e.data.bill_no))
    .reduce((sum, e) => sum + fenOf(e.data.amt), 0)
  const premiumsBack = Object.entries(state.paidBack)
    .filter(([, one]) => (one as { purpose?: string }).purpose === 'premium-refund')
    .reduce((sum, [, { amt }]) => sum + amt, 0)
  const kept = (state.ending?.kept ?? 0) + (state.resident?.paidBy ? (state.resident.bill?.amt ?? 0) : 0)
  const atRest = row.status === 'done' || row.status === 'withdrawn'
  const unpaidResident = state.resident?.bill !== undefined && state.resident.paidBy === undefined
  if (atRest && !unpaidResident && paid !== kept + premiumsBack) {
    wrong.push(`${paid} fen were paid, ${kept} kept and ${premiumsBack} paid back`)
  }
  return wrong
}
