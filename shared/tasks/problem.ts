/** The kind of task by which a problem is mended at its root. */
import { story } from '../../events/said.ts'
import { taskKind } from './kind.ts'

/** Several people's feedback has one cause: mended at once, at its root, elsewhere and for good (8D), or no problem. */
export const mendProblem = taskKind({
  kind: 'mend-problem',
  title: '整改问题：几件反映是同一个原因',
  after: { approve: '问题销号，填写的整改内容存入台账', reject: '不算问题，以后的反映重新计数' },
  facts: (zod) => ({ matter: zod.string(), cause: zod.string(), case_ids: zod.array(zod.string()) }),
  approval: (zod) => ({
    whys: zod.array(story('为什么', 500)).min(1).max(5),
    at_once: story('马上做了什么', 900),
    corrective: story('怎样从根上改', 900),
    spread: story('别处有没有、怎样一起改', 900),
    lasting: story('怎样不再发生', 900),
  }),
})
