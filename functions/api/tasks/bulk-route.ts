/** `POST /v1/task-decisions`: the same decision on several tasks of a kind, each as if alone (bundles/RULES.md 10.7). */
import * as z from 'zod'
import { words } from '../../../events/fields.ts'
import { called } from '../../calls/called.ts'
import { badRequest, isProblem, type Problem } from '../../calls/problem.ts'
import { type Answer, type Call, type Route, route } from '../../calls/route.ts'
import { partOf } from '../../http/idempotency.ts'
import { taskInReach } from './act.ts'
import { decide, decisions } from './decide.ts'
import { inOffice, type Officer } from './officers.ts'
import { bulkProblems } from './problems.ts'

const most = 100

const body = z.object({
  task_ids: z
    .array(words('待办编号', 256), { error: `task_ids 应为 1 至 ${most} 个待办编号` })
    .min(1, { error: '至少写一个待办' })
    .max(most, { error: `一次最多 ${most} 个待办` })
    .refine((ids) => new Set(ids).size === ids.length, { error: '同一个待办不要写两次' }),
  decision: decisions,
  reason: words('理由').optional(),
})

const answer = called(
  'TaskDecisions',
  z.object({
    results: z
      .array(z.object({ task_id: z.string(), status: z.int(), code: z.string().optional() }))
      .meta({ description: '每个待办的结果，和单独办时一样：状态码，没有办成的有错误编号' }),
  }),
)

/** Tasks worked on side by side: most are of different persons. */
const atOnce = 10

export const taskDecisionsRoute: Route = route('POST /v1/task-decisions', {
  access: inOffice,
  tag: '待办',
  summary: '一次办多个同类待办，每个和单独办一样，一个不成不影响别的',
  body: called('TaskDecisionsSent', body),
  answer,
  weight: 10,
  example: { task_ids: ['TRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.older-relation.130200'], decision: 'approve' },
  problems: bulkProblems,
  async handler(call) {
    const { decision, reason, task_ids } = call.body
    if (decision === 'reject' && reason === undefined) {
      return badRequest([{ field: 'reason', message: '不同意时要写明理由' }])
    }
    const kinds = await inTurns(task_ids, async (id) => {
      const found = await taskInReach(call, id)
      return 'task' in found ? [found.task.kind] : []
    })
    if (new Set(kinds.flat()).size > 1) return badRequest([{ field: 'task_ids', message: '一次只能办同一类待办' }])
    return { body: { results: await inTurns(task_ids, (id) => resultOf(call, id)) } }
  },
})

async function resultOf(call: Call<Officer['role'], unknown, z.output<typeof body>>, task_id: string) {
  const { decision, reason } = call.body
  const attempt = await partOf(call.ports, call.attempt, task_id)
  const decided: Answer | Problem = await decide({ ...call, params: { task_id }, attempt }, { decision, reason }, true)
  return isProblem(decided) ? { task_id, status: decided.status, code: decided.code } : { task_id, status: 200 }
}

/** Some side by side, in the order they were asked for. */
async function inTurns<T>(ids: readonly string[], one: (id: string) => Promise<T>): Promise<T[]> {
  const done: T[] = []
  for (let from = 0; from < ids.length; from += atOnce) {
    done.push(...(await Promise.all(ids.slice(from, from + atOnce).map(one))))
  }
  return done
}
