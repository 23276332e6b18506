/** An act by an errand is noted in the commit that does it: no crash comes between the two. */

import type { Staff } from '../../../shared/registers/rows.ts'
import { type Act, actKey, actWrites, type Errand, errandOf } from '../../../shared/table/office/errands.ts'
import type { Once } from '../../../shared/table/table.ts'
import type { Role } from '../../calls/access.ts'
import { isProblem, type Problem, problem } from '../../calls/problem.ts'
import type { Answer, Attempt, Call } from '../../calls/route.ts'
import { actingBy } from './acting.ts'
import type { ByOne } from './put-off.ts'
import { spotCheckWrites } from './spot-check.ts'

/**
 * Makes the call; what it comes to is noted with its effect, told with it, and may be looked at again. Made again, it is
 * noted once. `approvedBy`: who checked it first.
 */
export async function carryOut(
  { errand, route }: Pick<ByOne, 'errand' | 'route'>,
  call: Call<Role, unknown, unknown>,
  act: Act,
  approvedBy?: Staff,
): Promise<Answer | Problem> {
  const { ports, attempt } = call
  const checks = await spotCheckWrites(ports, errand, act, approvedBy)
  const writes = [...actWrites(errand, act, ports.clock.now()), ...checks]
  const { repeated, mark } = attempt
  const beside = repeated ? (mark.beside ?? []) : [...(mark.beside ?? []), ...writes]
  const once = onceChecked(errand, act)
  const own: Attempt = { ...attempt, mark: { beside, acting: actingBy(errand, route), ...(once ? { once } : {}) } }
  const answer = await route.handler({ ...call, attempt: own })
  if (isProblem(answer)) return answer
  const noted = (await errandOf(ports.table, ports.keys, errand.errand_id))?.acts.find(
    ({ act_id }) => act_id === act.act_id,
  )
  // A call that had nothing to write has noted nothing.
  const isNoted = noted?.status === act.status || (await ports.table.transact(writes)).ok
  return isNoted || !once ? answer : problem(409, once.refused.code, once.refused.detail)
}

/** Of clerks who decide on an act at the same moment one is first: what comes of it is done once. */
export function onceChecked(errand: Errand, act: Act): Once | undefined {
  if (act.task_id === undefined) return undefined
  return { key: actKey(errand, act), refused: { code: 'task-closed', detail: '别人刚刚处理过这个待办' } }
}
