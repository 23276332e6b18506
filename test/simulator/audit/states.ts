/** What cases remember is of the form that their bundle declares, after every commit, with no field beside. */
import { chains } from '../../../functions/bundles/all.ts'
import { misfit } from '../../../shared/chain/states.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import { isCase, rowIn } from '../rows.ts'
import type { Audit } from './records.ts'

const statesOf = new Map(chains.map(({ bundle, states }) => [bundle, states]))

/** Each case that was written, whichever release wrote it. */
export const auditStates: Audit = ({ ran }) => {
  const written = ran.written.flatMap(({ changes }) => changes.map(({ after }) => after))
  const rows = new Set(written.flatMap((item) => (item && isCase(item) ? [rowIn<CaseRow>(item)] : [])))
  const wrong = [...rows].flatMap(({ case_id, bundle, state }) => {
    const states = statesOf.get(bundle)
    const fault = states ? misfit(states, state) : 'no bundle knows it'
    return fault === undefined ? [] : [`${case_id}: ${fault}`]
  })
  return [...new Set(wrong)]
}
