/**
 * Decisions on visits against the naive evaluator of filing/RULES.md, at the moment each is written; cases at the end.
 */
import { filingView } from '../../../../functions/bundles/filing/rules/view.ts'
import { dayOf } from '../../../../shared/calendar/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { CaseRow, Filing, Visit } from '../../../../shared/registers/rows.ts'
import type { Audit } from '../../../simulator/audit/records.ts'
import type { Known } from '../../../simulator/model/known.ts'
import { reportsIn, walk } from '../../../simulator/model/stays.ts'
import { claimedByHand, lastDayOf, naive, type Story } from './model.ts'

const toldOf = (visit: Visit) =>
  visit.decision as { decision: string; basis: string; rates: string; pay_ratio?: string } | undefined

function storyOf(visit: Visit, { relations, filings, died }: Known): Story {
  return {
    relations: relations.flatMap((relation) =>
      walk(reportsIn(relation)).map(({ from, to, type }) => {
        const student = relation.enrolments.some((e) => e.psn_insu_date === from && e.student === true)
        const period = { area: relation.insu_admdvs, insutype: relation.insutype, type, from, student }
        return to === undefined ? period : { ...period, to }
      }),
    ),
    filings: filings.map(({ filing_id, kind, to_admdvs, from, to }) => {
      const filing = { id: filing_id, kind, place: to_admdvs, from }
      return to === undefined ? filing : { ...filing, to }
    }),
    day: dayOf(visit.begntime),
    ...(died ? { died } : {}),
    area: visit.mdtrtarea_admvs,
    ...(visit.insuplc_admdvs ? { insuplc: visit.insuplc_admdvs } : {}),
    med_type: visit.med_type,
    emergency: visit.emergency === true,
    enabled: visit.cross_region_enabled,
    acct_only: visit.acct_only === true,
  }
}

const words = (one: { decision: string; basis: string; rates: string; pay_ratio?: string } | undefined) =>
  [one?.decision, one?.basis, one?.rates, one?.pay_ratio ?? ''].join(' ')

/**
 * A decision as it was just written: what the rules say of what was known then or, for a desk that asked a moment ago,
 * just before. Once made it stays, but for `required`, which a filing turns.
 */
export function ofVisit(before: Visit | undefined, after: Visit, known: readonly Known[]): string[] {
  const [was, is] = [toldOf(before ?? after), toldOf(after)]
  const name = `visit ${after.mdtrt_id}`
  if (before && was && words(was) === words(is)) return []
  if (before && was && was.decision !== 'required' && !(was.decision === 'refused' && was.basis === '1')) {
    return [`${name}: ${words(was)} became ${words(is)}`]
  }
  if (!is) return []
  const verdicts = known.map((one) => words(naive(storyOf(after, one))))
  return verdicts.includes(words(is)) ? [] : [`${name}: decided ${words(is)}, should be ${verdicts.at(-1)}`]
}

/**
 * A filing of the person's own lasts as long as the rules say (no row but the nation's is set in a run, and nobody gives a
 * last day), and lists what is claimed by hand.
 */
function ofFiling(filing: Filing, file: PersonFile): string[] {
  const { filing_id, kind, from, to, to_admdvs, made_at, ended_at } = filing
  const wrong: string[] = []
  const last = kind === 'long-term' ? undefined : lastDayOf(from, 6)
  if (!ended_at && to !== last) wrong.push(`${filing_id}: lasts until ${to}, should be ${last}`)
  const visits = file.all('visit').map((visit) => ({
    id: visit.mdtrt_id,
    area: visit.mdtrtarea_admvs,
    day: dayOf(visit.begntime),
    began: Date.parse(visit.begntime),
    decision: toldOf(visit)?.decision,
    ...(visit.settled && { ended: Date.parse(visit.settled.endtime), fund: visit.settled.fund_pay_sumamt }),
  }))
  const made = { place: to_admdvs, from, ...(to === undefined ? {} : { to }), made: Date.parse(made_at) }
  const expected = claimedByHand(made, visits).sort().join()
  const listed = [...(filingView(file, filing, from).claim_by_hand ?? [])].sort().join()
  if (listed !== expected) wrong.push(`${filing_id}: ${listed} is claimed by hand, should be ${expected}`)
  return wrong
}

/**
 * Every admission that was reported has one case, whose result is the visit's decision; and filings are as they should be.
 */
export const audit: Audit = (records) =>
  [...records.files].flatMap(([pid, file]) => {
    if (!file.person || records.isMerged(pid)) return []
    const admitted = records.eventsOf(pid).filter((e) => e.type === 'visit.admitted')
    const keys = new Set(admitted.map((e) => `${e.data.fixmedins_code}#${e.data.mdtrt_id}`))
    const cases = file.all('case').filter((row) => row.bundle === 'filing')
    const wrong = cases.length === keys.size ? [] : [`${cases.length} filing cases, should be ${keys.size}`]
    const filed = file.all('filing').flatMap((one) => ofFiling(one, file))
    const ended = cases.flatMap((row) => filingCase(row, file.all('visit')))
    return [...wrong, ...ended, ...filed].map((what) => `${pid}: ${what}`)
  })

function filingCase(row: CaseRow, visits: readonly Visit[]): string[] {
  const { visit: key } = row.state as { visit: string }
  const visit = visits.find((one) => `${one.fixmedins_code}#${one.mdtrt_id}` === key)
  const decision = visit && toldOf(visit)
  if (!visit || !decision) return [`${row.case_id}: a case without a decided visit`]
  if (row.status === 'waiting') return []
  const wrong: string[] = []
  if (row.outcome?.result !== decision.decision)
    wrong.push(`${row.case_id}: ${row.outcome?.result}, not ${decision.decision}`)
  const settled = row.outcome?.settled !== undefined
  if (settled !== (visit.settled !== undefined))
    wrong.push(`${row.case_id}: settlement ${settled ? 'made up' : 'left out'}`)
  return wrong
}
