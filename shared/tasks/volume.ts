/** The kind of task that tells a supervisor of a day with far more tasks than usual. */
import { shown, taskKind } from './kind.ts'

/** Today's tasks have come above what was expected. */
export const volumeAlert = taskKind({
  kind: 'volume-alert',
  title: '今天新开的待办比往常多很多',
  after: { approve: '记为已知，待办关闭', reject: '记为已知，待办关闭' },
  facts: (z) => ({ on: shown.day(z), count: z.int(), expected: z.int(), high: z.int() }),
})
