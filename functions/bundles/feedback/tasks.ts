/** What people in office decide about feedback. */
import * as z from 'zod'
import { oneOf } from '../../../events/fields.ts'
import { matter, story } from '../../../events/said.ts'
import { codeOf, named, openCode } from '../../../shared/codes/coded.ts'
import type { Schemas } from '../../../shared/schemas.ts'
import { type Barring, type DecisionFault, taskKind } from '../../../shared/tasks/kind.ts'
import { causeNames, kindNames, resultNames } from './kinds.ts'

const { 'not-ours': _notOurs, ...approvedAs } = resultNames

const given = (zod: Schemas) => ({
  kind: codeOf(kindNames),
  matter: zod.string(),
  text: zod.string().optional(),
  psn_name: zod.string().optional(),
  case_id: zod.string().optional(),
  point_no: zod.string().optional(),
  ticket_no: zod.string().optional(),
  channel: zod.string().optional(),
  score: zod.int().optional(),
  /** What `cause` may be. */
  causes: zod.array(openCode(causeNames, 'cause')),
})

/** Why, and why that, up to five times (Guangzhou's five whys). */
const whys = () => z.array(story('为什么', 500)).min(1).max(5)

const approval = () => ({
  result: oneOf('办理结果', approvedAs),
  answer: story('答复', 900),
  cause: named(matter('原因'), causeNames, 'cause'),
  whys: whys(),
  measure: story('改正措施', 900).optional(),
})

/** What is wrong with an answer: no such cause, or it was mended and nobody says how (RULES.md 1.7). */
function fault({ causes }: { causes: string[] }, said: Readonly<Record<string, unknown>>): DecisionFault | undefined {
  if (said.cause !== undefined && !causes.includes(said.cause as string))
    return { field: 'cause', detail: `应为其中之一：${causes.join('、')}` }
  if (said.result === 'mended' && said.measure === undefined)
    return { field: 'measure', detail: '已改正的，请写明采取了什么措施' }
  return undefined
}

/** Whether this officer decided something in a case. */
const hasDecided = async ({ by, decidersOf }: Barring, caseId: string) => (await decidersOf(caseId)).includes(by)

/** Somebody said something of our work: mend it or explain it. Not for who decided in the case complained of. */
export const handleFeedback = taskKind({
  kind: 'handle-feedback',
  title: '办理群众反映',
  after: { approve: '把答复告诉本人，请本人确认', reject: '不归这里办，把理由答复本人' },
  facts: given,
  approval,
  fault,
  async barred(asked) {
    const of = asked.task.private?.of
    return typeof of === 'string' && hasDecided(asked, of)
  },
})

/** The person says that it is not solved: a supervisor's answer is final. Not for who gave the first. */
export const reviewFeedback = taskKind({
  kind: 'review-feedback',
  title: '复核群众反映：本人说没有解决',
  after: { approve: '把答复告诉本人，请本人确认', reject: '不归这里办，把理由答复本人' },
  facts: (zod) => ({
    ...given(zod),
    answer: zod.string(),
    measure: zod.string().optional(),
    cause: openCode(causeNames).optional(),
    satisfied: zod.boolean(),
  }),
  approval,
  fault,
  barred: async (asked) => asked.task.case_id !== undefined && hasDecided(asked, asked.task.case_id),
})
