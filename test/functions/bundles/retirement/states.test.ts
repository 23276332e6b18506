/** Retirements that older releases stored go on in this one (infra/decisions/0057). */
import { expect, it } from 'vitest'
import { leftBy } from '../../../support/stored.ts'
import { contribution, retiredMan, sent, theCase } from './scene.ts'

it('a case of version 1 that pays a month back orders that no more, and the next once', async () => {
  const { s, psn_no } = await retiredMan()
  await s.happen('contribution.posted', contribution(psn_no, '130100', '202606'))
  await leftBy(s, await theCase(s, psn_no), 1, 'a month that goes back to person and employer')
  for (const { data } of sent(s, 'bank')) {
    await s.happen('payment.settled', { pay_no: data.pay_no, amt: data.amt, bank_time: s.clock.now() })
  }
  expect(sent(s, 'bank')).toHaveLength(2)
  await s.happen('contribution.posted', contribution(psn_no, '130100', '202607'))
  expect(sent(s, 'bank').map(({ data }) => data.amt)).toEqual(['480.00', '120.00', '480.00', '120.00'])
  expect(await theCase(s, psn_no)).toMatchObject({
    status: 'done',
    chain_version: 3,
    outcome: { refunds: [{ month: '202606' }, { month: '202607' }] },
  })
})
