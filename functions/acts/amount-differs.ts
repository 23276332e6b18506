/** A payment of another sum than is asked for: a clerk says whether it counts as all of it, or goes back. */
import { shown, taskKind } from '../../shared/tasks/kind.ts'

/** For a year that is insured, or for months that are bought. */
export const amountDiffers = taskKind({
  kind: 'amount-differs',
  title: '缴的钱数和应缴的不一样：算不算缴清',
  after: { approve: '这笔钱算全部缴清', reject: '这笔钱退回' },
  facts: (z) => ({
    year: z.int().optional(),
    months: z.int().optional(),
    amt: shown.money(z),
    expected: shown.money(z),
    paid_at: shown.time(z),
  }),
})
