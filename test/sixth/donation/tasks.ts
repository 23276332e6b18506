/** What clerks decide (donation/RULES.md 2.2). */
import * as z from 'zod'
import { shown, taskKind } from '../../../shared/tasks/kind.ts'

/** Working days a clerk has. */
export const clerkWorkingDays = 3

/** A clerk looks at an unusual amount, and says how much it was. */
export const reviewDonation = taskKind({
  kind: 'review-donation',
  title: '核对献血量',
  facts: (zod) => ({ donation_no: zod.string(), donated_on: shown.day(zod), ml: zod.int() }),
  approval: () => ({ ml: z.int().min(1).max(2000).optional() }),
  fault: ({ ml }, { ml: found }) =>
    found === undefined ? { field: 'ml', detail: `请填写核对后的献血量，上报的是${ml}毫升` } : undefined,
})
