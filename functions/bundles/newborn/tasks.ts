/** What clerks decide for a newborn (RULES.md 2.2). */
import type { Schemas } from '../../../shared/schemas.ts'
import { taskKind } from '../../../shared/tasks/kind.ts'
import { differsKind } from './reference.ts'

const notice = (z: Schemas) => z.object({ brdy: z.string(), gend: z.string() })

/** Two notices of one certificate tell different things. */
export const certificateDiffers = taskKind({
  kind: differsKind,
  title: '同一张出生医学证明，两次上报的内容不一样',
  after: { approve: '认定是同一个孩子，以这次上报的为准', reject: '这次上报的不采用' },
  facts: (z) => ({ text: z.string(), held: notice(z), reported: notice(z) }),
})
