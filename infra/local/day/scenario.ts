/** Plays a scenario on a running stack, and tells what happens. */
import type { Caller, ExpectedCase, SampleEvent, Step } from '../../../events/samples/day.ts'
import { compareInstants, type Instant } from '../../../shared/calendar/index.ts'
import { say } from '../../cli/support/language.ts'
import { sampleBureau } from '../../samples/bureau.ts'
import type { Played } from '../../samples/scenarios.ts'
import { act, call, type Kept } from './actors.ts'
import type { ApiClient } from './api-client.ts'
import { momentsOf } from './play.ts'

/** Where a scenario is played. */
export interface Stage {
  readonly api: ApiClient
  now(): Promise<Instant>
  /** Puts an event into the inbox. */
  send(event: SampleEvent): Promise<unknown>
  /** Resolves when nothing is on its way. */
  settle(): Promise<void>
  /** Lets so many milliseconds go by. */
  pause(ms: number): Promise<unknown>
  /** Tells, in a line. */
  tell(line: string): void
}

interface Case {
  readonly case_id: string
  readonly bundle: string
  readonly status: string
  readonly outcome?: Readonly<Record<string, unknown>>
  readonly timeline?: readonly { at: string; text: string }[]
}

/** Looks after the end: what a partner of the local stack does may take it a moment. */
const looks = 40

/** Plays it to its end; answers what came out otherwise than told, nothing if it is as told. */
export async function playScenario(stage: Stage, played: Played): Promise<string[]> {
  const faults = await asTheBureauSays(stage)
  const kept: Kept = new Map()
  for (const { at, steps } of momentsOf(played.steps)) {
    if (compareInstants(at, await stage.now()) > 0) await stage.api.setClock(at)
    await stage.settle()
    stage.tell(`${at.slice(0, 16).replace('T', ' ')}`)
    for (const step of steps) faults.push(...(await happens(stage, played, step, kept)))
    await stage.settle()
  }
  for (let look = 0; look < looks && differences(played.expected, await casesOf(stage, played)).length > 0; look++) {
    for (const clerk of played.clerks) faults.push(...(await decides(stage, played, clerk)))
    await stage.settle()
    await stage.pause(500)
  }
  const cases = await casesOf(stage, played)
  await tellEnd(stage, played, cases)
  return [...faults, ...differences(played.expected, cases)]
}

/** What a bureau has to say before anything can be decided, where nobody has said it yet. */
async function asTheBureauSays({ api, tell }: Stage): Promise<string[]> {
  const operator = { role: 'operator' } as const
  const faults: string[] = []
  for (const { name, ...row } of sampleBureau) {
    const path = `/v1/policies?name=${name}&admdvs=${row.admdvs}`
    const { policies } = await api.get<{ policies: { admdvs: string }[] }>(operator, path)
    if (policies.some(({ admdvs }) => admdvs === row.admdvs)) continue
    const { status, body } = await api.call(operator, 'PUT', `/v1/policies/${name}`, row)
    tell(`  operator: PUT /v1/policies/${name} ${row.admdvs}`)
    if (status !== 200) faults.push(`${name}: ${status} ${JSON.stringify(body)}`)
  }
  return faults
}

async function happens(stage: Stage, played: Played, step: Step, kept: Kept): Promise<string[]> {
  switch (step.do) {
    case 'send':
      stage.tell(`  → ${step.event.type}  ${step.event.id}`)
      await stage.send(step.event)
      return []
    case 'decide':
      await stage.settle()
      return decides(stage, played, step.as)
    case 'act':
      stage.tell(`  ${say({ zh: '本人', en: 'citizen' })} ${step.psn_no}: ${JSON.stringify(step.action)}`)
      await untilOffered(stage, played, step.action.action)
      return act(stage.api, step)
    case 'call':
      stage.tell(`  ${step.as.role}: ${step.method} ${step.path}`)
      return (await call(stage.api, step, kept)).faults
    case 'pass':
      return []
  }
}

