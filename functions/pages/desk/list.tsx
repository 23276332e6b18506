/** 「待办」: what waits for this desk, soonest due first; several of a kind can be approved together. */

import { need } from '../frame/client.ts'
import type { Pages } from '../frame/serve.tsx'
import type { Drawn } from '../frame/shell.tsx'
import { markOf, type Task, timeLeft, titleOf } from '../frame/tasks/index.ts'
import { nameText } from '../frame/values.tsx'
import { Wide } from '../frame/wide.tsx'
import {
  type DeskVisit,
  kindsHere,
  type Narrowed,
  narrowedBy,
  type Officer,
  queryOf,
  triages,
  withNarrowed,
} from './tasks.ts'

/** Tasks on a page. */
const onPage = 50

/** Serves the list. */
export function serveList(pages: Pages<Officer>): void {
  pages.get('/desk', (visit) => drawList(visit))
}

/** What else a list shows: above it, or as what went wrong. */
interface Beside extends Partial<Omit<Drawn, 'title' | 'body'>> {
  readonly narrowed?: Narrowed
  readonly ticked?: readonly string[] | 'all'
  readonly above?: Drawn['body']
}

const idsOf = ({ tasks }: { tasks: readonly Task[] }) => tasks.map(({ task_id }) => task_id)

/** The list as a page. */
export async function drawList(visit: DeskVisit, beside: Beside = {}): Promise<Drawn> {
  const query = visit.c.req.query()
  const narrowed = beside.narrowed ?? narrowedBy(query)
  const place = beside.narrowed ? undefined : query.cursor
  const list = need(
    await visit.api.call('GET /v1/tasks', {
      query: { ...queryOf(narrowed), limit: onPage, ...(place ? { cursor: place } : {}) },
    }),
  )
  const { ticked = [], above, narrowed: _narrowed, ...rest } = beside
  const body = (
    <>
      {above}
      <Narrowing narrowed={narrowed} />
      <form method="post" action="/desk/bulk" data-form id="bulk">
        {Object.entries(narrowed).map(([name, value]) => (
          <input type="hidden" name={`list.${name}`} value={value as string} />
        ))}
        {list.tasks.length === 0 ? null : (
          <p class="row">
            <button type="submit" name="do" value="all">
              全选本页
            </button>
            <button type="submit">批量同意</button>
          </p>
        )}
        <TaskTable
          visit={visit}
          tasks={list.tasks}
          narrowed={narrowed}
          ticked={ticked === 'all' ? idsOf(list) : ticked}
        />
        {list.cursor ? (
          <p class="below">
            <a href={withNarrowed('/desk', narrowed, { cursor: list.cursor })}>下一页</a>
          </p>
        ) : null}
      </form>
      <form method="post" data-form id="claim" hidden>
        <input type="hidden" name="from" value="list" />
        <button type="submit" name="do" value="claim">
          认领
        </button>
      </form>
    </>
  )
  return { kind: 'list', ...rest, title: '待办', body }
}

function Narrowing({ narrowed }: { narrowed: Narrowed }) {
  return (
    <form method="get" action="/desk" class="row narrowing" data-narrows>
      <div>
        <label for="kind">事项</label>
        <select id="kind" name="kind">
          <option value="">全部</option>
          {kindsHere.map(([kind, title]) => (
            <option value={kind} selected={kind === narrowed.kind}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="triage">缓急</label>
        <select id="triage" name="triage">
          <option value="">全部</option>
          {triages.map(([code, word]) => (
            <option value={code} selected={code === narrowed.triage}>
              {word}
            </option>
          ))}
        </select>
      </div>
      <label class="tick">
        <input type="checkbox" id="mine" name="claimed" value="me" checked={narrowed.claimed === 'me'} />
        我认领的
      </label>
      <button type="submit">筛选</button>
    </form>
  )
}

interface TableProps {
  readonly visit: DeskVisit
  readonly tasks: readonly Task[]
  readonly narrowed: Narrowed
  readonly ticked: readonly string[]
}

function TaskTable({ visit, tasks, narrowed, ticked }: TableProps) {
  return (
    <Wide label="待办列表" live="tasks">
      <table aria-label="待办事项">
        <thead>
          <tr>
            <th scope="col" class="slim">
              <span class="sr">选择</span>
            </th>
            <th scope="col" class="slim">
              缓急
            </th>
            <th scope="col">事项</th>
            <th scope="col">姓名</th>
            <th scope="col">时限</th>
            <th scope="col">认领</th>
          </tr>
        </thead>
        <tbody>
          {tasks.map((task) => (
            <Row visit={visit} task={task} narrowed={narrowed} isTicked={ticked.includes(task.task_id)} />
          ))}
        </tbody>
      </table>
      {tasks.length === 0 ? <Nothing narrowed={narrowed} /> : null}
    </Wide>
  )
}

const Nothing = ({ narrowed }: { narrowed: Narrowed }) => (
  <p class="nothing">
    <span>没有待办。</span>
    {Object.keys(narrowed).length > 0 ? <a href="/desk">看全部待办</a> : null}
  </p>
)

type RowProps = Omit<TableProps, 'tasks' | 'ticked'> & { readonly task: Task; readonly isTicked: boolean }

function Row({ visit, task, narrowed, isTicked }: RowProps) {
  const { task_id, kind, psn_name, due_at, triage, claimed_by } = task
  return (
    <tr>
      <td>
        <label class="tick">
          <input type="checkbox" id={`t-${task_id}`} name="task" value={task_id} checked={isTicked} />
          <span class="sr">{`选择：${titleOf(kind)} ${psn_name ?? ''}`}</span>
        </label>
      </td>
      <td>
        <span class={`mark ${triage}`}>{markOf(task)}</span>
      </td>
      <th scope="row">
        <a class="open" id={`o-${task_id}`} href={withNarrowed(`/desk/tasks/${task_id}`, narrowed)}>
          {titleOf(kind)}
        </a>
      </th>
      <td class="whole">{psn_name === undefined ? '—' : nameText(psn_name)}</td>
      <td class="whole left">{timeLeft(due_at, visit.now)}</td>
      <td>{claimed_by === undefined ? '' : claimedText(claimed_by)}</td>
    </tr>
  )
}

const claimedText = (by: string) => (by === 'unnamed' ? '已认领' : by)
