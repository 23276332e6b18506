/** Who visits somebody not insured, and what they find (RULES.md 2.2, 2.3). */
import { oneOf } from '../../../events/fields.ts'
import { shown, taskKind } from '../../../shared/tasks/kind.ts'
import { answerNames } from './state.ts'

export const visitUninsured = taskKind({
  kind: 'visit-uninsured',
  title: '上门看看：没有参保的居民',
  after: {
    approve: '愿意参保的等30天；不用参保的今年不再问；其余办结',
    reject: '没有找到本人，办结',
  },
  facts: (z) => ({
    psn_name: z.string(),
    community: z.string(),
    screened_on: shown.day(z),
    is_minor: z.literal(true).optional(),
    text: z.string(),
  }),
  approval: () => ({ answer: oneOf('了解到的情况', answerNames) }),
  forClaimer: (z) => ({ psn_name: z.string(), tel: z.string().optional() }),
})
