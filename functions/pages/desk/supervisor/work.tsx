/** Who has what in hand, what is too late, and what is looked at again. */

import type { Child } from 'hono/jsx'
import { Bars } from '../../charts/bars.tsx'
import { may, need } from '../../frame/client.ts'
import { type Task, timeLeft, titleOf } from '../../frame/tasks/index.ts'
import { Table } from '../../frame/wide.tsx'
import type { SupervisorVisit } from '../tasks.ts'

/** Of how many kinds a bar is drawn; the table has all. */
const mostBars = 8

/** 「工作量」. */
export async function workload(visit: SupervisorVisit): Promise<Child> {
  const work = may(await visit.api.call('GET /v1/workload'))
  if (!work) return undefined
  const { staff, kinds } = work
  const bars = kinds
    .map(({ kind, open }) => ({ name: titleOf(kind), value: open, text: `${open} 件` }))
    .sort((a, b) => b.value - a.value)
    .slice(0, mostBars)
  return (
    <>
      <Bars label="各事项待办数" bars={bars} />
      <Table
        label="各事项"
        heads={['事项', '待办', '超期', '红', '蓝', '绿']}
        rows={kinds.map((one) => [titleOf(one.kind), one.open, one.overdue, one.red, one.blue, one.green])}
        empty="没有待办。"
      />
      <Table
        label="各人"
        heads={['经办人员', '认领中', '今天办结', '被退回', '抽查出错']}
        rows={staff.map((one) => [
          one.staff_no === 'unnamed' ? '未署工号' : one.staff_no,
          one.claimed,
          one.decided_today,
          one.returned,
          one.wrong,
        ])}
        empty="今天还没有人办。"
      />
    </>
  )
}

/** 「超期」. */
export async function overdue(visit: SupervisorVisit): Promise<Child> {
  const { tasks } = need(await visit.api.call('GET /v1/tasks', { query: { triage: 'red', limit: 100 } }))
  return (
    <Tasks
      visit={visit}
      tasks={tasks.filter(({ due_at }) => due_at < visit.now)}
      label="超期的待办"
      empty="没有超期的。"
    />
  )
}

/** 「抽查」. */
export async function spotChecks(visit: SupervisorVisit): Promise<Child> {
  const { tasks } = need(await visit.api.call('GET /v1/tasks', { query: { kind: 'spot-check', limit: 50 } }))
  return <Tasks visit={visit} tasks={tasks} label="待抽查" empty="没有要抽查的。" />
}

function Tasks({
  visit,
  tasks,
  label,
  empty,
}: {
  visit: SupervisorVisit
  tasks: readonly Task[]
  label: string
  empty: string
}) {
  const rows = tasks.map(({ task_id, kind, psn_name, due_at, claimed_by }) => [
    <a class="open" href={`/desk/tasks/${task_id}`}>
      {titleOf(kind)}
    </a>,
    psn_name ?? '—',
    timeLeft(due_at, visit.now),
    claimed_by === 'unnamed' ? '已认领' : (claimed_by ?? ''),
  ])
  return <Table label={label} heads={['事项', '姓名', '时限', '认领']} rows={rows} empty={empty} />
}
