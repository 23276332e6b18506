/** Tasks: what only this person in office can decide, soonest due first. */
import * as z from 'zod'
import { oneOf, words } from '../../../events/fields.ts'
import { named, someOf } from '../../../shared/codes/coded.ts'
import { handle } from '../../../shared/engine/handle.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { maskName, type Pid } from '../../../shared/identity/index.ts'
import { decideTask, type TaskDecision } from '../../../shared/registers/apply/task.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { pidIn, type Ref } from '../../../shared/registers/ids.ts'
import type { Person, TaskOwner, TaskRow } from '../../../shared/registers/rows.ts'
import { schemas } from '../../../shared/schemas.ts'
import { loadSnapshot, rowOf } from '../../../shared/table/files.ts'
import { type List, restSk, rowSk, taskKey, taskList } from '../../../shared/table/keys.ts'
import { entryAt, openList, placeOf, together } from '../../../shared/table/lists.ts'
import type { Item, Write } from '../../../shared/table/table.ts'
import { readable } from '../../../shared/table/unreadable.ts'
import { taskKinds, taskNames } from '../../bundles/all.ts'
import type { RoleIn, SubjectOf } from '../../calls/access.ts'
import { audited, auditWrite, officerOf } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { paging } from '../../calls/paging.ts'
import { badRequest, notFound, type Problem, problem } from '../../calls/problem.ts'
import { areasSeen, isProvince } from '../../calls/reach.ts'
import { type Answer, type Api, type Attempt, type Route, route } from '../../calls/route.ts'
import { anyOf } from '../../http/input.ts'
import { decideOfficeTask } from '../office-tasks.ts'
import { statusNames, taskSchema, tasksSchema } from '../schemas.ts'
import { taskView } from '../views.ts'

const tag = '待办'
const inOffice = { clerk: 'area', supervisor: 'area', agent: 'point', employer: 'staff', operator: 'all' } as const
type Officer = SubjectOf<RoleIn<typeof inOffice>>

const filter = z.object({
  status: named(z.literal('open', { error: '只能列未办的待办（open）' }), someOf(statusNames, 'open')).default('open'),
  kind: oneOf('待办种类', taskNames, 'task').optional(),
  ...paging,
})

/** A decision with all that a task of any kind may want to know; what a kind must be told, it says itself. */
const decision = z.object({
  decision: oneOf('决定', { approve: '同意', reject: '不同意' }),
  reason: words('理由').optional(),
  ...anyOf([...taskKinds.values()].map(({ approval }) => approval(schemas))),
})

export const taskRoutes: readonly Route[] = [
  route('GET /v1/tasks', {
    access: inOffice,
    tag,
    summary: '我的待办，最急的在前',
    query: filter,
    answer: tasksSchema,
    async handler({ ports, subject, query }) {
      const { kind, limit, cursor } = query
      const list = listOf(subject)
      const found = await listTasks(ports, list, { kind, limit, cursor })
      await audited(ports, subject, 'tasks.list', officeOf(subject), {
        tasks: found.tasks.map(({ task_id }) => task_id),
      })
      return { body: found }
    },
  }),

  route('POST /v1/tasks/{task_id}/decision', {
    access: inOffice,
    tag,
    summary: '对待办作出决定；不同意要写理由',
    body: called('TaskDecision', decision),
    answer: taskSchema,
    example: { decision: 'reject', reason: '金额与台账不符' },
    problems: {
      'task-closed': {
        status: 409,
        name: '待办已经处理过了',
        when: '待办已经处理过了',
        remedy: '看办件的现状，不用再处理',
        en: { when: 'The task was decided already', remedy: 'Look at the case; nothing is left to do' },
      },
      'closed-by-facts': {
        status: 409,
        name: '待办会自动关闭，不用人工处理',
        when: '待办不用人工处理，缺的内容补上后自动关闭',
        remedy: '补上缺的内容，待办自动关闭',
        en: {
          when: 'The task closes by itself when what is missing has come',
          remedy: 'Supply what is missing; the task closes by itself',
        },
      },
      'still-refused': {
        status: 409,
        name: '消息仍然发不出去',
        when: '搁置的消息再发一次，队列仍然不收',
        remedy: '查清队列为什么不收，改好后再批准；确实不用发的驳回',
        en: {
          when: 'The message was sent again and the queue refused it again',
          remedy: 'Find out why the queue refuses it, then approve again; reject what need not be sent',
        },
      },
    },
    async handler({ ports, rules, subject, params, body, attempt }) {
      const taskId = params.task_id
      const task = await ownTask(ports, subject, taskId)
      if (!task) return notFound()
      if ('area' in subject && isProvince(subject.area)) {
        return problem(403, 'forbidden', '省级只能查看，由办件所在的统筹区处理。')
      }
      const { decision: verdict, reason, ...data } = body
      if (verdict === 'reject' && reason === undefined) {
        return badRequest([{ field: 'reason', message: '不同意时要写明理由' }])
      }
      const wanted = { taskId, verdict, by: subject.id, data, ...(reason ? { reason } : {}) }
      const pid = pidIn(taskId.split('.')[0] as string)
      const beside = [...(attempt.mark.beside ?? []), decidedLine(ports, subject, wanted)]
      const noted = { ...attempt, mark: { beside } }
      if (pid) return decideInFile({ ports, rules }, pid, { wanted, about: task.case_id, attempt: noted })
      return attempt.repeated ? { body: taskView(task) } : decideOfficeTask(ports, task, wanted, beside)
    },
  }),
]

