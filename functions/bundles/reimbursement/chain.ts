/** The bundle `reimbursement`: one case a receipt and owner (RULES.md 1). ask → (query →) reckon → (review →) pay → done. */
import { receiptText } from '../../../events/heard.ts'
import { dayOf } from '../../../shared/calendar/index.ts'
import type { Start } from '../../../shared/chain/chain.ts'
import { type PersonFile, put } from '../../../shared/registers/file.ts'
import type { At } from '../../../shared/registers/look.ts'
import { isLongAgo, type Matter } from '../../../shared/registers/rest.ts'
import { endOf } from '../../../shared/registers/rows/cases.ts'
import { fundSums } from '../../acts/payment/fund.ts'
import { anew, ended, overrides } from './overrides.ts'
import { reimbursementBundle } from './reference.ts'
import { insuredAt } from './rules/insured.ts'
import { claimIn, factsAbout, type Receipt, receiptsIn, visitTold } from './rules/receipts.ts'
import { chain, type ReimbursementState, stateIn } from './state.ts'
import { ask } from './steps/ask.ts'
import { awaitAccount, awaitPayment, pay } from './steps/pay.ts'
import { query } from './steps/query.ts'
import { reckon } from './steps/reckon.ts'
import { review } from './steps/review.ts'
import { texts } from './texts.ts'

/** A receipt that was uploaded for who is insured, or claimed by a form (RULES.md 1.1, 1.3). */
function startOf(file: PersonFile, { today }: At, receipt: Receipt): Start<ReimbursementState>[] {
  const isClaimed = claimIn(receipt) !== undefined
  if (!receipt.upload && !receipt.claim) return []
  const visit = visitTold(receipt)
  const insured = insuredAt(file, visit)
  if (!isClaimed && !insured) return []
  const admdvs = insured?.admdvs ?? visit.place
  return [
    {
      about: receipt.key,
      state: { receipt: receipt.name, openedOn: today, round: 0, booked: [] },
      admdvs,
      areas: [...new Set([admdvs, visit.place])],
      begins: dayOf(visit.endtime),
      ...(isClaimed ? { say: texts.claimed(), actor: 'citizen' } : { say: texts.opened() }),
    },
  ]
}

const ours = (file: PersonFile) => file.all('case').filter(({ bundle }) => bundle === reimbursementBundle.bundle)

/**
 * Cases that ended a while ago, with what was heard of their receipt: a person who was two has two of one receipt, which
 * rest together.
 */
const restingCases = (file: PersonFile, at: At): Matter[] =>
  [...Map.groupBy(ours(file), (row) => receiptText(stateIn(row).receipt)).values()].flatMap((cases) => {
    const isOver = cases.every((row) => {
      const over = endOf(row)
      return over !== undefined && isLongAgo(at, 'settled', over)
    })
    if (!isOver) return []
    const facts = new Set(cases.flatMap((row) => factsAbout(file, stateIn(row).receipt, row.case_id)))
    return [{ cases, rows: [...facts].map((fact) => put('heard', fact)) }]
  })

/** The chain of the bundle. */
export const reimbursementChain = chain({
  ...reimbursementBundle,
  title: '零星报销',
  first: 'ask',
  steps: { ask, query, reckon, review, pay, awaitPayment, awaitAccount },
  starts: (file, at) => [...receiptsIn(file).values()].flatMap((receipt) => startOf(file, at, receipt)),
  overrides,
  ended,
  sums: ({ file, state, case: row }) => fundSums({ file, case: row }, [{ key: '' }], state.booked),
  anew,
  atEnd: restingCases,
})
