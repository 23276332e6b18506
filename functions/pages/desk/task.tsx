/** A task on one screen: whose, what, until when, why it came, what comes of either decision, and the decision. */

import type { Child, PropsWithChildren } from 'hono/jsx'
import { areaName } from '../../../shared/codes/index.ts'
import { need } from '../frame/client.ts'
import { Fields, Form } from '../frame/form.tsx'
import type { Again } from '../frame/posted.ts'
import type { Drawn } from '../frame/shell.tsx'
import { approvalOf, kindOf, markOf, schemaOf, type Task, timeLeft, titleOf } from '../frame/tasks/index.ts'
import { Facts, moment, nameText } from '../frame/values.tsx'
import { Folds } from './folds.tsx'
import { cameFrom } from './origin.tsx'
import { type DeskVisit, type Narrowed, narrowedBy, withNarrowed } from './tasks.ts'

/** What else the page shows: a decision that was not done, and what happened. */
interface Beside extends Partial<Omit<Drawn, 'title' | 'body'>> {
  readonly again?: Again
  readonly narrowed?: Narrowed
}

/** The page of a task. */
export async function drawTask(visit: DeskVisit, beside: Beside = {}): Promise<Drawn> {
  const task_id = visit.param('task_id')
  const { again, narrowed = narrowedBy(visit.c.req.query()), ...rest } = beside
  const task = need(await visit.api.call('GET /v1/tasks/{task_id}', { path: { task_id } }))
  const here = withNarrowed(`/desk/tasks/${task_id}`, narrowed)
  const after = kindOf(task.kind)?.after
  const body = (
    <>
      <div class="screen">
        <Part name="办理对象">
          <Whose task={task} visit={visit} />
        </Part>
        <Part name="事实" scrolls>
          <Facts schema={schemaOf(task.kind)} value={task.facts as Record<string, unknown>} />
        </Part>
        <Part name="时限">
          <Limits task={task} visit={visit} />
        </Part>
        <Part name="来由" scrolls>
          {await cameFrom(visit, task)}
        </Part>
        <Part name="同意后">
          <p>{after?.approve ?? '记下，待办关闭'}</p>
        </Part>
        <Part name="不同意后">
          <p>{after?.reject ?? '记下，待办关闭'}</p>
        </Part>
        <Decide task={task} visit={visit} here={here} again={again} narrowed={narrowed} />
      </div>
      {visit.subject.role === 'expert' ? null : <Folds visit={visit} task={task} here={here} />}
    </>
  )
  const back = <a href={withNarrowed('/desk', narrowed)}>返回待办</a>
  const title = [titleOf(task.kind), task.psn_name && nameText(task.psn_name)].filter(Boolean).join(' ')
  return { kind: 'task', beside: back, ...rest, title, body }
}

/** A part; one that may hold much is read to its end by keyboard, too (`scrolls`). */
function Part({ name, scrolls, children }: PropsWithChildren<{ name: string; scrolls?: true }>) {
  const id = `part-${name}`
  return (
    <section tabindex={scrolls && 0} aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      {children}
    </section>
  )
}

/** Who reviews is not told whose it is. */
function Whose({ task: { psn_name, psn_no, admdvs }, visit: { subject } }: { task: Task; visit: DeskVisit }) {
  const nobody = subject.role === 'expert' ? '评审时不显示' : '不涉及个人'
  const lines: [string, Child][] = [
    ['姓名', psn_name === undefined ? nobody : nameText(psn_name)],
    ...(psn_no ? ([['人员编号', psn_no]] as [string, Child][]) : []),
    ['统筹区', areaName(admdvs)],
  ]
  return <Lines lines={lines} />
}

function Limits({ task, visit: { now } }: { task: Task; visit: DeskVisit }) {
  const { due_at, opened_at, claimed_by, triage, proposal, due_provisional } = task
  const lines: [string, Child][] = [
    ['办理期限', `${moment(due_at, now)}${due_provisional ? '（放假安排未定，暂定）' : ''}`],
    [
      '剩余',
      <>
        {timeLeft(due_at, now)} <span class={`mark ${triage}`}>{markOf(task)}</span>
      </>,
    ],
    ['开始', moment(opened_at, now)],
    ['认领', claimed_by === undefined ? '没有人认领' : claimed_by === 'unnamed' ? '已认领' : claimed_by],
    ...(proposal
      ? ([['提议', `${moment(proposal.at, now)} ${proposal.by} 已提议同意，等另一人确认`]] as [string, Child][])
      : []),
  ]
  return <Lines lines={lines} />
}

function Lines({ lines }: { lines: readonly [string, Child][] }) {
  return (
    <dl class="facts">
      {lines.map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  )
}

interface DecideProps {
  readonly task: Task
  readonly visit: DeskVisit
  readonly here: string
  readonly again: Again | undefined
  readonly narrowed: Narrowed
}

const reasonField = [{ name: 'reason', label: '理由', required: false, kind: 'long' }] as const

/** Of what another has proposed only yes or no is asked: their fields hold. */
function Decide({ task, visit, here, again, narrowed }: DecideProps) {
  if (task.status !== 'open')
    return (
      <section aria-label="办理">
        <p>这个待办已经处理过了。</p>
      </section>
    )
  const fields = task.proposal ? [] : approvalOf(task.kind, task.facts)
  return (
    <Form action={here} again={again} label="办理" class="decide">
      {Object.entries(narrowed).map(([name, value]) => (
        <input type="hidden" name={`list.${name}`} value={value as string} />
      ))}
      <input type="hidden" name="due_at" value={task.due_at} />
      <Fields fields={[...fields, ...reasonField]} again={again} />
      <div class="row">
        <InHand task={task} visit={visit} />
        <button type="submit" name="do" value="approve" class="main" data-key="a">
          同意
        </button>
        <button type="submit" name="do" value="reject" data-key="r">
          不同意
        </button>
      </div>
    </Form>
  )
}

/** 「认领」 or 「放回」; what another clerk has in hand only a supervisor puts back. */
function InHand({ task: { claimed_by }, visit: { subject } }: { task: Task; visit: DeskVisit }) {
  if (claimed_by === undefined)
    return (
      <button type="submit" name="do" value="claim" data-key="c">
        认领
      </button>
    )
  const isAnothers = subject.role === 'clerk' && claimed_by !== 'unnamed' && claimed_by !== subject.staff_no
  return isAnothers ? null : (
    <button type="submit" name="do" value="release" data-key="c">
      放回
    </button>
  )
}
