/** Allowances that older releases stored go on in this one (infra/decisions/0057); see also 6-paid-once.test.ts. */
import { expect, it } from 'vitest'
import { bankAccount, certnoOf, enrolment, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'
import { leftBy } from '../../../support/stored.ts'

const area = '440100'
const brdy = '1994-05-20'
const time = '2026-04-10T09:00:00+08:00'

it('a case of version 1 whose order is at the bank is paid by it, and ordered anew where it comes back', async () => {
  const stack = await makeStack({ now: '2026-04-08T09:00:00+08:00' })
  const psn_no = await register(stack, 2, { brdy, bank_acct: bankAccount })
  await stack.happen('enrolment.registered', enrolment(psn_no, area, '2020-01-01'))
  const declared = { emp_no: `E${area}`, emp_name: '测试单位', insu_admdvs: area, year: 2025, avg_base: '3000.00' }
  await stack.happen('employer.base-declared', declared)
  await stack.policy({ name: 'allowance_min_months', admdvs: '440000', value: 0 })
  await stack.policy({ name: 'extended_days', admdvs: '440000', value: { first: 0, second: 0, third: 0 } })
  await stack.happen('delivery.settled', {
    setl_id: 'S1',
    fixmedins_code: 'H44010200001',
    certno: certnoOf(2, brdy),
    psn_name: '测试2',
    insu_admdvs: area,
    dscg_date: '2026-04-08',
    outcome: 'birth',
    dystocia: false,
    fetus_count: 1,
    child_order: 1,
    gestation_weeks: 39,
  })
  const theCase = async () => (await stack.cases(psn_no, 'maternity-allowance'))[0]!
  const orders = () => stack.sent('bank', 'payment.ordered').map(({ data }) => data)
  const ofBank = (order = orders().at(-1)!) => ({ pay_no: order.pay_no, amt: order.amt })
  const taskOf = async (kind: string) => (await stack.tasks(psn_no)).find((task) => task.kind === kind)!.task_id
  await stack.decideTask(await taskOf('verify-birth'), { decision: 'approve' })
  await leftBy(stack, await theCase(), 1, 'an order at the bank')
  await stack.happen('payment.returned', { ...ofBank(), reason: '账户已销户' }, { time })
  expect(await theCase()).toMatchObject({ status: 'waiting', chain_version: 4, step: 'awaitAccount' })
  const bank_acct = { ...bankAccount, acct_no: '6222000099998888' }
  await stack.decideTask(await taskOf('payment-returned'), { decision: 'approve', bank_acct })
  expect(orders()).toHaveLength(2)
  await stack.happen('payment.settled', { ...ofBank(), bank_time: time }, { time })
  expect(await theCase()).toMatchObject({ status: 'done', outcome: { result: 'paid', amt: orders()[0]!.amt } })
})
