/** Tasks: what only this person in office can decide, soonest due first. */
import * as z from 'zod'
import { oneOf, words } from '../../../events/fields.ts'
import { codeOf, named, someOf } from '../../../shared/codes/coded.ts'
import { claimTask, extendTask, releaseTask } from '../../../shared/registers/desk/claim.ts'
import { triageNames } from '../../../shared/registers/desk/triage.ts'
import { schemas } from '../../../shared/schemas.ts'
import { taskKinds, taskNames } from '../../bundles/all.ts'
import { audited } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { paging } from '../../calls/paging.ts'
import { type Route, route } from '../../calls/route.ts'
import { anyOf } from '../../http/input.ts'
import { statusNames, taskSchema, tasksSchema } from '../schemas.ts'
import { changeTask } from '../tasks/act.ts'
import { decide, decisions } from '../tasks/decide.ts'
import { atDesk } from '../tasks/desk.ts'
import { listTasks } from '../tasks/list.ts'
import { handOf, inOffice, listOf, officeOf, seesWhose } from '../tasks/officers.ts'
import { decidingProblems, extensionProblems, handProblems, releaseProblems } from '../tasks/problems.ts'
import { readTask } from '../tasks/read.ts'

const tag = '待办'

const filter = z.object({
  status: named(z.literal('open', { error: '只能列未办的待办（open）' }), someOf(statusNames, 'open')).default('open'),
  kind: oneOf('待办种类', taskNames, 'task').optional(),
  triage: oneOf('缓急', triageNames, 'triage').optional(),
  claimed: codeOf({ me: '我认领的', none: '没有人认领的' }, 'claimed').optional(),
  ...paging,
})

/** A decision with all that a task of any kind may want to know; what a kind must be told, it says itself. */
const decision = z.object({
  decision: decisions,
  reason: words('理由').optional(),
  ...anyOf([...taskKinds.values()].map(({ approval }) => approval(schemas))),
})

export const taskRoutes: readonly Route[] = [
  route('GET /v1/tasks', {
    access: inOffice,
    tag,
    summary: '我的待办，最急的在前；可以只看某类、某种缓急、我认领的或没有人认领的',
    query: filter,
    answer: tasksSchema,
    async handler({ ports, subject, query: { kind, triage, claimed, limit, cursor } }) {
      const isFiltered = kind !== undefined || triage !== undefined || claimed !== undefined
      const page = await listTasks(ports, listOf(subject), {
        limit,
        ...(cursor === undefined ? {} : { cursor }),
        ...(isFiltered && {
          fits: (tasks) =>
            atDesk(ports, subject.id, (desk) =>
              tasks.filter(
                ({ task }) =>
                  (kind === undefined || task.kind === kind) &&
                  (triage === undefined || desk.triageOf(task) === triage) &&
                  (claimed === undefined || desk.claimOf(task)?.by === (claimed === 'me' ? subject.id : undefined)),
              ),
            ),
        }),
      })
      const tasks = await atDesk(ports, subject.id, ({ view }) =>
        page.found.map(({ task, about }) => ({ ...view(task), ...(seesWhose(subject) ? about : {}) })),
      )
      await audited(ports, subject, 'tasks.list', officeOf(subject), { tasks: tasks.map(({ task_id }) => task_id) })
      return { body: { tasks, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) } }
    },
  }),

  route('GET /v1/tasks/{task_id}', {
    access: inOffice,
    tag,
    summary: '一个待办，办过的也看得到；留痕',
    answer: taskSchema,
    handler: readTask,
  }),

  route('POST /v1/tasks/{task_id}/claim', {
    access: inOffice,
    tag,
    summary: '认领待办：当天内别人不能办；负责人可以接过来',
    answer: taskSchema,
    problems: handProblems,
    handler: (call) => changeTask(call, 'task.claimed', claimTask(handOf(call.subject))),
  }),

  route('POST /v1/tasks/{task_id}/release', {
    access: inOffice,
    tag,
    summary: '放回认领的待办；负责人可以放回别人认领的',
    answer: taskSchema,
    problems: releaseProblems,
    handler: (call) => changeTask(call, 'task.released', releaseTask(handOf(call.subject))),
  }),

  route('POST /v1/tasks/{task_id}/extension', {
    access: inOffice,
    tag,
    summary: '给待办延期，一次，写明理由；本人会被告知',
    body: called('TaskExtension', z.object({ reason: words('理由') })),
    answer: taskSchema,
    example: { reason: '要向原参保地核实' },
    problems: extensionProblems,
    handler: (call) => changeTask(call, 'task.extended', extendTask(handOf(call.subject), call.body.reason)),
  }),

  route('POST /v1/tasks/{task_id}/decision', {
    access: inOffice,
    tag,
    summary: '对待办作出决定；不同意要写理由',
    body: called('TaskDecision', decision),
    answer: taskSchema,
    example: { decision: 'reject', reason: '金额与台账不符' },
    problems: decidingProblems,
    handler: ({ body, ...call }) => decide(call, body),
  }),
]
