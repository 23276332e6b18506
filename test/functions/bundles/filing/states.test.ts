/** Filing cases as each version stores them go on in this release (infra/decisions/0057). */
import { expect, it } from 'vitest'
import { leftBy } from '../../../support/stored.ts'
import { insured, makeFilingStack, only, settlement, visit } from './scene.ts'

it('a case of version 1 that waits for the settlement is done once it is reported', async () => {
  const stack = await makeFilingStack()
  const psn_no = await insured(stack, '130100')
  await stack.happen('visit.admitted', visit(psn_no, '110000'))
  await leftBy(stack, await only(stack, psn_no), 1, 'a visit that waits for its settlement')
  await stack.happen('visit.settled', settlement(psn_no, '110000'))
  expect(await only(stack, psn_no)).toMatchObject({
    status: 'done',
    outcome: { settled: { medfee_sumamt: '1000.00' } },
  })
})
