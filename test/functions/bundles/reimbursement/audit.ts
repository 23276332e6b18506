/** Reimbursement of a run against the model: no receipt pays twice, and a visit bears its deductible once. */
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import type { Audit } from '../../../simulator/audit/records.ts'
import { type Decided, paidTwice, visitAmiss } from './model.ts'

const bundle = 'reimbursement'
interface State {
  queried?: object
  receipt: { elec_bill_code: string; elec_billno_code: string }
  sum?: Omit<Decided, 'receipt'>
  ordered?: true
  gone?: 'recovered' | 'left'
  uncounted?: true
}

const nameOf = ({ elec_bill_code, elec_billno_code }: State['receipt']) => `${elec_bill_code}#${elec_billno_code}`

/** `off`: recovered, or come to nothing and void since: it counts no more (3.2). */
type Audited = Decided & { off: boolean }

function decidedIn({ state }: CaseRow): Audited[] {
  const { receipt, sum, gone, uncounted } = state as State
  if (!sum) return []
  return [{ ...sum, receipt: nameOf(receipt), off: gone === 'recovered' || (uncounted === true && sum.amt === 0) }]
}

/** What the platform called not valid, and no institution uploaded, is not claimed (2.4). */
function forgedIn(file: PersonFile): string[] {
  const heard = file.all('heard')
  const forged = new Set(
    heard.flatMap(({ fact, key, private: { data } }) => (fact === 'invoice' && data.valid === false ? [key] : [])),
  )
  const uploaded = new Set(heard.flatMap(({ fact, key }) => (fact === 'receipt' ? [key] : [])))
  return file.all('case').flatMap(({ case_id, bundle: of, outcome, ...row }) => {
    if (of !== bundle || !forged.has(case_id)) return []
    const { receipt, queried, sum } = row.state as State
    const isAmiss = queried && !sum && !uploaded.has(nameOf(receipt)) && outcome?.result !== 'rejected'
    return isAmiss ? [`${case_id} is claimed though its receipt is not valid`] : []
  })
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
    const isHeld = (some: readonly Audited[]) => some.every(({ off }) => !off)
    const amiss = [...visits.values()].flatMap((some) => (isHeld(some) ? visitAmiss(some) : []))
    return [...amiss, ...forgedIn(file)].map((what) => `${pid}: ${what}`)
  })
  return [...wrong, ...paidTwice(all)]
}
