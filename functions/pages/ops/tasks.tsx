/** 「待办」: what waits for an operator, each with the form for what is missing, or the decision that it asks for. */
import { areaName } from '../../../shared/codes/index.ts'
import { calendarMissing, fundsDiffer, policyMissing } from '../../../shared/tasks/operator.ts'
import { bundleTitles, parameterNames } from '../../bundles/all.ts'
import { need } from '../frame/client.ts'
import { type Field, sentOf, type Written } from '../frame/fields.ts'
import { Fields, Form } from '../frame/form.tsx'
import type { Pages } from '../frame/serve.tsx'
import { approvalOf, kindOf, markOf, schemaOf, type Task, timeLeft, titleOf } from '../frame/tasks/index.ts'
import { Facts, inShort, moment } from '../frame/values.tsx'
import { Table } from '../frame/wide.tsx'
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
        changes: [
          {
            before: '待办还开着',
            after: (written.decision === 'approve' ? after?.approve : after?.reject) ?? '记下，待办关闭',
          },
        ],
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

/** The facts with names beside the codes of parameters and bundles. */
function withNames({ facts }: Task): Readonly<Record<string, unknown>> {
  const { name, bundle } = facts as { name?: string; bundle?: string }
  const named = (titles: Readonly<Record<string, string>>, code: string) =>
    titles[code] ? `${titles[code]}（${code}）` : code
  return {
    ...facts,
    ...(name === undefined ? {} : { name: named(parameterNames, name) }),
    ...(bundle === undefined ? {} : { bundle: named(bundleTitles, bundle) }),
  }
}

/** What a task is about, in a sentence. */
const aboutOf = (task: Task): string =>
  (task.facts as { text?: string }).text ?? inShort(schemaOf(task.kind), withNames(task))

const nothing = '没有待办：不缺参数，也没有出错的办件。'

function List({ tasks, cursor, visit }: { tasks: readonly Task[]; cursor: string | undefined; visit: Operator }) {
  return (
    <>
      <Table
        label="待办事项"
        heads={['事项', ['期限', 'whole'], ['说明', 'long'], ['地方', 'whole']]}
        rows={tasks.map((task) => [
          <a class="target" href={`/ops/tasks/${task.task_id}`}>
            {titleOf(task.kind)}
          </a>,
          <>
            <span class={`mark ${task.triage}`}>{markOf(task)}</span> {timeLeft(task.due_at, visit.now)}
          </>,
          aboutOf(task),
          areaName(task.admdvs as never),
        ])}
        empty={nothing}
      />
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
    title: [titleOf(task.kind), ...(missing ? [parameterNames[missing.name] ?? missing.name] : [])].join('：'),
    body: (
      <>
        <section aria-label="事实">
          <h2>事实</h2>
          <Facts schema={schemaOf(task.kind)} value={withNames(task)} />
          <p class="hint">期限：{moment(task.due_at, visit.now)}</p>
        </section>
        {task.status === 'open' ? null : <p>这个待办已经处理过了。</p>}
        {missing && task.status === 'open' ? (
          <div class="beside">
            <PolicyForm name={missing.name} action={`${at}/policy`} after={after} known={missing.known} />
            <Nearest name={missing.name} policies={policies} to={missing.known.admdvs ?? ''} />
          </div>
        ) : null}
        {missing || task.status !== 'open' ? null : <Decide task={task} at={`${at}/decision`} after={after} />}
      </>
    ),
  }
}

function Decide({ task: { kind, facts }, at, after }: { task: Task; at: string; after: After }) {
  if (kindOf(kind)?.closedByFacts)
    return (
      <>
        <p>这里没有要点的：{kindOf(kind)?.after?.approve}。</p>
        {kind === fundsDiffer.kind ? (
          <p>
            <a class="button" href={`/ops/clearings/${(facts as { clearing_id: string }).clearing_id}`}>
              看这次清算
            </a>
          </p>
        ) : null}
      </>
    )
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
