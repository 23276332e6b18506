/** What the rules say must come of receipts, without the code of the bundle. */
import type { CaseRow } from '../../../../shared/registers/rows.ts'

/** A claim that was ordered, or for which nothing was due. */
export interface Decided {
  visit: string
  receipt: string
  inscp: number
  amt: number
  deductible: number
  ratio: string
}

/** total(x) in fen: what is above the deductible, by the ratio, rounded half up (reimbursement/RULES.md 3.2). */
function totalOf(x: number, { deductible, ratio }: Pick<Decided, 'deductible' | 'ratio'>): number {
  const [whole = '0', part = ''] = ratio.split('.')
  const by = 10 ** part.length
  return Math.floor((2 * Math.max(0, x - deductible) * Number(whole + part) + by) / (2 * by))
}

/** What is wrong with the claims of a visit: together they come to total(x) (8.2). Those of several terms are not held. */
export function visitAmiss(claims: readonly Decided[]): string[] {
  const [first] = claims
  if (!first || claims.some(({ deductible, ratio }) => deductible !== first.deductible || ratio !== first.ratio))
    return []
  const x = claims.reduce((sum, { inscp }) => sum + inscp, 0)
  const paid = claims.reduce((sum, { amt }) => sum + amt, 0)
  return paid === totalOf(x, first) ? [] : [`${first.visit} comes to ${totalOf(x, first)}, and ${paid} were ordered`]
}

/** No receipt is paid twice, in whosever file (8.1); what was recovered may be paid again. */
export function paidTwice(claims: readonly (Decided & { off: boolean })[]): string[] {
  const paid = claims.filter(({ amt, off }) => amt > 0 && !off).map(({ receipt }) => receipt)
  return paid.filter((one, index) => paid.indexOf(one) !== index).map((one) => `receipt ${one} was paid twice`)
}

/** A case owes one sum, once it is ordered. */
export const owes = ({ state }: CaseRow): string[] => ((state as { ordered?: true }).ordered ? [''] : [])

/** What came back is not ordered again once it is known that it was not to be paid (4.2). */
export const lapses = ({ outcome }: CaseRow): boolean => outcome?.result === 'rejected'
