/** Whom a message goes to: a child's guardians, else the person; of who has died the timeline alone speaks (RULES.md 5.1). */
import type { Notice } from '../../../../shared/tasks/notice.ts'
import { addresses, registeredGuardians } from '../../../acts/guardians.ts'
import { inform, type Words } from '../../../acts/inform.ts'
import { birthCases } from '../../newborn/reference.ts'
import type { AssistanceCtx } from '../state.ts'

/** A message. */
export function tell(ctx: AssistanceCtx, notice: Notice, text: string): Words {
  const to = addresses(registeredGuardians(ctx, birthCases))
  if (ctx.file.person?.death || to.length === 0) return inform(ctx.file, notice, text)
  return { tell: [{ notice, text, to }] }
}
