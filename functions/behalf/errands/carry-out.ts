/** An act by an errand is noted in the commit that does it: no crash comes between the two. */
import { type Act, actWrites, errandOf } from '../../../shared/table/office/errands.ts'
import type { Role } from '../../calls/access.ts'
import { isProblem, type Problem } from '../../calls/problem.ts'
import type { Answer, Attempt, Call } from '../../calls/route.ts'
import { actingBy } from './acting.ts'
import type { ByOne } from './put-off.ts'

/** Makes the call; what it comes to is noted with its effect, and told with it. Made again, it is noted once. */
export async function carryOut(
  { errand, route }: Pick<ByOne, 'errand' | 'route'>,
  call: Call<Role, unknown, unknown>,
  act: Act,
): Promise<Answer | Problem> {
  const { ports, attempt } = call
  const writes = actWrites(errand, act, ports.clock.now())
  const { repeated, mark } = attempt
  const beside = repeated ? (mark.beside ?? []) : [...(mark.beside ?? []), ...writes]
  const own: Attempt = { ...attempt, mark: { beside, acting: actingBy(errand, route) } }
  const answer = await route.handler({ ...call, attempt: own })
  if (isProblem(answer)) return answer
  const noted = (await errandOf(ports.table, ports.keys, errand.errand_id))?.acts.find(
    ({ act_id }) => act_id === act.act_id,
  )
  // A call that had nothing to write has noted nothing.
  if (noted?.status !== act.status) await ports.table.transact(writes)
  return answer
}
