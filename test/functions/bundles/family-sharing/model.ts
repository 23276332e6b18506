/** What the rules say must come of shared accounts, without the code of the bundle. */

/** What a desk asked for and was given, in fen; what the institution had reported before. */
export interface AtDesk {
  amt: number
  reported?: number
  taken: readonly { share_id?: string | undefined; amt: number }[]
}

/**
 * What is wrong with a payment at a desk (family-sharing/RULES.md 4.2, 6.2): it takes no more than is borne, unless the
 * institution itself had reported more, and nothing of nothing.
 */
export function deskAmiss({ amt, reported = 0, taken }: AtDesk): string[] {
  const sum = taken.reduce((total, one) => total + one.amt, 0)
  return [
    ...(sum > Math.max(amt, reported) ? [`${sum} were taken of ${amt}`] : []),
    ...(taken.some((one) => one.amt <= 0) ? ['an account gave nothing, and is named'] : []),
  ]
}

/** A share, and the days it was used on. */
export interface Used {
  from: string
  to?: string | undefined
  days: readonly string[]
}

/** What is wrong with how a share was used: no day without it in force (6.2). A death told later undoes nothing. */
export const usedAmiss = ({ from, to, days }: Used): string[] =>
  days
    .filter((day) => day < from || (to !== undefined && day > to))
    .map((day) => `used on ${day}, in force ${from} to ${to}`)

/** A case, as far as it is looked at here. */
interface Row {
  state: unknown
  outcome?: Readonly<Record<string, unknown>> | undefined
}

/** The keys under which a case owes sums: one, to the tax office, until it came back (5.3). */
export const owes = ({ outcome }: Row): string[] => (outcome?.result === 'returned' ? [] : [''])

/** The keys of what came back: it is ordered again by another case, if at all (5.3). */
export const returned = ({ outcome }: Row): string[] => (outcome?.result === 'returned' ? [''] : [])

/** What a case has taken out of the account, in fen (5.3). */
export function taken({ state }: Row): number {
  const { lies, amt } = state as { lies?: string; amt: number }
  return lies === 'payable' || lies === 'paid' ? amt : 0
}

/** A case that pays a bill. */
interface PremiumRow extends Row {
  case_id: string
}

/** Bills that two accounts have paid: the money of one of them must have come back (5.2). */
export function paidTwice(rows: readonly PremiumRow[]): string[] {
  const by = new Map<string, string>()
  return rows
    .filter((row) => taken(row) > 0)
    .flatMap((row) => {
      const { bill_no } = row.state as { bill_no: string }
      const before = by.get(bill_no)
      by.set(bill_no, row.case_id)
      return before === undefined ? [] : [`${bill_no} is paid by ${before} and by ${row.case_id}`]
    })
}

/** What is wrong with how a case ended: its result says where the money lies (5.3). */
export function resultAmiss(row: Row): string[] {
  const { result } = row.outcome ?? {}
  const { lies } = row.state as { lies?: string }
  const fits = result === 'paid' ? lies === 'paid' : result === 'returned' && lies !== 'paid' && lies !== 'payable'
  return fits ? [] : [`ended ${String(result)}, and the money is ${lies}`]
}
