/** What deciding `check-errand` does (decision 0099): approved, the act is done as of then; rejected, it is returned. */

import { type TaskDecision, unnamed } from '../../../shared/registers/apply/task.ts'
import type { Told } from '../../../shared/registers/applying.ts'
import type { TaskRow } from '../../../shared/registers/rows.ts'
import { type Act, actWrites, errandOf, type WithActs } from '../../../shared/table/office/errands.ts'
import type { Once, Write } from '../../../shared/table/table.ts'
import { errandNotice } from '../../../shared/tasks/told.ts'
import { officeName } from '../../behalf/errands/acting.ts'
import { carryOut, onceChecked } from '../../behalf/errands/carry-out.ts'
import type { KeptCall } from '../../behalf/errands/put-off.ts'
import { doneBy } from '../../behalf/scopes.ts'
import type { Role } from '../../calls/access.ts'
import { isProblem, notFound, type Problem, problem } from '../../calls/problem.ts'
import { type Api, type Call, nameOf } from '../../calls/route.ts'

/** What goes with the decision. */
export interface Checked {
  beside: Write[]
  tell: Told[]
  /** What goes beside it is of one decision alone. */
  once?: Once
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
  if (act.status === 'done') return verdict === 'approve' ? { beside: [], tell: [] } : doneBefore()
  if (verdict === 'reject') {
    const text = `${officeName(errand)}替您提交的“${doneBy(route)}”，医保经办人员没有同意${reason === undefined ? '' : `：${reason}`}，退回了。`
    const tell = [{ notice: errandNotice, text, about: errand.errand_id }]
    const once = onceChecked(errand, act)
    return { beside: actWrites(errand, ended, clock.now()), tell, ...(once ? { once } : {}) }
  }
  const answer = await carryOut({ errand, route }, callOf(api, errand, kept), ended, { by, name })
  if (!isProblem(answer)) return { beside: [], tell: [] }
  // What refuses it now may be that another has just done it.
  const now = (await errandOf(table, keys, errand.errand_id))?.acts.find(({ act_id }) => act_id === kept.act_id)
  return now?.status === act.status ? answer : problem(409, 'task-closed', '别人刚刚处理过这个待办')
}

/** Done, and its decision lost: whoever approves again only decides. */
const doneBefore = () => problem(409, 'task-closed', '这件事核对同意过，已经办了，不能再退回；点“同意”就关闭这个待办')

/** The call as it was made, as of now. */
function callOf(
  api: Api,
  errand: WithActs,
  { psn_no, params, query, body, act_id }: KeptCall,
): Call<Role, unknown, unknown> {
  const subject = { role: 'citizen', id: `${errand.opener.id} for ${errand.errand_id}`, psn_no } as const
  return { ...api, subject, params, query, body, attempt: { id: act_id, repeated: false, mark: {} } }
}
