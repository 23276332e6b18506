/** 「批量同意」: what will happen is listed, asked once, and then each result is told. */

import { need } from '../frame/client.ts'
import { Dialog, Form } from '../frame/form.tsx'
import { again, type Posted } from '../frame/posted.ts'
import type { Pages } from '../frame/serve.tsx'
import type { Drawn } from '../frame/shell.tsx'
import { kindOf, type Task, titleOf } from '../frame/tasks/index.ts'
import { yuan } from '../frame/values.tsx'
import { narrowedIn } from './decide.ts'
import { drawList } from './list.tsx'
import type { DeskVisit, Officer } from './tasks.ts'
import { codeName } from './words.ts'

/** Most tasks at a time. */
const most = 100

/** Serves it. */
export function serveBulk(pages: Pages<Officer>): void {
  pages.get('/desk/bulk', (visit) => visit.go('/desk'))
  pages.post('/desk/bulk', (visit, form) => {
    if (form.written.do === 'all') return drawList(visit, { narrowed: narrowedIn(form), ticked: 'all' })
    return form.written.do === 'confirm' ? done(visit, form) : asked(visit, form)
  })
}

async function asked(visit: DeskVisit, form: Posted): Promise<Drawn> {
  const narrowed = narrowedIn(form)
  const ids = [...new Set(form.all('task'))]
  const refuse = (fault: string) => drawList(visit, { narrowed, ticked: ids, fault, status: 400 })
  if (ids.length === 0) return refuse('请先勾选要办的待办。')
  if (ids.length > most) return refuse(`一次最多 ${most} 件。`)
  const tasks = await Promise.all(ids.map((id) => taskOf(visit, id)))
  if (new Set(tasks.map(({ kind }) => kind)).size > 1) return refuse('一次只能办同一种事项，请用「事项」筛选。')
  return drawList(visit, { narrowed, ticked: ids, above: <Asking tasks={tasks} form={form} /> })
}

const taskOf = async (visit: DeskVisit, task_id: string) =>
  need(await visit.api.call('GET /v1/tasks/{task_id}', { path: { task_id } }))

function Asking({ tasks, form }: { tasks: readonly Task[]; form: Posted }) {
  const kind = tasks[0]?.kind ?? ''
  return (
    <Dialog id="bulk-asks" title="批量同意" open>
      <p>{`${titleOf(kind)}，共 ${tasks.length} 件。同意后：${kindOf(kind)?.after?.approve ?? '记下，待办关闭'}。`}</p>
      <ul class="asked" tabindex={0} aria-label="要同意的">
        {tasks.map(({ psn_name, psn_no, facts }) => (
          <li>
            <span>{[psn_name, psn_no].filter(Boolean).join(' ') || titleOf(kind)}</span>
            {'amt' in facts ? <span class="num">{yuan(String(facts.amt))}</span> : null}
          </li>
        ))}
      </ul>
      <Form action="/desk/bulk">
        {['kind', 'triage', 'claimed'].map((name) => (
          <input type="hidden" name={`list.${name}`} value={form.written[`list.${name}`] ?? ''} />
        ))}
        {tasks.map(({ task_id }) => (
          <input type="hidden" name="task" value={task_id} />
        ))}
        <div class="row">
          <button type="submit" name="do" value="confirm" class="main">
            确认
          </button>
          <a class="button" href="/desk" data-closes>
            取消
          </a>
        </div>
      </Form>
    </Dialog>
  )
}

async function done(visit: DeskVisit, form: Posted): Promise<Drawn> {
  const narrowed = narrowedIn(form)
  const ids = form.all('task')
  const tasks = await Promise.all(ids.map((id) => taskOf(visit, id)))
  const result = await visit.api.call('POST /v1/task-decisions', {
    body: { task_ids: [...ids], decision: 'approve' },
    key: form.key,
  })
  if (!result.ok) {
    const { detail, status } = again(form, result)
    return drawList(visit, { narrowed, ticked: ids, fault: detail, status })
  }
  const { results } = result.body
  const good = results.filter(({ status }) => status === 200).length
  const left = results.filter(({ status }) => status !== 200).map(({ task_id }) => task_id)
  return drawList(visit, {
    narrowed,
    ticked: left,
    said: `共 ${results.length} 件：同意 ${good} 件，没有办成 ${left.length} 件。`,
    begin: true,
    above: <Results tasks={tasks} results={results} />,
  })
}

interface ResultsProps {
  readonly tasks: readonly Task[]
  readonly results: readonly { task_id: string; status: number; code?: string }[]
}

function Results({ tasks, results }: ResultsProps) {
  return (
    <section aria-label="批量办理结果">
      <h2>批量办理结果</h2>
      <ul>
        {results.map(({ task_id, status, code }) => {
          const task = tasks.find((one) => one.task_id === task_id)
          const what = status === 200 ? '已同意' : `没有办成：${codeName(code)}`
          return <li>{`${[task && titleOf(task.kind), task?.psn_name].filter(Boolean).join(' ')}：${what}`}</li>
        })}
      </ul>
    </section>
  )
}
