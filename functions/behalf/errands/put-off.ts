/**
 * Acts that a clerk checks before they are done (decision 0099): tried first, so that what would be refused now is refused
 * at once; then kept with the task, whole, and made by whoever approves it.
 */
import { dayOf } from '../../../shared/calendar/index.ts'
import { handle } from '../../../shared/engine/handle.ts'
import { maskAcct, maskCertno, maskName, maskTel } from '../../../shared/identity/index.ts'
import { taskDue } from '../../../shared/policy/desk.ts'
import { dueFields } from '../../../shared/policy/due.ts'
import type { Told } from '../../../shared/registers/applying.ts'
import { taskIdOf } from '../../../shared/registers/cases.ts'
import { type PersonFile, put } from '../../../shared/registers/file.ts'
import type { At } from '../../../shared/registers/look.ts'
import { mainRelationOn } from '../../../shared/registers/relation.ts'
import type { TaskRow } from '../../../shared/registers/rows.ts'
import { type Act, actWrites, type WithActs } from '../../../shared/table/office/errands.ts'
import { checkErrand } from '../../../shared/tasks/errand.ts'
import { errandNotice } from '../../../shared/tasks/told.ts'
import type { Role } from '../../calls/access.ts'
import { isProblem, type Problem } from '../../calls/problem.ts'
import { type Answer, type Call, nameOf, type Route } from '../../calls/route.ts'
import { doneBy } from '../scopes.ts'
import { actingBy, officeName } from './acting.ts'
import { rehearsing } from './rehearsal.ts'

/** A call as it is kept with its task, to be made once it was checked. */
export interface KeptCall {
  name: string
  psn_no: string
  params: Record<string, string>
  query: unknown
  body: unknown
  act_id: string
}

/** By which errand a call is made, for whom. */
export interface ByOne {
  errand: WithActs
  helped: PersonFile
  route: Route
}

/** Puts an act off until a clerk has checked it, unless it would be refused now. Put off again, it is the same. */
export async function putOff(one: ByOne, call: Call<Role, unknown, unknown>): Promise<Answer | Problem> {
  const { errand, helped, route } = one
  const { ports, rules, attempt } = call
  const before = errand.acts.find(({ act_id }) => act_id === attempt.id)
  if (before?.task_id !== undefined) return waiting(errand, before.task_id)
  const acting = actingBy(errand, route)
  const tried = await route.handler({ ...call, ports: rehearsing(ports), attempt: { ...attempt, mark: { acting } } })
  if (isProblem(tried)) return tried
  const now = ports.clock.now()
  const task_id = taskIdOf(errand.errand_id, checkErrand.kind, attempt.id.slice(0, 16))
  const act: Act = { act_id: attempt.id, at: now, call: nameOf(route), status: 'to-check', task_id }
  await handle(ports, rules, helped.pid, {
    apply: (file, at) => ({
      ok: { change: [put('task', taskFor(one, call, task_id, file, at))], tell: [toldOf(one)] },
    }),
    beside: [...(attempt.mark.beside ?? []), ...actWrites(errand, act, now)],
  })
  return waiting(errand, task_id)
}

const waiting = ({ errand_id }: WithActs, task_id: string): Answer => ({ status: 202, body: { errand_id, task_id } })

const toldOf = ({ errand, route }: ByOne): Told => ({
  notice: errandNotice,
  text: `${officeName(errand)}受您委托替您提交：${doneBy(route)}。医保经办人员核对以后才办。不是您的意思的，请马上打 12393。`,
  about: errand.errand_id,
})

/** For the clerks of the insured place; of somebody who has none, of the point's area. */
function taskFor(
  { errand, route }: ByOne,
  { params, query, body, attempt }: Call<Role, unknown, unknown>,
  task_id: string,
  file: PersonFile,
  at: At,
): TaskRow {
  const { opener, psn_no } = errand
  const area = mainRelationOn(file, dayOf(at.now))?.relation.insu_admdvs ?? opener.area
  const call: KeptCall = { name: nameOf(route), psn_no, params: { ...params }, query, body, act_id: attempt.id }
  return {
    task_id,
    kind: checkErrand.kind,
    owner: { role: 'clerk', area },
    admdvs: area,
    opened_at: at.now,
    ...dueFields(taskDue(at, checkErrand.kind, area)),
    facts: {
      errand_id: errand.errand_id,
      psn_no,
      matter: errand.matter,
      call: call.name,
      text: doneBy(route),
      consent: errand.consent,
      ...(errand.paper_ref === undefined ? {} : { paper_ref: errand.paper_ref }),
      ...(opener.role === 'agent' ? { agent_no: opener.agent_no, point_no: opener.point_no } : {}),
      asked: masked(body) as Record<string, unknown>,
    },
    status: 'open',
    standing: true,
    private: { call },
  }
}

/** How what names somebody is shortened. */
const masks: Readonly<Record<string, (text: string) => string>> = {
  psn_name: maskName,
  acct_name: maskName,
  certno: maskCertno,
  acct_no: maskAcct,
  tel: maskTel,
}

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked)
  if (typeof value !== 'object' || value === null) return value ?? {}
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      typeof one === 'string' ? (masks[name]?.(one) ?? one) : typeof one === 'object' ? masked(one) : one,
    ]),
  )
}
