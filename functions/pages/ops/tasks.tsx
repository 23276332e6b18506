/** 「待办」: what waits for an operator, each with the form for what is missing, or the decision that it asks for. */

import { areaName } from '../../../shared/codes/index.ts'
import { calendarMissing, policyMissing } from '../../../shared/tasks/operator.ts'
import { need } from '../frame/client.ts'
import { type Field, sentOf, type Written } from '../frame/fields.ts'
import { Fields, Form } from '../frame/form.tsx'
import type { Pages } from '../frame/serve.tsx'
import { approvalOf, kindOf, schemaOf, type Task, timeLeft, titleOf } from '../frame/tasks/index.ts'
import { Facts, moment } from '../frame/values.tsx'
import { Wide } from '../frame/wide.tsx'
import { type After, type Operator, servedChange } from './change.tsx'
import { Nearest, PolicyForm, policyShown, setPolicy } from './policies.tsx'

/** The pages `/ops` and `/ops/tasks/<task>`. */
export function servedTasks(pages: Pages<'operator'>): void {
  pages.get('/ops', async (visit) => {
    const { tasks, cursor } = need(await visit.api.call('GET /v1/tasks', { query: { limit: 50, ...cursorIn(visit) } }))
    return { title: '待办', body: <List tasks={tasks} cursor={cursor} visit={visit} /> }
  })

  pages.get('/ops/tasks/:task_id', (visit) => drawTask(visit, {}))

  servedChange(pages, {
    path: '/ops/tasks/:task_id/policy',
    draw: drawTask,
    shows: async (visit, form) => policyShown(visit, (await missingIn(await taskIn(visit)))?.name ?? '', form),
    make: async (visit, form) => setPolicy(visit, missingIn(await taskIn(visit))?.name ?? '', form),
    said: 'set',
    leads: () => '/ops',
  })

  servedChange(pages, {
    path: '/ops/tasks/:task_id/decision',
    draw: drawTask,
    shows: async (visit, { written }) => {
      const { kind } = await taskIn(visit)
      const after = kindOf(kind)?.after
      const verdict = written.decision === 'approve' ? '同意' : '不同意'
      return {
        title: `${verdict}：${titleOf(kind)}`,
        before: '待办还开着',
        after: (written.decision === 'approve' ? after?.approve : after?.reject) ?? '记下，待办关闭',
      }
    },
    make: async (visit, { written, key }) => {
      const { task_id, kind } = await taskIn(visit)
      const { decision, reason } = written
      const body = { decision, ...(reason ? { reason } : {}), ...sentOf(approvalOf(kind), written) }
      return visit.api.call('POST /v1/tasks/{task_id}/decision', { path: { task_id }, body: body as never, key })
    },
    said: 'decided',
    leads: () => '/ops',
  })
}

const cursorIn = (visit: Operator) => {
  const cursor = visit.c.req.query('cursor')
  return cursor === undefined ? {} : { cursor }
}

const taskIn = async (visit: Operator): Promise<Task> =>
  need(await visit.api.call('GET /v1/tasks/{task_id}', { path: { task_id: visit.param('task_id') } }))

/** The parameter that a task waits for, and where and from when it is missing. */
function missingIn({ kind, facts }: Task): { name: string; known: Written } | undefined {
  const { name, admdvs, on, year } = facts as { name?: string; admdvs?: string; on?: string; year?: number }
  const from = year === undefined ? on : `${year}-01-01`
  if (kind === policyMissing.kind) return { name: name ?? '', known: { admdvs: admdvs ?? '', from: from ?? '' } }
  if (kind === calendarMissing.kind) return { name: 'working_days', known: { admdvs: '000000', from: from ?? '' } }
  return undefined
}

function List({ tasks, cursor, visit }: { tasks: readonly Task[]; cursor: string | undefined; visit: Operator }) {
  if (tasks.length === 0) return <p>没有待办。</p>
  return (
    <>
      <Wide label="待办事项">
        <table>
          <caption>待办事项</caption>
          <thead>
            <tr>
              {['事项', '地方', '说明', '期限'].map((name) => (
                <th scope="col">{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tasks.map((task) => (
              <tr>
                <td>
                  <a class="target" href={`/ops/tasks/${task.task_id}`}>
                    {titleOf(task.kind)}
                  </a>
                </td>
                <td>{areaName(task.admdvs as never)}</td>
                <td>{(task.facts as { text?: string }).text ?? ''}</td>
                <td>{timeLeft(task.due_at, visit.now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {cursor === undefined ? null : (
        <p>
          <a class="button" href={`/ops?cursor=${cursor}`}>
            再看后面的
          </a>
        </p>
      )}
    </>
  )
}

const reason: Field = { name: 'reason', label: '理由', hint: '不同意时要写', required: false, kind: 'long' }

async function drawTask(visit: Operator, after: After) {
  const task = await taskIn(visit)
  const missing = missingIn(task)
  const at = `/ops/tasks/${task.task_id}`
  const policies = missing
    ? need(await visit.api.call('GET /v1/policies', { query: { name: missing.name } })).policies
    : []
  return {
    title: titleOf(task.kind),
    body: (
      <>
        <section aria-label="事实">
          <h2>事实</h2>
          <Facts schema={schemaOf(task.kind)} value={task.facts as Record<string, unknown>} />
          <p class="hint">期限：{moment(task.due_at, visit.now)}</p>
        </section>
        {task.status === 'open' ? null : <p>这个待办已经处理过了。</p>}
        {missing && task.status === 'open' ? (
          <>
            <PolicyForm name={missing.name} action={`${at}/policy`} after={after} known={missing.known} />
            <Nearest policies={policies} />
          </>
        ) : null}
        {missing || task.status !== 'open' ? null : <Decide task={task} at={`${at}/decision`} after={after} />}
      </>
    ),
  }
}

function Decide({ task: { kind }, at, after }: { task: Task; at: string; after: After }) {
  if (kindOf(kind)?.closedByFacts) return <p>这个待办不用人工处理，缺的内容补上后会自动关闭。</p>
  return (
    <section aria-label="办理">
      <h2>办理</h2>
      <Form action={at} again={after.again} label="办理">
        <Fields fields={[...approvalOf(kind), reason]} again={after.again} />
        <div class="row">
          <button type="submit" class="main" name="decision" value="approve">
            同意
          </button>
          <button type="submit" name="decision" value="reject">
            不同意
          </button>
        </div>
      </Form>
      {after.question}
    </section>
  )
}
