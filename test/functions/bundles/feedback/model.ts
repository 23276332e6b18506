/** What the rules say must come of feedback, without the code of the bundle. */

/** A ticket as it was raised. */
export interface Ticket {
  ticket_no: string
  kind: string
  matter: string
}

/** What the hotline may hear of one ticket, in this order, each once (feedback/RULES.md 1.9). */
const inOrder = ['accepted', 'answered', 'closed']

/** What is wrong with what it heard of one. */
export function heardAmiss(statuses: readonly string[], ended: boolean): string | undefined {
  const places = statuses.map((status) => inOrder.indexOf(status))
  if (places.some((place, index) => place <= (places[index - 1] ?? -1))) return `heard ${statuses.join(', ')}`
  return statuses.includes('closed') === ended
    ? undefined
    : `${ended ? 'ended' : 'open'}, and heard ${statuses.join(', ')}`
}

/** What somebody said of an answer, and what came of it. */
export interface Answered {
  answered_at?: string
  reviewed?: boolean
  solved?: boolean
  satisfied?: boolean
  result?: string
  measure?: string
}

const days = (from: string, to: string) => (Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000

/** What is wrong with the end of a case of somebody (feedback/RULES.md 1.7, 1.8); no run sets the days to confirm. */
export function endedAmiss({ answered_at, ...said }: Answered, ended: string): string[] {
  if (said.result === 'withdrawn') return answered_at ? ['withdrawn after an answer'] : []
  if (!answered_at) return ['done without an answer']
  const wrong: string[] = []
  if ((said.solved === undefined) !== (said.satisfied === undefined)) wrong.push('half a confirmation')
  if (said.solved === undefined && days(answered_at, ended) <= 7) wrong.push('silent too soon')
  if (said.reviewed !== (said.solved === false)) wrong.push(`reviewed ${said.reviewed}, solved ${said.solved}`)
  if (said.result === 'mended' && said.measure === undefined) wrong.push('mended without a measure')
  return wrong
}

/** Tickets by their numbers, the first of each. */
export const once = (tickets: readonly Ticket[]): ReadonlyMap<string, Ticket> =>
  new Map([...tickets].reverse().map((ticket) => [ticket.ticket_no, ticket]))
