/** A mother under two numbers, with money of hers under the one that is lost. */
import { type bankAccount, certnoOf, enrolment, register } from '../support/people.ts'
import { makeNursery, motherBirth } from './bundles/newborn-support.ts'

const area = '440100'
const lost = 'P000002'

/** A mother who is registered twice, her allowance under the number that is lost. */
export async function allowance(more: { bank_acct?: typeof bankAccount } = {}) {
  const stack = await makeNursery('2026-04-08T09:00:00+08:00')
  await register(stack, 2, { brdy: motherBirth, ...more })
  await register(stack, 4, { brdy: motherBirth, psn_name: '测试2' })
  await stack.happen('enrolment.registered', enrolment(lost, area, '2020-01-01'))
  await stack.happen('employer.base-declared', {
    emp_no: `E${area}`,
    emp_name: '测试单位',
    insu_admdvs: area,
    year: 2025,
    avg_base: '3000.00',
  })
  await stack.policy({ name: 'allowance_min_months', admdvs: '440000', value: 0 })
  await stack.policy({ name: 'extended_days', admdvs: '440000', value: { first: 0, second: 0, third: 0 } })
  await stack.happen('delivery.settled', {
    setl_id: 'S1',
    fixmedins_code: 'H44010200001',
    certno: certnoOf(2, motherBirth),
    psn_name: '测试2',
    insu_admdvs: area,
    dscg_date: '2026-04-08',
    outcome: 'birth',
    dystocia: false,
    fetus_count: 1,
    child_order: 1,
    gestation_weeks: 39,
  })
  const verify = (await stack.tasks(lost)).find(({ kind }) => kind === 'verify-birth')
  if (verify) await stack.decideTask(verify.task_id, { decision: 'approve' })
  return stack
}
