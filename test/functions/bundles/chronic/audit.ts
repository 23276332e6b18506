/** Chronic diseases of a run against the model: rights, who reviewed, what was recorded, and how each case ended. */
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import type { Audit, Records } from '../../../simulator/audit/records.ts'
import { endedAmiss, type Outcome, recordedAmiss, reviewsAmiss, rightsAmiss } from './model.ts'

const bundle = 'chronic'

interface Recorded {
  case_id: string
  begndate: string
  enddate?: string
}

/** What was recorded last, by case. */
function recordedIn({ commits }: Records): Map<string, Recorded> {
  const last = new Map<string, Recorded>()
  for (const { sends } of commits) {
    for (const { body } of sends) {
      if (!body.includes('chronic.recorded')) continue
      const { type, data } = JSON.parse(body) as { type: string; data: Recorded }
      if (type === 'mianshen.chronic.recorded.v1') last.set(data.case_id, data)
    }
  }
  return last
}

const isOver = ({ status }: CaseRow) => status !== 'waiting' && status !== 'running'

export const audit: Audit = (records) => {
  const recorded = recordedIn(records)
  return [...records.files].flatMap(([pid, file]) => {
    if (file.into !== undefined || records.isMerged(pid)) return []
    const rights = file.all('entitlement')
    const ofCase = file
      .all('case')
      .filter((row) => row.bundle === bundle)
      .flatMap((row) => {
        const tasks = file
          .all('task')
          .filter(({ case_id, kind }) => case_id === row.case_id && kind === 'review-chronic')
          .map(({ owner, status }) => ({ ...(owner.role === 'expert' ? { expert_no: owner.expert_no } : {}), status }))
        const right = rights.find(({ kind, case_id }) => case_id === row.case_id && kind !== 'two-diseases')
        return [
          ...reviewsAmiss(tasks, isOver(row)),
          ...recordedAmiss(recorded.get(row.case_id), right),
          ...(isOver(row) ? endedAmiss(row.status, row.outcome as unknown as Outcome) : []),
        ].map((what) => `${row.case_id}: ${what}`)
      })
    return [...rightsAmiss(rights), ...ofCase].map((what) => `${pid}: ${what}`)
  })
}
