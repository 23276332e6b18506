/** Cases of assistance as each version stores them go on in this release (infra/decisions/0057). */
import { expect, it } from 'vitest'
import { leftBy } from '../../../support/stored.ts'
import { onlyCase, scene } from './scene.ts'

it('a case of version 1 that waits for a clerk is confirmed and paid', async () => {
  const s = await scene()
  await s.settle()
  await s.dawn('2026-04-01')
  await leftBy(s.stack, await onlyCase(s), 1, 'a run that waits to be confirmed')
  await s.decides('confirm-assistance')
  expect(s.orders()).toEqual([['130100', 'medical-assistance', '3500.00']])
})
