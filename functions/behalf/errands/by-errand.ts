/**
 * Calls by an errand (decision 0099): what a person's consent allows is decided once the call is read, from what its route
 * declares; each act is noted in the very commit that does it, and what a clerk must check first is put off.
 */
import { errandHigh } from '../../../shared/policy/house/errands.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { type Act, type Errand, errandsIn, isOpenErrand, type WithActs } from '../../../shared/table/office/errands.ts'
import type { Role, SubjectOf } from '../../calls/access.ts'
import { officerOf } from '../../calls/audit.ts'
import { notFound, type Problem } from '../../calls/problem.ts'
import { type Answer, type Call, nameOf, type Route } from '../../calls/route.ts'
import { valueToday } from '../../calls/values.ts'
import type { ByErrand, OnBehalf } from '../behalf.ts'
import { actingBy } from './acting.ts'
import { carryOut } from './carry-out.ts'
import { itsOwn, namesOwn } from './own.ts'
import { type ByOne, putOff } from './put-off.ts'

/** Whom an agent or clerk acts as, by an errand of theirs that is open. */
export const byErrand: ByErrand = async ({ ports, caller, helped, route }) => {
  if (!route.errand || !helped.person) return undefined
  const errands = await openErrandsOf(ports, caller, helped)
  const [latest] = errands
  if (!latest) return undefined
  const acting = actingBy(latest, route)
  return {
    subject: { role: 'citizen', id: `${caller.id} for ${helped.pid}`, psn_no: helped.person.psn_no, acting },
    officer: officerOf(caller),
    answer: (call) => answerBy({ errands, helped, route }, call),
  } satisfies OnBehalf
}

/** The errands by which somebody may act for a person now, the latest first. */
async function openErrandsOf(
  ports: Call<never, unknown, unknown>['ports'],
  caller: SubjectOf<'agent' | 'clerk'>,
  helped: PersonFile,
): Promise<WithActs[]> {
  const pids = [helped.pid, ...helped.all('joined').map(({ pid }) => pid)]
  const all = await Promise.all(pids.map((pid) => errandsIn(ports.table, ports.keys, pid)))
  const now = ports.clock.now()
  return all
    .flat()
    .filter((errand) => isOpenErrand(errand, now) && isBy(errand, caller))
    .sort((a, b) => (a.opened_at < b.opened_at ? 1 : -1))
}

/** Whether it is this agent's, at this point, or this clerk's, in this area. */
export function isBy({ opener }: Errand, caller: SubjectOf<'agent' | 'clerk'>): boolean {
  if (opener.role === 'agent') {
    return caller.role === 'agent' && opener.agent_no === caller.agent_no && opener.point_no === caller.point_no
  }
  return caller.role === 'clerk' && opener.id === caller.id && opener.area === caller.area
}

async function answerBy(
  { errands, ...of }: Omit<ByOne, 'errand'> & { errands: readonly WithActs[] },
  call: Call<Role, unknown, unknown>,
): Promise<Answer | Problem> {
  const { opener } = errands[0] as WithActs
  if (opener.role === 'agent' && (await namesOwn(call, opener.agent_no, of.helped.pid))) return itsOwn()
  for (const errand of errands) {
    const allowed = of.route.errand?.(errand.matter, call)
    if (!allowed) continue
    const own = allowed === true ? call : ({ ...call, query: allowed.query } as typeof call)
    return of.route.method === 'get' ? of.route.handler(own) : act({ ...of, errand }, own)
  }
  return notFound()
}

/** Does an act, or puts it off until it is checked: those of agents that the area names, and all upon paper. */
async function act(one: ByOne, call: Call<Role, unknown, unknown>): Promise<Answer | Problem> {
  const { ports, attempt } = call
  if (await mustBeChecked(one, call)) return putOff(one, call)
  const noted: Act = { act_id: attempt.id, at: ports.clock.now(), call: nameOf(one.route), status: 'done' }
  return carryOut(one, call, noted)
}

async function mustBeChecked({ errand, route }: ByOne, call: Call<Role, unknown, unknown>): Promise<boolean> {
  const { opener, consent } = errand
  if (opener.role !== 'agent') return false
  if (consent === 'paper') return true
  const high = await valueToday(call.ports, errandHigh, opener.area)
  return high.includes(wordFor(route, call.body))
}

/** What areas call an act: an action by its name, any other by the last word of its path. */
function wordFor({ path }: Route, body: unknown): string {
  const { action } = (body ?? {}) as { action?: unknown }
  return typeof action === 'string' ? action : (path.split('/').findLast((part) => !part.startsWith('{')) ?? '')
}
