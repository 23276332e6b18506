/** The people of a sample day: those in office who go through their tasks, citizens who act, and whoever else calls. */

import { covers } from '../../../events/samples/compare.ts'
import type { ActStep, AnswerFor, Caller, CallStep, TaskAnswer } from '../../../events/samples/day.ts'
import type { ApiAnswer, ApiClient } from './api-client.ts'

interface Task {
  readonly task_id: string
  readonly case_id?: string
  readonly kind: string
}

interface Case {
  readonly case_id: string
  readonly actions: readonly string[]
}

/** Goes through the open tasks of somebody in office. Answers what went otherwise than it should. */
export async function decideTasks(api: ApiClient, as: Caller, answers: readonly AnswerFor[]): Promise<string[]> {
  const tasks: Task[] = []
  for await (const page of api.pages<{ tasks: Task[]; cursor?: string }>(as, '/v1/tasks?status=open')) {
    tasks.push(...page.tasks)
  }
  const answerTo = await answerBook(api, answers, tasks)
  const faults: string[] = []
  for (const task of tasks) {
    const answer = answerTo(task)
    if (answer === 'leave') continue
    const said = await api.call(as, 'POST', `/v1/tasks/${encodeURIComponent(task.task_id)}/decision`, answer)
    if (said.status !== 200) faults.push(`${answer.decision} ${task.kind} ${task.task_id}: ${tell(said)}`)
  }
  return faults
}

/** A citizen acts in their case that offers the action. Answers what went otherwise than it should. */
export async function act(api: ApiClient, { psn_no, bundle, action }: ActStep): Promise<string[]> {
  const citizen = { role: 'citizen', psn_no } as const
  for (const offered of await casesOf(api, psn_no, `?bundle=${bundle}`)) {
    if (!offered.actions.includes(action.action)) continue
    const said = await api.call(citizen, 'POST', `/v1/cases/${encodeURIComponent(offered.case_id)}/actions`, action)
    return said.status === 200 ? [] : [`${action.action} in ${offered.case_id}: ${tell(said)}`]
  }
  return [`no case of ${bundle} offers ${action.action} to ${psn_no}`]
}

/** Answers of the day so far that later calls name. */
export type Kept = Map<string, unknown>

/** Calls the API. Answers what it said, and what went otherwise than it should. */
export async function call(
  api: ApiClient,
  step: CallStep,
  kept: Kept = new Map(),
): Promise<{ body: unknown; faults: string[] }> {
  const path = step.path.replace(/\{(\w+)\.([\w.]+)\}/g, (_, name: string, field: string) =>
    encodeURIComponent(String(fieldOf(kept.get(name), field))),
  )
  const said = await api.call(step.as, step.method, path, step.body, step.for)
  if (step.keep !== undefined) kept.set(step.keep, said.body)
  const fine = said.status < 300 && covers(said.body, step.expect ?? {})
  const faults = fine ? [] : [`${step.method} ${path} as ${step.as.role}: ${tell(said)}`]
  return { body: said.body, faults }
}

/** A field of an answer, however deep: `cases.0.case_id`. */
function fieldOf(answer: unknown, field: string): unknown {
  const inner = (value: unknown, name: string) => (value as Record<string, unknown> | undefined)?.[name]
  return field.split('.').reduce(inner, answer)
}

/** What to answer to each of some tasks. Whose case a task belongs to is asked only where the day knows an answer. */
async function answerBook(
  api: ApiClient,
  answers: readonly AnswerFor[],
  tasks: readonly Task[],
): Promise<(task: Task) => TaskAnswer | 'leave'> {
  const kinds = new Set(tasks.map((task) => task.kind))
  const book = new Map<string, TaskAnswer | 'leave'>()
  for (const { of, kind, answer } of answers) {
    if (!kinds.has(kind)) continue
    for (const { case_id } of await casesOf(api, of)) book.set(`${case_id} ${kind}`, answer)
  }
  return (task) => book.get(`${task.case_id} ${task.kind}`) ?? { decision: 'approve' }
}

async function casesOf(api: ApiClient, psn_no: string, query = ''): Promise<Case[]> {
  const citizen = { role: 'citizen', psn_no } as const
  const cases: Case[] = []
  for await (const page of api.pages<{ cases: Case[]; cursor?: string }>(citizen, `/v1/cases${query}`)) {
    cases.push(...page.cases)
  }
  return cases
}

function tell({ status, body }: ApiAnswer): string {
  return `${status} ${JSON.stringify(body).slice(0, 300)}`
}
