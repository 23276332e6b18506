/** What a person may do about an answer (RULES.md 1.8). */
import { flag } from '../../../events/fields.ts'
import { actionKind } from '../../../shared/tasks/action.ts'

/** Says whether it is solved, and whether they are content. */
export const confirm = actionKind('confirm', '评价答复：解决了没有，满意不满意', {
  solved: flag('是否解决'),
  satisfied: flag('是否满意'),
})
