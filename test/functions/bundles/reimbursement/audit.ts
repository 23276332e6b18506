/** Reimbursement of a run against the model: no receipt pays twice, and a visit bears its deductible once. */
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import type { Audit } from '../../../simulator/audit/records.ts'
import { type Decided, paidTwice, visitAmiss } from './model.ts'

const bundle = 'reimbursement'
interface State {
  receipt: { elec_bill_code: string; elec_billno_code: string }
  sum?: Omit<Decided, 'receipt'>
  ordered?: true
  gone?: 'recovered' | 'left'
}

type Audited = Decided & { recovered: boolean }

function decidedIn({ state }: CaseRow): Audited[] {
  const { receipt, sum, gone } = state as State
  if (!sum) return []
  const named = `${receipt.elec_bill_code}#${receipt.elec_billno_code}`
  return [{ ...sum, receipt: named, recovered: gone === 'recovered' }]
}

export const audit: Audit = (records) => {
  const all: Audited[] = []
  const wrong = [...records.files].flatMap(([pid, file]) => {
    if (file.into !== undefined || records.isMerged(pid)) return []
    const claims = file
      .all('case')
      .filter((row) => row.bundle === bundle)
      .flatMap(decidedIn)
    all.push(...claims)
    const visits = Map.groupBy(claims, ({ visit }) => visit)
    const isHeld = (some: readonly Audited[]) => some.every(({ recovered }) => !recovered)
    return [...visits.values()].flatMap((some) =>
      isHeld(some) ? visitAmiss(some).map((what) => `${pid}: ${what}`) : [],
    )
  })
  return [...wrong, ...paidTwice(all)]
}
