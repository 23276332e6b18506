/** What unfolds below a task: how its case went, what it rests on, and what else this person has going on. */

import type { Child } from 'hono/jsx'
import { statusNames } from '../../api/schemas.ts'
import { bundleTitles } from '../../bundles/all.ts'
import { need } from '../frame/client.ts'
import { type Task, titleOf } from '../frame/tasks/index.ts'
import { moment } from '../frame/values.tsx'
import { Grounds, Timeline } from './case-parts.tsx'
import type { DeskVisit } from './tasks.ts'

const folds = { timeline: '办理经过', grounds: '依据', others: '其他事项' } as const
type Fold = keyof typeof folds

/** The buttons, and what is unfolded. Each is asked for only when it is looked at: reading a case leaves a trace. */
export async function Folds({ visit, task, here }: { visit: DeskVisit; task: Task; here: string }) {
  const open = visit.c.req.query('open')
  const draw: Record<Fold, () => Promise<Child>> = {
    timeline: () => timeline(visit, task),
    grounds: () => grounds(visit, task),
    others: () => others(visit, task),
  }
  const names = Object.keys(folds) as Fold[]
  const shown = names.find((name) => name === open)
  const drawn = shown ? await draw[shown]() : null
  const query = new URL(here, 'http://localhost').searchParams
  return (
    <>
      <form method="get" action={here.split('?')[0]} class="row folds">
        {[...query].map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {names.map((name) => (
          <button
            type="submit"
            name="open"
            value={name}
            data-fold
            aria-expanded={name === shown ? 'true' : 'false'}
            aria-controls={`fold-${name}`}
          >
            {folds[name]}
          </button>
        ))}
      </form>
      {names.map((name) => (
        <div id={`fold-${name}`} class="fold" hidden={name !== shown}>
          {name === shown ? drawn : null}
        </div>
      ))}
    </>
  )
}

async function timeline(visit: DeskVisit, { case_id, opened_at, kind }: Task): Promise<Child> {
  if (!case_id) return <p>{`${moment(opened_at, visit.now)} ${titleOf(kind)}`}</p>
  const found = need(await visit.api.call('GET /v1/cases/{case_id}', { path: { case_id } }))
  return <Timeline found={found} now={visit.now} />
}

async function grounds(visit: DeskVisit, { case_id }: Task): Promise<Child> {
  if (!case_id) return <p>这个待办不是按政策参数来的。</p>
  return <Grounds why={need(await visit.api.call('GET /v1/cases/{case_id}/why', { path: { case_id } }))} />
}

async function others(visit: DeskVisit, { psn_no, case_id }: Task): Promise<Child> {
  if (!psn_no || visit.subject.role === 'agent') return <p>没有其他事项。</p>
  const { cases } = need(await visit.api.call('GET /v1/cases', { query: { psn_no, limit: 20 } }))
  const rest = cases.filter((one) => one.case_id !== case_id)
  if (rest.length === 0) return <p>没有其他事项。</p>
  return (
    <ul>
      {rest.map(({ bundle, status, started_at }) => (
        <li>{`${bundleTitles[bundle] ?? bundle}：${statusNames[status]}，${moment(started_at, visit.now)} 开始`}</li>
      ))}
    </ul>
  )
}
