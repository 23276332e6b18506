/** Home service of a run against the model: who was asked, one at a time, and how each case ended. */
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import type { Audit } from '../../../simulator/audit/records.ts'
import { askedAmiss, endedAmiss } from './model.ts'

const bundle = 'home-service'
interface State {
  asked: { point_no: string; at: string; forGood?: true }[]
}
const askedIn = ({ state }: CaseRow) => (state as State).asked

export const audit: Audit = (records) =>
  [...records.files].flatMap(([pid, file]) => {
    if (file.into !== undefined || records.isMerged(pid)) return []
    const rows = file.all('case').filter((row) => row.bundle === bundle)
    const wrong = rows.flatMap((row) => {
      const isOver = row.status === 'done' || row.status === 'withdrawn'
      const open = file
        .all('task')
        .filter(({ case_id, status, standing }) => case_id === row.case_id && status === 'open' && !standing)
      const asked = askedIn(row).map(({ point_no: point, at, forGood = false }) => ({ point, opened_at: at, forGood }))
      return [
        ...askedAmiss(asked),
        ...(open.length === (isOver ? 0 : 1) ? [] : [`${row.status}, and ${open.length} tasks are open`]),
        ...(isOver
          ? endedAmiss({
              status: row.status,
              outcome: row.outcome ?? {},
              opened: row.started_at,
              ended: row.ended_at ?? row.updated_at,
            })
          : []),
      ].map((what) => `${row.case_id}: ${what}`)
    })
    return wrong.map((what) => `${pid}: ${what}`)
  })
