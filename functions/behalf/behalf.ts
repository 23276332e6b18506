/**
 * On whose behalf a call is made (`On-Behalf-Of: PSN_NO`, behalf/RULES.md): resolved here alone, between the check of the
 * caller's role and the handler, which sees a call of the person's own. What no mandate or errand in force allows is 404.
 */
import { dayOf } from '../../shared/calendar/index.ts'
import { pidOf } from '../../shared/identity/index.ts'
import type { Acting } from '../../shared/registers/applying.ts'
import { mandatesInForce } from '../../shared/registers/family/mandates.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { pidIn } from '../../shared/registers/ids.ts'
import { helperRelationNames } from '../../shared/registers/rows/mandates.ts'
import { loadSnapshot } from '../../shared/table/files.ts'
import type { Write } from '../../shared/table/table.ts'
import { helpedNotice } from '../../shared/tasks/told.ts'
import type { Role, Subject, SubjectOf } from '../calls/access.ts'
import { type AuditLine, auditWrite, lineWritten } from '../calls/audit.ts'
import { isProblem, notFound, type Problem } from '../calls/problem.ts'
import type { Answer, Api, Attempt, Call, Route } from '../calls/route.ts'
import { allows, doneBy, scopeNeeded } from './scopes.ts'

/** Who acts, as the audit trail and the person's access log say it. */
export type ActingOfficer = Pick<AuditLine, 'by' | 'role' | 'place' | 'area'>

/** A call that somebody makes as another person. */
export interface OnBehalf {
  /** The person helped, with who acts for them (`acting`); `id` names the pair, for keys and cursors are theirs. */
  subject: SubjectOf<'citizen'> & { acting: Acting }
  officer: ActingOfficer
  /**
   * Answers the checked call, by running its handler or otherwise: an act that must be checked first is answered 202 and
   * waits. What this refuses is refused. The handler alone, if left out.
   */
  answer?(call: Call<Role, unknown, unknown>, run: () => Promise<Answer | Problem>): Promise<Answer | Problem>
}

/** What is asked of errands: may this agent or clerk make this call as that person? */
export interface ErrandAsked extends Pick<Api, 'ports' | 'births'> {
  caller: SubjectOf<'agent' | 'clerk'>
  /** The person's file, who is registered. */
  helped: PersonFile
  route: Route
}

/** By the errand in force, if there is one that allows the call; undefined: 404. */
export type ByErrand = (asked: ErrandAsked) => Promise<OnBehalf | Problem | undefined>

/** Whom the call is made as; 404 if nothing in force allows it. */
export async function onBehalf(
  api: Pick<Api, 'ports' | 'births'>,
  caller: Subject,
  route: Route,
  psnNo: string,
  byErrand: ByErrand | undefined,
): Promise<OnBehalf | Problem> {
  if (route.access === 'none' || !('citizen' in route.access)) return notFound()
  const { ports } = api
  const helped = await loadSnapshot(ports, pidOf(ports.keys, psnNo))
  if (!helped.person) return notFound()
  switch (caller.role) {
    case 'citizen':
      return (await byMandate(api, caller, route, helped)) ?? notFound()
    case 'supervisor':
      return (await byErrand?.({ ...api, caller: { ...caller, role: 'clerk' }, route, helped })) ?? notFound()
    case 'clerk':
    case 'agent':
      return (await byErrand?.({ ...api, caller, route, helped })) ?? notFound()
    default:
      return notFound()
  }
}

async function byMandate(
  { ports }: Pick<Api, 'ports'>,
  caller: SubjectOf<'citizen'>,
  route: Route,
  helped: PersonFile,
): Promise<OnBehalf | undefined> {
  const needed = scopeNeeded(route)
  if (needed === 'never') return undefined
  const helper = await loadSnapshot(ports, pidOf(ports.keys, caller.psn_no))
  const inForce = mandatesInForce(helped, helper, dayOf(ports.clock.now()))
  const mandate = inForce.find(({ scopes }) => allows(scopes, needed))
  if (!mandate || !helped.person || !helper.person) return undefined
  const { psn_no, private: said } = helped.person
  const relation = mandate.relation === 'other' ? '亲属' : helperRelationNames[mandate.relation]
  return {
    subject: {
      role: 'citizen',
      id: `${caller.id} for ${helped.pid}`,
      psn_no,
      acting: {
        as: 'helper',
        by: helper.person.psn_no,
        under: mandate.mandate_id,
        told: {
          notice: helpedNotice,
          text: `${helper.person.private.psn_name}（${relation}）替您${doneBy(route)}。不是您的意思的，可以马上结束授权，或者打 12393。`,
          to: [{ psn_no, ...(said.tel ? { tel: said.tel } : {}) }],
        },
      },
    },
    officer: { by: `helper:${helper.pid}`, role: 'helper', place: helper.pid },
  }
}

/** The line of the trail that says so: about the case that is named, else the person. */
function lineOf(
  { officer, subject }: OnBehalf,
  route: Route,
  call: Pick<Call<Role, unknown, unknown>, 'params' | 'ports'>,
): AuditLine {
  const { case_id } = call.params as { case_id?: string }
  const about = case_id !== undefined && pidIn(case_id) ? case_id : pidOf(call.ports.keys, subject.psn_no)
  const what = route.method === 'get' ? 'behalf.read' : 'behalf.act'
  return { ...officer, what, about, detail: { call: route.summary } }
}

/** What the commit of the act takes along: who acts, and the line that says so; no line again of what was done before. */
function actingMark({ repeated, mark }: Attempt, acting: Acting, line: Write): Attempt['mark'] {
  return repeated ? { ...mark, acting } : { acting, beside: [...(mark.beside ?? []), line] }
}

/** Answers a call made as another: what was read is in the trail before the answer leaves. */
export async function answerOnBehalf(
  one: OnBehalf,
  route: Route,
  call: Call<Role, unknown, unknown>,
): Promise<Answer | Problem> {
  const { ports, attempt } = call
  const line = lineOf(one, route, call)
  const mark = actingMark(attempt, one.subject.acting, auditWrite(ports, line))
  const acting = route.method === 'get' ? call : { ...call, attempt: { ...attempt, mark } }
  const run = () => route.handler(acting)
  const answer = await (one.answer ? one.answer(acting, run) : run())
  if (route.method === 'get' && !isProblem(answer)) await lineWritten(ports, line)
  return answer
}
