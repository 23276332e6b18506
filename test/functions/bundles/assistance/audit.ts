/** Assistance of a run against the model: who has a case, what was paid beyond what is due, what waits though it is owed. */
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import { owedBy, paidOf } from '../../../simulator/audit/debts.ts'
import { type Audit, endedByMerge, type Records } from '../../../simulator/audit/records.ts'
import { fenOf } from '../../../simulator/lives/plain/money.ts'
import type { PartnerEvent } from '../../../simulator/plan.ts'
import {
  type Aid,
  bureau,
  type Facts,
  type Identity,
  published,
  type Settled,
  type ValueOf,
  valuesWith,
  yearOf,
} from './model.ts'

const bundle = 'assistance'
const written = valuesWith(bureau)
/** What nobody has published an operator has set by the end. */
const value: ValueOf = <T>(name: string, area: string, on: string) =>
  written<T>(name, area, on) ?? ((published as Record<string, unknown>)[name] as T | undefined)

interface State {
  year: number
  warning?: object
  refused?: object
}
const stateIn = ({ state }: CaseRow) => state as State

/** Of the reports of one fact the latest; of two of one time the one whose identity is the larger. */
function latest(events: readonly PartnerEvent[], keyOf: (event: PartnerEvent) => string | undefined): PartnerEvent[] {
  const held = new Map<string, PartnerEvent>()
  const rank = ({ time, source, id }: PartnerEvent) => `${Date.parse(time)} ${source} ${id}`
  for (const event of events) {
    const key = keyOf(event)
    const before = key === undefined ? undefined : held.get(key)
    if (key !== undefined && (!before || rank(event) > rank(before))) held.set(key, event)
  }
  return [...held.values()]
}

/** What is known of somebody in the end. */
function factsOf(events: readonly PartnerEvent[], died: string | undefined): Facts {
  const settled = latest(events, ({ type, data }) =>
    type.startsWith('settlement.') ? String(data.setl_id) : undefined,
  )
  const identities = latest(events, ({ type, data }) =>
    type.startsWith('identity.') ? `${data.psn_idet_type} ${data.admdvs} ${data.begndate}` : undefined,
  )
  const aid = latest(events, ({ type, data }) => (type === 'aid.paid' ? String(data.aid_no) : undefined))
  return {
    settlements: settled.flatMap(({ type, data }) =>
      type === 'settlement.posted' ? [data as unknown as Settled] : [],
    ),
    identities: identities.flatMap(({ type, data }): Identity[] => {
      if (type !== 'identity.recognized') return []
      const { psn_idet_type, admdvs, begndate, enddate } = data as Record<string, string>
      const to = enddate === undefined ? {} : { to: enddate }
      return [{ kind: psn_idet_type as string, area: admdvs as string, from: begndate as string, ...to }]
    }),
    aid: aid.map(({ data }) => data as unknown as Aid),
    died,
  }
}

export const audit: Audit = (records) =>
  [...records.files].flatMap(([pid, file]) => {
    if (file.into !== undefined || !file.person) return []
    const facts = factsOf(records.eventsOf(pid), file.died)
    const rows = file.all('case').filter((row) => row.bundle === bundle && !stateIn(row).warning)
    const years = new Set(facts.settlements.map(({ setl_time }) => Number(setl_time.slice(0, 4))))
    const missing = [...years].filter((year) => {
      const { fitting } = yearOf(facts, year, value)
      return fitting.length > 0 && !rows.some((row) => stateIn(row).year === year && row.status !== 'withdrawn')
    })
    // Two numbers may have had a case of the year each; the one that is kept goes on, and counts what the others paid.
    const others = endedByMerge(records, pid).filter((row) => row.bundle === bundle && !stateIn(row).warning)
    const own = Map.groupBy(rows, (row) => stateIn(row).year)
    const amiss = [...own].flatMap(([year, [row, ...more]]) => {
      const beside = [...more, ...others].filter((one) => stateIn(one).year === year)
      return row ? yearAmiss({ records, file, facts, row, beside }).map((what) => `${row.case_id}: ${what}`) : []
    })
    return [...missing.map((year) => `no case of ${year}`), ...amiss].map((what) => `${pid}: ${what}`)
  })

/** What the bank paid for cases in the end, by payer; one of two payments of a debt is told of and recovered. */
function paidIn(records: Records, file: PersonFile, rows: readonly CaseRow[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const owed of rows.flatMap((row) => owedBy(records, file, row))) {
    const [paid] = paidOf(file, owed)
    if (!paid) continue
    const { payer_admdvs, payer_dept, amt } = paid.data as Record<string, string>
    const key = `${payer_admdvs} ${payer_dept}`
    sums.set(key, (sums.get(key) ?? 0n) + fenOf(amt as string))
  }
  return sums
}

/** Sums that a clerk recovered, by payer. */
function recoveredIn(file: PersonFile, rows: readonly CaseRow[]): Map<string, bigint> {
  const own = new Set<string | undefined>(rows.map(({ case_id }) => case_id))
  const tasks = file.all('task').filter((task) => own.has(task.case_id) && task.kind === 'recover-assistance')
  const approved = tasks.filter(({ status }) => status === 'approved')
  const over = approved.flatMap(({ facts }) => facts.payers as { admdvs: string; dept: string; over: string }[])
  const sums = new Map<string, bigint>()
  for (const { admdvs, dept, over: amt } of over) {
    sums.set(`${admdvs} ${dept}`, (sums.get(`${admdvs} ${dept}`) ?? 0n) + fenOf(amt))
  }
  return sums
}

interface OfYear {
  records: Records
  file: PersonFile
  facts: Facts
  row: CaseRow
  beside: readonly CaseRow[]
}

function yearAmiss({ records, file, facts, row, beside }: OfYear): string[] {
  const { fitting, payers } = yearOf(facts, stateIn(row).year, value)
  const own = paidIn(records, file, [row])
  const paid = paidIn(records, file, [row, ...beside])
  const recovered = recoveredIn(file, [row, ...beside])
  const wrong = fitting.flatMap(({ setl_id, burden, granted }) =>
    granted > burden ? [`${setl_id}: above its burden`] : [],
  )
  if (row.status === 'withdrawn') {
    return [
      ...wrong,
      ...(fitting.length > 0 ? ['withdrawn, though a settlement fits'] : []),
      ...(own.size > 0 ? ['withdrawn, and paid'] : []),
    ]
  }
  const owed = payers.filter(({ area, dept, due, gave }) => {
    const key = `${area} ${dept}`
    return due > gave + (paid.get(key) ?? 0n) - (recovered.get(key) ?? 0n)
  })
  const what = row.waiting_for?.what
  const isQuiet = row.status === 'done' || what === 'settlement.posted'
  if (isQuiet && owed.length > 0 && !stateIn(row).refused) wrong.push(`${owed[0]?.dept} owes, and nothing is done`)
  if (what === 'month-end' && owed.length === 0) wrong.push('waits for the end of the month, and nothing is owed')
  if (row.status !== 'done') return wrong
  const sum = [...own.values()].reduce((a, b) => a + b, 0n)
  if (fenOf(String(row.outcome?.paid)) !== sum)
    wrong.push(`says that ${row.outcome?.paid} was paid, which was ${sum} fen`)
  return wrong
}
