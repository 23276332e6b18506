/** The kind of task that tells clerks of a bad mark for an institution (surveys/RULES.md 3.1). */
import { shown, taskKind } from './kind.ts'

/** Somebody gave 1 or 2 where the area wants to know of it; nobody learns who. */
export const visitAlert = taskKind({
  kind: 'visit-alert',
  title: '就诊满意度调查里有差评',
  after: { approve: '记为已知，待办关闭', reject: '记为已知，待办关闭' },
  facts: (z) => ({
    fixmedins_code: z.string(),
    fixmedins_name: z.string().optional(),
    dept: z.string().optional(),
    on: shown.day(z),
    low: z.array(z.object({ code: z.string().meta({ title: '题号' }), text: z.string(), score: z.int() })),
  }),
})
