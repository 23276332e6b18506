/** What clerks decide for a newborn (RULES.md 2.2, 5.2). */
import type { Schemas } from '../../../shared/schemas.ts'
import { shown, taskKind } from '../../../shared/tasks/kind.ts'
import { differsKind } from './reference.ts'

const notice = (z: Schemas) => z.object({ brdy: z.string(), gend: z.string() })

/** Two notices of one certificate tell different things. */
export const certificateDiffers = taskKind({
  kind: differsKind,
  title: '同一张出生医学证明，两次上报的内容不一样',
  facts: (z) => ({ text: z.string(), held: notice(z), reported: notice(z) }),
})

/** A premium of another sum than asked for. */
export const amountDiffers = taskKind({
  kind: 'amount-differs',
  title: '缴的钱数和应缴的不一样：算不算缴清',
  facts: (z) => ({ year: z.int(), amt: shown.money(z), expected: shown.money(z), paid_at: shown.time(z) }),
})