/** Somebody in office goes through the tasks of this scenario's cases, as it has it or approving, and leaves all others. */
async function decides(stage: Stage, played: Played, as: Caller): Promise<string[]> {
  const own = new Set((await casesOf(stage, played)).map(({ case_id }) => case_id))
  const faults: string[] = []
  for await (const { tasks } of stage.api.pages<Tasks>(as, '/v1/tasks?status=open')) {
    for (const { task_id, case_id = '', kind } of tasks) {
      if (!own.has(case_id)) continue
      const answer = played.answers.find((one) => one.kind === kind)?.answer ?? { decision: 'approve' }
      if (answer === 'leave') continue
      const path = `/v1/tasks/${encodeURIComponent(task_id)}/decision`
      const { status, body } = await stage.api.call(as, 'POST', path, answer)
      const said = answer.decision === 'approve' ? { zh: '同意', en: 'approved' } : { zh: '不同意', en: 'rejected' }
      stage.tell(`  ${as.role}: ${kind} ${say(said)}`)
      if (status !== 200) faults.push(`${kind} ${task_id}: ${status} ${JSON.stringify(body)}`)
    }
  }
  return faults
}

interface Tasks {
  tasks: { task_id: string; case_id?: string; kind: string }[]
  cursor?: string
}

async function untilOffered(stage: Stage, played: Played, action: string): Promise<void> {
  for (let look = 0; look < looks; look++) {
    const cases = await casesOf(stage, played)
    if (cases.some((one) => (one as { actions?: string[] }).actions?.includes(action))) return
    await stage.settle()
    await stage.pause(250)
  }
}

/** The cases of its people and of those in their care, each once. */
async function casesOf({ api }: Stage, { people }: Played): Promise<Case[]> {
  const found = new Map<string, Case>()
  for (const psn_no of people) {
    for await (const { cases } of api.pages<{ cases: Case[]; cursor?: string }>(
      { role: 'citizen', psn_no },
      '/v1/cases',
    )) {
      for (const one of cases) found.set(one.case_id, one)
    }
  }
  return [...found.values()]
}

/** What was told and did not come: how it ends and with which result, on whatever day it is played. */
function differences(expected: readonly ExpectedCase[], cases: readonly Case[]): string[] {
  const left = [...cases]
  return expected.flatMap(({ bundle, status, outcome: { result, reason } }) => {
    const at = left.findIndex(
      (one) =>
        one.bundle === bundle &&
        one.status === status &&
        one.outcome?.result === result &&
        (reason === undefined || one.outcome?.reason === reason),
    )
    if (at >= 0) left.splice(at, 1)
    const are = cases.map((one) => `${one.bundle} ${one.status} ${String(one.outcome?.result ?? '')}`).join(', ')
    return at >= 0 ? [] : [`${bundle}: ${status} ${String(result)} ≠ ${are || '—'}`]
  })
}

async function tellEnd({ api, tell }: Stage, { people }: Played, cases: readonly Case[]): Promise<void> {
  const [psn_no = ''] = people
  const citizen = { role: 'citizen', psn_no } as const
  tell(`${say({ zh: '人员', en: 'people' })}: ${people.join(' ')}`)
  for (const { case_id } of cases) {
    const {
      bundle,
      status,
      outcome,
      timeline = [],
    } = await api.get<Case>(citizen, `/v1/cases/${encodeURIComponent(case_id)}`)
    tell(`${say({ zh: '办件', en: 'case' })}: ${case_id}  ${bundle}  ${status}  ${String(outcome?.result ?? '')}`)
    for (const { at, text } of timeline) tell(`  ${at.slice(0, 16).replace('T', ' ')}  ${text}`)
  }
  const { notices } = await api.get<{ notices: { text: string }[] }>(citizen, '/v1/me/notices')
  for (const { text } of notices) tell(`${say({ zh: '通知', en: 'notice' })}: ${text}`)
}