/** Its line in the audit trail, which stands if the decision does. */
const decidedLine = (ports: Ports, subject: Officer, { taskId, verdict }: TaskDecision): Write =>
  auditWrite(ports, { ...officerOf(subject), what: 'task.decided', about: taskId, detail: { decision: verdict } })

/** A decision on a task of somebody's file, upon which its case goes on. */
async function decideInFile(
  { ports, rules }: Pick<Api, 'ports' | 'rules'>,
  pid: Pid,
  { wanted, about, attempt: { repeated, mark } }: { wanted: TaskDecision; about: Ref | undefined; attempt: Attempt },
): Promise<Answer | Problem> {
  let file: PersonFile | undefined
  if (!repeated) {
    const handled = await handle(ports, rules, pid, { apply: decideTask(taskKinds, wanted), answers: about, ...mark })
    if (handled.result === 'refused') {
      const { status, code, detail, field } = handled
      return status === 400 && field ? badRequest([{ field, message: detail }]) : problem(status, code, detail)
    }
    if (handled.result === 'done') file = handled.file
  }
  const decided = (file ?? (await loadSnapshot(ports, pid))).one('task', wanted.taskId)
  return decided ? { body: taskView(decided) } : notFound()
}

const officeOf = (subject: Officer): string => {
  if ('area' in subject) return subject.area
  if (subject.role === 'agent') return subject.point_no
  return subject.role === 'employer' ? subject.emp_no : subject.role
}

/** Whose open tasks somebody sees: their own, those of all areas of a clerk's province, a supervisor the clerks' too. */
function ownersSeen(subject: Officer): TaskOwner[] {
  switch (subject.role) {
    case 'clerk':
      return areasSeen(subject.area).map((area) => ({ role: 'clerk', area }))
    case 'supervisor':
      return areasSeen(subject.area).flatMap((area) => [
        { role: 'clerk', area },
        { role: 'supervisor', area },
      ])
    case 'agent':
      return [{ role: 'agent', point_no: subject.point_no }]
    case 'employer':
      return [{ role: 'employer', emp_no: subject.emp_no }]
    case 'operator':
      return [{ role: 'operator' }]
  }
}

const listOf = (subject: Officer): List => together(ownersSeen(subject).map(taskList))

const isSeen = (subject: Officer, owner: TaskOwner) =>
  ownersSeen(subject).some((own) => taskList(own).name === taskList(owner).name)

/** Most times that pointers are taken for one answer. */
const mostPages = 20

/** A page of somebody's open tasks, of all kinds or of one. */
export async function listTasks(
  ports: Ports,
  of: List,
  { kind, limit, cursor }: { kind: string | undefined; limit: number; cursor: string | undefined },
) {
  const list = openList(ports.table, of, { behind: cursor === undefined ? undefined : entryAt(cursor) })
  const tasks: ReturnType<typeof taskView>[] = []
  let last: Item | undefined
  for (let page = 0; page < mostPages && tasks.length < limit; page++) {
    const entries = await list.take(limit - tasks.length)
    if (entries.length === 0) break
    last = entries.at(-1)
    const shown = await tasksAt(ports, entries)
    tasks.push(...shown.filter((task) => kind === undefined || task.kind === kind))
  }
  return { tasks, ...(last && list.isMore() ? { cursor: placeOf(last) } : {}) }
}

/** The tasks that entries of a list point at, in their order, with the person they are about, masked. */
async function tasksAt(ports: Ports, pointers: readonly Item[]) {
  const people = [...new Set(pointers.map(({ pk }) => pk).filter((pk) => pk.startsWith('P#')))]
  const keys = [
    ...pointers.map(({ pk, sk }) => ({ pk, sk })),
    ...people.map((pk) => ({ pk, sk: rowSk('person', 'self') })),
  ]
  const items = new Map((await ports.table.getMany(keys)).map((item) => [`${item.pk} ${item.sk}`, item]))
  return pointers.flatMap(({ pk, sk }) => {
    const item = items.get(`${pk} ${sk}`)
    if (!item) return []
    const person = items.get(`${pk} ${rowSk('person', 'self')}`)
    const view = () => taskView(rowOf<TaskRow>(ports.keys, pk.slice(2) as Pid, item))
    const task = readable(ports.log, item, view)
    const about = person && readable(ports.log, person, () => whose(ports, pk, person))
    return task ? [{ ...task, ...about }] : []
  })
}

function whose(ports: Ports, pk: string, item: Item) {
  const person = rowOf<Person>(ports.keys, pk.slice(2) as Pid, item)
  return { psn_no: person.psn_no, psn_name: maskName(person.private.psn_name) }
}

async function ownTask(ports: Ports, subject: Officer, taskId: string): Promise<TaskRow | undefined> {
  const key = taskKey(taskId)
  const pid = pidIn(taskId.split('.')[0] as string)
  const item = (await ports.table.get(key)) ?? (await ports.table.get({ ...key, sk: restSk('task', taskId) }))
  const found = item && rowOf<TaskRow>(ports.keys, key.pk.slice(2) as Pid, item)
  // One of a number that was merged into another is in the other's file.
  const isThere = pid === undefined || (found !== undefined && !found.moved)
  const task = isThere ? found : (await loadSnapshot(ports, pid)).one('task', taskId)
  return task && isSeen(subject, task.owner) ? task : undefined
}
