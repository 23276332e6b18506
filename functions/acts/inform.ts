/** Telling the person a case is about. */
import type { Effects } from '../../shared/chain/chain.ts'
import type { PersonFile } from '../../shared/registers/file.ts'

/** A message to the person; of somebody who has died the timeline alone speaks. */
export function inform(file: PersonFile, template: string, text: string): Pick<Effects<unknown>, 'tell' | 'say'> {
  return file.person?.death ? { say: text } : { tell: [{ template, text }] }
}
