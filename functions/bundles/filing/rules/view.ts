/** FILING as the API answers it (RULES.md 4.1, 4.7). */
import { compareInstants, type Day, dayOf } from '../../../../shared/calendar/index.ts'
import { isCancelled } from '../../../../shared/registers/apply/taken-back.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { Filing, Visit } from '../../../../shared/registers/rows.ts'
import { claimByHand } from '../texts.ts'
import { isCovered } from './cover.ts'
import { decisionOn } from './decision.ts'

/** FILING. */
export interface FilingView {
  filing_id: string
  psn_no: string
  kind: Filing['kind']
  to_admdvs: string
  from: Day
  to?: Day
  status: 'active' | 'ended'
  /** Visits by their `mdtrt_id`, the first begun first; left out where there is none. */
  claim_by_hand?: string[]
  /** What to do about them, in plain Chinese. */
  message?: string
}

/** It was ended (its last day is still covered), or its time is over. */
export const isOver = ({ ended_at, to }: Filing, today: Day) =>
  ended_at !== undefined || (to !== undefined && to < today)

/** FILING as of today, from the whole file: visits that it has to tell of may lie at rest. */
export function filingView(file: PersonFile, filing: Filing, today: Day): FilingView {
  const { filing_id, kind, to_admdvs, from, to } = filing
  const byHand = claimedByHand(file, filing)
  return {
    filing_id,
    psn_no: file.person?.psn_no ?? '',
    kind,
    to_admdvs,
    from,
    ...(to === undefined ? {} : { to }),
    status: isOver(filing, today) ? 'ended' : 'active',
    ...(byHand.length === 0
      ? {}
      : {
          claim_by_hand: byHand.map(({ mdtrt_id }) => mdtrt_id),
          message: claimByHand(byHand.map(({ begntime }) => dayOf(begntime))),
        }),
  }
}

/**
 * Visits that it covers and that were settled at the person's own cost before it was made (RULES.md 4.7). Whether a
 * settlement is reported before the filing is made or after makes no difference; what the filing came in time for, the
 * fund settled at once, be it with nothing.
 */
function claimedByHand(file: PersonFile, filing: Filing): Visit[] {
  return file
    .all('visit')
    .filter((visit) => {
      const { settled, mdtrtarea_admvs, begntime } = visit
      if (isCancelled(visit) || settled?.fund_pay_sumamt !== 0 || !isCovered(filing, mdtrtarea_admvs, dayOf(begntime)))
        return false
      const decision = decisionOn(visit)?.decision
      const isBefore = decision === 'required' || compareInstants(settled.endtime, filing.made_at) <= 0
      return isBefore && decision !== 'local'
    })
    .sort((a, b) => compareInstants(a.begntime, b.begntime))
}
