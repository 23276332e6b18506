/** What deciding `check-errand` does (decision 0099): approved, the act is done as of then; rejected, it is returned. */

import { type TaskDecision, unnamed } from '../../../shared/registers/apply/task.ts'
import type { Told } from '../../../shared/registers/applying.ts'
import type { TaskRow } from '../../../shared/registers/rows.ts'
import { type Act, actWrites, errandOf, type WithActs } from '../../../shared/table/office/errands.ts'
import type { Write } from '../../../shared/table/table.ts'
import { errandNotice } from '../../../shared/tasks/told.ts'
import { officeName } from '../../behalf/errands/acting.ts'
import { carryOut } from '../../behalf/errands/carry-out.ts'
import type { KeptCall } from '../../behalf/errands/put-off.ts'
import { doneBy } from '../../behalf/scopes.ts'
import type { Role } from '../../calls/access.ts'
import { isProblem, notFound, type Problem } from '../../calls/problem.ts'
import { type Api, type Call, nameOf } from '../../calls/route.ts'

/** What goes with the decision. */
export interface Checked {
  beside: Write[]
  tell: Told[]
}

/** Makes the call that was kept, or gives it back; why it is refused now, if it is: then nothing is decided. */
export async function checkErrandAct(
  api: Api,
  task: TaskRow,
  { verdict, reason, by, name = unnamed }: TaskDecision,
): Promise<Checked | Problem> {
  const { table, keys, clock } = api.ports
  const kept = task.private?.call as KeptCall
  const errand = await errandOf(table, keys, task.facts.errand_id as string)
  const act = errand?.acts.find(({ act_id }) => act_id === kept.act_id)
  const route = (await api.routes?.())?.find((one) => nameOf(one) === kept.name)
  if (!errand || !act || !route) return notFound()
  const ended: Act = { ...act, at: clock.now(), status: verdict === 'approve' ? 'done' : 'returned' }
  if (verdict === 'reject') {
    const text = `${officeName(errand)}替您提交的“${doneBy(route)}”，医保经办人员没有同意${reason === undefined ? '' : `：${reason}`}，退回了。`
    const tell = [{ notice: errandNotice, text, about: errand.errand_id }]
    return { beside: actWrites(errand, ended, clock.now()), tell }
  }
  // Done, and its decision lost: whoever decides again only decides.
  if (act.status === 'done') return { beside: [], tell: [] }
  const answer = await carryOut({ errand, route }, callOf(api, errand, kept), ended, { by, name })
  return isProblem(answer) ? answer : { beside: [], tell: [] }
}

/** The call as it was made, as of now. */
function callOf(
  api: Api,
  errand: WithActs,
  { psn_no, params, query, body, act_id }: KeptCall,
): Call<Role, unknown, unknown> {
  const subject = { role: 'citizen', id: `${errand.opener.id} for ${errand.errand_id}`, psn_no } as const
  return { ...api, subject, params, query, body, attempt: { id: act_id, repeated: false, mark: {} } }
}
