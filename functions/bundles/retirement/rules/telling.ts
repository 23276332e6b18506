/** Telling the person, in the name of the bundle. */
import { inform as informed, type Words } from '../../../acts/inform.ts'
import type { RetirementCtx } from '../state.ts'
import { notices } from '../texts.ts'

/** Tells the person; of somebody who died the timeline alone speaks. */
export function inform({ file }: Pick<RetirementCtx, 'file'>, notice: keyof typeof notices, text: string): Words {
  return informed(file, notices[notice], text)
}
