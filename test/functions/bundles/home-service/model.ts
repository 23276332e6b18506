/** What the rules say must come of who asks to be visited, without the code of the bundle. */

/** A case that is over, and when it was opened and ended. */
export interface Over {
  status: string
  outcome: Readonly<Record<string, unknown>>
  opened: string
  ended: string
}

/** What is wrong with the end of a case (home-service/RULES.md 3). */
export function endedAmiss({ status, outcome, opened, ended }: Over): string[] {
  const { result, point_no, visited_on, reason } = outcome
  if (status === 'withdrawn') return result === undefined ? [] : [`withdrawn, and ${result}`]
  if (result === 'not-served') return reason && !visited_on && !point_no ? [] : ['not served without a reason']
  if (result !== 'served') return [`came to ${result}`]
  const on = String(visited_on)
  return opened.slice(0, 10) <= on && on <= ended.slice(0, 10)
    ? []
    : [`visited on ${on}, opened ${opened}, over ${ended}`]
}

/** A task for agents, or for clerks. */
export interface AskedOf {
  point?: string
  opened_at: string
  /** A clerk asked the point. */
  forGood: boolean
}

/** What is wrong with who was asked (2.1, 2.2): no point twice but by a clerk. */
export function askedAmiss(tasks: readonly AskedOf[]): string[] {
  const points = tasks.flatMap(({ point, forGood }) => (point === undefined || forGood ? [] : [point]))
  return points.filter((one, index) => points.indexOf(one) !== index).map((one) => `${one} was asked twice`)
}
