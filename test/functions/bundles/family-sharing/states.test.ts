/** Cases of family sharing as each version stores them go on in this release (infra/decisions/0057). */
import { expect, it } from 'vitest'
import { certnoOf } from '../../../support/people.ts'
import { leftBy } from '../../../support/stored.ts'
import { birth } from '../newborn/scene.ts'
import { home, scene } from './scene.ts'

it('a case of version 1 that waits for the bank is paid', async () => {
  const { stack, api, me, holder } = await scene()
  const guardians = [{ certno: certnoOf(1), psn_name: '测试1', relation: 'mother' }]
  await stack.happen('birth.certified', birth('2026-03-01', { insu_admdvs: home, guardians }))
  const [{ psn_no: user_psn_no, psn_name: user_psn_name }] = (await api.call(me, 'GET /v1/me')).body.dependants
  await api.call(me, 'POST /v1/shares', { user_psn_no, user_psn_name, relation: 'child' })
  await api.call(me, 'POST /v1/share-premiums', { bill_no: stack.sent('tax')[0]?.data.bill_no })
  const [row] = await stack.cases(holder, 'family-sharing')
  await leftBy(stack, row!, 1, 'a premium that waits for the bank')
  const { pay_no, amt } = stack.sent('bank')[0]!.data
  await stack.happen('payment.settled', { pay_no, amt, bank_time: stack.clock.now() })
  const [paid] = await stack.cases(holder, 'family-sharing')
  expect(paid).toMatchObject({ status: 'done', outcome: { result: 'paid' } })
})
