/** Chronic diseases of a run against the model: rights, who reviewed, what was recorded, and how each case ended. */
import { dayOf } from '../../../../shared/calendar/index.ts'
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import type { Audit, Records } from '../../../simulator/audit/records.ts'
import {
  besidesAmiss,
  endedAmiss,
  type Outcome,
  recordedAmiss,
  reviewsAmiss,
  rightsAmiss,
  type Stands,
  silenceAmiss,
} from './model.ts'

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

/** What a case says of itself that no outcome does. */
interface State {
  disease: { opsp_dise_code: string }
  question?: { since: string }
  first?: { on: string; two?: true }
}

const standOf = (row: CaseRow): Stands => {
  const { disease, first } = row.state as State
  const two = first?.two ? { two: first.on } : {}
  return { case_id: row.case_id, area: row.admdvs, code: disease.opsp_dise_code, isOpen: !isOver(row), ...two }
}

/** Of a case that nobody answered: when it was asked, and when it was given up. */
const silenceOf = ({ outcome, state, ended_at }: CaseRow): string[] => {
  const { since } = (state as State).question ?? {}
  return outcome?.result === 'no-answer' && since && ended_at ? silenceAmiss(since, dayOf(ended_at)) : []
}

export const audit: Audit = (records) => {
  const recorded = recordedIn(records)
  return [...records.files].flatMap(([pid, file]) => {
    if (file.into !== undefined || records.isMerged(pid)) return []
    const rights = file.all('entitlement')
    const cases = file.all('case').filter((row) => row.bundle === bundle)
    const ofCase = cases.flatMap((row) => {
      const tasks = file
        .all('task')
        .filter(({ case_id, kind }) => case_id === row.case_id && kind === 'review-chronic')
        .map(({ owner, status }) => ({ ...(owner.role === 'expert' ? { expert_no: owner.expert_no } : {}), status }))
      const right = rights.find(({ kind, case_id }) => case_id === row.case_id && kind !== 'two-diseases')
      return [
        ...reviewsAmiss(tasks, isOver(row)),
        ...recordedAmiss(recorded.get(row.case_id), right),
        ...(isOver(row) ? endedAmiss(row.status, row.outcome as unknown as Outcome) : []),
        ...silenceOf(row),
      ].map((what) => `${row.case_id}: ${what}`)
    })
    const besides = besidesAmiss(cases.map(standOf), rights, dayOf(records.now))
    return [...rightsAmiss(rights), ...besides, ...ofCase].map((what) => `${pid}: ${what}`)
  })
}
