/** What somebody asked before they turned it into feedback: the text of a question by its id. */
import type { Ports } from '../../../shared/engine/ports.ts'

/** The text of a question; undefined if there is none of this id. */
export async function questionText(
  _ports: Pick<Ports, 'table' | 'keys'>,
  _questionId: string,
): Promise<string | undefined> {
  return undefined
}
