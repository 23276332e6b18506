/** What a decision rests on: the rows of parameters that it read. */
import { type PolicyRow, rowId } from '../policy/index.ts'
import type { At } from '../registers/look.ts'

/** The time and the world as a decision sees them, and which rows it has read of it so far. */
export interface Grounds {
  readonly at: At
  /** Ids of the rows, each once, in the order in which they were first read. */
  rows(): string[]
}

/** Listens to the parameters that are read through `at`. */
export function groundsOf(at: At): Grounds {
  const read = new Set<PolicyRow>()
  const policy: At['look']['policy'] = (parameter, area, on) => {
    const answer = at.look.policy(parameter, area, on)
    if (answer.found) read.add(answer.row)
    return answer
  }
  return { at: { ...at, look: { ...at.look, policy } }, rows: () => [...read].map(rowId) }
}
