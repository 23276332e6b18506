/** What the rules say must come of shared accounts, without the code of the bundle. */

/** What a desk asked for and was given, in fen. */
export interface AtDesk {
  amt: number
  taken: readonly { share_id?: string | undefined; amt: number }[]
}

/** What is wrong with a payment at a desk (family-sharing/RULES.md 6.2): it takes no more than is borne, and nothing of nothing. */
export function deskAmiss({ amt, taken }: AtDesk): string[] {
  const sum = taken.reduce((total, one) => total + one.amt, 0)
  return [
    ...(sum > amt ? [`${sum} were taken of ${amt}`] : []),
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

/** What a case has taken out of the account, in fen (5.3). */
export function taken({ state }: Row): number {
  const { lies, amt } = state as { lies?: string; amt: number }
  return lies === 'payable' || lies === 'paid' ? amt : 0
}
