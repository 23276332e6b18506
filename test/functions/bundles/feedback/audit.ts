/** Feedback of a run against the model: each ticket is in one case, the hotline hears it in order, and each end fits its answer. */
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import type { Audit, Records } from '../../../simulator/audit/records.ts'
import { type Answered, endedAmiss, heardAmiss, once, type Ticket } from './model.ts'

const bundle = 'feedback'
interface State {
  kind: string
  matter: string
  of?: string
  tickets: { ticket_no: string }[]
}
const stateIn = ({ state }: CaseRow) => state as State

/** What the hotline heard, by ticket and case; sent twice it is the same. */
function heardBy({ commits }: Records): Map<string, string[]> {
  const heard = new Map<string, string[]>()
  const seen = new Set<string>()
  for (const { sends } of commits) {
    for (const { queue, body } of sends) {
      if (queue !== 'hotline') continue
      const { id, data } = JSON.parse(body) as {
        id: string
        data: { ticket_no: string; case_id: string; status: string }
      }
      if (seen.has(id)) continue
      seen.add(id)
      const key = `${data.case_id} ${data.ticket_no}`
      heard.set(key, [...(heard.get(key) ?? []), data.status])
    }
  }
  return heard
}

const isOpen = ({ status }: CaseRow) => status === 'waiting' || status === 'running'

/** No two open cases of one person say the same. */
function doubles(rows: readonly CaseRow[]): string[] {
  const said = rows.filter(isOpen).map((row) => {
    const { kind, matter, of } = stateIn(row)
    return of === undefined ? `${kind} ${matter}` : `${kind} ${of}`
  })
  return said.filter((one, index) => said.indexOf(one) !== index).map((one) => `two open cases of ${one}`)
}

export const audit: Audit = (records) => {
  const heard = heardBy(records)
  return [...records.files].flatMap(([pid, file]) => {
    if (file.into !== undefined || records.isMerged(pid)) return []
    const rows = file.all('case').filter((row) => row.bundle === bundle)
    const wrong = doubles(rows)
    const own = records.eventsOf(pid).filter(({ type }) => type === 'ticket.raised')
    const waits: string[] = file
      .all('parked')
      .map(({ private: { event } }) => (event as { data: Ticket }).data.ticket_no)
    for (const ticket_no of once(own.map(({ data }) => data as unknown as Ticket)).keys()) {
      const held = rows.filter((row) => stateIn(row).tickets.some((one) => one.ticket_no === ticket_no))
      if (file.person && held.length !== 1 && !waits.includes(ticket_no))
        wrong.push(`ticket ${ticket_no} is in ${held.length} cases`)
    }
    for (const row of rows) {
      for (const { ticket_no } of stateIn(row).tickets) {
        const amiss = heardAmiss(heard.get(`${row.case_id} ${ticket_no}`) ?? [], !isOpen(row))
        if (amiss) wrong.push(`${row.case_id} ${ticket_no}: ${amiss}`)
      }
      const isDone = row.status === 'done' || row.status === 'withdrawn'
      if (isDone && file.person)
        wrong.push(
          ...endedAmiss(row.outcome as Answered, row.ended_at ?? row.updated_at).map(
            (what) => `${row.case_id}: ${what}`,
          ),
        )
    }
    return wrong.map((what) => `${pid}: ${what}`)
  })
}
