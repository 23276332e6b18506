/** What retirement/RULES.md says must be, reckoned naively: months, from when retired, and every fen that goes back. */
import { dayOf } from '../../../../shared/calendar/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import { standingOn } from '../../../../shared/registers/relation.ts'
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import { owedBy } from '../../../simulator/audit/debts.ts'
import type { Audit, Records } from '../../../simulator/audit/records.ts'
import { fenOf, monthAt, monthIndex } from '../../../simulator/model/reckon.ts'
import type { PartnerEvent } from '../../../simulator/plan.ts'
import { paidMonths, sumsOf } from './model.ts'

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
  const wrong = money(records, file, row)
  if (!outcome) return wrong
  const { result, reason, admdvs } = outcome
  const pension = heldPension(events, row)
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
  const total = file.person?.gend === '1' ? 360 : 300
  if (outcome.required_total !== total || outcome.required_paid !== 120) wrong.push('other months required')
  const needed = Math.max(0, total - pension.deemed_months, 120)
  const effective = monthIndex(pension.retr_date.slice(0, 7)) + 1
  if (result !== 'retired') return wrong
  const from = monthIndex((outcome.effective_from ?? '').slice(0, 7))
  const counted = [...months.keys()].filter((at) => at < from)
  if (outcome.paid !== counted.length) wrong.push(`paid ${outcome.paid}, should be ${counted.length}`)
  if (from < effective) wrong.push(`retired from ${outcome.effective_from}, before ${monthAt(effective)}`)
  const bought = (outcome.option === 'lump-sum' || isPaidBeforeChoice(records, file, row)) && counted.length < needed
  if (!bought && counted.length < needed) wrong.push(`retired with ${counted.length} months of ${needed}`)
  const before = [...months.keys()].filter((at) => at < effective).length
  if (outcome.option === undefined && from !== effective)
    wrong.push(`retired from ${outcome.effective_from}, should be ${monthAt(effective)}`)
  if (outcome.option === undefined && before < needed) wrong.push('retired without a choice, but months are missing')
  return [
    ...wrong,
    ...relation(records, file, row, outcome),
    ...(row.status === 'done' ? refunds(file, events, row, outcome, from) : []),
  ]
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
