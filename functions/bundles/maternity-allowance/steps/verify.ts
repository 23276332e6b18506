/** RULES.md 3: the employer verifies the delivery. */
import { compareInstants, dayOf, dueOn } from '../../../../shared/calendar/index.ts'
import type { TaskDraft } from '../../../../shared/chain/chain.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import { employerDays } from '../limits.ts'
import { employerVerifies } from '../parameters.ts'
import { employerOf, parameters, paysAlone, reckon, waitFor } from '../rules/reckon.ts'
import { type AllowanceCtx, deliveryOf, go, step, wait } from '../state.ts'
import { verifyBirth } from '../tasks.ts'
import { texts } from '../texts.ts'

/** Asks the employer where the parameter says so; nobody for who pays alone (RULES.md 3.1). */
export const askEmployer = step({
  label: '请单位核实',
  goes: ['awaitEmployer', 'checkDelivery'],
  decide(ctx) {
    const { state } = ctx
    const { insu_admdvs: area } = deliveryOf(ctx)
    const baseLimit = dueIn(ctx, area, employerDays, state.enoughOn ?? state.openedOn)
    if (paysAlone(ctx)) return go('checkDelivery', { state: { verification: 'alone', baseLimit } })
    const found = parameters(ctx, [employerVerifies])
    if ('missing' in found) return waitFor(found.missing)
    if (!found.values.employer_verifies) {
      return go('checkDelivery', { state: { verification: 'not-asked', baseLimit } })
    }
    const limit = dueIn(ctx, area, employerDays)
    return go('awaitEmployer', { state: { limit, asks: state.asks + 1 }, say: texts.asked() })
  },
})

/** The employer’s answer, or none in time (RULES.md 3.2). */
export const awaitEmployer = step({
  label: '等单位核实',
  goes: ['askEmployer', 'checkDelivery'],
  decide(ctx) {
    const { state, now, today } = ctx
    const empNo = employerOf(ctx)
    if (empNo === undefined) return go('askEmployer', { forget: ['limit'] })
    const task = ctx.task(verifyBirth, askKey(ctx, empNo))
    const answered = dayOf(task?.decision?.at ?? now)
    const baseLimit = dueIn(ctx, deliveryOf(ctx).insu_admdvs, employerDays, answered)
    if (task?.status === 'approved') {
      return go('checkDelivery', {
        state: { verification: 'verified', baseLimit },
        say: texts.verified(),
        actor: 'employer',
      })
    }
    if (task?.status === 'rejected') {
      const reason = task.decision?.reason
      const refused = { verification: 'refused' as const, baseLimit, ...(reason ? { refusedBecause: reason } : {}) }
      return go('checkDelivery', { state: refused, say: texts.refused(), actor: 'employer' })
    }
    const limit = state.limit ?? dueOn(today)
    if (compareInstants(now, limit.at) >= 0) {
      return go('checkDelivery', { state: { verification: 'silent', baseLimit: limit }, say: texts.silent() })
    }
    // What the sum will lack is asked for at once: nobody waits for it after the employer as well.
    const sum = reckon(ctx)
    const lacking = 'missing' in sum ? sum.missing : undefined
    const topics = lacking?.wait.topics
    return wait(
      { actor: 'employer', what: verifyBirth, until: limit.at, ...(topics ? { topics } : {}) },
      { tasks: [...verifyTasks(ctx, empNo), ...(lacking ? [lacking.task] : [])] },
    )
  },
})

/** One task for each time an employer is asked. */
const askKey = ({ state }: AllowanceCtx, empNo: string) => `${empNo}.${state.asks}`

function verifyTasks(ctx: AllowanceCtx, empNo: string): TaskDraft[] {
  const { state, today, file } = ctx
  const due = state.limit ?? dueOn(today)
  const { insu_admdvs: admdvs } = deliveryOf(ctx)
  const name = file.person?.private.psn_name
  return [
    {
      kind: verifyBirth.kind,
      key: askKey(ctx, empNo),
      owner: { role: 'employer', emp_no: empNo },
      admdvs,
      due,
      facts: deliveryFacts(ctx),
      private: { psn_no: file.person?.psn_no, ...(name ? { psn_name: name } : {}) },
    },
  ]
}

/** The delivery as a task shows it. */
export function deliveryFacts(ctx: AllowanceCtx) {
  const delivery = deliveryOf(ctx)
  const { setl_id, fixmedins_code, dscg_date, outcome, dystocia, fetus_count, child_order, gestation_weeks } = delivery
  const { alive_count } = delivery
  const facts = { setl_id, fixmedins_code, dscg_date, outcome, dystocia, fetus_count, child_order, gestation_weeks }
  return alive_count === undefined ? facts : { ...facts, alive_count }
}
