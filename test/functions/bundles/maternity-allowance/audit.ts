/** What maternity-allowance/RULES.md says, reckoned naively: who gets one, days, sum and payee. */
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import { owedBy } from '../../../simulator/audit/debts.ts'
import type { Audit, Records } from '../../../simulator/audit/records.ts'
import { fenOf } from '../../../simulator/model/reckon.ts'
import type { PartnerEvent } from '../../../simulator/plan.ts'
import { type Delivery, daysOf, insuredOn, monthsBefore, sumOf } from './model.ts'

/** Allowances of the run against the rules. */
export const audit: Audit = (records) =>
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
