/** What is done with a task from its page: taken in hand, put back, approved, rejected; then the next one opens. */

import { need } from '../frame/client.ts'
import { sentOf } from '../frame/fields.ts'
import { type Again, again, type Posted, refused } from '../frame/posted.ts'
import type { Pages } from '../frame/serve.tsx'
import type { Drawn } from '../frame/shell.tsx'
import { approvalOf, kindOf } from '../frame/tasks/index.ts'
import { drawTask } from './task.tsx'
import { type DeskVisit, type Narrowed, narrowedBy, type Officer, queryOf, withNarrowed } from './tasks.ts'

/** Serves a task's page and what its form asks for. */
export function serveTask(pages: Pages<Officer>): void {
  pages.get('/desk/tasks/:task_id', (visit) => drawTask(visit))
  pages.post('/desk/tasks/:task_id', (visit, form) => {
    const asked = form.written.do
    return asked === 'claim' || asked === 'release' ? inHand(visit, form, asked) : decided(visit, form)
  })
}

/** How the list was narrowed, as a form bears it on. */
export const narrowedIn = ({ written }: Posted): Narrowed =>
  narrowedBy({ kind: written['list.kind'], triage: written['list.triage'], claimed: written['list.claimed'] })

async function inHand(visit: DeskVisit, form: Posted, asked: 'claim' | 'release'): Promise<Drawn | Response> {
  const task_id = visit.param('task_id')
  const narrowed = narrowedIn(form)
  const path = { task_id }
  const result =
    asked === 'claim'
      ? await visit.api.call('POST /v1/tasks/{task_id}/claim', { path, key: form.key })
      : await visit.api.call('POST /v1/tasks/{task_id}/release', { path, key: form.key })
  const done = asked === 'claim' ? 'claimed' : 'released'
  if (result.ok) {
    return form.written.from === 'list'
      ? visit.go(withNarrowed('/desk', narrowed), done)
      : visit.go(withNarrowed(`/desk/tasks/${task_id}`, narrowed), done)
  }
  return undone(visit, narrowed, again(form, result))
}

async function decided(visit: DeskVisit, form: Posted): Promise<Drawn | Response> {
  const task_id = visit.param('task_id')
  const narrowed = narrowedIn(form)
  const { written } = form
  const verdict = written.do === 'reject' ? 'reject' : 'approve'
  const reason = written.reason?.replace(/\s+/g, ' ').trim()
  if (verdict === 'reject' && !reason) {
    return undone(visit, narrowed, refused(form, [{ field: 'reason', message: '不同意时要写明理由' }]))
  }
  const { kind, facts } = need(await visit.api.call('GET /v1/tasks/{task_id}', { path: { task_id } }))
  const says: readonly string[] = kindOf(kind)?.rejectionSays ?? []
  const fields = approvalOf(kind, facts).filter(({ name }) => verdict === 'approve' || says.includes(name))
  const data = sentOf(fields, written)
  const body = { decision: verdict, ...(reason ? { reason } : {}), ...data } as const
  const result = await visit.api.call('POST /v1/tasks/{task_id}/decision', { path: { task_id }, body, key: form.key })
  if (!result.ok) return undone(visit, narrowed, again(form, result))
  const proposed = result.body.status === 'open'
  const said = verdict === 'reject' ? 'rejected' : proposed ? 'proposed' : 'approved'
  return next(visit, narrowed, { task_id, due_at: result.body.due_at, said })
}

/** The page of the task as it is now, with what was written and what happened. */
const undone = (visit: DeskVisit, narrowed: Narrowed, asked: Again) =>
  drawTask(visit, { again: asked, narrowed, fault: asked.detail, status: asked.status })

/** The next task that nobody has in hand, from where this one stood; none: the list. */
async function next(
  visit: DeskVisit,
  narrowed: Narrowed,
  { task_id, due_at, said }: { task_id: string; due_at: string; said: string },
): Promise<Response> {
  const list = await visit.api.call('GET /v1/tasks', { query: { ...queryOf(narrowed), limit: 100 } })
  const free = list.ok
    ? list.body.tasks.filter((one) => one.task_id !== task_id && (one.claimed_by === undefined || narrowed.claimed))
    : []
  const found = free.find((one) => one.due_at >= due_at) ?? free[0]
  return found
    ? visit.go(withNarrowed(`/desk/tasks/${found.task_id}`, narrowed), said)
    : visit.go(withNarrowed('/desk', narrowed), said)
}
