/** Telling the person, or a child's guardians. */
import type { Effects } from '../../../../shared/chain/chain.ts'
import type { Notice } from '../../../../shared/tasks/notice.ts'
import { addresses, registeredGuardians } from '../../../acts/guardians.ts'
import { birthCases } from '../../newborn/reference.ts'
import type { ReimbursementCtx } from '../state.ts'

/** A message to the guardians of a child, else to the person; of somebody who has died the timeline alone speaks. */
export function tellFamily(
  ctx: ReimbursementCtx,
  notice: Notice,
  text: string,
): Pick<Effects<unknown>, 'tell' | 'say'> {
  if (ctx.file.person?.death) return { say: text }
  const guardians = addresses(registeredGuardians(ctx, birthCases))
  return { tell: [{ notice, text, ...(guardians.length > 0 ? { to: guardians } : {}) }] }
}
