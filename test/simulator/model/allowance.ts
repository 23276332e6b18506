/** What maternity-allowance/RULES.md says, reckoned naively: who gets one, days, sum and payee. */
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import { owedBy } from '../audit/debts.ts'
import { fenOf } from '../audit/money.ts'
import type { Audit, Records } from '../audit/records.ts'
import type { PartnerEvent } from '../plan.ts'
import { staysOf } from './transfer.ts'

interface Delivery {
  setl_id: string
  insu_admdvs: string
  dscg_date: string
  outcome: string
  dystocia: boolean
  fetus_count: number
  child_order: number
  gestation_weeks: number
}

/** Allowances of the run against the rules. */
export const auditAllowances: Audit = (records) =>
  [...records.files].flatMap(([pid, file]) => {
    if (records.isMerged(pid)) return []
    const events = records.eventsOf(pid)
    const cases = file.all('case').filter((row) => row.bundle === 'maternity-allowance')
    const deliveries = events.filter((e) => e.type === 'delivery.settled').map((e) => e.data as unknown as Delivery)
    const due = file.person ? deliveries.filter((delivery) => insuredOn(events, delivery)) : []
    const setl = (row: CaseRow) => (row.state as { setl_id: string }).setl_id
    const living = new Map(cases.filter((row) => row.status !== 'withdrawn').map((row) => [setl(row), row]))
    const missing = due.filter(({ setl_id }) => !living.has(setl_id))
    // Who turns out not to have been insured gets none, unless that came to be known after it was decided.
    const undue = [...living]
      .filter(([setl_id]) => due.every((delivery) => delivery.setl_id !== setl_id))
      .filter(([, row]) => row.status !== 'rejected' && !isOrdered(records, row))
    return [
      ...missing.map(({ setl_id }) => `no allowance for ${setl_id}`),
      ...undue.map(([setl_id]) => `an allowance for ${setl_id}, not insured`),
      ...cases.flatMap((row) => allowance(records, file, events, row).map((what) => `${row.case_id}: ${what}`)),
    ].map((what) => `${pid}: ${what}`)
  })

const isOrdered = ({ ran }: Records, { case_id }: CaseRow) =>
  [...ran.agents.partners.bank.values()].some(({ data }) => data.case_id === case_id)

function insuredOn(events: readonly PartnerEvent[], { insu_admdvs, dscg_date }: Delivery): boolean {
  return staysOf(events, insu_admdvs).some(({ from, to }) => from <= dscg_date && (to === undefined || to >= dscg_date))
}

/** Days by the list of the rules. */
function daysOf(delivery: Delivery): number {
  if (delivery.outcome === 'miscarriage') return delivery.gestation_weeks < 16 ? 15 : 42
  const extended: Record<string, readonly number[]> = { 13: [60, 60, 90], 33: [60, 90, 90] }
  const more = (extended[delivery.insu_admdvs.slice(0, 2)] ?? [0, 0, 0])[
    Math.min(3, delivery.child_order) - 1
  ] as number
  return 98 + (delivery.dystocia ? 15 : 0) + 15 * (delivery.fetus_count - 1) + more
}

/** Base a month ÷ 30 × days, rounded half up once; in fen, in whole numbers throughout. */
const sumOf = (base: number, days: number) => Math.floor((base * days * 2 + 30) / 60)

function allowance(records: Records, file: PersonFile, events: readonly PartnerEvent[], row: CaseRow): string[] {
  const { setl_id } = row.state as { setl_id: string }
  const delivery = events.find((e) => e.data.setl_id === setl_id)?.data as unknown as Delivery | undefined
  if (!delivery) return ['an allowance without a delivery']
  const [owed] = owedBy(records, file, row)
  const { outcome = {} } = row
  if (outcome.result !== 'paid')
    return [
      ...rejected(file, events, row, delivery),
      ...(owed && row.status !== 'waiting' ? ['rejected, but ordered'] : []),
    ]
  const wrong: string[] = []
  const days = daysOf(delivery)
  if (outcome.days !== days) wrong.push(`${outcome.days} days, should be ${days}`)
  const year = Number(delivery.dscg_date.slice(0, 4)) - 1
  const declared = records.ran.delivered
    .filter(
      (e) => e.type === 'employer.base-declared' && e.data.year === year && e.data.insu_admdvs === delivery.insu_admdvs,
    )
    .filter((e) => events.some((own) => own.data.emp_no === e.data.emp_no))
    .map((e) => fenOf(e.data.avg_base))
  const given = file
    .all('task')
    .filter((task) => task.case_id === row.case_id && task.decision?.data.avg_base !== undefined)
    .map((task) => fenOf(task.decision?.data.avg_base))
  const sums = [...declared, ...given].map((base) => sumOf(base, days))
  const told = fenOf(outcome.amt)
  if (!sums.includes(told)) wrong.push(`${told} fen, should be one of ${sums}`)
  if (fenOf(owed?.orders[0]?.data.amt) !== told) wrong.push('another sum was ordered')
  const employed = events.some((e) => e.data.emp_no !== undefined && e.data.insu_admdvs === delivery.insu_admdvs)
  const inGuangdong = delivery.insu_admdvs.startsWith('44') && delivery.dscg_date >= '2025-01-01'
  const payee = employed && !inGuangdong ? 'employer' : 'person'
  if (outcome.payee !== payee) wrong.push(`paid to ${outcome.payee}, should be ${payee}`)
  return wrong
}

/** Rejected only by a clerk, for want of months in Zhejiang, or because the relation is not there. */
function rejected(file: PersonFile, events: readonly PartnerEvent[], row: CaseRow, delivery: Delivery): string[] {
  const reason = row.outcome?.reason
  if (row.status === 'waiting') return []
  if (reason === 'not-insured') return insuredOn(events, delivery) ? ['taken back though insured'] : []
  if (reason === 'months-short') {
    const paid = monthsBefore(events, delivery)
    return delivery.insu_admdvs.startsWith('33') && paid < 6 ? [] : [`months-short with ${paid} months`]
  }
  const refused = file.all('task').some((task) => {
    return task.case_id === row.case_id && task.kind === 'review-allowance' && task.status === 'rejected'
  })
  return refused ? [] : [`rejected (${reason}) by nobody`]
}

/** Months without a break up to the month before discharge. */
function monthsBefore(events: readonly PartnerEvent[], { insu_admdvs, dscg_date }: Delivery): number {
  const paid = new Set<number>()
  for (const { type, data } of events) {
    if (type !== 'contribution.posted' || String(data.insu_admdvs).slice(0, 2) !== insu_admdvs.slice(0, 2)) continue
    for (let at = index(data.accrym_begn as string); at <= index(data.accrym_end as string); at++) paid.add(at)
  }
  let months = 0
  while (paid.has(index(dscg_date.slice(0, 7).replace('-', '')) - 1 - months)) months++
  return months
}

const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(4, 6))
