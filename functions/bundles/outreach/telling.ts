/** Whom a message about somebody not insured goes to: the person, or the guardians of who is under age (RULES.md 2.1). */
import type { Notice } from '../../../shared/tasks/notice.ts'
import { addresses, registeredGuardians } from '../../acts/guardians.ts'
import { inform, type Words } from '../../acts/inform.ts'
import { birthCases } from '../newborn/reference.ts'
import type { OutreachCtx } from './state.ts'

/** A message to the guardians of who is under age, where any is known; else to the person. */
export function tellFamily(ctx: OutreachCtx, notice: Notice, text: string): Words {
  const to = addresses(registeredGuardians(ctx, birthCases))
  return to.length > 0 && !ctx.file.person?.death ? { tell: [{ notice, text, to }] } : inform(ctx.file, notice, text)
}
