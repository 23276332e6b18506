/** What a case counts for in figures: reports of a month, facts for analysts, lines of the log. Pure. */
import { addFen, type Fen, parseYuan, ZERO } from '../../money/index.ts'

/** The sum of every `amt` in an outcome, at any depth (contract-operations.md 3), in fen. */
export function amountIn(outcome: unknown): Fen {
  if (typeof outcome !== 'object' || outcome === null) return ZERO
  return Object.entries(outcome).reduce(
    (sum, [name, value]) => addFen(sum, (name === 'amt' ? parseYuan(value) : undefined) ?? amountIn(value)),
    ZERO,
  )
}
